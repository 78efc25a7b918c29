"""The only place that knows how Qt counts text: UTF-16 units here, code points everywhere else."""

from __future__ import annotations

import re
from bisect import bisect_left

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextLine

_WIDE = re.compile("[\U00010000-\U0010ffff]")
_LEADING, _TRAILING = QTextLine.Edge.Leading, QTextLine.Edge.Trailing
_ON_CHARACTER = QTextLine.CursorPosition.CursorOnCharacter


class TextPosition:
    """Turns offsets of one text from code points to the units of its QTextDocument and back.

    Only the characters that take two units are remembered, so a text without any costs nothing.
    The methods that take a cursor, a block or a line of Qt speak code points to their caller.
    """

    __slots__ = ("_units", "_wide", "length")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._wide = [match.start() for match in _WIDE.finditer(text)]
        self._units = [offset + before for before, offset in enumerate(self._wide)]

    def units(self, offset: int) -> int:
        """Return where Qt counts the code point at `offset`; past either end is cut back."""
        offset = 0 if offset < 0 else min(offset, self.length)
        return offset + bisect_left(self._wide, offset) if self._wide else offset

    def offset(self, units: int) -> int:
        """Return the code point at a position of Qt; inside a character means its beginning."""
        offset = units - bisect_left(self._units, units)
        return min(max(offset, 0), self.length)

    def place(self, cursor: QTextCursor, offset: int) -> None:
        """Put a cursor before the code point at `offset`, selecting nothing."""
        cursor.setPosition(self.units(offset))

    def select(self, cursor: QTextCursor, start: int, end: int) -> None:
        """Make a cursor select `[start, end)`, its caret at the end."""
        cursor.setPosition(self.units(start))
        cursor.setPosition(self.units(end), QTextCursor.MoveMode.KeepAnchor)

    def caret_of(self, cursor: QTextCursor) -> int:
        """Return the code point before which the caret stands."""
        return self.offset(cursor.position())

    def selection_of(self, cursor: QTextCursor) -> tuple[int, int]:
        """Return what a cursor selects as `(start, end)`; equal when it selects nothing."""
        return self.offset(cursor.selectionStart()), self.offset(cursor.selectionEnd())

    def block_at(self, document: QTextDocument, offset: int) -> QTextBlock:
        """Return the block of the document, one line of the text, that holds `offset`."""
        return document.findBlock(self.units(offset))

    def line_number(self, block: QTextBlock, offset: int) -> int:
        """Return the number of the laid-out line of a block that holds `offset`, from 0."""
        line = block.layout().lineForTextPosition(self.units(offset) - block.position())
        return line.lineNumber() if line.isValid() else 0

    def line_bounds(self, block: QTextBlock, line: QTextLine) -> tuple[int, int]:
        """Return `(start, end)` of one laid-out line of a block."""
        start = block.position() + line.textStart()
        return self.offset(start), self.offset(start + line.textLength())

    def xs(self, block_start: int, line: QTextLine, start: int, end: int) -> tuple[float, float]:
        """Return the x at which `[start, end)` begins and ends on one laid-out line.

        `block_start` is the place of its block as Qt counts; x counts from the block's left.
        """
        first, last = self.units(start) - block_start, self.units(end - 1) - block_start
        # Qt's binding answers with the x and the place it was found for, typed as object.
        begins: tuple[float, int] = line.cursorToX(first, _LEADING)  # type: ignore[assignment]
        stops: tuple[float, int] = line.cursorToX(last, _TRAILING)  # type: ignore[assignment]
        return begins[0], stops[0]

    def drawn(
        self, block_start: int, line: QTextLine, start: int, end: int
    ) -> list[tuple[float, float]]:
        """Return where the glyphs of `[start, end)` are, as pairs of left and right x in order.

        Unlike `xs` it is right where words that run in two directions meet; arguments as for it.
        """
        first, last = self.units(start) - block_start, self.units(end) - block_start
        places = (run.boundingRect() for run in line.glyphRuns(first, last - first))
        return sorted((place.left(), place.right()) for place in places)

    def at_x(self, block_start: int, line: QTextLine, x: float) -> int:
        """Return the code point that is drawn at an x of a line; arguments as for `xs`."""
        return self.offset(block_start + line.xToCursor(x, _ON_CHARACTER))
