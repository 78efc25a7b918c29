from __future__ import annotations

import string
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from screen import CTRL_SHIFT, SHIFT, Program, Screen, new_project

from annotator.app.checking import check_project

FIRE = "A paper mill burned down on Sunday"
ARDE = "Una papelera ardi\u00f3 el domingo"
LATE = "The mill that burned down on Sunday"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def test_the_main_job_without_a_mouse(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.ctrl("5")
        for file, words, key in (
            ("agency.txt", FIRE, "C"),
            ("agency.txt", "the fire service", "S"),
            ("agency.txt", "Four people", "F"),
            ("rewrite.txt", ARDE, "C"),
            ("late.txt", LATE, "C"),
        ):
            screen.select_by_keys(file, words)
            screen.keys(key)
        screen.select_by_keys("late.txt", "will be rebuilt")
        screen.keys("P")
        assert ("claim", f"{LATE} \u2026 will be rebuilt") in screen.spans()
        # attribute the claim to its source
        screen.caret_to("agency.txt", FIRE)
        screen.keys("R", Qt.Key.Key_Tab)
        assert screen.focused().kind == "source"
        screen.keys(Qt.Key.Key_Enter)
        (relation,) = screen.reading.relations
        assert relation.type == "attributes"
        # take it back and do it again
        screen.keys("R", modifier=SHIFT)
        assert screen.reading.relations == ()
        screen.ctrl("Z")
        assert len(screen.reading.relations) == 1
        # join three, one is absent
        screen.caret_to("agency.txt", FIRE)
        screen.keys("L")
        for file in ("rewrite.txt", "late.txt"):
            screen.go_into(file)
            screen.keys(Qt.Key.Key_Tab, Qt.Key.Key_Space)
        screen.go_into("bullets.txt")
        screen.keys("A", Qt.Key.Key_Return)
        (cluster,) = screen.reading.clusters
        assert len(cluster.members) == 3
        assert cluster.absent == (screen.article("bullets.txt"),)
        # the cluster stays selected: another article lacks it too
        screen.go_into("letter.txt")
        screen.keys("A")
        assert len(screen.reading.clusters[0].absent) == 2
        # leave it and come back
        screen.caret_to("rewrite.txt", ARDE)
        screen.keys("L", modifier=SHIFT)
        assert len(screen.reading.clusters[0].members) == 2
        screen.ctrl("Z")
        # go through the spans and remove one
        screen.caret_to("agency.txt", "Mill burns")
        seen = []
        for _ in range(3):
            screen.keys(Qt.Key.Key_Tab)
            seen.append(screen.focused().kind)
        assert seen == ["claim", "source", "figure"]
        screen.keys(Qt.Key.Key_Backtab, modifier=SHIFT)
        assert screen.focused().kind == "source"
        screen.keys(Qt.Key.Key_Backspace)
        assert len(screen.reading.relations) == 0
        screen.ctrl("Z")
        assert len(screen.reading.relations) == 1
        screen.ctrl(Qt.Key.Key_Return)
        assert screen.reading.status(screen.article("agency.txt")) == "finished"

    assert program(str(project), "--coder", "A", script=work) == 0
    assert check_project(project) == []


def test_after_a_tag_the_next_key_never_tags_what_is_not_selected(
    project: Path, program: Program
) -> None:
    """What a person sees selected and what a key acts on are the same."""

    def work(screen: Screen) -> None:
        for select in (screen.select_by_keys, screen.select_by_mouse):
            select("agency.txt", "Four people")
            screen.keys("F")
            pane = screen.pane("agency.txt")
            assert pane.selection() is None
            assert screen.desk.here is not None
            assert screen.desk.here.selection is None
            assert screen.desk.here.caret == pane.caret()
            screen.keys(Qt.Key.Key_Delete)
        assert screen.spans() == []

    assert program(str(project), "--coder", "A", script=work) == 0


@pytest.mark.parametrize("file", ["agency.txt", "rewrite.txt"])
@pytest.mark.parametrize("selecting", [False, True])
def test_no_letter_changes_the_text(
    project: Path, program: Program, file: str, selecting: bool
) -> None:
    def work(screen: Screen) -> None:
        screen.ctrl("5")
        before = screen.text(file)
        pane = screen.pane(file)
        screen.caret_to(file, before[3:9])
        if selecting:
            screen.shift(Qt.Key.Key_Right, Qt.Key.Key_Right)
        screen.keys(*string.ascii_lowercase, *"1234567890 .,;-")
        screen.keys(Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Insert)
        screen.ctrl("V", "X")
        assert pane.toPlainText() == before
        assert screen.text(file) == before

    assert program(str(project), "--coder", "A", script=work) == 0
    assert check_project(project) == []


def test_escape_leaves_no_trace(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.ctrl("5")
        for file, words in (("agency.txt", FIRE), ("late.txt", LATE), ("rewrite.txt", ARDE)):
            screen.select_by_mouse(file, words)
            screen.keys("C")
        before, undone = screen.dump(), screen.desk.project.next_undo()
        screen.click("agency.txt", FIRE)
        for begin in "LR":
            screen.keys(begin)
            assert screen.desk.draft is not None
            if begin == "L":
                screen.click("late.txt", LATE)
                screen.go_into("rewrite.txt")
                screen.keys(Qt.Key.Key_Tab, Qt.Key.Key_Space)
                screen.go_into("bullets.txt")
                screen.keys("A")
            screen.keys(Qt.Key.Key_Escape)
            assert screen.desk.draft is None
            screen.click("agency.txt", FIRE)
        assert screen.dump() == before
        assert screen.desk.project.next_undo() == undone

    assert program(str(project), "--coder", "A", script=work) == 0


def test_draft_keys_do_nothing_without_a_draft(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.click("agency.txt", FIRE)
        before = screen.dump()
        screen.keys(Qt.Key.Key_Space, Qt.Key.Key_Return)
        assert screen.dump() == before

    assert program(str(project), "--coder", "A", script=work) == 0


def test_undo_and_redo_by_every_key_they_have(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", FIRE)
        screen.keys("C")
        for redo, modifier in (("Z", CTRL_SHIFT), ("Y", Qt.KeyboardModifier.ControlModifier)):
            screen.ctrl("Z")
            assert screen.spans() == []
            assert screen.notice.startswith("Undone: Tag claim, in ")
            screen.keys(redo, modifier=modifier)
            assert screen.spans() == [("claim", FIRE)]

    assert program(str(project), "--coder", "A", script=work) == 0


def test_the_place_stays_through_theme_size_and_number_of_columns(
    project: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        screen.click("late.txt", "owner")
        screen.keys("C")
        screen.select_by_keys("late.txt", "Five people")
        before = screen.desk.here
        focused = screen.desk.focused
        for key, modifier in (
            ("D", CTRL_SHIFT),
            ("D", CTRL_SHIFT),
            (Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier),
            (Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier),
            ("2", Qt.KeyboardModifier.ControlModifier),
            ("5", Qt.KeyboardModifier.ControlModifier),
        ):
            screen.keys(key, modifier=modifier)
            pane = screen.pane("late.txt")
            assert screen.desk.here == before
            assert screen.desk.focused == focused
            assert pane.hasFocus()
            assert pane.selection() == (before.selection if before else None)
        screen.keys("F")
        assert ("figure", "Five people") in screen.spans()

    assert program(str(project), "--coder", "A", script=work) == 0
