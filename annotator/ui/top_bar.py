"""The bar at the top: which project and story, and who is coding."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from annotator.app.desk import Desk
from annotator.model.text import shortened
from annotator.ui.labels import ElidedLabel, PlainLabel, plain_tooltip
from annotator.ui.theme import Theme

_LONGEST_TITLE, _LONGEST_CODER = 60, 24


class TopBar(QWidget):
    """Project and story at the left; at the right the coder, who can be changed there."""

    coder_chosen = Signal(str)
    new_coder_wanted = Signal()

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._title = PlainLabel("", theme.ink, bold=True, scale=1.08)
        self._codebook = PlainLabel("", theme.quiet)
        self._story = ElidedLabel("", theme.quiet)
        self._coder = QToolButton()
        self._coder.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._coder.setAccessibleName("Coder")
        self._coder.setStyleSheet(
            "QToolButton { padding: 4px 12px; } QToolButton::menu-indicator { image: none; }"
        )
        self._menu = QMenu(self._coder)
        self._coder.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addWidget(self._codebook)
        layout.addWidget(self._story, 1)
        layout.addWidget(self._coder)
        desk.story_shown.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say again what is open and who codes."""
        project, reading, layer = self._desk.project, self._desk.reading, self._desk.layer
        self._title.setText(shortened(project.title, _LONGEST_TITLE))
        self._title.setToolTip(plain_tooltip(project.title))
        self._codebook.setText(f"codebook {project.codebook.number}")
        self._story.setText(reading.story.name if reading else "")
        who = f"coder  {shortened(layer.name, _LONGEST_CODER)}" if layer else "Choose who codes"
        self._coder.setText(f"{who}  \u25be")
        self._coder.setToolTip(plain_tooltip(layer.name if layer else ""))

    def choose(self) -> None:
        """Open the list of coders, with the first one ready for Enter."""
        self._menu.popup(self._coder.mapToGlobal(self._coder.rect().bottomLeft()))
        self._menu.setActiveAction(self._menu.actions()[0])

    def _fill_menu(self) -> None:
        self._menu.clear()
        for layer in self._desk.project.layers():
            if layer.role == "coder":
                # An ampersand in a menu is a mnemonic unless it is doubled.
                action = self._menu.addAction(layer.name.replace("&", "&&"))
                action.triggered.connect(partial(self.coder_chosen.emit, layer.name))
        self._menu.addSeparator()
        self._menu.addAction("New coder\u2026").triggered.connect(self.new_coder_wanted)
