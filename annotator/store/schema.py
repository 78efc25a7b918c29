"""The schema of a project file, as ordered migrations, and the check that a file keeps to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x416E6E6F  # "Anno", so that file(1) and we know our own

_ORIGIN = "origin TEXT NOT NULL CHECK (origin IN ('hand', 'suggested', 'carried'))"

_VERSION_1 = (
    """CREATE TABLE project (id TEXT PRIMARY KEY, title TEXT NOT NULL, seed INTEGER NOT NULL,
        made_at TEXT NOT NULL) STRICT""",
    "CREATE TABLE coder (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE codebook_version (id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE,
        title TEXT NOT NULL, body TEXT NOT NULL, sha256 TEXT NOT NULL,
        note TEXT NOT NULL, mappings TEXT NOT NULL) STRICT""",
    """CREATE TABLE layer (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL CHECK (role IN ('coder', 'gold', 'key', 'units')),
        coder_id TEXT REFERENCES coder (id), derived_from TEXT REFERENCES layer (id),
        codebook_version INTEGER NOT NULL REFERENCES codebook_version (number),
        codebook_sha256 TEXT, extra TEXT NOT NULL,
        CHECK ((role = 'coder') = (coder_id IS NOT NULL))) STRICT""",
    """CREATE TABLE story (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE,
        position INTEGER NOT NULL) STRICT""",
    # Texts and raw files are kept by what they are: never changed, never deleted, never journalled.
    "CREATE TABLE text (sha256 TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT",
    "CREATE TABLE raw (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
    """CREATE TABLE article (id TEXT PRIMARY KEY,
        story_id TEXT NOT NULL REFERENCES story (id), position INTEGER NOT NULL,
        text_sha256 TEXT NOT NULL REFERENCES text (sha256),
        raw_sha256 TEXT NOT NULL REFERENCES raw (sha256), length INTEGER NOT NULL,
        file TEXT NOT NULL, title TEXT NOT NULL, outlet TEXT NOT NULL, language TEXT NOT NULL,
        date TEXT NOT NULL, url TEXT NOT NULL, author TEXT NOT NULL,
        removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
        superseded_by TEXT REFERENCES article (id)) STRICT""",
    "CREATE INDEX article_of_story ON article (story_id, position)",
    "CREATE INDEX article_of_text ON article (text_sha256)",
    """CREATE TABLE region (id TEXT PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('boilerplate', 'duplicate', 'heading')),
        start INTEGER NOT NULL CHECK (start >= 0), end INTEGER NOT NULL CHECK (end > start),
        version INTEGER NOT NULL) STRICT""",
    "CREATE INDEX region_of_article ON region (article_id)",
    """CREATE TABLE coding (id TEXT PRIMARY KEY,
        layer_id TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE,
        article_id TEXT NOT NULL REFERENCES article (id),
        round INTEGER NOT NULL CHECK (round >= 1), stage TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('to do', 'started', 'finished')),
        shown INTEGER NOT NULL, UNIQUE (layer_id, article_id, round, stage)) STRICT""",
    "CREATE INDEX coding_of_article ON coding (article_id)",
    f"""CREATE TABLE span (id TEXT PRIMARY KEY,
        layer_id TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE,
        coding_id TEXT NOT NULL REFERENCES coding (id) ON DELETE CASCADE,
        kind TEXT NOT NULL, code TEXT,
        codebook_version INTEGER NOT NULL REFERENCES codebook_version (number),
        {_ORIGIN}, memo TEXT NOT NULL) STRICT""",
    "CREATE INDEX span_of_coding ON span (coding_id)",
    "CREATE INDEX span_of_layer ON span (layer_id)",
    """CREATE TABLE piece (id TEXT PRIMARY KEY,
        span_id TEXT NOT NULL REFERENCES span (id) ON DELETE CASCADE,
        position INTEGER NOT NULL, start INTEGER NOT NULL CHECK (start >= 0),
        end INTEGER NOT NULL CHECK (end > start), quote TEXT NOT NULL,
        UNIQUE (span_id, position)) STRICT""",
    "CREATE INDEX piece_at ON piece (start)",
    """CREATE TABLE value (id TEXT PRIMARY KEY,
        span_id TEXT NOT NULL REFERENCES span (id) ON DELETE CASCADE,
        attribute TEXT NOT NULL, value TEXT NOT NULL,
        codebook_version INTEGER NOT NULL REFERENCES codebook_version (number),
        UNIQUE (span_id, attribute)) STRICT""",
    """CREATE TABLE relation (id TEXT PRIMARY KEY,
        layer_id TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE,
        type TEXT NOT NULL CHECK (type IN ('attributes', 'relays', 'quantifies')),
        from_span TEXT NOT NULL REFERENCES span (id) ON DELETE CASCADE,
        to_span TEXT NOT NULL REFERENCES span (id) ON DELETE CASCADE, memo TEXT NOT NULL,
        UNIQUE (from_span, to_span, type)) STRICT""",
    "CREATE INDEX relation_of_layer ON relation (layer_id)",
    "CREATE INDEX relation_to ON relation (to_span)",
    """CREATE TABLE cluster (id TEXT PRIMARY KEY,
        layer_id TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE,
        story_id TEXT NOT NULL REFERENCES story (id), position INTEGER NOT NULL,
        gloss TEXT NOT NULL, memo TEXT NOT NULL) STRICT""",
    "CREATE INDEX cluster_of_layer ON cluster (layer_id, story_id)",
    f"""CREATE TABLE membership (id TEXT PRIMARY KEY,
        cluster_id TEXT NOT NULL REFERENCES cluster (id) ON DELETE CASCADE,
        span_id TEXT NOT NULL REFERENCES span (id) ON DELETE CASCADE,
        relation TEXT NOT NULL CHECK (relation IN ('same', 'partial', 'contradicts')),
        {_ORIGIN}, position INTEGER NOT NULL, UNIQUE (cluster_id, span_id)) STRICT""",
    "CREATE INDEX membership_of_span ON membership (span_id)",
    """CREATE TABLE absence (id TEXT PRIMARY KEY,
        cluster_id TEXT NOT NULL REFERENCES cluster (id) ON DELETE CASCADE,
        article_id TEXT NOT NULL REFERENCES article (id),
        UNIQUE (cluster_id, article_id)) STRICT""",
    """CREATE TABLE memo (id TEXT PRIMARY KEY,
        layer_id TEXT REFERENCES layer (id) ON DELETE CASCADE,
        target TEXT NOT NULL, target_id TEXT NOT NULL, text TEXT NOT NULL) STRICT""",
    "CREATE INDEX memo_of_layer ON memo (layer_id)",
    """CREATE TABLE decision (id TEXT PRIMARY KEY,
        layer_id TEXT NOT NULL REFERENCES layer (id) ON DELETE CASCADE, item TEXT NOT NULL,
        adjudicator TEXT NOT NULL,
        how TEXT NOT NULL CHECK (how IN ('unanimous', 'adjudicated', 'single')),
        reason TEXT, note TEXT NOT NULL, basis TEXT) STRICT""",
    "CREATE INDEX decision_of_layer ON decision (layer_id)",
    """CREATE TABLE step (id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE,
        device TEXT NOT NULL, counter INTEGER NOT NULL, format INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('act', 'undo', 'redo')),
        of_step TEXT REFERENCES step (id), label TEXT NOT NULL, article_id TEXT,
        coder TEXT, at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
        UNIQUE (device, counter)) STRICT""",
    "CREATE INDEX step_of ON step (of_step)",
    "CREATE INDEX step_state ON step (state, number)",
    """CREATE TABLE change (number INTEGER PRIMARY KEY, step_id TEXT NOT NULL
        REFERENCES step (id), tbl TEXT NOT NULL, row_id TEXT NOT NULL, owner TEXT NOT NULL,
        op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
        before TEXT,
        CHECK ((op = 'insert') = (before IS NULL))) STRICT""",
    "CREATE INDEX change_of_step ON change (step_id, number)",
)

KEPT_FOR_EVER = ("text", "raw")

# table -> the column that names the thing a row belongs to, as Changes tells it
JOURNALLED = {
    "project": "id",
    "coder": "id",
    "codebook_version": "id",
    "layer": "id",
    "story": "id",
    "article": "id",
    "region": "article_id",
    "coding": "article_id",
    "span": "id",
    "piece": "span_id",
    "value": "span_id",
    "relation": "id",
    "cluster": "id",
    "membership": "cluster_id",
    "absence": "cluster_id",
    "memo": "id",
    "decision": "id",
}


def _first_schema(conn: sqlite3.Connection) -> None:
    for statement in _VERSION_1:
        conn.execute(statement)
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


# Migration n brings a file from version n to n + 1. Later ones are added at the end, for ever.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first_schema,)
FORMAT = len(MIGRATIONS)


def migrate(conn: sqlite3.Connection, version: int) -> None:
    """Bring a database from a format version to this program's, inside the open transaction."""
    for migration in MIGRATIONS[version:]:
        migration(conn)
    conn.execute(f"PRAGMA user_version = {FORMAT}")


def foreign_objects(conn: sqlite3.Connection) -> list[str]:
    """Return the tables, triggers and views of a file that are not exactly this program's.

    A stranger's trigger or view would run inside our transactions, so such a file is refused.
    """
    own = sqlite3.connect(":memory:")
    try:
        migrate(own, 0)
        expected = _objects(own)
    finally:
        own.close()
    found = _objects(conn)
    return sorted(name for name in found.keys() | expected if found.get(name) != expected.get(name))


def _objects(conn: sqlite3.Connection) -> dict[str, str]:
    rows = conn.execute(
        "SELECT type || ' ' || name, sql FROM main.sqlite_master WHERE sql IS NOT NULL"
    )
    return {name: " ".join(sql.split()) for name, sql in rows}
