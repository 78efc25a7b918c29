"""What people and files bring is shown as it is: never markup, never a reason to open a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTextEdit, QWidget
from screen import Program, Screen

from annotator.__main__ import main
from annotator.ui.agreement_view import AgreementView

_WATCHED: list[str] = []
_OPENED: list[str] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _WATCHED and event == "open" and _WATCHED[0] in str(arguments[0]):
        _OPENED.append(str(arguments[0]))


sys.addaudithook(_hear)  # a hook cannot be taken out again: it listens only while a test wants it


@pytest.fixture
def bait(tmp_path: Path) -> Iterator[Path]:
    """A picture that markup would show; whoever opens it is caught."""
    picture = tmp_path / "bait.png"
    picture.write_bytes(b"")
    _WATCHED.append(picture.name)
    _OPENED.clear()
    yield picture
    _WATCHED.clear()


def labels_below(widget: QWidget) -> list[QLabel]:
    return widget.findChildren(QLabel)


def test_names_titles_and_words_are_never_markup(
    tmp_path: Path, bait: Path, program: Program
) -> None:
    payload = f"<img src='file://{bait}'><b>&amp;x</b>"
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(3):
        (texts / f"{number}.txt").write_text(f"{payload} {number}\n\nIt said {payload}.\n")
    rows = "".join(f'{n}.txt,"{payload}","{payload}","{payload}"\n' for n in range(3))
    (texts / "meta.csv").write_text("file,title,outlet,author\n" + rows)
    path = tmp_path / "p.annotator"
    assert main(["new", str(path), "--title", payload]) == 0
    assert (
        main(
            [
                "import",
                str(path),
                str(texts),
                "--story",
                payload,
                "--meta",
                str(texts / "meta.csv"),
            ]
        )
        == 0
    )
    coder = "<b>Ada</b>"

    def work(screen: Screen) -> None:
        for file in ("0.txt", "1.txt"):
            screen.select_by_keys(file, f"said {payload}")
            screen.keys("C")
        screen.click("0.txt", "said")
        screen.keys("L")
        screen.go_into("1.txt")
        screen.keys(Qt.Key.Key_Tab, Qt.Key.Key_Return)
        assert len(screen.reading.clusters) == 1
        QApplication.processEvents()
        screen.window.grab()
        shown = labels_below(screen.window)
        assert len([label for label in shown if payload in label.text()]) >= 6
        assert {label.textFormat() for label in shown} == {Qt.TextFormat.PlainText}
        assert screen.window.findChildren(QTextEdit) == []
        for widget in screen.window.findChildren(QWidget):
            if widget.toolTip():
                assert "<img" not in widget.toolTip(), type(widget).__name__
                help_ = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1))
                QApplication.sendEvent(widget, help_)
        texts_of_buttons = [b.text() for b in screen.window.findChildren(QAbstractButton)]
        assert any("<b>Ada</b>" in text for text in texts_of_buttons)
        # whatever is told is told as it is
        screen.ctrl("Z")
        assert payload in screen.notice
        screen.window._requests.new_coder()
        screen.fill({"name": "<i>B</i>"})
        assert screen.notice == "You code as <i>B</i>."
        screen.ctrl("G")
        view = screen.dialog(AgreementView)
        assert {label.textFormat() for label in labels_below(view)} == {Qt.TextFormat.PlainText}
        view.grab()
        screen.close(view)
        screen.ctrl("W")
        screen.window.grab()

    assert program(str(path), "--coder", coder, script=work) == 0
    assert _OPENED == []
