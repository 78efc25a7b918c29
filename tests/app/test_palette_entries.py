from __future__ import annotations

import pytest
from desk_world import DeskWorld
from made_projects import refused

from annotator.app import acts, joining
from annotator.app.commands import COMMANDS, Command
from annotator.app.importing import import_articles
from annotator.app.palette_entries import (
    MOST_SHOWN,
    Entry,
    Palette,
    command_entries,
    go_to_entry,
    place_entries,
)


def palette(*words: str) -> Palette:
    return Palette([Entry("article", str(number), one, "") for number, one in enumerate(words)])


def matching(palette: Palette, typed: str) -> list[str]:
    return [entry.words for entry in palette.matching(typed)]


def entry(world: DeskWorld, typed: str, sort: str) -> Entry:
    found = Palette(place_entries(world.desk)).matching(typed)
    return next(entry for entry in found if entry.sort == sort)


def test_every_typed_word_must_occur_in_any_order_accents_and_capitals_aside() -> None:
    offered = palette("Open the Se\u00f1or\u2019s project", "Close the project", "A senor")
    assert matching(offered, "PROJECT sen") == ["Open the Se\u00f1or\u2019s project"]
    assert matching(offered, "se\u0148or") == ["Open the Se\u00f1or\u2019s project", "A senor"]
    assert matching(offered, "project nothing") == []


def test_beginnings_come_first_then_beginnings_of_words_then_the_rest() -> None:
    offered = palette("A rejoinder", "To join", "Joined twice", "Join claim")
    assert matching(offered, "join") == ["Joined twice", "Join claim", "To join", "A rejoinder"]


def test_what_cannot_be_chosen_comes_after_its_equals() -> None:
    offered = [(Command(id_, "Go", f"Go {id_}"), id_ != "a") for id_ in "abc"]
    found = Palette(command_entries(offered)).matching("go")
    assert [(entry.id, entry.enabled) for entry in found] == [
        ("b", True),
        ("c", True),
        ("a", False),
    ]


def test_nothing_typed_offers_everything_in_its_order_up_to_fifty() -> None:
    words = [f"entry {number}" for number in range(80)]
    assert matching(palette(*words), " ") == words[:MOST_SHOWN]


def test_what_a_thing_is_can_be_typed_too() -> None:
    (found,) = Palette(command_entries([(Command("x", "Join", "Leave"), True)])).matching("join")
    assert found.id == "x"


def test_commands_keep_their_words_and_keys() -> None:
    entries = command_entries((command, True) for command in COMMANDS)
    assert [(e.words, e.keys) for e in entries] == [(c.words, c.keys) for c in COMMANDS]


def test_stories_articles_spans_and_clusters_are_places_to_go_to(world: DeskWorld) -> None:
    one = world.tag("one.txt", "The quay burned on Monday")
    two = world.tag("two.txt", "Fire at the quay")
    world.tag("two.txt", "officers", "source")
    assert world.desk.layer is not None
    assert world.desk.reading is not None
    story = world.desk.reading.story.id
    joining.join(world.project, world.desk.layer, story, [one, two])
    offered = [(e.sort, e.words, e.group) for e in place_entries(world.desk)]
    names = [head.name for head in world.desk.reading.articles]
    assert offered[0] == ("story", "The quay", "story")
    assert {sort for sort, *_ in offered} == {"story", "article", "cluster", "span"}
    assert ("cluster", "The quay burned on Monday", "cluster") in offered
    assert {group for sort, _, group in offered if sort == "span"} == {
        f"{kind} in {name}"
        for head, name in zip(world.desk.reading.articles, names, strict=True)
        for kind in {"one.txt": ["claim"], "two.txt": ["claim", "source"]}.get(head.file, [])
    }


def test_an_entry_leads_to_its_place(world: DeskWorld) -> None:
    one = world.tag("one.txt", "12 people were hurt")
    two = world.tag("two.txt", "Twelve people were hurt")
    assert world.desk.layer is not None
    assert world.desk.reading is not None
    story = world.desk.reading.story
    joined = joining.join(world.project, world.desk.layer, story.id, [one, two])
    acts.cancel(world.desk)
    go_to_entry(world.desk, entry(world, "twelve", "span"))
    assert world.desk.focused == two.id
    go_to_entry(world.desk, entry(world, "12 people", "cluster"))
    assert (world.desk.focused, world.desk.selected_cluster) == (one.id, joined)
    go_to_entry(world.desk, entry(world, "muelle", "article"))
    assert world.ear.places[-1] == (world.article("three.txt"), 0, 0)
    folder = world.project.path.parent / "other"
    folder.mkdir()
    (folder / "far.txt").write_text("Elsewhere\n\nFar away.", encoding="utf-8")
    import_articles(world.project, [folder], story="Another story")
    go_to_entry(world.desk, entry(world, "elsewhere", "article"))
    assert world.desk.reading.story.name == "Another story"
    assert world.desk.columns == (world.article("far.txt"),)
    go_to_entry(world.desk, entry(world, "the quay", "story"))
    assert world.desk.reading.story == story


@pytest.mark.parametrize(("sort", "words"), [
    ("story", "story"), ("article", "article"), ("span", "span"), ("cluster", "cluster"),
])  # fmt: skip
def test_a_place_that_is_gone_is_said_to_be(world: DeskWorld, sort: str, words: str) -> None:
    gone = Entry(sort, "nothing", "", "")  # type: ignore[arg-type]  # one of the sorts
    with refused(words):
        go_to_entry(world.desk, gone)
