"""How found words look: a yellow ground under everything else, and a frame around the one shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from annotator.ui.article_layout import PageLine
from annotator.ui.colour import contrast, mixed
from annotator.ui.span_plan import Stretch, clipped
from annotator.ui.theme import Theme

_YELLOW = QColor("#ffe100")
_STRONGEST = 0.6
_FOR_BANDS = 1.2  # the contrast that bands over the ground may still take away


def hit_ground(theme: Theme) -> QColor:
    """Return the ground of found words: as yellow as leaves the words readable under bands."""
    wanted = theme.text_contrast * _FOR_BANDS
    shares = (_STRONGEST * part / 20 for part in range(20, 0, -1))
    grounds = (mixed(theme.paper, _YELLOW, share) for share in shares)
    return next(ground for ground in grounds if contrast(theme.ink, ground) >= wanted)


class HitMarks:
    """The hits of one pane; only those on the lines that are painted cost anything."""

    def __init__(self, viewport: QWidget) -> None:
        self._viewport = viewport
        self._ranges: Sequence[Stretch] = ()
        self._current: Stretch | None = None

    def show(self, ranges: Sequence[Stretch], current: Stretch | None) -> None:
        """Mark these stretches, sorted and disjoint, and frame one of them or none."""
        if (list(ranges), current) != (list(self._ranges), self._current):
            self._ranges, self._current = ranges, current
            self._viewport.update()

    def paint_ground(self, painter: QPainter, lines: Sequence[PageLine], theme: Theme) -> None:
        """Paint what lies behind the bands."""
        if not self._ranges:
            return
        ground = hit_ground(theme)
        for line in lines:
            for stretch in clipped(self._ranges, line.start, line.end):
                for left, right in line.stretches(*stretch):
                    painter.fillRect(_slot(line, left, right), ground)

    def paint_frame(self, painter: QPainter, lines: Sequence[PageLine], theme: Theme) -> None:
        """Frame the hit that is shown, over everything else."""
        if self._current is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.ink, 1.5))
        for line in lines:
            for left, right in line.stretches(*self._current):
                painter.drawRect(_slot(line, left, right).adjusted(-1, 0.5, 1, -0.5))


def _slot(line: PageLine, left: float, right: float) -> QRectF:
    return QRectF(left, line.top, right - left, line.bottom - line.top)
