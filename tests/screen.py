"""The program as a person meets it: started through main(), then keys and mouse on its window."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

from annotator.__main__ import main
from annotator.app.desk import Desk
from annotator.app.exchange import dump_layer
from annotator.app.reading import Reading
from annotator.model.ids import ArticleId
from annotator.model.span import Span
from annotator.ui.article_pane import ArticlePane
from annotator.ui.desk_view import DeskView
from annotator.ui.forms import Form
from annotator.ui.main_window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CTRL_SHIFT = CTRL | SHIFT
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton

Script: TypeAlias = "Callable[[Screen], object]"
Program: TypeAlias = Callable[..., int]
AnyWidget = TypeVar("AnyWidget", bound=QWidget)

STORY = {
    "agency.txt": (
        "Mill burns in Astrel\n\nA paper mill burned down on Sunday, the fire service said. "
        "Four people were hurt.\n"
    ),
    "rewrite.txt": (
        "Arde una f\u00e1brica en Astrel \U0001f525\n\nUna papelera ardi\u00f3 el domingo, "
        "seg\u00fan los bomberos. Hubo cuatro heridos.\n"
    ),
    "late.txt": (
        "After the fire\n\nThe mill that burned down on Sunday will be rebuilt. "
        "Five people were hurt, its owner said.\n"
    ),
    "bullets.txt": "\u2022 Mill gone after Sunday's blaze\n\u2022 Nobody knows why\n",
    "letter.txt": "A letter\n\nWe miss the smell of the mill.\n",
}


def write_story(folder: Path) -> Path:
    folder.mkdir()
    for name, text in STORY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def new_project(folder: Path) -> Path:
    """A project with the five articles, made on the command line."""
    path = folder / "mill.annotator"
    assert main(["new", str(path), "--title", "The mill"]) == 0
    texts = write_story(folder / "texts")
    assert main(["import", str(path), str(texts), "--story", "The mill burns"]) == 0
    return path


class Screen:
    """The window that is shown, as a person sees and uses it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.come_back()

    def come_back(self) -> None:
        """Make the window the active one, as a window manager does when a dialog closes."""
        # What the event loop of the program would do before the next key.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.window.activateWindow()
        patience = QDeadlineTimer(5000)
        while QApplication.activeWindow() is not self.window and not patience.hasExpired():
            QApplication.processEvents()
        assert QApplication.activeWindow() is self.window

    # what is there

    @property
    def desk(self) -> Desk:
        assert self.window.desk is not None, "no project is open"
        return self.window.desk

    @property
    def reading(self) -> Reading:
        assert self.desk.reading is not None
        return self.desk.reading

    @property
    def view(self) -> DeskView:
        assert self.window.view is not None
        return self.window.view

    @property
    def notice(self) -> str:
        label = next(
            label
            for label in self.window.findChildren(QLabel)
            if label.accessibleName() == "Notice" and label.isVisibleTo(self.window)
        )
        return label.text()

    def article(self, file: str) -> ArticleId:
        return next(head.id for head in self.desk.project.articles() if head.file == file)

    def pane(self, file: str) -> ArticlePane:
        return self.view.workspace.pane(self.article(file))

    def text(self, file: str) -> str:
        return self.desk.project.text_of(self.article(file))

    def spans(self) -> list[tuple[str, str]]:
        """Kind and words of every span of the coder, in reading order, article by article."""
        return [
            (span.kind, span.quote)
            for head in self.reading.articles
            for span in self.reading.in_article(head.id)
        ]

    def focused(self) -> Span:
        span = self.desk.focused_span()
        assert span is not None, "no span is in focus"
        return span

    def dump(self) -> dict[str, Any]:
        assert self.desk.layer is not None
        document: dict[str, Any] = json.loads(dump_layer(self.desk.project, self.desk.layer.name))
        return document

    # keys

    def keys(self, *keys: Qt.Key | str, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys, one after the other, wherever the keyboard is."""
        for key in keys:
            target = QApplication.focusWidget() or QApplication.activeWindow() or self.window
            QTest.keyClick(target, key, modifier)  # type: ignore[arg-type]  # both are meant
        QApplication.processEvents()

    def ctrl(self, *keys: Qt.Key | str) -> None:
        self.keys(*keys, modifier=CTRL)

    def shift(self, *keys: Qt.Key | str) -> None:
        self.keys(*keys, modifier=SHIFT)

    def go_into(self, file: str) -> None:
        """Step from column to column until the keyboard is in the article."""
        for _ in range(len(self.desk.columns)):
            if self.pane(file).hasFocus():
                return
            self.keys(Qt.Key.Key_F6)
        assert self.pane(file).hasFocus(), f"F6 does not reach {file}"

    def caret_to(self, file: str, words: str) -> None:
        """Walk the caret to some words with keys."""
        self.go_into(file)
        self.ctrl(Qt.Key.Key_Home)
        self.keys(*[Qt.Key.Key_Right] * self.text(file).index(words))
        assert self.pane(file).caret() == self.text(file).index(words)

    def select_by_keys(self, file: str, words: str) -> None:
        self.caret_to(file, words)
        self.shift(*[Qt.Key.Key_Right] * len(words))

    # mouse

    def place(self, file: str, offset: int) -> QPoint:
        """Where a code point is drawn in the viewport of its pane."""
        pane = self.pane(file)
        cursor = QTextCursor(pane.document())
        pane._layout.positions.place(cursor, offset)
        rect = pane.cursorRect(cursor)
        return QPoint(rect.center().x() + 1, rect.bottom() - 2)

    def click(self, file: str, words: str) -> None:
        """Click into some words."""
        start = self.text(file).index(words)
        viewport = self.pane(file).viewport()
        QTest.mouseClick(viewport, LEFT, NONE, self.place(file, start + len(words) // 2))
        QApplication.processEvents()

    def select_by_mouse(self, file: str, words: str) -> None:
        """Drag the mouse over some words."""
        start = self.text(file).index(words)
        viewport = self.pane(file).viewport()
        begin, end = self.place(file, start), self.place(file, start + len(words))
        QTest.mousePress(viewport, LEFT, NONE, begin)
        QTest.mouseMove(viewport, (begin + end) / 2)
        QTest.mouseMove(viewport, end)
        QTest.mouseRelease(viewport, LEFT, NONE, end)
        QApplication.processEvents()

    # menus and forms

    def ask(self, command: str) -> None:
        """Choose a command from its menu."""
        action = self.window._actions[command]
        assert action.isEnabled(), f"«{command}» cannot be chosen"
        assert any(action in menu.actions() for menu in self.window.menuBar().findChildren(QMenu))
        action.trigger()
        QApplication.processEvents()

    def dialog(self, kind: type[AnyWidget]) -> AnyWidget:
        """The one dialog of a kind that is open."""
        (found,) = (dialog for dialog in self.window.findChildren(kind) if dialog.isVisible())
        return found

    def close(self, dialog: QWidget) -> None:
        dialog.close()
        self.come_back()

    def fill(self, fields: dict[str, str]) -> None:
        """Fill the form that is open and agree."""
        form = self.dialog(Form)
        for name, value in fields.items():
            line = form.findChild(QLineEdit, name)
            if line is None:
                (box,) = (b for b in form.findChildren(QComboBox) if b.findText(value) >= 0)
                box.setCurrentText(value)
            else:
                line.setText(value)
        buttons = form.findChild(QDialogButtonBox)
        assert buttons is not None
        QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Ok), LEFT)
        self.come_back()


def texts_of(widgets: Sequence[QWidget]) -> list[str]:
    """The words of all labels in some widgets."""
    return [label.text() for widget in widgets for label in widget.findChildren(QLabel)]
