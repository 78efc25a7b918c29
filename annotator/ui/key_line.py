"""A line to type into whose keys never reach the window's commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

# what moves on in a window of its own, and is a command at the desk
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyLine(QLineEdit):
    """Does what `keys` say, by key and whether Shift is held; what else is typed is its text.

    Qt lets a line have its letters before the window's shortcuts see them, but not Return, Escape
    or Tab.
    """

    def __init__(self, keys: Mapping[tuple[Qt.Key, bool], Callable[[], object]]) -> None:
        super().__init__()
        self._keys = keys

    def _meaning(self, event: QKeyEvent) -> Callable[[], object] | None:
        beside = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        if event.modifiers() & ~beside:
            return None
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return self._keys.get((Qt.Key(event.key()), shift))

    def event(self, event: QEvent) -> bool:
        """Claim the keys before the window's commands do."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            claimed = event.key() in _TABS or self._meaning(event) is not None
            event.setAccepted(claimed)
            if claimed:
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means here, or type it."""
        meaning = self._meaning(event)
        if meaning is not None:
            meaning()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002, N802  Qt's signature
        """Keep the keyboard: all that stands beside the line has a key here."""
        return False
