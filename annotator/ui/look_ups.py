"""What is looked up from the window: commands and places, found words, keys and the history."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from annotator.app.palette_entries import (
    Entry,
    Palette,
    command_entries,
    go_to_entry,
    place_entries,
)
from annotator.ui.history_view import HistoryView
from annotator.ui.palette import PaletteDialog
from annotator.ui.shortcut_sheet import ShortcutSheet

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class LookUps:
    """One method for each, in `by_id` under the id of its command."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.by_id: dict[str, Callable[[], None]] = {
            "palette": self._palette,
            "find": self._find,
            "find_next": partial(self._step, 1),
            "find_previous": partial(self._step, -1),
            "history": self._history,
            "shortcuts": self._shortcuts,
        }

    def _palette(self) -> None:
        window = self._window
        entries = command_entries(window.offered())
        if window.desk is not None:
            entries += place_entries(window.desk)
        dialog = PaletteDialog(window, Palette(entries), window.theme)
        dialog.chosen.connect(self._chosen)
        _show(dialog)

    def _chosen(self, entry: Entry) -> None:
        desk = self._window.desk
        if entry.sort == "command":
            self._window.run_by_id(entry.id)
        elif desk is not None:
            desk.attempt(partial(go_to_entry, desk, entry))

    def _find(self) -> None:
        if self._window.view is not None:
            self._window.view.find_bar.open()

    def _step(self, by: int) -> None:
        if self._window.view is not None:
            self._window.view.find_bar.step(by)

    def _history(self) -> None:
        if self._window.desk is not None:
            _show(HistoryView(self._window, self._window.desk, self._window.theme))

    def _shortcuts(self) -> None:
        commands = [command for command, _ in self._window.offered()]
        _show(ShortcutSheet(self._window, commands, self._window.theme))


def _show(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.show()
    dialog.activateWindow()  # what is typed next is meant for it
