"""Names that people give: kept clean, so that two that look alike are alike."""

from __future__ import annotations

import unicodedata

from annotator.model.errors import KnownError

RESERVED = ("gold", "key", "units", "all")
LONGEST = 200
# control, format (zero-width and bidi), surrogate, private use, line and paragraph separators
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def clean_name(name: str, what: str) -> str:
    """Return a name in NFC without outer space; `what` says of what it is the name.

    Raises KnownError when nothing is left, it is over 200 characters, or it holds characters
    that cannot be seen.
    """
    cleaned = unicodedata.normalize("NFC", name).strip()
    if not cleaned:
        raise KnownError(f"The name of a {what} is empty", "give it a name")
    if len(cleaned) > LONGEST:
        raise KnownError(f"The name of a {what} is over {LONGEST} characters", "shorten it")
    hidden = [c for c in cleaned if unicodedata.category(c) in _HIDDEN]
    if hidden:
        raise KnownError(
            f"The name of a {what} holds an invisible character (U+{ord(hidden[0]):04X})",
            "type the name by hand",
        )
    return cleaned


def coder_name(name: str) -> str:
    """Return a coder's name, clean; the names of special layers are refused."""
    cleaned = clean_name(name, "coder")
    if cleaned.casefold() in RESERVED:
        raise KnownError(f"A coder cannot be called «{cleaned}»", "choose another name")
    return cleaned
