"""What is drawn on each visible line, in code points: bands, strokes with lanes, boxes, veils."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.model.ids import SpanId
from annotator.model.span import Span

# What lies deeper is drawn together in the deepest lane: more lanes could not be told apart, and
# what is drawn in one go stays bounded however many spans lie over each other.
DEEPEST_LANE = 3
DEEPEST_BOX = 1

Stretch = tuple[int, int]


class Stroke(NamedTuple):
    """One mark on one line: the kind, its lane, and the piece or gap of a span that it shows."""

    kind: str
    lane: int
    start: int
    end: int
    opens: bool  # the piece begins on this line
    closes: bool  # the piece ends on this line
    gap: bool  # not a piece: the way from one piece of a span to the next


@dataclass(slots=True)
class LinePlan:
    """What one line shows; stretches are half-open, in code points, and inside the line."""

    start: int
    end: int
    bands: dict[str, list[Stretch]] = field(default_factory=dict)
    strokes: list[Stroke] = field(default_factory=list)
    endings: list[tuple[SpanId, int]] = field(default_factory=list)
    depth: int = 0  # of the deepest underline
    boxed: Collection[str] = ()
    _deep: dict[str, list[Stretch]] = field(default_factory=dict)

    def add_piece(self, kind: str, lane: int, start: int, end: int) -> None:
        """Add what lies on this line of one piece."""
        opens, closes = start >= self.start, end <= self.end
        here = start if opens else self.start, end if closes else self.end
        if here[0] >= here[1]:
            return
        self.bands.setdefault(kind, []).append(here)
        if lane < self._deepest(kind):
            self.strokes.append(Stroke(kind, lane, here[0], here[1], opens, closes, False))
        else:
            self._deep.setdefault(kind, []).append(here)

    def add_gap(self, kind: str, lane: int, start: int, end: int) -> None:
        """Add what lies on this line of the way between two pieces of a span."""
        start, end = max(start, self.start), min(end, self.end)
        if start < end and lane < self._deepest(kind):
            self.strokes.append(Stroke(kind, lane, start, end, False, False, True))

    def settle(self) -> None:
        """Join bands that touch, and what lies in the deepest lane."""
        self.bands = {kind: merged(bands) for kind, bands in self.bands.items()}
        self.strokes += [
            Stroke(kind, self._deepest(kind), start, end, False, False, False)
            for kind, stretches in self._deep.items()
            for start, end in merged(stretches)
        ]
        lanes = (stroke.lane for stroke in self.strokes if stroke.kind not in self.boxed)
        self.depth = max(lanes, default=0)

    def _deepest(self, kind: str) -> int:
        return DEEPEST_BOX if kind in self.boxed else DEEPEST_LANE


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the union of stretches: in order, none touching another."""
    union: list[Stretch] = []
    for start, end in sorted(stretches):
        if union and start <= union[-1][1]:
            if end > union[-1][1]:
                union[-1] = (union[-1][0], end)
        else:
            union.append((start, end))
    return union


def outside(start: int, end: int, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the parts of `[start, end)` that a sorted, disjoint union does not cover."""
    left: list[Stretch] = []
    for taken_start, taken_end in stretches:
        if taken_start > start:
            left.append((start, min(taken_start, end)))
        start = max(start, taken_end)
        if start >= end:
            return left
    if start < end:
        left.append((start, end))
    return left


def clipped(stretches: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """Return the parts of stretches, sorted and disjoint, that lie inside `[start, end)`."""
    first = bisect_right(stretches, start, key=lambda stretch: stretch[1])
    last = bisect_left(stretches, end, key=lambda stretch: stretch[0])
    return [(max(s, start), min(e, end)) for s, e in stretches[first:last]]


def plan_lines(
    lines: Sequence[Stretch], spans: Iterable[tuple[Span, int]], boxed: Collection[str]
) -> list[LinePlan]:
    """Return what to draw on each line, given in order, for spans in reading order with lanes.

    `boxed` are the kinds that are drawn as boxes; their lanes are not those of underlines.
    """
    plans = [LinePlan(start, end, boxed=boxed) for start, end in lines]
    starts = [start for start, _ in lines]
    ends = [end for _, end in lines]
    for span, lane in spans:
        pieces = span.pieces
        for number, piece in enumerate(pieces):
            for plan in plans[bisect_right(ends, piece.start) : bisect_left(starts, piece.end)]:
                plan.add_piece(span.kind, lane, piece.start, piece.end)
            if number:
                gap = pieces[number - 1].end, piece.start
                for plan in plans[bisect_right(ends, gap[0]) : bisect_left(starts, gap[1])]:
                    plan.add_gap(span.kind, lane, *gap)
        last = bisect_left(ends, pieces[-1].end)
        if last < len(plans) and starts[last] < pieces[-1].end:
            plans[last].endings.append((span.id, pieces[-1].end))
    for plan in plans:
        plan.settle()
    return plans
