"""Which attribute the digit keys set, and which text is to be written: the inspector's state."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from annotator.model.codebook import Attribute, Kind
from annotator.model.ids import SpanId
from annotator.model.span import Span

Writable: TypeAlias = Literal["value", "memo", "gloss", "cluster", "article", "project"]
DIGITS = 9


class Inspecting(QObject):
    """The attribute that is active: the first one, whenever another span comes into focus.

    Signals: `changed` another attribute or another group of choices is active; `writing_wanted`
    which text (Writable) is to be opened for writing.
    """

    changed = Signal()
    writing_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._span: SpanId | None = None
        self._place = 0
        self._group = 0

    def active(self, span: Span, kind: Kind) -> Attribute | None:
        """Return the active attribute of a span of this kind; None when the kind has none."""
        self._come_to(span.id)
        return kind.attributes[self._place % len(kind.attributes)] if kind.attributes else None

    def first_choice(self, span: Span, choices: int) -> int:
        """Return which of its choices the digit 1 means now, counted from 0."""
        self._come_to(span.id)
        groups = max(1, -(-choices // DIGITS))
        return self._group % groups * DIGITS

    def step(self, span: Span, by: int) -> None:
        """Make the next (1) or previous (-1) attribute the active one, around the end."""
        self._come_to(span.id)
        self._place, self._group = self._place + by, 0
        self.changed.emit()

    def go_to(self, span: Span, place: int) -> None:
        """Make an attribute the active one, by its place among those of the kind from 0."""
        self._come_to(span.id)
        if place != self._place:
            self._place, self._group = place, 0
            self.changed.emit()

    def more(self, span: Span) -> None:
        """Let the digits mean the next nine choices, and after the last ones the first again."""
        self._come_to(span.id)
        self._group += 1
        self.changed.emit()

    def _come_to(self, span: SpanId) -> None:
        if span != self._span:
            self._span, self._place, self._group = span, 0, 0
