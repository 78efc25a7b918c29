"""Where things are in a scrolled article: the lines in sight, rectangles, and getting there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QPlainTextEdit

from annotator.ui.article_layout import ArticleLayout, PageLine
from annotator.ui.span_plan import Stretch

Direction: TypeAlias = Literal["above", "below"]

_SHARE_ABOVE = 0.3  # of the view, kept above a place that is scrolled to


class PageView:
    """Answers in code points and viewport coordinates for one view of an article."""

    def __init__(self, view: QPlainTextEdit, layout: ArticleLayout) -> None:
        self._view = view
        self._layout = layout
        self._state: object = None
        self._lines: list[PageLine] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def lines_between(self, top: float, bottom: float) -> list[PageLine]:
        """Return the lines between two y of the viewport, cut ones included."""
        lines: list[PageLine] = []
        block, offset = self._view.firstVisibleBlock(), self._view.contentOffset()
        y = offset.y()
        while block.isValid() and y < bottom:
            height = self._layout.blockBoundingRect(block).height()
            if y + height > top:
                lines.extend(self._layout.lines(block, offset.x(), y, (top, bottom)))
            y += height
            block = block.next()
        return lines

    def lines_in_sight(self) -> list[PageLine]:
        """Return the lines in sight, cut ones included."""
        first = self._view.firstVisibleBlock()
        # Asked for its rectangle, a block that Qt has forgotten is laid out anew, which counts.
        self._layout.blockBoundingRect(first)
        state = (
            self._layout.generation,
            first.position(),
            self._view.contentOffset().y(),
            self._view.viewport().height(),
        )
        if state != self._state:
            self._lines = self.lines_between(0, self._view.viewport().height())
            self._starts = [line.start for line in self._lines]
            self._ends = [line.end for line in self._lines]
            self._state = state
        return self._lines

    def visible_range(self) -> Stretch:
        """Return `(start, end)` of the lines in sight."""
        lines = self.lines_in_sight()
        return (lines[0].start, lines[-1].end) if lines else (0, 0)

    def rect_of(self, bounds: Iterable[Stretch]) -> QRect | None:
        """Return the rectangle around what is in sight of some stretches, or None."""
        rect = QRectF()
        for start, end in bounds:
            for line in self._lines_of(start, end):
                for left, right in line.stretches(start, end):
                    rect |= QRectF(left, line.top, right - left, line.bottom - line.top)
        seen = rect.toAlignedRect() & self._view.viewport().rect()
        return None if seen.isEmpty() else seen

    def anchors(self, places: Iterable[Sequence[Stretch]]) -> Iterator[int | Direction]:
        """Yield for each place the y of its first line in sight, or where it is out of sight."""
        lines, height = self.lines_in_sight(), self._view.viewport().height()
        for bounds in places:
            found = self._first_line_of(bounds)
            if found is not None:
                line = lines[found]
                yield min(max(round((line.top + line.bottom) / 2), 0), height)
            else:
                yield "above" if lines and bounds[0][0] < lines[0].start else "below"

    def offset_at(self, place: QPointF) -> int | None:
        """Return the code point drawn at a place of the viewport; None beside the words."""
        # A blank line takes less room than a line of words: the one after it begins within it.
        for line in reversed(self.lines_in_sight()):
            if line.top <= place.y() < line.bottom:
                return line.at_x(place.x())
        return None

    def bring_into_view(self, start: int, end: int) -> None:
        """Scroll so that `[start, end)` is well in view; not at all where it is already."""
        height = self._view.viewport().height()
        rect = self.rect_of([(start, end)])
        edge = self._layout.page.pitch
        if rect is not None and rect.top() >= edge / 2 and rect.bottom() <= height - edge:
            first, last = self.visible_range()
            if first <= start and end <= last:
                return
        self._scroll(start, height * _SHARE_ABOVE)

    def height_of(self, offset: int) -> float:
        """Return the y at which the line in sight begins that holds a code point."""
        lines = self.lines_in_sight()
        at = min(max(bisect_right(self._starts, offset) - 1, 0), len(lines) - 1)
        return lines[at].top if lines else 0.0

    def show_at(self, offset: int, y: float) -> None:
        """Put the line that holds a code point as near to a y of the view as lines allow."""
        self._scroll(offset, y - self._layout.page.pitch / 2)

    def show_from(self, offset: int) -> None:
        """Make the line that holds a code point the first one in sight."""
        self._scroll(offset, 0)

    def _first_line_of(self, bounds: Sequence[Stretch]) -> int | None:
        for start, end in bounds:
            first = bisect_right(self._ends, start)
            if first < len(self._starts) and self._starts[first] < end:
                return first
        return None

    def _lines_of(self, start: int, end: int) -> list[PageLine]:
        lines = self.lines_in_sight()
        return lines[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def _scroll(self, offset: int, above: float) -> None:
        """Put the line of a code point `above` pixels below the top, as far as lines allow.

        A scroll bar counts lines, and lines are known only of blocks that have been laid out. So
        the blocks around the place are laid out first, and no value is kept for later.
        """
        document, layout = self._view.document(), self._layout
        block = layout.positions.block_at(document, offset)
        if not block.isValid():
            return
        layout.blockBoundingRect(block)
        number = layout.positions.line_number(block, offset)
        self._lay_out_below(block)
        while above > 0 and (number > 0 or block.previous().isValid()):
            if number == 0:
                block = block.previous()
                above -= layout.blockBoundingRect(block).height()
                number = 0 if above > 0 else self._line_at(block, -above)
            else:
                number -= 1
                above -= layout.page.pitch
        bar = self._view.verticalScrollBar()
        bar.setValue(block.firstLineNumber() + number)
        self._state = None

    def _lay_out_below(self, block: QTextBlock) -> None:
        height = 0.0
        while block.isValid() and height < self._view.viewport().height():
            height += self._layout.blockBoundingRect(block).height()
            block = block.next()

    @staticmethod
    def _line_at(block: QTextBlock, y: float) -> int:
        lines = block.layout()
        found = (n for n in range(lines.lineCount()) if lines.lineAt(n).y() >= y)
        return next(found, max(lines.lineCount() - 1, 0))
