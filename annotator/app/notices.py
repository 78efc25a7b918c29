"""Speaking to the person: one notice at a time, in one of three tones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.model.errors import KnownError

Tone: TypeAlias = Literal["tell", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the notice bar; `undo` offers to take back what it tells of."""

    text: str
    tone: Tone = "tell"
    undo: bool = False


def told(error: KnownError) -> Notice:
    """Return the notice of a fault of the world."""
    return Notice(error.sentence, "fail")
