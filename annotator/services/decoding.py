"""From the bytes of a file to the text in it, never guessing silently."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from annotator.model.errors import KnownError

LARGEST = 20 * 1024 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a packed file (such as .docx or .zip)",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "an old office document",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was read with, and whether that was a guess."""

    text: str
    encoding: str
    guessed: bool


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Return the text in `data`: by its byte order mark, as UTF-8, as declared, or as cp1252.

    `name` is what messages call the file. Raises KnownError for an empty or binary file, one
    over 20 MB, and bytes that are not text in any of these encodings.
    """
    _check_bytes(data, name)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data, encoding, name, guessed=False)
    if _is_utf_8(data):
        return _checked(data, "utf-8", name, guessed=False)
    if declared is None and b"\0" in data:
        raise KnownError(f"{name} is not a text file", "choose plain text")
    return _checked(data, declared or "cp1252", name, guessed=declared is None)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _check_bytes(data: bytes, name: str) -> None:
    if not data:
        raise KnownError(f"{name} is empty", "choose a file with text in it")
    if len(data) > LARGEST:
        raise KnownError(f"{name} is over 20 MB", "split it into articles")
    for start, what in _OTHER_FORMATS.items():
        if data.startswith(start):
            raise KnownError(f"{name} is {what}, not plain text", "save it as plain text first")


def _checked(data: bytes, encoding: str, name: str, *, guessed: bool) -> Decoded:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise KnownError(
            f"{name}: there is no encoding called «{encoding}»", "use a name such as latin-1"
        ) from None
    except UnicodeError as error:
        place = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise KnownError(
            f"{name} is not readable as {encoding}{place}",
            "save it as UTF-8 or name its encoding",
        ) from None
    controls = sum(character < " " and character not in "\t\n\r\f" for character in text)
    if controls * 10 > len(text):
        raise KnownError(f"{name} is not a text file", "choose plain text")
    if not text.removeprefix("\ufeff").strip():
        raise KnownError(f"{name} holds no text", "choose a file with text in it")
    return Decoded(text, encoding, guessed)
