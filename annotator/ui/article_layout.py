"""How an article is set: line pitch, measure, paragraph gaps, the margin of the numbers."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QTextBlock, QTextDocument, QTextLine
from PySide6.QtWidgets import QPlainTextDocumentLayout

from annotator.model.text import paragraphs
from annotator.ui.text_position import TextPosition

LONGEST_MEASURE = 72  # characters on a line: between 45 and 75 reads best
_PITCH = 1.62  # from baseline to baseline, in ems
_SHARE_ABOVE = 0.3  # of the leading; the marks need the rest below the words
_PARAGRAPH_GAP = 0.42  # of the pitch
_BLANK_LINE = 0.42  # of the pitch
_LEFT_EMS, _LEAST_LEFT_EMS, _LEFT_SHARE = 2.6, 1.9, 0.12  # for the paragraph numbers
_RIGHT_EMS, _RIGHT_SHARE = 1.4, 0.06
_SAMPLE = "the harbour was closed on Friday after the vote of the dockers"
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_DIRECTION = (Qt.LayoutDirection.LayoutDirectionAuto, Qt.LayoutDirection.RightToLeft)
_ALIGNMENT = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
)


@dataclass(frozen=True, slots=True)
class Page:
    """The measures of a page in pixels; `em` is the size of the reading font."""

    em: float
    pitch: float
    above: float
    text_height: float
    left: float
    width: float
    right_to_left: bool

    @classmethod
    def for_font(cls, font: QFont, available: float, *, right_to_left: bool = False) -> Page:
        """Return the measures for a reading font in a view of the available width.

        The margin of the numbers is on the side where lines begin.
        """
        metrics = QFontMetricsF(font)
        em = float(QFontInfo(font).pixelSize())
        text_height = float(math.ceil(metrics.ascent() + metrics.descent()))
        pitch = max(text_height, float(round(_PITCH * em)))
        longest = LONGEST_MEASURE * metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        left = round(max(min(_LEFT_EMS * em, available * _LEFT_SHARE), _LEAST_LEFT_EMS * em))
        right = round(min(_RIGHT_EMS * em, available * _RIGHT_SHARE))
        width = max(min(longest, available - left - right), 2 * em)
        left = max(left, round((available - width) / 2))
        if right_to_left:
            left = max(0, round(available - width - left))
        above = float(round((pitch - text_height) * _SHARE_ABOVE))
        return cls(em, pitch, above, text_height, float(left), width, right_to_left)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One laid-out line in view coordinates; `[start, end)` leaves out the space it wraps at."""

    start: int
    end: int
    top: float
    bottom: float
    baseline: float
    ascent: float
    descent: float
    number: int  # of the paragraph that begins here, 0 for none
    left: float  # what the x of a character counts from
    block_start: int  # as Qt counts
    line: QTextLine
    positions: TextPosition
    two_ways: bool
    right_to_left: bool  # the line begins at the right

    def ends_at(self, end: int) -> tuple[float, bool]:
        """Return the x where the words up to `end` end, and whether that is at their left."""
        begins, stops = self.positions.xs(self.block_start, self.line, end - 1, end)
        # Both are the same for a letter that begins words in the direction of the fewer.
        leftwards = stops < begins if stops != begins else not self.right_to_left
        places = self.stretches(end - 1, end) or [(self.left + stops, self.left + stops)]
        return places[0][0] if leftwards else places[-1][1], leftwards

    def stretches(self, start: int, end: int) -> list[tuple[float, float]]:
        """Return where `[start, end)` of this line is seen, as pairs of left and right x.

        There is one pair unless right-to-left and left-to-right words are mixed on the line.
        """
        start, end = max(start, self.start), min(end, self.end)
        if start >= end:
            return []
        if not self.two_ways:
            return [self._stretch(start, end)]
        joined: list[tuple[float, float]] = []
        for drawn in self.positions.drawn(self.block_start, self.line, start, end):
            left, right = self.left + drawn[0], self.left + drawn[1]
            if joined and left <= joined[-1][1] + 0.5:
                joined[-1] = joined[-1][0], max(joined[-1][1], right)
            else:
                joined.append((left, right))
        return joined

    def _stretch(self, start: int, end: int) -> tuple[float, float]:
        one, other = self.positions.xs(self.block_start, self.line, start, end)
        if one > other:
            one, other = other, one
        return self.left + one, self.left + other

    def at_x(self, x: float) -> int | None:
        """Return the code point drawn at an x of the view, or None beside the words."""
        natural = self.line.naturalTextRect().translated(self.left, 0)
        if self.start == self.end or not natural.left() <= x < natural.right():
            return None
        at = min(self.positions.at_x(self.block_start, self.line, x - self.left), self.end - 1)
        if not self.two_ways:
            return at
        # Where directions meet, Qt may answer with the letter beside.
        near = (at, max(at - 1, self.start), min(at + 1, self.end - 1))
        return next((n for n in near if any(a <= x < b for a, b in self.stretches(n, n + 1))), at)


class ArticleLayout(QPlainTextDocumentLayout):
    """Lays a plain text out with leading, a limited measure and gaps between its paragraphs.

    Qt's own layout of plain text knows no leading. It asks for the rectangle of every block before
    it uses the block, and lays out only what has no lines yet: that is where this one steps in.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.positions = TextPosition("")
        self.page = Page.for_font(QFont(), 400)
        self._text = ""
        self._numbers = [0]
        self._two_ways = False
        self._right_to_left = False
        self._telling = False
        self.generation = 0  # changes whenever a block is laid out

    def set_page(self, font: QFont, available: float) -> None:
        """Take the measures of a reading font in a view of some width."""
        self.page = Page.for_font(font, available, right_to_left=self._right_to_left)

    def show_text(self, text: str, *, right_to_left: bool = False) -> None:
        """Take over a text that the document is about to be given; `forget` comes after."""
        self._right_to_left = right_to_left
        option = self.document().defaultTextOption()
        option.setTextDirection(_DIRECTION[right_to_left])
        option.setAlignment(_ALIGNMENT[right_to_left])
        self.document().setDefaultTextOption(option)
        self._text = text
        self.positions = TextPosition(text)
        self._numbers = [0] * (text.count("\n") + 1)
        block, counted = 0, 0
        for number, (start, _) in enumerate(paragraphs(text), 1):
            block += text.count("\n", counted, start)
            counted = start
            self._numbers[block] = number
        self._two_ways = _RIGHT_TO_LEFT.search(text) is not None

    def forget(self) -> None:
        """Lay everything out anew when it is next looked at."""
        block = self.document().firstBlock()
        while block.isValid():
            block.clearLayout()
            block.setLineCount(1)
            block = block.next()
        self.documentSizeChanged.emit(self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:  # noqa: N802  Qt's name
        """Return the place a block takes, gap below included, laying it out where needed."""
        if not block.isValid():
            return QRectF()
        if not block.layout().lineCount():
            self._lay_out(block)
        return QRectF(0, 0, self.page.left + self.page.width, self._height(block))

    def lines(
        self, block: QTextBlock, left: float, top: float, clip: tuple[float, float]
    ) -> Iterator[PageLine]:
        """Yield the lines of a laid-out block that lie between the two y of `clip`.

        The corner of the block is at `(left, top)` of the view.
        """
        layout, page, block_start = block.layout(), self.page, block.position()
        first = bisect_right(
            range(layout.lineCount()), clip[0] - top, key=lambda n: layout.lineAt(n).y()
        )
        for number in range(max(first - 1, 0), layout.lineCount()):
            line = layout.lineAt(number)
            line_top = top + line.y() - page.above
            if line_top >= clip[1]:
                return
            start, end = self.positions.line_bounds(block, line)
            yield PageLine(
                start=start,
                end=start + len(self._text[start:end].rstrip()),
                top=line_top,
                bottom=line_top + self._slot(line),
                baseline=top + line.y() + line.ascent(),
                ascent=line.ascent(),
                descent=line.descent(),
                number=self._numbers[block.blockNumber()] if number == 0 else 0,
                left=left,
                block_start=block_start,
                line=line,
                positions=self.positions,
                two_ways=self._two_ways,
                right_to_left=page.right_to_left,
            )

    def _lay_out(self, block: QTextBlock) -> None:
        document, layout, page = self.document(), block.layout(), self.page
        layout.setTextOption(document.defaultTextOption())
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(page.width)
            line.setPosition(QPointF(page.left, top + page.above))
            top += self._slot(line)
        layout.endLayout()
        self.generation += 1
        known = document.lineCount()
        block.setLineCount(layout.lineCount())
        # The view answers by looking at more blocks, which must not tell it again.
        if document.lineCount() != known and not self._telling:
            self._telling = True
            self.documentSizeChanged.emit(self.documentSize())
            self._telling = False

    def _slot(self, line: QTextLine) -> float:
        return self.page.pitch + max(0, math.ceil(line.height() - self.page.text_height))

    def _height(self, block: QTextBlock) -> float:
        if self._is_blank(block):
            return float(round(_BLANK_LINE * self.page.pitch))
        layout = block.layout()
        last = layout.lineAt(layout.lineCount() - 1)
        height = last.y() - self.page.above + self._slot(last)
        following = block.next()
        if not following.isValid():
            return height + self.document().documentMargin()
        return height + (
            0 if self._is_blank(following) else round(_PARAGRAPH_GAP * self.page.pitch)
        )

    def _is_blank(self, block: QTextBlock) -> bool:
        # While Qt exchanges the text, it asks about blocks of the next one.
        number = block.blockNumber()
        return number < len(self._numbers) and not self._numbers[number]
