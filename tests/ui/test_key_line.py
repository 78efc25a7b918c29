from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from annotator.ui.key_line import KeyLine

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_keys_of_the_line_never_reach_the_window(qtbot: QtBot) -> None:
    ran: list[str] = []
    done: list[str] = []
    window = QMainWindow()
    line = KeyLine(
        {
            (Qt.Key.Key_Return, False): lambda: done.append("next"),
            (Qt.Key.Key_Return, True): lambda: done.append("previous"),
            (Qt.Key.Key_Escape, False): lambda: done.append("close"),
        }
    )
    window.setCentralWidget(line)
    for key in ("C", "L", "?", ".", "1", "Space", "Tab", "Shift+Tab", "Return", "Escape", "Delete"):
        action = QAction(key, window)
        action.setShortcut(key)
        action.triggered.connect(lambda _checked=False, key=key: ran.append(key))
        window.addAction(action)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    line.setFocus()
    QTest.keyClicks(line, "cl?. 1")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    QTest.keyClick(line, Qt.Key.Key_Backtab, SHIFT)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    for modifier in (Qt.KeyboardModifier.NoModifier, SHIFT):
        QTest.keyClick(line, Qt.Key.Key_Return, modifier)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert ran == []
    assert line.text() == "cl?. 1"
    assert done == ["next", "previous", "close"]
    assert line.hasFocus()
