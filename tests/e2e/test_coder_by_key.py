from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from screen import CTRL_SHIFT, Program, Screen, new_project


def test_who_codes_is_chosen_from_the_keyboard(tmp_path: Path, program: Program) -> None:
    project = new_project(tmp_path)

    def work(screen: Screen) -> None:
        screen.desk.code_as("Ana")
        screen.desk.code_as("Ben")
        screen.keys("O", modifier=CTRL_SHIFT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.activeAction().text() == "Ada"
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        assert screen.desk.layer is not None
        assert screen.desk.layer.name == "Ana"
        assert screen.notice == "You code as Ana."

    assert program(str(project), "--coder", "Ada", script=work) == 0
