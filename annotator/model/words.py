"""Where the words of a text are, in any script; all offsets are code points.

The rules are those of Unicode's text segmentation (UAX #29) in short: letters and digits with
their marks hold together, also across an apostrophe or a hyphen between letters and a separator
between digits. Scripts that are written without spaces count every character as a word.
"""

from __future__ import annotations

import unicodedata

_INSIDE_WORDS = frozenset("'\u2019-\u2010\u2011\u00b7\u05f3\u05f4")
_INSIDE_NUMBERS = frozenset(".,:")
_INSIDE = _INSIDE_WORDS | _INSIDE_NUMBERS
_JOINER = "\u200d"
# invisible signs inside words, skin tones, and the letters that spell the flags of regions
_ATTACHED = frozenset(
    (
        *f"\u00ad\u200c{_JOINER}\u2060",
        *map(chr, (*range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080))),
    )
)
_FLAGS = range(0x1F1E6, 0x1F200)  # two of them make a flag
# Thai to Lao, Myanmar, Khmer, kana and Han with their extensions, halfwidth kana
_WITHOUT_SPACES = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x30FF), (0x31F0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFD),
)  # fmt: skip
# A letter has no more marks than this in any language (UAX #15, stream-safe text); a text made
# of marks alone must not take the square of its length.
_MOST_MARKS = 30


def word_at(text: str, offset: int) -> tuple[int, int]:
    """Return the word, or the single sign or space, that a code point is in, as `(start, end)`."""
    start, end = offset, offset + 1
    while start > 0 and _holds_together(text, start):
        start -= 1
    while end < len(text) and _holds_together(text, end):
        end += 1
    return start, end


def snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `[start, end)`, which is not empty, grown so that it cuts no word."""
    return word_at(text, start)[0], word_at(text, end - 1)[1]


def next_start(text: str, offset: int) -> int | None:
    """Return where the next word or sign after an offset begins; None where there is none."""
    at = word_at(text, offset)[1] if offset < len(text) else offset
    while at < len(text) and text[at].isspace():
        at += 1
    return at if at < len(text) else None


def previous_start(text: str, offset: int) -> int | None:
    """Return where the last word or sign that begins before an offset does so, or None."""
    at = _without_space_before(text, offset)
    return word_at(text, at - 1)[0] if at > 0 else None


def next_end(text: str, offset: int) -> int | None:
    """Return where the first word or sign that ends after an offset does so, or None."""
    at = offset
    while at < len(text) and text[at].isspace():
        at += 1
    return word_at(text, at)[1] if at < len(text) else None


def previous_end(text: str, offset: int) -> int | None:
    """Return where the previous word or sign before an offset ends; None where there is none."""
    at = word_at(text, offset - 1)[0] if offset > 0 else 0
    return _without_space_before(text, at) or None


def _without_space_before(text: str, offset: int) -> int:
    while offset > 0 and text[offset - 1].isspace():
        offset -= 1
    return offset


def _holds_together(text: str, offset: int) -> bool:
    """Whether no word ends between the code points before and after an offset inside the text."""
    before, after = text[offset - 1], text[offset]
    if _extends(after):
        return not before.isspace()
    if before == _JOINER and not _in_word(after):
        return not after.isspace()  # parts of one emoji
    if before in _INSIDE:
        return offset > 1 and _links(_base(text, offset - 2), before, after)
    base = _base(text, offset - 1)
    if after in _INSIDE:
        return offset + 1 < len(text) and _links(base, after, text[offset + 1])
    if ord(before) in _FLAGS and ord(after) in _FLAGS:
        return True
    return _in_word(base) and _in_word(after)


def _base(text: str, offset: int) -> str:
    """The code point that the marks up to and with an offset belong to."""
    first = max(0, offset - _MOST_MARKS)
    while offset > first and _extends(text[offset]):
        offset -= 1
    return text[offset]


def _links(before: str, between: str, after: str) -> bool:
    if between in _INSIDE_NUMBERS:
        return before.isdecimal() and after.isdecimal()
    return _in_word(before) and _in_word(after)


def _extends(character: str) -> bool:
    """Whether it belongs to whatever stands before it, as marks do."""
    return character in _ATTACHED or unicodedata.category(character)[0] == "M"


def _in_word(character: str) -> bool:
    """Whether it is of a word that may have more than one character."""
    if not (character.isalnum() or unicodedata.category(character) == "Pc"):
        return False
    return not any(first <= ord(character) <= last for first, last in _WITHOUT_SPACES)
