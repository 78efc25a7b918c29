"""Starts the window and keeps the promise that a bug is told, never swallowed."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator import __version__
from annotator.ui.main_window import MainWindow


def make_window(project: Path | None = None, coder: str = "") -> MainWindow:
    """Make the main window, and show it: the project, else the one open last, else a welcome."""
    window = MainWindow()
    window.show()
    last = Path(window.settings.recent[0]) if window.settings.recent else None
    if project is not None:
        window.open_project(project, coder)
    elif last is not None and last.is_file():
        window.open_project(last)
    return window


def run(project: Path | None = None, coder: str = "") -> int:
    """Show the window until it is closed; return the exit status."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setApplicationName("annotator")
    QGuiApplication.setApplicationDisplayName("Annotator")
    sys.excepthook = _tell_of_a_bug
    window = make_window(project, coder)
    status = QApplication.exec()
    window.close()
    window.deleteLater()
    return status


def bug_report(error: BaseException) -> str:
    """Return what a person can copy and send: version and traceback, no text of any article."""
    import traceback

    lines = traceback.format_exception(error)
    return f"Annotator {__version__}, Python {sys.version.split()[0]}\n\n{''.join(lines)}"


def _tell_of_a_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Show what went wrong; every act is a transaction, so the project is as it was before."""
    sys.__excepthook__(kind, error, trace)
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    told = any(isinstance(window, QMessageBox) for window in shown)
    if told or not isinstance(error, Exception):
        return  # a fault in painting would come again with every box
    # Without a parent nobody would hold the box, and it would be gone at once.
    parents = (window for window in shown if isinstance(window, MainWindow))
    box = QMessageBox(next(parents, None))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle("A fault in Annotator")
    box.setText(
        "Something went wrong that should not. Your work is on disk up to the last act. "
        "Please send the report below to those who make Annotator."
    )
    box.setDetailedText(bug_report(error))
    box.finished.connect(box.deleteLater)
    box.open()
