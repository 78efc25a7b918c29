"""Which database errors are the world's fault, and what to tell the person about each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.model.errors import KnownError

# primary SQLite result code -> (what is wrong with the file, what to do)
_KNOWN = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space and do it again"),
    sqlite3.SQLITE_IOERR: ("the disk did not take it", "check the drive and do it again"),
    sqlite3.SQLITE_READONLY: (
        "the file cannot be written or was replaced by another",
        "check where it lies and open it again",
    ),
    sqlite3.SQLITE_PERM: ("there is no permission to use the file", "ask its owner"),
    sqlite3.SQLITE_BUSY: ("another program is writing to it", "wait until it is done"),
    sqlite3.SQLITE_LOCKED: ("another program is writing to it", "wait until it is done"),
    sqlite3.SQLITE_CANTOPEN: ("the file cannot be opened", "check its name and its folder"),
    sqlite3.SQLITE_NOTADB: ("this is not an Annotator project", "choose a .annotator file"),
    sqlite3.SQLITE_CORRUPT: (
        "the file is damaged",
        "restore a backup; «annotator check» says what is wrong",
    ),
    sqlite3.SQLITE_TOOBIG: ("a text is too long for the file", "split it"),
}

# Damage that has no result code of its own: text that cannot be decoded, which is met in values
# and in error messages, and a header that no SQLite writes.
_DAMAGED = ("decode to UTF-8", "unsupported file format")


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn the world's database errors inside the block into KnownErrors that name the file.

    Errors that are ours (a constraint, a misspelt column) pass through as they are.
    """
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        known = _known(error)
        if known is None:
            raise
        raise KnownError(f"{path.name}: {known[0]}", known[1]) from error


def _known(error: sqlite3.Error | UnicodeDecodeError) -> tuple[str, str] | None:
    if isinstance(error, UnicodeDecodeError) or any(sign in str(error) for sign in _DAMAGED):
        return _KNOWN[sqlite3.SQLITE_CORRUPT]
    code = getattr(error, "sqlite_errorcode", None)
    return _KNOWN.get(code & 0xFF) if isinstance(code, int) else None
