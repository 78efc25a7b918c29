"""A text to read, not to edit: with a caret and a selection, and no key taken without need."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QWidget

_MOVES = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
_MOVE_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.KeypadModifier
)


class ReadingText(QPlainTextEdit):
    """Read-only text with a real caret; keys that do not move it are left to the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed_at = QPoint()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the caret, extend the selection, copy; leave every other key to the window."""
        moves = event.key() in _MOVES and not event.modifiers() & ~_MOVE_MODIFIERS
        copies = event.matches(QKeySequence.StandardKey.Copy)
        if moves or copies or event.matches(QKeySequence.StandardKey.SelectAll):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002, N802  Qt's signature
        """Leave Tab to the window: there it goes from span to span."""
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, leave it to the window, which knows the text size of all panes."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, also on selected words: an article's text is not dragged about."""
        self._pressed_at = event.position().toPoint()
        extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.button() == Qt.MouseButton.LeftButton and not extends:
            cursor = self.cursorForPosition(self._pressed_at)
            cursor.clearSelection()
            self.setTextCursor(cursor)
        super().mousePressEvent(event)

    def is_click(self, event: QMouseEvent) -> bool:
        """Return whether a mouse release ends a click that neither moved nor selected."""
        way = event.position().toPoint() - self._pressed_at
        still = way.manhattanLength() < QApplication.startDragDistance()
        return (
            still
            and event.button() == Qt.MouseButton.LeftButton
            and not self.textCursor().hasSelection()
        )
