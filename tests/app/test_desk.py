from __future__ import annotations

from pathlib import Path

import pytest
from desk_world import DeskWorld, Ear
from made_projects import made, refused, tagged

from annotator.app import acts
from annotator.app.desk import Desk, Here
from annotator.app.exchange import dump_layer, load_layer
from annotator.app.importing import import_articles
from annotator.app.project import open_as_possible
from annotator.model.errors import KnownError


def test_a_desk_shows_the_first_story_and_three_of_its_articles(world: DeskWorld) -> None:
    desk = world.desk
    assert desk.reading is not None
    assert desk.reading.story.name == "The quay"
    assert list(desk.columns) == [head.id for head in world.project.articles()]
    assert desk.layer is not None
    assert desk.layer.name == "A"


def test_without_a_coder_one_can_read_and_nothing_else(tmp_path: Path) -> None:
    with made(tmp_path) as project:
        desk = Desk(project)
        assert desk.layer is None
        desk.set_here(Here(desk.columns[0], 0, None))
        with refused("Nobody is coding"):
            acts.tag(desk, "claim")


def test_a_project_without_articles_has_nothing_to_work_in(tmp_path: Path) -> None:
    with made(tmp_path, {}) as project:
        desk = Desk(project, "A")
        assert desk.reading is None
        assert desk.columns == ()
        for act in (acts.finish, acts.add_piece, acts.remove, acts.absent, acts.leave_cluster):
            with refused("no article"):
                act(desk)
        desk.step_article(1)
        desk.step_story(1)
        desk.step_focus(1)


def test_the_smallest_span_under_the_caret_comes_into_focus(world: DeskWorld) -> None:
    world.tag("one.txt", "Police said 12 people were hurt")
    world.tag("one.txt", "12 people", "figure")
    world.caret_at("one.txt", "12")
    assert world.focused() == "12 people"
    world.caret_at("one.txt", "Police")
    assert world.focused() == "Police said 12 people were hurt"


def test_the_focus_stays_until_another_span_takes_it_or_it_is_left(world: DeskWorld) -> None:
    world.tag("one.txt", "12 people", "figure")
    world.tag("one.txt", "The quay")
    world.caret_at("one.txt", "on Monday")
    assert world.focused() == "The quay"
    world.caret_at("one.txt", "12")
    assert world.focused() == "12 people"
    acts.cancel(world.desk)
    assert world.focused() == ""


def test_the_span_in_focus_stays_so_while_the_caret_is_in_it(world: DeskWorld) -> None:
    long = world.tag("one.txt", "Police said 12 people were hurt")
    world.tag("one.txt", "12 people", "figure")
    world.go_to(long.id)
    world.caret_at("one.txt", "people were")
    assert world.focused() == long.quote


def test_selecting_words_leaves_the_focus_where_it_is(world: DeskWorld) -> None:
    span = world.tag("one.txt", "The quay burned")
    world.select("one.txt", "people were hurt")
    assert world.desk.focused == span.id


def test_tab_goes_round_the_spans_of_the_article_in_reading_order(world: DeskWorld) -> None:
    world.tag("one.txt", "12 people", "figure")
    world.tag("one.txt", "The quay burned")
    world.tag("two.txt", "Nobody died")
    world.caret_at("one.txt", "on Monday")
    seen = []
    for _ in range(3):
        world.desk.step_focus(1)
        seen.append(world.focused())
    assert seen == ["12 people", "The quay burned", "12 people"]
    world.desk.step_focus(-1)
    assert world.focused() == "The quay burned"


def test_shift_tab_from_between_spans_goes_to_the_one_before(world: DeskWorld) -> None:
    world.tag("one.txt", "12 people", "figure")
    world.tag("one.txt", "The quay burned")
    world.caret_at("one.txt", "on Monday")
    world.desk.step_focus(-1)
    assert world.focused() == "The quay burned"


def test_going_to_a_span_asks_for_its_place(world: DeskWorld) -> None:
    span = world.tag("two.txt", "Nobody died")
    world.desk.go_to(span)
    assert world.ear.places[-1] == (span.article, span.start, span.end)
    assert world.desk.here == Here(span.article, span.start, None)


def test_going_to_a_span_of_an_article_that_is_not_shown_shows_it(world: DeskWorld) -> None:
    span = world.tag("three.txt", "El muelle")
    world.caret_at("one.txt", "The quay")
    world.desk.show_beside(1)
    assert span.article not in world.desk.columns
    world.desk.go_to(span)
    assert world.desk.columns == (span.article,)
    assert world.focused() == "El muelle"


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (1, 1), (2, 2), (5, 3), (9, 3)])
def test_one_to_five_articles_stand_side_by_side(world: DeskWorld, asked: int, shown: int) -> None:
    world.desk.show_beside(asked)
    assert len(world.desk.columns) == shown


def test_the_article_one_is_in_stays_when_fewer_are_shown(world: DeskWorld) -> None:
    world.caret_at("three.txt", "El muelle")
    world.desk.show_beside(1)
    assert world.desk.columns == (world.article("three.txt"),)
    world.desk.show_beside(2)
    assert world.article("three.txt") in world.desk.columns


def test_another_article_takes_the_column_one_is_in(world: DeskWorld) -> None:
    one, two, three = (world.article(f"{name}.txt") for name in ("one", "two", "three"))
    world.caret_at("one.txt", "The quay")
    world.desk.show_beside(2)
    shown = set(world.desk.columns)
    missing = ({one, two, three} - shown).pop()
    world.desk.show_article(missing)
    assert missing in world.desk.columns
    assert one not in world.desk.columns
    assert world.ear.places[-1] == (missing, 0, 0)


def test_stepping_through_articles_goes_round(world: DeskWorld) -> None:
    heads = list(world.desk.columns)
    world.desk.set_here(Here(heads[0], 0, None))
    for expected in (*heads[1:], heads[0]):
        world.desk.step_article(1)
        assert world.ear.places[-1] == (expected, -1, -1)
        world.desk.set_here(Here(expected, 0, None))
    world.desk.step_article(-1)
    assert world.ear.places[-1][0] == heads[-1]


def test_stepping_through_stories_goes_round_and_leaves_focus(
    world: DeskWorld, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("A second event.\n")
    import_articles(world.project, [other], story="Another")
    world.tag("one.txt", "The quay burned")
    seen = []
    for _ in range(2):
        world.desk.step_story(1)
        assert world.desk.reading is not None
        seen.append((world.desk.reading.story.name, world.focused()))
    assert seen == [("Another", ""), ("The quay", "")]
    assert world.spans() == ["The quay burned"]


def test_a_layer_loaded_beside_changes_nothing_of_ones_own(
    world: DeskWorld, tmp_path: Path
) -> None:
    mine = world.tag("one.txt", "The quay burned")
    world.caret_at("one.txt", "quay")
    layer = tmp_path / "B.json"
    layer.write_text(world.dump())
    before = world.dump()
    load_layer(world.project, layer, "B")
    assert world.dump() == before
    assert world.spans() == ["The quay burned"]
    assert world.desk.here is not None, "the place is kept"
    assert world.desk.here.article == mine.article
    assert world.desk.focused == mine.id


def test_a_replaced_layer_is_shown_as_it_is_now(world: DeskWorld, tmp_path: Path) -> None:
    world.tag("one.txt", "The quay burned")
    layer = tmp_path / "A.json"
    layer.write_text(world.dump())
    world.tag("two.txt", "Nobody died")
    load_layer(world.project, layer, "A", replacing=True)
    assert world.spans() == ["The quay burned"]
    world.tag("two.txt", "Fire")
    assert world.spans() == ["Fire", "The quay burned"]


def test_undoing_everything_ends_at_an_empty_project_and_redo_brings_it_back(
    world: DeskWorld,
) -> None:
    world.tag("one.txt", "The quay burned")
    for _ in range(3):
        acts.undo(world.desk)
    assert world.desk.reading is None
    assert world.desk.columns == ()
    assert world.desk.layer is None
    for _ in range(3):
        acts.redo(world.desk)
    assert world.desk.reading is not None
    assert len(world.desk.columns) == 3
    world.desk.code_as("A")
    assert world.spans() == ["The quay burned"]


def test_undo_all_the_way_down_never_breaks_the_desk(world: DeskWorld) -> None:
    world.tag("one.txt", "The quay burned")
    while world.project.next_undo():
        acts.undo(world.desk)
    acts.undo(world.desk)
    assert world.ear.last == "There is nothing to undo."


def test_after_the_layer_itself_was_undone_one_can_code_again(world: DeskWorld) -> None:
    world.caret_at("one.txt", "The quay")
    acts.undo(world.desk)
    assert world.desk.layer is None
    acts.redo(world.desk)
    world.desk.code_as("A")
    acts.tag(world.desk, "claim")
    assert world.spans() == ["The quay burned on Monday."]


def test_another_coder_sees_a_layer_of_their_own(world: DeskWorld) -> None:
    world.tag("one.txt", "The quay burned")
    world.desk.code_as("B")
    assert world.spans() == []
    world.tag("one.txt", "12 people", "figure")
    world.desk.code_as("A")
    assert world.spans() == ["The quay burned"]


@pytest.mark.parametrize("name", ["gold", "key", "units", "", "a\u200bb"])
def test_nobody_codes_under_a_name_that_is_kept_or_cannot_be_seen(
    world: DeskWorld, name: str
) -> None:
    with pytest.raises(KnownError):
        world.desk.code_as(name)
    assert world.desk.layer is not None
    assert world.desk.layer.name == "A"


def test_in_a_project_for_reading_every_act_is_a_notice_and_changes_nothing(
    world: DeskWorld,
) -> None:
    claim = world.tag("one.txt", "The quay burned")
    world.tag("one.txt", "Police", "source")
    world.tag("two.txt", "Nobody died")
    before = world.dump()
    project = open_as_possible(world.project.path)
    assert "open in another window" in project.read_only_because
    desk, ear = Desk(project, "A"), Ear()
    ear.listen(desk)
    assert desk.reading is not None
    tries = [
        lambda: acts.tag(desk, "claim"),
        lambda: acts.remove(desk),
        lambda: acts.finish(desk),
        lambda: acts.undo(desk),
        lambda: desk.code_as("Newcomer"),
    ]
    desk.go_to(desk.reading.spans[claim.id])
    for attempt in tries:
        said = len(ear.notices)
        assert not desk.attempt(attempt)
        assert len(ear.notices) == said + 1
        assert ear.notices[-1].tone == "fail"
    assert desk.layer is not None
    assert desk.layer.name == "A"
    project.close()
    assert world.dump() == before


def test_a_project_for_reading_shows_the_layer_of_a_coder_it_has(tmp_path: Path) -> None:
    with made(tmp_path) as project:
        tagged(project, project.layer_of_coder("A"), "one.txt", "The quay burned")
        for coder, seen in (("A", 1), ("Nobody", 0), ("", 0)):
            with open_as_possible(project.path) as other:
                desk = Desk(other, coder)
                assert desk.reading is not None
                assert len(desk.reading.spans) == seen
        assert len(dump_layer(project, "A")) > 0
