"""Memos on articles and on the project: rows in and out. Spans and clusters hold their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.ids import LayerId, new_id
from annotator.model.layer import Memo

if TYPE_CHECKING:
    from sqlite_utils import Database


def of_layer(db: Database, layer: LayerId) -> list[Memo]:
    """Return the memos of a layer in the order they were written."""
    rows = db.execute(
        "SELECT target, target_id, text FROM memo WHERE layer_id = ? ORDER BY rowid", [layer]
    )
    return [Memo(*row) for row in rows]


def replace(db: Database, layer: LayerId, memo: Memo) -> None:
    """Make a memo the only one of the layer on its thing; without a text, leave none."""
    # The last one goes first: undo brings them back the other way round, and so in their order.
    held = db.execute(
        "SELECT id FROM memo WHERE layer_id = ? AND target = ? AND target_id = ?"
        " ORDER BY rowid DESC",
        [layer, memo.on, memo.on_id],
    ).fetchall()
    db.conn.executemany("DELETE FROM memo WHERE id = ?", held)
    if memo.text:
        db.execute(
            "INSERT INTO memo VALUES (?, ?, ?, ?, ?)",
            [new_id(), layer, memo.on, memo.on_id, memo.text],
        )
