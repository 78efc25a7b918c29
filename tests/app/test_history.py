from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from coder_acts import CODER, filled
from desk_world import DeskWorld
from made_projects import refused, state

from annotator.app import acts
from annotator.app.desk import Desk
from annotator.app.history import MOST_STEPS, Past, go_to, past_of, undo_to
from annotator.app.project import open_for_writing


def line(world: DeskWorld, what: str) -> Past:
    return next(past for past in past_of(world.project) if past.what == what)


def shown(world: DeskWorld) -> list[tuple[str, str]]:
    return [(past.what, past.undone) for past in past_of(world.project)]


@pytest.fixture
def tagged(world: DeskWorld) -> DeskWorld:
    world.tag("one.txt", "The quay burned")
    world.tag("two.txt", "Fire at the quay")
    world.tag("two.txt", "officers", "source")
    return world


def test_the_history_says_who_did_what_where_and_when_newest_first(tagged: DeskWorld) -> None:
    first, second, *_ = past_of(tagged.project)
    assert (first.who, first.what) == ("A", "Tag source")
    assert first.where == tagged.project.articles()[-1].name or first.where
    assert second.what == "Tag claim"
    assert first.when >= second.when
    assert len(first.when) == len("2026-01-01 00:00:00")
    assert past_of(tagged.project)[-1].what == "Start with a codebook"


def test_undoing_and_redoing_are_steps_too_and_acts_say_how_they_stand(
    tagged: DeskWorld,
) -> None:
    acts.undo(tagged.desk)
    acts.undo(tagged.desk)
    acts.redo(tagged.desk)
    assert shown(tagged)[:6] == [
        ("Redo: Tag claim", ""),
        ("Undo: Tag claim", ""),
        ("Undo: Tag source", ""),
        ("Tag source", "undone"),
        ("Tag claim", ""),
        ("Tag claim", ""),
    ]
    tagged.tag("one.txt", "12", "figure")
    assert ("Tag source", "undone for good") in shown(tagged)


def test_each_line_counts_the_acts_that_undoing_down_to_it_takes_back(tagged: DeskWorld) -> None:
    acts.undo(tagged.desk)
    counts = [(past.what, past.undoes) for past in past_of(tagged.project)][:4]
    assert counts == [
        ("Undo: Tag source", 0),
        ("Tag source", 0),
        ("Tag claim", 1),
        ("Tag claim", 2),
    ]


def test_undoing_down_to_an_act_takes_back_it_and_all_after_it(tagged: DeskWorld) -> None:
    before = state(tagged.project)
    chosen = past_of(tagged.project)[1]
    undo_to(tagged.desk, chosen)
    assert tagged.spans() == ["The quay burned"]
    assert tagged.ear.last == "Undone: 2 acts, down to «Tag claim»."
    acts.redo(tagged.desk)
    acts.redo(tagged.desk)
    assert state(tagged.project) == before


def test_only_an_act_that_stands_can_be_undone_down_to(tagged: DeskWorld) -> None:
    acts.undo(tagged.desk)
    for what in ("Undo: Tag source", "Tag source"):
        with refused("cannot be undone", what):
            undo_to(tagged.desk, line(tagged, what))
    assert tagged.spans() == ["Fire at the quay", "The quay burned"]


@pytest.fixture
def others_work(tmp_path: Path) -> Iterator[Desk]:
    """A project with the work of Ana, opened again by Bo."""
    project = filled(tmp_path)
    project.close()
    project = open_for_writing(project.path)
    yield Desk(project, "Bo")
    project.close()


def test_nothing_is_taken_back_when_an_act_is_anothers(others_work: Desk) -> None:
    before = state(others_work.project)
    chosen = next(past for past in past_of(others_work.project) if past.who == CODER)
    with refused(CODER, "not yours"):
        undo_to(others_work, chosen)
    assert state(others_work.project) == before


def test_a_line_leads_to_the_span_or_where_it_is_gone_to_the_article(tagged: DeskWorld) -> None:
    acts.cancel(tagged.desk)
    claims = [past for past in past_of(tagged.project) if past.what == "Tag claim"]
    go_to(tagged.desk, claims[-1])
    assert tagged.focused() == "The quay burned"
    acts.undo(tagged.desk)
    acts.cancel(tagged.desk)
    go_to(tagged.desk, line(tagged, "Tag source"))
    assert tagged.focused() == ""
    assert tagged.ear.places[-1] == (tagged.article("two.txt"), 0, 0)


def test_joins_and_relations_lead_to_a_span_too(tagged: DeskWorld) -> None:
    tagged.caret_at("two.txt", "Fire")
    acts.begin(tagged.desk, "relate")
    reading = tagged.desk.reading
    assert reading is not None
    source = next(span for span in reading.spans.values() if span.kind == "source")
    acts.choose(tagged.desk, source.id)
    tagged.caret_at("one.txt", "The quay")
    acts.begin(tagged.desk, "join")
    acts.choose(tagged.desk, next(s.id for s in reading.spans.values() if s.quote[:4] == "Fire"))
    acts.confirm(tagged.desk)
    for what, words in (("Join claims", "The quay burned"), ("Attribute", "Fire at the quay")):
        acts.cancel(tagged.desk)
        go_to(tagged.desk, next(p for p in past_of(tagged.project) if p.what.startswith(what)))
        assert tagged.focused() == words


def test_what_was_done_in_no_article_leads_nowhere(tagged: DeskWorld) -> None:
    with refused("no article"):
        go_to(tagged.desk, line(tagged, "Start with a codebook"))


def test_the_history_ends_at_five_hundred_steps(world: DeskWorld) -> None:
    world.tag("one.txt", "The quay burned")
    for _ in range(MOST_STEPS // 2):
        acts.undo(world.desk)
        acts.redo(world.desk)
    assert len(past_of(world.project)) == MOST_STEPS
