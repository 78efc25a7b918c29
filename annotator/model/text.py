"""What import does to a text, once, and what never changes afterwards."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_NEWLINES = re.compile("\r\n|\r|\u2028|\u2029")
# What Qt would drop or turn into a line break, and what no newsroom writes: C0 controls but TAB
# and LF, lone surrogates, and the two noncharacters that Qt's documents use inside.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufdd0\ufdd1]")


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """A text after the import rules; `replaced` counts the characters that became U+FFFD."""

    text: str
    replaced: int


def canonical(text: str) -> CanonicalText:
    """Apply the import rules: drop a BOM, settle line ends, replace what cannot be kept.

    Nothing else changes: no normalisation, no stripping. Applying it twice changes nothing.
    """
    # A file that was given a mark twice loses both: Qt would drop the second one when showing it.
    text = _NEWLINES.sub("\n", text.lstrip("\ufeff"))
    text, replaced = _UNKEEPABLE.subn("\ufffd", text)
    return CanonicalText(text, replaced)


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a stored text, as 64 lower-case hexadecimal digits, over UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs, lines that are not blank, as half-open `(start, end)` pairs.

    Units are code points; the line feed belongs to no paragraph. The first is paragraph 1.
    """
    return [match.span() for match in re.finditer(r"^.*\S.*$", text, re.MULTILINE)]


def paragraph_at(text: str, offset: int) -> int:
    """Return the number of the paragraph at a code point offset, counted from 1 (0: before any)."""
    return sum(start <= offset for start, _ in paragraphs(text))


def shortened(text: str, limit: int = 60) -> str:
    """Return the text on one line, cut at a word with an ellipsis when it is over `limit`."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[:limit].rsplit(" ", 1)[0] or line[:limit]
    return f"{cut}\u2026"
