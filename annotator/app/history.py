"""The history of a project: who did what, when and where; going there, and undoing down to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from annotator.app import acts
from annotator.app.desk import Desk
from annotator.app.notices import Notice
from annotator.app.places import go_to_article, go_to_span
from annotator.app.project import Project
from annotator.model.errors import KnownError
from annotator.model.history import PastStep
from annotator.store import history

MOST_STEPS = 500

_DONE_AS = {"act": "", "undo": "Undo: ", "redo": "Redo: "}
_STATE = {"done": "", "undone": "undone", "dropped": "undone for good"}


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history, in words; `undoes` counts the acts undoing down to it takes back.

    It is 0 where the step is no act, or is undone already.
    """

    past: PastStep
    when: str
    who: str
    what: str
    where: str
    undone: str
    undoes: int

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """The line as it stands in a table."""
        return self.when, self.who, self.what, self.where, self.undone


def past_of(project: Project) -> list[Past]:
    """Return the latest 500 steps of a project, newest first."""
    names = {head.id: head.name for head in project.articles()}
    found: list[Past] = []
    acts_done = 0
    for past in history.latest(project.file.db, MOST_STEPS):
        stands = past.kind == "act" and past.state == "done"
        acts_done += stands
        where = past.step.where
        found.append(
            Past(
                past,
                _local(past.at),
                past.step.coder or "",
                _DONE_AS[past.kind] + past.step.label,
                names.get(where, "") if where else "",
                _STATE[past.state],
                acts_done if stands else 0,
            )
        )
    return found


def _local(at: str) -> str:
    return dt.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def go_to(desk: Desk, past: Past) -> None:
    """Go to the span that a step touched, where it is still there, or else to its article."""
    where = past.past.step.where
    if where is None:
        raise KnownError(f"«{past.what}» was done in no article", "choose another line")
    go_to_article(desk, where)
    reading = desk.reading
    for span in history.spans_touched(desk.project.file.db, past.past.step.id):
        if reading is not None and span in reading.spans:
            go_to_span(desk, span)
            return


def undo_to(desk: Desk, past: Past) -> None:
    """Take back an act and all acts after it, one by one, the latest first.

    Raises KnownError, with nothing taken back, when one of them is another coder's from before,
    or the act does not stand.
    """
    project = desk.project
    lines = [line for line in past_of(project) if line.undoes]
    if past.past.step.id not in {line.past.step.id for line in lines}:
        raise KnownError(f"«{past.what}» cannot be undone", "choose an act that is not undone")
    down_to = [line.past.step for line in lines if line.past.number >= past.past.number]
    for step in down_to:
        acts.refuse_others(desk, step)
    for _ in down_to:
        project.undo()
    number = len(down_to)
    words = "1 act" if number == 1 else f"{number} acts"
    desk.noticed.emit(Notice(f"Undone: {words}, down to «{past.past.step.label}»."))
