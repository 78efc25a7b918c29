"""Ids that can be made anywhere and merged later."""

from __future__ import annotations

import os
import time
from typing import NewType

ArticleId = NewType("ArticleId", str)
StoryId = NewType("StoryId", str)
CoderId = NewType("CoderId", str)
LayerId = NewType("LayerId", str)
CodingId = NewType("CodingId", str)
SpanId = NewType("SpanId", str)
RelationId = NewType("RelationId", str)
ClusterId = NewType("ClusterId", str)
StepId = NewType("StepId", str)

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> str:
    """Return a new ULID: 26 characters, 48 bits of milliseconds and 80 random bits.

    Nothing is ever ordered by it: the time part only keeps neighbours close on disk.
    """
    # os.urandom is what the module secrets uses, which takes longer to import than to use.
    number = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    return "".join(_DIGITS[number >> shift & 31] for shift in range(125, -1, -5))
