from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from screen import CTRL_SHIFT, Program, Screen, new_project, texts_of

from annotator.app.settings import settings_file

ALT, ALT_SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def files(screen: Screen) -> list[str]:
    """The files of the columns, from left to right, as they stand on the screen."""
    heads = {head.id: head.file for head in screen.reading.articles}
    pane = screen.view.workspace.pane
    ordered = sorted(
        screen.desk.columns, key=lambda id_: pane(id_).mapTo(screen.window, pane(id_).pos()).x()
    )
    assert ordered == list(screen.desk.columns)
    return [heads[id_] for id_ in ordered]


def test_columns_are_moved_pinned_and_hidden_by_keys_and_come_back_so(
    project: Path, program: Program
) -> None:
    left: list[list[str]] = []

    def arrange(screen: Screen) -> None:
        screen.ctrl("5")
        before = files(screen)
        screen.go_into(before[1])
        screen.keys(Qt.Key.Key_Right, modifier=ALT_SHIFT)
        assert files(screen) == [before[0], before[2], before[1], *before[3:]]
        assert screen.pane(before[1]).hasFocus()
        screen.keys(Qt.Key.Key_Left, modifier=ALT_SHIFT)
        assert files(screen) == before
        screen.go_into(before[4])
        screen.keys(Qt.Key.Key_Up, modifier=ALT_SHIFT)
        assert files(screen) == [before[4], *before[:4]]
        assert "pinned" in texts_of([screen.view.workspace])
        screen.go_into(before[0])
        screen.keys(Qt.Key.Key_Down, modifier=ALT_SHIFT)
        assert files(screen) == [before[4], *before[1:4]]
        assert "brings it back" in screen.notice
        assert screen.pane(before[1]).hasFocus()
        left.append(files(screen))

    def come_back(screen: Screen) -> None:
        assert files(screen) == left[0]
        screen.go_into(left[0][2])
        screen.keys(Qt.Key.Key_Down, modifier=ALT)
        assert len(files(screen)) == 4
        assert files(screen)[0] == left[0][0]
        assert files(screen)[2] not in left[0]
        assert screen.pane(files(screen)[2]).hasFocus()

    assert program(str(project), "--coder", "A", script=arrange) == 0
    assert program(str(project), script=come_back) == 0


def test_another_theme_leaves_the_columns_as_they_are(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.ctrl("3")
        screen.go_into(files(screen)[0])
        screen.keys(Qt.Key.Key_Right, modifier=ALT_SHIFT)
        before, names = files(screen), [screen.window.theme.name]
        for _ in range(3):
            screen.keys("D", modifier=CTRL_SHIFT)
            screen.come_back()
            names.append(screen.window.theme.name)
            assert files(screen) == before
        assert names == ["light", "dark", "contrast", "light"]

    assert program(str(project), "--coder", "A", script=work) == 0


def test_one_key_lets_the_columns_scroll_together_or_each_by_itself(
    project: Path, program: Program
) -> None:
    def switch(screen: Screen) -> None:
        assert screen.view.workspace.scrolling.on
        screen.keys("L", modifier=CTRL_SHIFT)
        assert screen.notice == "The columns scroll each by itself."
        assert not screen.view.workspace.scrolling.on

    def look(screen: Screen) -> None:
        assert not screen.view.workspace.scrolling.on
        screen.keys("L", modifier=CTRL_SHIFT)
        assert screen.view.workspace.scrolling.on

    assert program(str(project), "--coder", "A", script=switch) == 0
    assert json.loads(settings_file().read_text("utf-8"))["anchored"] is False
    assert program(str(project), script=look) == 0


def test_the_bar_tells_how_much_of_the_article_is_anchored(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.ctrl("3")
        screen.select_by_keys("late.txt", "The mill that burned down")
        screen.keys("C")
        screen.select_by_keys("agency.txt", "A paper mill burned down")
        screen.keys("C", "L")
        screen.go_into("late.txt")
        screen.keys(Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert any("1 of 2 paragraphs anchored" in text for text in texts_of([screen.view]))
        assert any(text.startswith("1/2") for text in texts_of([screen.view.workspace]))
        other = next(file for file in files(screen) if file not in ("late.txt", "agency.txt"))
        screen.go_into(other)
        QApplication.processEvents()
        assert any("0 of 2 paragraphs anchored" in text for text in texts_of([screen.view]))

    assert program(str(project), "--coder", "A", script=work) == 0
