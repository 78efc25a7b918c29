"""The sheet of keys: every command by its menu, as the table of commands has it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.app.commands import Command
from annotator.ui.labels import PlainLabel
from annotator.ui.theme import Theme

_MOST_COLUMNS = 3


class ShortcutSheet(QDialog):
    """A window to look at beside the desk."""

    def __init__(self, parent: QWidget, commands: Sequence[Command], theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self._theme = theme
        room = round(parent.width() * 0.95), round(parent.height() * 0.95)
        page = self._page(commands, _MOST_COLUMNS)
        for number in range(_MOST_COLUMNS - 1, 0, -1):
            if page.sizeHint().width() > room[0]:
                page = self._page(commands, number)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName("Keys of every command")
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        wanted = page.sizeHint()
        self.resize(min(wanted.width() + 20, room[0]), min(wanted.height() + 4, room[1]))

    def _page(self, commands: Sequence[Command], columns: int) -> QWidget:
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(24, 18, 24, 18)
        across.setSpacing(44)
        for menus in _in_columns(commands, columns):
            down = QVBoxLayout()
            down.setSpacing(16)
            for menu, listed in menus:
                down.addLayout(self._menu(menu, listed))
            down.addStretch(1)
            across.addLayout(down, 1)
        return page

    def _menu(self, menu: str, commands: Sequence[Command]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        grid.addWidget(PlainLabel(menu, self._theme.accent, bold=True), 0, 0, 1, 2)
        for row, command in enumerate(commands, 1):
            grid.addWidget(PlainLabel(command.words, self._theme.ink), row, 0)
            keys = PlainLabel(_keys(command) or "\u2013", self._theme.quiet)
            keys.setAccessibleName(f"{command.words}: {_keys(command) or 'no key'}")
            grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
        return grid


def _keys(command: Command) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "  or  ".join(QKeySequence(key).toString(native) for key in command.keys)


def _in_columns(commands: Sequence[Command], number: int) -> list[list[tuple[str, list[Command]]]]:
    """Return the menus with their commands, in columns that are about as long as each other."""
    menus: dict[str, list[Command]] = {}
    for command in commands:
        menus.setdefault(command.menu, []).append(command)
    columns: list[list[tuple[str, list[Command]]]] = [[] for _ in range(number)]
    lengths = [0] * number
    for menu, listed in menus.items():
        shortest = lengths.index(min(lengths))
        columns[shortest].append((menu, listed))
        lengths[shortest] += len(listed) + 2
    return columns
