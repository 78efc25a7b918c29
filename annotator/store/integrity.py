"""What is wrong with a project file, place by place, for `annotator check`."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model.relation import RELATION_ENDS
from annotator.model.text import text_sha256

if TYPE_CHECKING:
    from sqlite_utils import Database


def faults(db: Database) -> list[str]:
    """Return every fault found in the file, one sentence each; none means it is sound.

    What SQLite itself cannot read ends the list: it says nothing of what lies behind it.
    """
    found: list[str] = []
    try:
        for look in (_sqlite, _hashes, _quotes, _references):
            found.extend(look(db))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        found.append(f"SQLite: {error}")
    return found


def _sqlite(db: Database) -> Iterator[str]:
    for (report,) in db.execute("PRAGMA integrity_check(100)"):
        if report != "ok":
            yield from (f"SQLite: {line}" for line in report.splitlines())
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} refers to a {parent} that is not there"


def _hashes(db: Database) -> Iterator[str]:
    for sha256, body in db.execute("SELECT sha256, body FROM text"):
        if text_sha256(body) != sha256:
            yield f"Text {sha256[:12]}: the text does not have the hash it is kept under"
    for sha256, data in db.execute("SELECT sha256, bytes FROM raw"):
        if hashlib.sha256(data).hexdigest() != sha256:
            yield f"Raw file {sha256[:12]}: the bytes do not have the hash they are kept under"
    for number, body, sha256 in db.execute("SELECT number, body, sha256 FROM codebook_version"):
        if hashlib.sha256(body.encode()).hexdigest() != sha256:
            yield f"Codebook version {number}: does not have the hash it is kept under"
    rows = db.execute(
        "SELECT a.id, a.length, t.body FROM article a JOIN text t ON t.sha256 = a.text_sha256"
    )
    for id_, length, body in rows:
        if len(body) != length:
            yield f"Article {id_}: has {len(body)} characters, not {length}"


def _quotes(db: Database) -> Iterator[str]:
    rows = db.execute(
        "SELECT p.span_id, p.start, p.end, p.quote, t.body FROM piece p"
        " JOIN span s ON s.id = p.span_id JOIN coding c ON c.id = s.coding_id"
        " JOIN article a ON a.id = c.article_id JOIN text t ON t.sha256 = a.text_sha256"
    )
    for span, start, end, quote, body in rows:
        if body[start:end] != quote:
            yield f"Span {span}: the quote at {start} to {end} is not what the text says there"
    for (span,) in db.execute("SELECT id FROM span WHERE id NOT IN (SELECT span_id FROM piece)"):
        yield f"Span {span}: has no passage"


_ENDS = ", ".join(f"('{type_}', '{one}', '{to}')" for type_, (one, to) in RELATION_ENDS.items())
# what no foreign key can say: a sentence -> the query for the ids it is true of
_RULES = {
    "Claim {}: is «same» in two clusters": """
        SELECT span_id FROM membership WHERE relation = 'same' GROUP BY span_id
        HAVING count(*) > 1""",
    "Cluster {}: holds a span that is no claim": """
        SELECT cluster_id FROM membership m JOIN span s ON s.id = m.span_id
        WHERE s.kind <> 'claim'""",
    "Cluster {}: holds a claim of another layer or story": """
        SELECT m.cluster_id FROM membership m JOIN cluster k ON k.id = m.cluster_id
        JOIN span s ON s.id = m.span_id JOIN coding c ON c.id = s.coding_id
        JOIN article a ON a.id = c.article_id JOIN layer l ON l.id = s.layer_id
        WHERE a.story_id <> k.story_id OR (s.layer_id <> k.layer_id AND l.role <> 'units')""",
    "Relation {}: joins spans of different articles or layers": """
        SELECT r.id FROM relation r JOIN span f ON f.id = r.from_span
        JOIN span t ON t.id = r.to_span JOIN coding cf ON cf.id = f.coding_id
        JOIN coding ct ON ct.id = t.coding_id
        WHERE cf.article_id <> ct.article_id OR f.layer_id <> t.layer_id
        OR f.layer_id <> r.layer_id""",
    "Relation {}: does not join spans of its kinds": f"""
        SELECT r.id FROM relation r JOIN span f ON f.id = r.from_span
        JOIN span t ON t.id = r.to_span
        WHERE (r.type, f.kind, t.kind) NOT IN (VALUES {_ENDS})""",
    "Cluster {}: says that an article with a claim of it is absent": """
        SELECT b.cluster_id FROM absence b JOIN membership m ON m.cluster_id = b.cluster_id
        JOIN span s ON s.id = m.span_id JOIN coding c ON c.id = s.coding_id
        WHERE m.relation = 'same' AND c.article_id = b.article_id""",
    "Article {}: has a region that reaches past the end": """
        SELECT a.id FROM region g JOIN article a ON a.id = g.article_id WHERE g.end > a.length""",
    "Coding {}: is of another layer than a span in it": """
        SELECT c.id FROM span s JOIN coding c ON c.id = s.coding_id
        WHERE c.layer_id <> s.layer_id""",
}


def _references(db: Database) -> Iterator[str]:
    for sentence, query in _RULES.items():
        for (id_,) in db.execute(f"SELECT DISTINCT * FROM ({query})"):
            yield sentence.format(id_)
