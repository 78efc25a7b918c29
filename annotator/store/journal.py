"""The journal: every act is one step; undo and redo replay what triggers recorded of it.

Nothing here knows what an act means. TEMP triggers write the row images of updates and deletes
and the ids of inserts; undoing a step replays them backwards inside a step of its own, which is
recorded in the same way, so redoing is undoing that one. The rows are the audit trail and stay.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from annotator.model.changes import Changes, UndoableStep
from annotator.model.ids import ArticleId, ClusterId, RelationId, SpanId, StepId, new_id
from annotator.store.schema import FORMAT, JOURNALLED, KEPT_FOR_EVER

# The thing that a table's rows tell about in Changes; tables not named here go to `other`.
_TOLD_AS = {
    "span": "spans",
    "piece": "spans",
    "value": "spans",
    "relation": "relations",
    "cluster": "clusters",
    "membership": "clusters",
    "absence": "clusters",
    "article": "articles",
    "region": "articles",
    "coding": "articles",
}


@dataclass(frozen=True, slots=True)
class Act:
    """What a step is called: its label, the article it was done in and who did it."""

    label: str
    where: ArticleId | None = None
    coder: str | None = None


def start(conn: sqlite3.Connection) -> None:
    """Make the connection record every change, and refuse any change outside a step."""
    conn.execute("CREATE TEMP TABLE open_step (id TEXT NOT NULL)")
    for table in (*JOURNALLED, *KEPT_FOR_EVER):
        for op in ("insert", "update", "delete"):
            conn.execute(
                f"CREATE TEMP TRIGGER guard_{table}_{op} BEFORE {op.upper()} ON main.{table} "
                "WHEN NOT EXISTS (SELECT 1 FROM open_step) "
                f"BEGIN SELECT RAISE(ABORT, '{table} changed outside a step'); END"
            )
    for table, owner in JOURNALLED.items():
        columns = [row[1] for row in conn.execute(f"PRAGMA main.table_info({table})")]
        image = "json_object(" + ", ".join(f"'{c}', OLD.{c}" for c in columns) + ")"
        old, new = (", ".join(f"{row}.{c}" for c in columns) for row in ("OLD", "NEW"))
        for op, row, before, when in (
            ("insert", "NEW", "NULL", "TRUE"),
            ("update", "OLD", image, f"({old}) IS NOT ({new})"),
            ("delete", "OLD", image, "TRUE"),
        ):
            conn.execute(
                f"CREATE TEMP TRIGGER note_{table}_{op} AFTER {op.upper()} ON main.{table} "
                f"WHEN {when} BEGIN INSERT INTO change (step_id, tbl, row_id, owner, op, before) "
                f"SELECT id, '{table}', {row}.id, {row}.{owner}, '{op}', {before} "
                "FROM open_step; END"
            )


def begin(
    conn: sqlite3.Connection,
    act: Act,
    device: str,
    kind: str = "act",
    of_step: StepId | None = None,
) -> StepId:
    """Open a step inside the running transaction and return its id."""
    step = StepId(new_id())
    (number,) = conn.execute("SELECT coalesce(max(number), 0) + 1 FROM step").fetchone()
    (counter,) = conn.execute(
        "SELECT coalesce(max(counter), 0) + 1 FROM step WHERE device = ?", [device]
    ).fetchone()
    at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    conn.execute(
        "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'done')",
        [
            step,
            number,
            device,
            counter,
            FORMAT,
            kind,
            of_step,
            act.label,
            act.where,
            act.coder,
            at,
        ],
    )
    conn.execute("INSERT INTO open_step VALUES (?)", [step])
    return step


def finish(conn: sqlite3.Connection, step: StepId) -> Changes:
    """Close the step and tell what it changed; an act that changed nothing leaves no trace."""
    conn.execute("DELETE FROM open_step")
    label, where, kind = conn.execute(
        "SELECT label, article_id, kind FROM step WHERE id = ?", [step]
    ).fetchone()
    touched: dict[str, set[str]] = defaultdict(set)
    for table, owner in conn.execute(
        "SELECT DISTINCT tbl, owner FROM change WHERE step_id = ?", [step]
    ):
        told_as = _TOLD_AS.get(table)
        touched[told_as or "other"].add(owner if told_as else table)
    if not touched:
        conn.execute("DELETE FROM step WHERE id = ?", [step])
        return Changes(label)
    if kind == "act":
        conn.execute("UPDATE step SET state = 'dropped' WHERE state = 'undone'")
    return Changes(
        label,
        step,
        where,
        spans=frozenset(map(SpanId, touched["spans"])),
        relations=frozenset(map(RelationId, touched["relations"])),
        clusters=frozenset(map(ClusterId, touched["clusters"])),
        articles=frozenset(map(ArticleId, touched["articles"])),
        other=frozenset(touched["other"]),
    )


def next_undo(conn: sqlite3.Connection) -> UndoableStep | None:
    """Return the act that undo would take back, or None."""
    return _candidate(conn, "done", "DESC")


def next_redo(conn: sqlite3.Connection) -> UndoableStep | None:
    """Return the undone act that redo would do again, or None."""
    return _candidate(conn, "undone", "ASC")


def _candidate(conn: sqlite3.Connection, state: str, order: str) -> UndoableStep | None:
    # Images of an older format name columns that are gone: a migration ends undo, not history.
    row = conn.execute(
        "SELECT id, label, article_id, coder, format FROM step WHERE state = ? AND kind = 'act' "
        f"ORDER BY number {order} LIMIT 1",
        [state],
    ).fetchone()
    if row is None or row[4] != FORMAT:
        return None
    return UndoableStep(
        StepId(row[0]), row[1], None if row[2] is None else ArticleId(row[2]), row[3]
    )


def reverse(conn: sqlite3.Connection, target: UndoableStep, state: str) -> None:
    """Replay backwards what the act's latest doing, undoing or redoing changed.

    The caller has opened the step that records this; `state` is the act's state afterwards.
    """
    (latest,) = conn.execute(
        "SELECT id FROM step WHERE (id = ? OR of_step = ?) AND id NOT IN (SELECT id FROM open_step)"
        " ORDER BY number DESC LIMIT 1",
        [target.id, target.id],
    ).fetchone()
    conn.execute("PRAGMA defer_foreign_keys = ON")
    rows = conn.execute(
        "SELECT tbl, row_id, op, before FROM change WHERE step_id = ? ORDER BY number DESC",
        [latest],
    ).fetchall()
    for table, row_id, op, before in rows:
        if op == "insert":
            conn.execute(f"DELETE FROM {table} WHERE id = ?", [row_id])
            continue
        image = json.loads(before)
        columns = list(image)
        if op == "update":
            setters = ", ".join(f"{column} = ?" for column in columns)
            conn.execute(f"UPDATE {table} SET {setters} WHERE id = ?", [*image.values(), row_id])
        else:
            marks = ", ".join("?" for _ in columns)
            conn.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                list(image.values()),
            )
    conn.execute("UPDATE step SET state = ? WHERE id = ?", [state, target.id])
