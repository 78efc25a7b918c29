"""The versions of the project's codebook: rows in and out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from annotator.model.ids import new_id

if TYPE_CHECKING:
    from sqlite_utils import Database


def add_version(db: Database, title: str, body: str, note: str) -> int:
    """Keep a codebook, as the text of its JSON form, as the newest version; return its number."""
    (number,) = db.execute("SELECT coalesce(max(number), 0) + 1 FROM codebook_version").fetchone()
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    db.execute(
        "INSERT INTO codebook_version VALUES (?, ?, ?, ?, ?, ?, '{}')",
        [new_id(), number, title, body, sha256, note],
    )
    return int(number)


def version(db: Database, number: int | None = None) -> tuple[int, str, str] | None:
    """Return `(number, JSON text, SHA-256)` of a version, the newest by default; None if none."""
    which = "" if number is None else " WHERE number = ?"
    row: tuple[int, str, str] | None = db.execute(
        f"SELECT number, body, sha256 FROM codebook_version{which} ORDER BY number DESC LIMIT 1",
        [] if number is None else [number],
    ).fetchone()
    return row
