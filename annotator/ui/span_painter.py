"""Paints the spans of the visible lines: bands behind the words, marks over them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from annotator.model.codebook import Kind
from annotator.model.ids import SpanId
from annotator.model.span import Span
from annotator.ui.article_layout import Page, PageLine
from annotator.ui.colour import faded
from annotator.ui.mark_tiles import draw_underline
from annotator.ui.span_lanes import SpanIndex
from annotator.ui.span_plan import LinePlan, Stretch, Stroke, clipped, merged, outside
from annotator.ui.theme import KindColours, Theme, kind_colours

_NUMBER_SIZE = 0.62  # of the reading font
_HEADROOM = 0.22  # of the ascent: what lies over capital letters
_FADED = 0.22  # how much is left of a mark that is not looked at


@dataclass(slots=True)
class Look:
    """What a pane shows beside its text and spans."""

    theme: Theme
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    focused: SpanId | None = None
    candidates: Collection[SpanId] = ()
    cluster_marks: Mapping[SpanId, int] = field(default_factory=dict)
    kept_kinds: Collection[str] | None = None  # while joining: all other kinds fade
    greyed: Sequence[Stretch] = ()  # sorted, disjoint
    selection: Stretch | None = None
    pulse: Stretch | None = None

    def outlined(self, spans: SpanIndex, start: int, end: int) -> list[Span]:
        """Return the spans touching `[start, end)` that are outlined: candidates, and the focus."""
        ids = dict.fromkeys([*sorted(self.candidates), self.focused])
        found = (spans.get(id_) for id_ in ids if id_ is not None)
        return [
            span
            for span in found
            if span is not None
            and span.kind in self.kinds
            and span.start < end
            and span.end > start
        ]


class SpanPainter:
    """Draws one page: the visible lines with what is planned for each."""

    def __init__(self, look: Look, lines: Sequence[PageLine], plans: Sequence[LinePlan]) -> None:
        self._look = look
        self._rows = list(zip(lines, plans, strict=True))
        self._shown: dict[str, KindColours] = {
            kind.id: kind_colours(look.theme, kind.colour, faint=kind.shape != "solid")
            for kind in look.kinds.values()
        }

    def bands(self, painter: QPainter, outlined: Sequence[Span]) -> None:
        """Paint what lies behind the words: bands, stronger ones for spans that are outlined."""
        for line, plan in self._rows:
            for kind in self._kinds_in_order(plan):
                fill = self._shown[kind].fill
                for left, right in _all(line, plan.bands[kind]):
                    painter.fillRect(_band(line, left, right), fill)
        for span in outlined:
            fill = self._shown[span.kind].focused
            for line, left, right in self._places(span):
                painter.fillRect(_band(line, left, right), fill)
        if self._look.pulse is not None:
            self._paint_slots(painter, self._look.pulse, self._look.theme.accent_soft)
        if self._look.selection is not None:
            self._paint_slots(painter, self._look.selection, self._look.theme.selection)

    def marks(self, painter: QPainter, outlined: Sequence[Span], ratio: float) -> None:
        """Paint what lies over the words: veils, strokes, boxes, outlines and cluster numbers."""
        self._veil(painter)
        boxes: list[tuple[PageLine, Stroke]] = []
        for line, plan in self._rows:
            for stroke in plan.strokes:
                if stroke.kind not in self._shown:
                    continue
                if self._look.kinds[stroke.kind].shape == "box" and not stroke.gap:
                    boxes.append((line, stroke))
                else:
                    self._underline(painter, line, plan, stroke, ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line, stroke in boxes:
            self._box(painter, line, stroke)
        for span in outlined:
            self._outline(painter, span)
        self._cluster_numbers(painter)

    def paragraph_numbers(self, painter: QPainter, page: Page) -> None:
        """Paint the number of each paragraph in the margin before its first line."""
        font = self._look.theme.interface_font(
            _NUMBER_SIZE * self._look.theme.reading_size / self._look.theme.interface_size
        )
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._look.theme.quiet)
        for line, _ in self._rows:
            if line.number:
                text = str(line.number)
                x = line.left + page.left - page.em * 0.7 - metrics.horizontalAdvance(text)
                if page.right_to_left:
                    x = line.left + page.left + page.width + page.em * 0.7
                painter.drawText(QPointF(x, line.baseline), text)

    def _kinds_in_order(self, plan: LinePlan) -> Iterator[str]:
        kept = self._look.kept_kinds
        return (k for k in self._shown if k in plan.bands and (kept is None or k in kept))

    def _places(self, span: Span) -> Iterator[tuple[PageLine, float, float]]:
        for line, _ in self._rows:
            for piece in span.pieces:
                for left, right in line.stretches(piece.start, piece.end):
                    yield line, left, right

    def _paint_slots(self, painter: QPainter, stretch: Stretch, colour: QColor) -> None:
        for line, _ in self._rows:
            for left, right in line.stretches(*stretch):
                painter.fillRect(
                    QRectF(left, line.top, right - left, line.bottom - line.top), colour
                )

    def _veil(self, painter: QPainter) -> None:
        look = self._look
        if not look.greyed and look.kept_kinds is None:
            return
        veil = look.theme.veil()
        for line, plan in self._rows:
            greyed = clipped(look.greyed, line.start, line.end)
            if look.kept_kinds is not None:
                kept = merged(s for kind in look.kept_kinds for s in plan.bands.get(kind, ()))
                greyed = merged([*greyed, *outside(line.start, line.end, kept)])
            for left, right in _all(line, greyed):
                painter.fillRect(
                    QRectF(left - 1, line.top, right - left + 2, line.bottom - line.top), veil
                )

    def _underline(
        self, painter: QPainter, line: PageLine, plan: LinePlan, stroke: Stroke, ratio: float
    ) -> None:
        colour, shape = self._colour(stroke.kind), self._look.kinds[stroke.kind].shape
        for left, right in line.stretches(stroke.start, stroke.end):
            if stroke.gap:
                rect = _lane(line, plan.depth, stroke.lane, left, right)
                rect.setHeight(1)
                draw_underline(painter, "dotted", faded(colour, 0.6), rect, ratio)
                continue
            # Neighbours in one lane keep a gap between them, so that two do not read as one.
            first, last = stroke.opens, stroke.closes
            if line.right_to_left:
                first, last = last, first
            rect = _lane(line, plan.depth, stroke.lane, left + first, right - last)
            if shape == "wave":
                rect.setHeight(rect.height() + 1)
            draw_underline(painter, shape, colour, rect, ratio)

    def _box(self, painter: QPainter, line: PageLine, stroke: Stroke) -> None:
        painter.setPen(self._colour(stroke.kind))
        for left, right in line.stretches(stroke.start, stroke.end):
            inner = _band(line, left, right).adjusted(-1, stroke.lane * 2, 1, -stroke.lane * 2)
            painter.drawRoundedRect(_on_pixels(inner), 2.5, 2.5)

    def _colour(self, kind: str) -> QColor:
        kept = self._look.kept_kinds
        stroke = self._shown[kind].stroke
        return stroke if kept is None or kind in kept else faded(stroke, _FADED)

    def _outline(self, painter: QPainter, span: Span) -> None:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for line, left, right in self._places(span):
            path.addRect(QRectF(left - 1, line.top, right - left + 2, line.bottom - line.top + 0.5))
        focused = span.id == self._look.focused
        pen = QPen(self._shown[span.kind].stroke, 1.6 if focused else 1)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if not focused:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPath(path.simplified())

    def _cluster_numbers(self, painter: QPainter) -> None:
        marks = self._look.cluster_marks
        if not marks:
            return
        theme = self._look.theme
        font = theme.interface_font(_NUMBER_SIZE * theme.reading_size / theme.interface_size)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.accent)
        metrics = QFontMetricsF(font)
        for line, plan in self._rows:
            for id_, end in plan.endings:
                if id_ in marks and line.start < end <= line.end:
                    x, leftwards = line.ends_at(end)
                    gap, number = 4 if id_ == self._look.focused else 2, str(marks[id_])
                    x += -gap - metrics.horizontalAdvance(number) if leftwards else gap
                    painter.drawText(QPointF(x, line.baseline - line.ascent * 0.62), number)


def _all(line: PageLine, stretches: Sequence[Stretch]) -> Iterator[tuple[float, float]]:
    for stretch in stretches:
        yield from line.stretches(*stretch)


def _band(line: PageLine, left: float, right: float) -> QRectF:
    top = round(line.baseline - line.ascent * 0.96)
    bottom = round(line.baseline + _drop(line))
    return QRectF(left, top, right - left, bottom - top)


def _drop(line: PageLine) -> float:
    """Return how far below the baseline the first underline begins."""
    return line.descent * 0.85


def _lane(line: PageLine, depth: int, lane: int, left: float, right: float) -> QRectF:
    """Return the place of an underline: lanes below each other, closer where many must fit."""
    thickness = max(round(line.descent * 0.45), 1)
    first = line.baseline + _drop(line)
    # Lanes may reach into the leading of the next line, up to where its capitals begin.
    room = line.bottom - first + line.ascent * _HEADROOM - thickness
    step = min(thickness + 1.0, room / depth) if depth else 0.0
    if depth and step < thickness + 1:
        thickness = max(int(step) - 1, 1)
    return QRectF(left, round(first + lane * step), max(right - left, 1.0), thickness)


def _on_pixels(rect: QRectF) -> QRectF:
    """Return a rectangle whose hairline falls on whole pixels."""
    left, right = round(rect.left()), round(rect.right())
    return QRectF(left + 0.5, rect.top() + 0.5, right - left - 1, rect.height() - 1)
