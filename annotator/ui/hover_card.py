"""The card of a span as a tooltip, where the mouse rests on its words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from annotator.app.card_words import card_words
from annotator.app.desk import Desk
from annotator.ui.article_pane import ArticlePane
from annotator.ui.labels import plain_tooltip


class HoverCard(QObject):
    """Answers when Qt asks a pane for a tooltip; it lives as long as the pane."""

    def __init__(self, desk: Desk, pane: ArticlePane) -> None:
        super().__init__(pane)
        self._desk = desk
        self._pane = pane
        pane.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the card of the smallest span under the mouse, or nothing beside spans."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().eventFilter(watched, event)
        words = self._words(QPointF(event.pos()))
        if words:
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self._pane.viewport())
        else:
            QToolTip.hideText()
        return True

    def _words(self, place: QPointF) -> str:
        reading = self._desk.reading
        spans = self._pane.spans_under(place)
        known = [reading.spans[id_] for id_ in spans if id_ in reading.spans] if reading else []
        return card_words(reading, known[0]) if reading and known else ""
