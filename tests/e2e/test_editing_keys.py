from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from screen import CTRL_SHIFT, Program, Screen, new_project

from annotator.app.checking import check_project

FIRE = "A paper mill burned down on Sunday"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def test_a_span_gets_other_ends_and_another_kind_by_keys(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", "aper mil")
        screen.keys("C")
        assert screen.spans() == [("claim", "paper mill")]
        for key, shifted, words in (
            ("B", False, "A paper mill"),
            ("E", False, "A paper mill burned"),
            ("B", True, "paper mill burned"),
            ("E", True, "paper mill"),
        ):
            (screen.shift if shifted else screen.keys)(key)
            assert screen.spans() == [("claim", words)]
            pane = screen.pane("agency.txt")
            span = screen.focused()
            assert pane.caret() == (span.start if key == "B" else span.end)
            assert pane.hasFocus()
        for key, kind in (("S", "source"), ("F", "figure"), ("C", "claim")):
            screen.shift(key)
            assert screen.spans() == [(kind, "paper mill")]
            assert screen.notice == f"Changed to {kind}."
        for _ in range(7):
            screen.ctrl("Z")
        assert screen.spans() == [("claim", "paper mill")]
        screen.ctrl("Z")
        assert screen.spans() == []

    assert program(str(project), "--coder", "A", script=work) == 0
    assert check_project(project) == []


def test_a_span_is_split_and_joined_again_by_keys(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", FIRE)
        screen.keys("C")
        before = screen.dump()
        screen.caret_to("agency.txt", "burned down")
        screen.keys("X")
        assert screen.spans() == [("claim", "A paper mill"), ("claim", "burned down on Sunday")]
        assert screen.focused().quote == "burned down on Sunday"
        screen.keys(Qt.Key.Key_Backtab, modifier=Qt.KeyboardModifier.ShiftModifier)
        screen.keys("U")
        assert screen.spans() == [("claim", FIRE)]
        assert screen.dump() == before

    assert program(str(project), "--coder", "A", script=work) == 0
    assert check_project(project) == []


def test_sentences_are_selected_one_after_the_other(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.caret_to("agency.txt", "fire service")
        text = screen.text("agency.txt")
        for last in ("said.", "hurt."):
            screen.keys(Qt.Key.Key_Space, modifier=CTRL_SHIFT)
            selected = (text.index("A paper"), text.index(last) + len(last))
            assert screen.pane("agency.txt").selection() == selected
            assert screen.desk.here is not None
            assert screen.desk.here.selection == selected
        screen.keys(Qt.Key.Key_Space, modifier=CTRL_SHIFT)
        assert "No sentence follows" in screen.notice
        screen.keys("C")
        assert screen.spans() == [("claim", text[slice(*selected)])]

    assert program(str(project), "--coder", "A", script=work) == 0


def test_snapping_is_switched_by_a_key_and_remembered(project: Path, program: Program) -> None:
    def switch_off(screen: Screen) -> None:
        assert screen.desk.snapping
        screen.keys("S", modifier=CTRL_SHIFT)
        assert screen.notice == "Selections count as they are when they are tagged."
        screen.select_by_keys("agency.txt", "aper mil")
        screen.keys("C")
        assert screen.spans() == [("claim", "aper mil")]

    def switch_on(screen: Screen) -> None:
        assert not screen.desk.snapping
        screen.keys("S", modifier=CTRL_SHIFT)
        assert screen.notice == "Selections grow to whole words when they are tagged."
        screen.select_by_keys("agency.txt", "unda")
        screen.keys("C")
        assert ("claim", "Sunday") in screen.spans()

    for script in (switch_off, switch_on):
        assert program(str(project), "--coder", "A", script=script) == 0
