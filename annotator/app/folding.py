"""Text as it is compared: without accents and without the difference of capitals."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right


class _Table(dict[int, str]):
    """What each character becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code))
        self[code] = "".join(c for c in parts if not unicodedata.combining(c)).casefold()
        return self[code]


_TABLE = _Table()


def folded(text: str) -> str:
    """Return a text in compatibility decomposition (Unicode NFKD), without marks, case-folded.

    Every character is folded by itself, so the whole may be longer or shorter than the text.
    """
    return text.translate(_TABLE)


class FoldedText:
    """A text folded, which still knows where it came from; offsets are code points."""

    __slots__ = ("_ends", "_places", "_starts", "words")

    def __init__(self, text: str) -> None:
        self.words = folded(text)
        self._places: list[int] = []  # of the characters that do not fold to exactly one
        self._starts: list[int] = []  # of what they fold to
        self._ends: list[int] = []
        odd = "".join(c for c in set(text) if len(_TABLE[ord(c)]) != 1)
        grown = 0
        for match in re.finditer(f"[{re.escape(odd)}]", text) if odd else ():
            place = match.start()
            length = len(_TABLE[ord(text[place])])
            self._places.append(place)
            self._starts.append(place + grown)
            self._ends.append(place + grown + length)
            grown += length - 1

    def original(self, offset: int) -> int | None:
        """Return where an offset of the folded words is in the text; None inside a character.

        Marks belong to the letter before them: the place is behind them.
        """
        before = bisect_right(self._ends, offset)
        if before < len(self._starts) and self._starts[before] < offset:
            return None
        if not before:
            return offset
        return self._places[before - 1] + 1 + offset - self._ends[before - 1]
