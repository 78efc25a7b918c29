"""The bar at the bottom: what just happened, with Undo instead of questions, and what is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.app.notices import Notice
from annotator.ui.labels import ElidedLabel, PlainLabel
from annotator.ui.theme import Theme

if TYPE_CHECKING:
    from annotator.app.desk import Desk  # the welcome page has none


class NoticeBar(QWidget):
    """One notice at the left; at the right the counts, and that everything is on disk."""

    undo_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._notice = ElidedLabel("", theme.ink)
        self._notice.setAccessibleName("Notice")
        self._undo = QPushButton("Undo  Ctrl+Z")
        self._undo.setFlat(True)
        self._undo.clicked.connect(self.undo_wanted)
        self._undo.hide()
        self._counts = PlainLabel("", theme.quiet)
        self._disk = PlainLabel("", theme.ok)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 14, 5)
        layout.setSpacing(16)
        layout.addWidget(self._notice, 1)
        for widget in (self._undo, self._counts, self._disk):
            layout.addWidget(widget)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice instead of the one before."""
        theme = self._theme
        colour = {"tell": theme.ink, "warn": theme.warn, "fail": theme.fail}[notice.tone]
        self._notice.set_colour(colour)
        self._notice.setText(notice.text)
        self._undo.setVisible(notice.undo)

    def show_counts(self, desk: Desk) -> None:
        """Show how far the story is; an act is told of only once it is on disk."""
        reading = desk.reading
        counts = ""
        if reading is not None and reading.layer is not None:
            joined, claims = reading.joined_claims()
            cells = reading.open_cells()
            counts = f"{joined} of {claims} claims joined   {cells} cells open"
            if desk.article is not None:
                from annotator.app.anchoring import anchored_paragraphs

                level, paragraphs = anchored_paragraphs(reading, desk.article)
                counts = f"{level} of {paragraphs} paragraphs anchored   {counts}"
        self._counts.setText(counts)
        read_only = bool(desk.project.read_only_because)
        self._disk.setText("read only" if read_only else "\u2713 on disk")
        self._disk.set_colour(self._theme.warn if read_only else self._theme.ok)
