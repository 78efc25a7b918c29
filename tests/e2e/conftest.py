"""Starts the program through main() and lets a test's script work while its window is shown."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screen import Program, Screen, Script

from annotator.__main__ import main
from annotator.ui import application
from annotator.ui.main_window import MainWindow


def _windows() -> list[MainWindow]:
    tops = QApplication.topLevelWidgets()
    return [top for top in tops if isinstance(top, MainWindow) and top.isVisible()]


@pytest.fixture(autouse=True)
def _no_window_is_left(qtbot: QtBot) -> Iterator[None]:  # noqa: ARG001  it makes the application
    """Every top-level widget of a test is gone after it, and the look of the next is its own."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    font, palette, style_sheet = app.font(), app.palette(), app.styleSheet()
    yield
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()
    left = Counter(type(widget).__name__ for widget in QApplication.topLevelWidgets())
    app.setStyleSheet(style_sheet)
    app.setPalette(palette)
    app.setFont(font)
    left.pop("QTipLabel", None)  # Qt keeps the one tooltip
    assert left == {}


@pytest.fixture
def program(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Program:  # noqa: ARG001
    """Run the program with some arguments; the script runs in place of waiting for the person.

    Returns the exit status; what fails in the script fails the test.
    """

    def run(*arguments: str, script: Script) -> int:
        raised: list[BaseException] = []

        def wait() -> int:
            (window,) = _windows()
            try:
                script(Screen(window))
            except BaseException as error:  # noqa: BLE001  main() would report it as a bug
                raised.append(error)
            return 0

        monkeypatch.setattr(QApplication, "exec", staticmethod(wait))
        # What is told of as a bug has failed the test.
        monkeypatch.setattr(application, "_tell_of_a_bug", sys.excepthook)
        status = main(list(arguments))
        if raised:
            raise raised[0]
        return status

    return run
