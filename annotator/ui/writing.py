"""Places to write in: a line or a memo that keeps what is typed when it is left.

While one has the keyboard every letter is a letter: no key of a command is taken from it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextDocument
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from annotator.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OWN_KEYS = (*_ENTER, Qt.Key.Key_Escape)
_FEWEST_LINES, _MOST_LINES = 3, 14
# a menu over the text takes the keyboard for a moment and gives it back
_STAYS = Qt.FocusReason.PopupFocusReason


def document_text(document: QTextDocument) -> str:
    """Return a document's text as it was typed: Qt's own reading changes no-break spaces."""
    block, lines = document.begin(), []
    while block.isValid():
        lines.append(block.text())
        block = block.next()
    return "\n".join(lines)


def _takes(event: QEvent) -> bool:
    """Whether an event asks if a key is a command, and the key is one that ends writing."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() in _OWN_KEYS
    )


class LineWriting(QLineEdit):
    """One line; Enter or leaving keeps it, Escape leaves it as it was.

    `keep` writes the text and returns whether it could. Signals: `left` the keyboard has gone;
    `ended` by a key, so the keyboard may go back to where it was.
    """

    left = Signal()
    ended = Signal()

    def __init__(self, name: str, text: str, keep: Callable[[str], bool], theme: Theme) -> None:
        super().__init__()
        self.setText(text)
        self.setCursorPosition(0)
        self.setAccessibleName(name)
        self.setStyleSheet(_frame("QLineEdit", theme))
        self._keep = keep
        self._kept = self.text()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that end writing from being commands."""
        if _takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End writing by Enter or Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._kept)
            self.ended.emit()
        elif event.key() in _ENTER:
            if self._written():
                self.ended.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed."""
        super().focusOutEvent(event)
        if event.reason() != _STAYS:
            self._written()
            self.left.emit()

    def _written(self) -> bool:
        typed = self.text()
        if typed != self._kept:
            if not self._keep(typed):
                return False
            self._kept = typed
        return True


class MemoWriting(QPlainTextEdit):
    """Plain text; Ctrl+Enter or leaving keeps it, Escape leaves it as it was.

    `keep` writes the text and returns whether it could; while it could not, the text stays.
    With `one_line`, Enter keeps it too. Signals: `left` it is done with; `ended` by a key.
    """

    left = Signal()
    ended = Signal()

    def __init__(
        self, name: str, text: str, keep: Callable[[str], bool], theme: Theme, *, one_line: bool
    ) -> None:
        super().__init__()
        self.setPlainText(text)
        self.setAccessibleName(name)
        self.setStyleSheet(_frame("QPlainTextEdit", theme))
        self.setTabChangesFocus(True)
        self._keep = keep
        self._one_line = one_line
        self._kept = document_text(self.document())
        self.done = False
        self.textChanged.connect(self._fit)
        self._fit()
        self.moveCursor(self.textCursor().MoveOperation.End)

    def _fit(self) -> None:
        lines = max(_FEWEST_LINES, min(_MOST_LINES, round(self.document().size().height()) + 1))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 12)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that end writing from being commands."""
        if _takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End writing by Ctrl+Enter or Escape."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.done = True
            self.ended.emit()
        elif event.key() in _ENTER and (ctrl or self._one_line):
            if self.finish():
                self.ended.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was written; it stays open while only the window is left."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self._written()
        elif event.reason() != _STAYS and self.finish():
            self.left.emit()

    def finish(self) -> bool:
        """Keep what was written and be done with it; return whether it could be kept."""
        self.done = self.done or self._written()
        return self.done

    def _written(self) -> bool:
        now = document_text(self.document())
        if not self.done and now != self._kept:
            if not self._keep(now):
                return False
            self._kept = now
        return True


def _frame(widget: str, theme: Theme) -> str:
    return (
        f"{widget} {{ background: {theme.raised.name()}; color: {theme.ink.name()};"
        f" border: 1px solid {theme.quiet.name()}; border-radius: 4px; padding: 2px 5px;"
        f" placeholder-text-color: {theme.quiet.name()}; }}"
        f"{widget}:focus {{ border: 2px solid {theme.accent.name()}; padding: 1px 4px; }}"
    )
