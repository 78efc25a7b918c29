"""The journal as a list to read: what was done, and which spans it touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.changes import UndoableStep
from annotator.model.history import PastStep
from annotator.model.ids import ArticleId, SpanId, StepId

if TYPE_CHECKING:
    from sqlite_utils import Database


def latest(db: Database, most: int) -> list[PastStep]:
    """Return the latest steps, newest first, undoing and redoing included."""
    rows = db.execute(
        "SELECT id, label, article_id, coder, number, at, kind, state FROM step"
        " ORDER BY number DESC LIMIT ?",
        [most],
    )
    return [
        PastStep(
            UndoableStep(
                StepId(id_), label, None if article is None else ArticleId(article), coder
            ),
            number,
            at,
            kind,
            state,
        )
        for id_, label, article, coder, number, at, kind, state in rows
    ]


def spans_touched(db: Database, step: StepId) -> list[SpanId]:
    """Return the spans that a step made, changed or removed, or joined, in that order."""
    rows = db.execute(
        "SELECT c.owner, min(c.number) AS first FROM change c"
        " WHERE c.step_id = ? AND c.tbl IN ('span', 'piece', 'value') GROUP BY c.owner"
        " UNION ALL"
        " SELECT m.span_id, min(c.number) FROM change c JOIN membership m ON m.id = c.row_id"
        " WHERE c.step_id = ? AND c.tbl = 'membership' GROUP BY m.span_id"
        " UNION ALL"
        " SELECT r.from_span, min(c.number) FROM change c JOIN relation r ON r.id = c.row_id"
        " WHERE c.step_id = ? AND c.tbl = 'relation' GROUP BY r.from_span"
        " ORDER BY first",
        [step, step, step],
    )
    return [SpanId(span) for span, _ in rows]
