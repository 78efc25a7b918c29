"""From the table of commands to menus and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from annotator.app.commands import Command


def make_actions(
    window: QMainWindow, commands: Sequence[Command], run: Callable[[Command], None]
) -> dict[str, QAction]:
    """Add the commands to the window's menus, with their keys, and return the actions by id.

    `run` is called with the command that a key or a menu asks for.
    """
    menus: dict[str, QMenu] = {}
    actions: dict[str, QAction] = {}
    for command in commands:
        if command.menu not in menus:
            menus[command.menu] = window.menuBar().addMenu(command.menu)
        action = QAction(command.words.replace("&", "&&"), window)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.triggered.connect(partial(run, command))
        menus[command.menu].addAction(action)
        actions[command.id] = action
    return actions
