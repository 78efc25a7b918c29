"""The gutter between two articles, with the ribbons that join claims saying the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.model.ids import SpanId
from annotator.ui.article_pane import ArticlePane
from annotator.ui.colour import mixed
from annotator.ui.page_view import Direction
from annotator.ui.theme import Theme

_Places: TypeAlias = dict[SpanId, "int | Direction | None"]

_WIDTH = 40
_MARK = 5.0  # half the width of a triangle that stands for ends out of sight
_QUIET = 0.55  # how much of the accent a ribbon has that is not emphasised


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A line between a claim of the left article and one of the right."""

    left: SpanId
    right: SpanId
    emphasised: bool = False


@dataclass(frozen=True, slots=True)
class _EdgeMark:
    """Ends out of sight on one side, beyond one edge: a triangle with their number."""

    side: int  # 0 left, 1 right
    direction: Direction
    spans: tuple[SpanId, ...]
    at: QPointF

    @property
    def tip(self) -> QPointF:
        """Where the triangle points, at the edge of the pane."""
        return self.at + QPointF(0, -8 if self.direction == "above" else 8)

    @property
    def area(self) -> QRectF:
        return QRectF(self.at.x() - 9, self.at.y() - 11, 18, 22)


class RibbonGutter(QWidget):
    """A narrow widget beside two panes; it lies over neither, so they scroll undisturbed."""

    end_requested = Signal(object)  # the SpanId to be brought into view

    def __init__(
        self, left: ArticlePane, right: ArticlePane, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._panes = (left, right)
        self._theme = theme
        self._ribbons: list[Ribbon] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        for pane in self._panes:
            pane.scrolled.connect(self._follow)

    def sizeHint(self) -> QSize:
        """Return the width a gutter needs for curves that can be followed by eye."""
        return QSize(_WIDTH, 100)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest useful size."""
        return QSize(_WIDTH, 20)

    def set_links(self, ribbons: Sequence[Ribbon]) -> None:
        """Draw these ribbons instead of the ones drawn now."""
        self._ribbons = sorted(ribbons, key=lambda ribbon: ribbon.emphasised)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        """Draw every ribbon with an end in sight, and a mark for each end that is not."""
        if not self._ribbons:
            return
        places, tops = self._places(), self._tops()
        marks = {(mark.side, mark.direction): mark for mark in self._edge_marks(places, tops)}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for ribbon in self._ribbons:
            ends: list[QPointF] = []
            seen: list[bool] = []
            for side, span in enumerate((ribbon.left, ribbon.right)):
                place = places[side][span]
                seen.append(isinstance(place, int))
                if isinstance(place, int):
                    ends.append(QPointF(side * self.width(), tops[side] + place))
                elif place is not None:
                    ends.append(marks[side, place].tip)
            if len(ends) == 2 and any(seen):
                self._draw(painter, ribbon, ends, seen)
        for mark in marks.values():
            self._draw_mark(painter, mark)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the first end that an edge mark stands for."""
        mark = self._mark_at(event.position())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self.end_requested.emit(mark.spans[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the cursor what can be clicked."""
        over = self._mark_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def _follow(self) -> None:
        if self._ribbons:
            self.update()

    def _tops(self) -> tuple[int, int]:
        """Return the y of the top of either pane's text in this widget."""
        window = self.window()
        own = self.mapTo(window, QPoint(0, 0)).y()
        left, right = (pane.viewport().mapTo(window, QPoint(0, 0)).y() for pane in self._panes)
        return left - own, right - own

    def _places(self) -> tuple[_Places, _Places]:
        """Return where the ends are in either pane, each looked up once."""
        left, right = self._panes
        return (
            left.anchors([ribbon.left for ribbon in self._ribbons]),
            right.anchors([ribbon.right for ribbon in self._ribbons]),
        )

    def _edge_marks(
        self, places: tuple[_Places, _Places], tops: tuple[int, int]
    ) -> Iterator[_EdgeMark]:
        for side, pane in enumerate(self._panes):
            hidden: dict[Direction, list[SpanId]] = {}
            # Emphasised ribbons come last in drawing, and first where one mark stands for many.
            for span, place in reversed(places[side].items()):
                if isinstance(place, str):
                    hidden.setdefault(place, []).append(span)
            for direction, spans in hidden.items():
                y = 12 if direction == "above" else pane.viewport().height() - 12
                at = QPointF(10 if side == 0 else self.width() - 10, tops[side] + y)
                yield _EdgeMark(side, direction, tuple(spans), at)

    def _mark_at(self, place: QPointF) -> _EdgeMark | None:
        marks = self._edge_marks(self._places(), self._tops())
        return next((mark for mark in marks if mark.area.contains(place)), None)

    def _colour(self, *, emphasised: bool) -> QColor:
        theme = self._theme
        return theme.accent if emphasised else mixed(theme.window, theme.accent, _QUIET)

    def _draw(
        self, painter: QPainter, ribbon: Ribbon, ends: Sequence[QPointF], seen: Sequence[bool]
    ) -> None:
        colour = self._colour(emphasised=ribbon.emphasised)
        # Pens wider than 1 leave Qt's fast way of stroking: two thin curves make a strong one.
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for shift in (-0.5, 0.5) if ribbon.emphasised else (0.0,):
            painter.drawPath(_curve(ends[0] + QPointF(0, shift), ends[1] + QPointF(0, shift)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        radius = 3.0 if ribbon.emphasised else 2.0
        for side in (0, 1):
            if seen[side]:
                inward = QPointF(radius if side == 0 else -radius, 0)
                painter.drawEllipse(ends[side] + inward, radius, radius)

    def _draw_mark(self, painter: QPainter, mark: _EdgeMark) -> None:
        up = -1 if mark.direction == "above" else 1
        base = mark.at + QPointF(0, up * 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.accent)
        painter.drawPolygon(
            QPolygonF([mark.tip, base + QPointF(-_MARK, 0), base + QPointF(_MARK, 0)])
        )
        font = self._theme.interface_font(0.8)
        height = QFontMetricsF(font).height()
        painter.setFont(font)
        painter.setPen(self._theme.quiet)
        top = base.y() if up < 0 else base.y() - height
        number = QRectF(mark.at.x() - _WIDTH / 2, top, _WIDTH, height)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(len(mark.spans)))


def _curve(start: QPointF, end: QPointF) -> QPainterPath:
    path = QPainterPath(start)
    middle = (start.x() + end.x()) / 2
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
    return path
