"""Relations between spans: rows in and out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.model.ids import LayerId, RelationId, SpanId, StoryId
from annotator.model.relation import Relation

if TYPE_CHECKING:
    from sqlite_utils import Database


def of_layer(db: Database, layer: LayerId, story: StoryId | None = None) -> list[Relation]:
    """Return the relations of a layer, in one story or in all."""
    where = ""
    given: list[str] = [layer]
    if story is not None:
        where = (
            " AND from_span IN (SELECT s.id FROM span s JOIN coding c ON c.id = s.coding_id"
            " WHERE c.article_id IN (SELECT id FROM article WHERE story_id = ?))"
        )
        given = [layer, story]
    rows = db.execute(
        "SELECT id, layer_id, type, from_span, to_span, memo FROM relation"
        f" WHERE layer_id = ?{where} ORDER BY rowid",
        given,
    )
    return [
        Relation(RelationId(id_), LayerId(of), type_, SpanId(start), SpanId(end), memo)
        for id_, of, type_, start, end, memo in rows
    ]


def add_many(db: Database, relations: Sequence[Relation]) -> None:
    """Add relations, each with its own id."""
    db.conn.executemany(
        "INSERT INTO relation VALUES (?, ?, ?, ?, ?, ?)",
        [(r.id, r.layer, r.type, r.start, r.end, r.memo) for r in relations],
    )


def exists(db: Database, relation: Relation) -> bool:
    """Whether the same two spans are related in this way already."""
    row = db.execute(
        "SELECT 1 FROM relation WHERE from_span = ? AND to_span = ? AND type = ?",
        [relation.start, relation.end, relation.type],
    ).fetchone()
    return row is not None


def remove(db: Database, relation: RelationId) -> None:
    """Remove a relation."""
    db.execute("DELETE FROM relation WHERE id = ?", [relation])
