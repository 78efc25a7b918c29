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
    return _read(db, f"layer_id = ?{where}", given)


def of_span(db: Database, span: SpanId) -> list[Relation]:
    """Return the relations that start or end at a span."""
    return _read(db, "from_span = ? OR to_span = ?", [span, span])


def _read(db: Database, where: str, given: Sequence[str]) -> list[Relation]:
    # The order of rows is not brought back by undo; the order of what is related is always there.
    rows = db.execute(
        "SELECT id, layer_id, type, from_span, to_span, memo FROM relation"
        f" WHERE {where} ORDER BY type, from_span, to_span",
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


def redirect(db: Database, relation: Relation) -> None:
    """Let a relation lead between the two spans it now has."""
    db.execute(
        "UPDATE relation SET from_span = ?, to_span = ? WHERE id = ?",
        [relation.start, relation.end, relation.id],
    )


def remove(db: Database, relation: RelationId) -> None:
    """Remove a relation."""
    db.execute("DELETE FROM relation WHERE id = ?", [relation])
