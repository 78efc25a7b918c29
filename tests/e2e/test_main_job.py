from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from screen import CTRL_SHIFT, Program, Screen, new_project

from annotator.app.checking import check_project

FIRE = "A paper mill burned down on Sunday"
ARDE = "Una papelera ardi\u00f3 el domingo"
LATE = "The mill that burned down on Sunday"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def test_the_main_job_by_keys_and_mouse_is_all_there_after_a_restart(
    project: Path, program: Program
) -> None:
    kept: list[object] = []

    def work(screen: Screen) -> None:
        screen.ctrl("5")
        assert len(screen.desk.columns) == 5
        # tag: by keys, by mouse, and the sentence at the caret
        screen.select_by_keys("agency.txt", FIRE)
        screen.keys("C")
        screen.select_by_mouse("agency.txt", "the fire service")
        screen.keys("S")
        screen.caret_to("agency.txt", "people were")
        screen.keys("C")
        screen.select_by_mouse("agency.txt", "Four people")
        screen.keys("F")
        screen.select_by_keys("rewrite.txt", ARDE)
        screen.keys("C")
        screen.select_by_mouse("late.txt", LATE)
        screen.keys("C")
        screen.click("bullets.txt", "Mill gone")
        screen.keys("C")
        assert ("claim", "Four people were hurt.") in screen.spans()
        assert ("claim", "\u2022 Mill gone after Sunday's blaze") in screen.spans()
        # a second piece
        screen.click("late.txt", LATE)
        screen.select_by_mouse("late.txt", "will be rebuilt")
        screen.keys("P")
        assert ("claim", f"{LATE} \u2026 will be rebuilt") in screen.spans()
        # relate: by click, and by Tab and Enter
        screen.click("agency.txt", FIRE)
        screen.keys("R")
        screen.click("agency.txt", "fire service")
        screen.click("agency.txt", "were hurt")
        screen.keys("R", Qt.Key.Key_Tab)
        assert screen.focused().kind in ("source", "figure")
        while screen.focused().kind != "figure":
            screen.keys(Qt.Key.Key_Tab)
        screen.keys(Qt.Key.Key_Return)
        assert sorted(r.type for r in screen.reading.relations) == ["attributes", "quantifies"]
        # join across the columns: by click, by Tab and Space, with an absence
        screen.click("agency.txt", FIRE)
        screen.keys("L")
        screen.click("rewrite.txt", "papelera")
        screen.go_into("late.txt")
        screen.keys(Qt.Key.Key_Tab, Qt.Key.Key_Space)
        screen.go_into("letter.txt")
        screen.keys("A")
        screen.keys(Qt.Key.Key_Return)
        (cluster,) = screen.reading.clusters
        assert [s.article for s in screen.reading.members(cluster)] == [
            screen.article(name) for name in ("agency.txt", "rewrite.txt", "late.txt")
        ]
        assert cluster.absent == (screen.article("letter.txt"),)
        # remove, undo, redo
        whole = screen.dump()
        screen.click("bullets.txt", "Mill gone")
        screen.keys(Qt.Key.Key_Delete)
        assert screen.dump() != whole
        screen.ctrl("Z")
        assert screen.dump() == whole
        assert "Undone: Remove claim" in screen.notice
        screen.keys("Z", modifier=CTRL_SHIFT)
        assert screen.dump() != whole
        screen.ctrl("Z")
        # finish
        for name in ("agency.txt", "letter.txt"):
            screen.go_into(name)
            screen.ctrl(Qt.Key.Key_Return)
            assert screen.reading.status(screen.article(name)) == "finished"
        kept.append(screen.dump())

    def look(screen: Screen) -> None:
        assert screen.dump() == kept[0]
        assert screen.window.windowTitle().startswith("The mill")
        screen.ctrl("Z")
        assert "Undone: Mark finished, in" in screen.notice
        screen.keys("Z", modifier=CTRL_SHIFT)
        assert screen.dump() == kept[0]

    assert program(str(project), "--coder", "A", script=work) == 0
    assert program(str(project), script=look) == 0
    assert program(script=look) == 0
    assert check_project(project) == []
