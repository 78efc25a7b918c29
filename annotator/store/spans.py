"""Spans with their pieces and values: rows in and out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.model.ids import ArticleId, CodingId, LayerId, SpanId, StoryId, new_id
from annotator.model.span import Piece, Span, Value, reading_order

if TYPE_CHECKING:
    from sqlite_utils import Database

_SPAN = """SELECT s.id, s.layer_id, c.article_id, s.kind, s.code, s.memo, s.origin, c.round,
    c.stage, s.codebook_version FROM span s JOIN coding c ON c.id = s.coding_id"""
_MARKS_AT_ONCE = 500


def of_layer(db: Database, layer: LayerId, story: StoryId | None = None) -> list[Span]:
    """Return the spans of a layer, in one story or in all, article by article in reading order."""
    if story is None:
        return _read(db, "s.layer_id = ?", [layer])
    return _read(
        db,
        "s.layer_id = ? AND c.article_id IN (SELECT id FROM article WHERE story_id = ?)",
        [layer, story],
    )


def by_id(db: Database, ids: Iterable[SpanId]) -> list[Span]:
    """Return those of the named spans that exist."""
    wanted = list(ids)
    found: list[Span] = []
    for first in range(0, len(wanted), _MARKS_AT_ONCE):
        part = wanted[first : first + _MARKS_AT_ONCE]
        found += _read(db, f"s.id IN ({', '.join('?' for _ in part)})", part)
    return found


def starting_at(db: Database, coding: CodingId, start: int) -> list[Span]:
    """Return the spans of a coding that have a piece starting at an offset."""
    return _read(
        db,
        "s.id IN (SELECT p.span_id FROM piece p JOIN span x ON x.id = p.span_id"
        " WHERE p.start = ? AND x.coding_id = ?)",
        [start, coding],
    )


def _read(db: Database, where: str, given: Sequence[str | int]) -> list[Span]:
    chosen = f"(SELECT s.id FROM span s JOIN coding c ON c.id = s.coding_id WHERE {where})"
    pieces: dict[str, list[Piece]] = defaultdict(list)
    for span, start, end, quote in db.execute(
        f"SELECT span_id, start, end, quote FROM piece WHERE span_id IN {chosen}"
        " ORDER BY span_id, position",
        given,
    ):
        pieces[span].append(Piece(start, end, quote))
    values: dict[str, dict[str, Value]] = defaultdict(dict)
    for span, attribute, value in db.execute(
        f"SELECT span_id, attribute, value FROM value WHERE span_id IN {chosen}", given
    ):
        values[span][attribute] = _value(value)
    found = [
        Span(
            SpanId(id_), LayerId(layer), ArticleId(article), kind, tuple(pieces[id_]), code,
            values.get(id_, {}), memo, origin, round_, stage, version,
        )
        for id_, layer, article, kind, code, memo, origin, round_, stage, version in db.execute(
            f"{_SPAN} WHERE {where}", given
        )
    ]  # fmt: skip
    return sorted(found, key=lambda span: (span.article, *reading_order(span)))


def _value(text: str) -> Value:
    value = json.loads(text)
    return tuple(value) if isinstance(value, list) else value


def add(db: Database, coding: CodingId, span: Span) -> None:
    """Add a span, with its own id, to a coding."""
    add_many(db, [(coding, span)])


def add_many(db: Database, spans: Sequence[tuple[CodingId, Span]]) -> None:
    """Add many spans, each to its coding."""
    db.conn.executemany(
        "INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (s.id, s.layer, coding, s.kind, s.code, s.codebook_version, s.origin, s.memo)
            for coding, s in spans
        ],
    )
    _add_pieces(db, [span for _, span in spans])
    db.conn.executemany(
        "INSERT INTO value VALUES (?, ?, ?, ?, ?)",
        [
            (new_id(), s.id, attribute, json.dumps(value), s.codebook_version)
            for _, s in spans
            for attribute, value in s.attributes.items()
        ],
    )


def _add_pieces(db: Database, spans: Iterable[Span]) -> None:
    db.conn.executemany(
        "INSERT INTO piece VALUES (?, ?, ?, ?, ?, ?)",
        [
            (new_id(), span.id, position, piece.start, piece.end, piece.quote)
            for span in spans
            for position, piece in enumerate(span.pieces)
        ],
    )


def recode(db: Database, span: Span) -> None:
    """Give a span the kind and the code it now has, and the version of the codebook they are of."""
    db.execute(
        "UPDATE span SET kind = ?, code = ?, codebook_version = ? WHERE id = ?",
        [span.kind, span.code, span.codebook_version, span.id],
    )


def replace_pieces(db: Database, span: Span) -> None:
    """Give a span the pieces it now has."""
    db.execute("DELETE FROM piece WHERE span_id = ?", [span.id])
    _add_pieces(db, [span])


def set_value(db: Database, span: SpanId, attribute: str, value: Value, version: int) -> None:
    """Give a span a value, chosen under a version of the codebook, in place of the one it has."""
    db.execute(
        "INSERT INTO value VALUES (?, ?, ?, ?, ?) ON CONFLICT (span_id, attribute)"
        " DO UPDATE SET value = excluded.value, codebook_version = excluded.codebook_version",
        [new_id(), span, attribute, json.dumps(value), version],
    )


def clear_value(db: Database, span: SpanId, attribute: str) -> None:
    """Take the value of an attribute from a span."""
    db.execute("DELETE FROM value WHERE span_id = ? AND attribute = ?", [span, attribute])


def set_memo(db: Database, span: SpanId, text: str) -> None:
    """Give a span a memo in place of the one it has."""
    db.execute("UPDATE span SET memo = ? WHERE id = ?", [text, span])


def remove(db: Database, span: SpanId) -> None:
    """Remove a span with its pieces, values, relations and memberships."""
    db.execute("DELETE FROM span WHERE id = ?", [span])
