"""What was done in a project, as the journal remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.model.changes import UndoableStep

Doing: TypeAlias = Literal["act", "undo", "redo"]
State: TypeAlias = Literal["done", "undone", "dropped"]


@dataclass(frozen=True, slots=True)
class PastStep:
    """One step: its number, when it was (ISO 8601, UTC), what sort and whether it still holds.

    An act that was undone is `dropped` once it cannot be done again.
    """

    step: UndoableStep
    number: int
    at: str
    kind: Doing
    state: State
