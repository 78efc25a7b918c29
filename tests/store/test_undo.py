from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from coder_acts import ACTS, CODER, content, filled, finish
from made_projects import article, span, state, steps

from annotator.app.importing import describe_articles
from annotator.app.project import Project, open_for_writing
from annotator.app.tagging import (
    remove_span,
    set_status,
)
from annotator.model.changes import Changes


@contextmanager
def reopened(project: Project) -> Iterator[Project]:
    project.close()
    with open_for_writing(project.path) as again:
        yield again


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_undone_and_redone_after_a_restart_too(
    tmp_path: Path, act: Callable[[Project], None]
) -> None:
    project = filled(tmp_path)
    start = steps(project)
    before = state(project)
    act(project)
    after = state(project)
    assert after != before
    done = sum(kind == "act" for kind, *_ in steps(project)[len(start) :])
    with reopened(project) as second:
        for _ in range(done):
            second.undo()
        assert state(second) == before
        for _ in range(done):
            second.redo()
        assert state(second) == after
        assert second.redo() is None
        for _ in range(done):
            second.undo()
        with reopened(second) as third:
            assert state(third) == before
            for _ in range(done):
                third.redo()
            assert state(third) == after


def test_removing_a_claim_takes_its_links_along_and_undo_brings_all_back(tmp_path: Path) -> None:
    with filled(tmp_path) as project:
        before = content(project)
        hurt = span(project, before.relations[0].start)
        remove_span(project, project.layer(CODER), hurt)
        now = content(project)
        assert len(now.spans) == len(before.spans) - 1
        assert now.relations == ()
        assert [len(c.members) for c in now.clusters] == [2, 1]
        project.undo()
        again = content(project)
        assert again.spans == before.spans
        assert set(again.relations) == set(before.relations)
        assert again.clusters == before.clusters


def test_an_act_tells_what_it_touched_once_and_so_does_its_undoing(tmp_path: Path) -> None:
    with filled(tmp_path) as project:
        heard: list[Changes] = []
        project.listeners.append(heard.append)
        relation = content(project).relations[0]
        claim = span(project, relation.start)
        remove_span(project, project.layer(CODER), claim)
        project.undo()
        project.redo()
        assert [changes.label for changes in heard] == ["Remove claim"] * 3
        cluster = content(project).clusters[1].id
        for changes in heard:
            assert changes.spans == {claim.id}
            assert relation.id in changes.relations
            assert changes.clusters == {cluster}
            assert changes.where == claim.article
            assert not changes.other
        assert len({changes.step for changes in heard}) == 3


def test_undo_names_what_it_would_take_back_and_where(tmp_path: Path) -> None:
    with filled(tmp_path) as project:
        finish(project)
        told = project.next_undo()
        assert told is not None
        assert (told.label, told.coder) == ("Mark finished", CODER)
        assert told.where == article(project, "one.txt")
        project.undo()
        redo = project.next_redo()
        assert redo is not None
        assert redo.id == told.id


def test_a_new_act_ends_redo(tmp_path: Path) -> None:
    with filled(tmp_path) as project:
        project.undo()
        project.undo()
        finish(project)
        assert project.next_redo() is None
        assert project.redo() is None
        assert [s for *_, s in steps(project)].count("dropped") == 2


def test_everything_is_undone_down_to_the_empty_project_and_no_further(tmp_path: Path) -> None:
    with filled(tmp_path) as project:
        full = state(project)
        count = 0
        while project.undo():
            count += 1
        empty = state(project)
        assert {name for name, rows in empty.items() if rows} == {"project"}
        assert project.next_undo() is None
        assert sum(1 for _ in iter(project.redo, None)) == count
        assert state(project) == full


def describe_again(project: Project) -> None:
    table = project.path.with_suffix(".csv")
    (head,) = (h for h in project.articles() if h.file == "one.txt")
    table.write_text(f"file,title\none.txt,{head.title}\n", encoding="utf-8")
    describe_articles(project, table)


@pytest.mark.parametrize(
    "nothing",
    [
        lambda _project: None,
        lambda project: set_status(
            project, project.layer(CODER), article(project, "one.txt"), "started"
        ),
        lambda project: project.layer_of_coder(CODER),
        describe_again,
    ],
    ids=["empty", "same status", "known coder", "same outlet"],
)
def test_an_act_that_changes_nothing_leaves_no_trace_and_keeps_redo(
    tmp_path: Path, nothing: Callable[[Project], object]
) -> None:
    with filled(tmp_path) as project:
        project.undo()
        heard: list[Changes] = []
        project.listeners.append(heard.append)
        before = state(project), steps(project)
        nothing(project)
        with project.step("Nothing at all"):
            pass
        assert (state(project), steps(project)) == before
        assert not heard
        assert project.next_redo() is not None


def test_steps_are_numbered_by_device_and_counter_and_kept_for_ever(tmp_path: Path) -> None:
    with filled(tmp_path) as project:
        for _ in range(3):
            project.undo()
        finish(project)
        found = project.file.db.execute(
            "SELECT device, counter, number FROM step ORDER BY number"
        ).fetchall()
    assert len({device for device, _, _ in found}) == 1
    assert [counter for _, counter, _ in found] == list(range(1, len(found) + 1))
    assert [number for _, _, number in found] == list(range(1, len(found) + 1))
