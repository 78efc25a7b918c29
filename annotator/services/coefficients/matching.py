"""Matching the spans of two coders one to one, and the F1 that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from annotator.model.agreement import Quantity
from annotator.services.coefficients.assignment import heaviest
from annotator.services.coefficients.intervals import meeting
from annotator.services.coefficients.quantities import f1
from annotator.services.coefficients.unitizing import common_length, units_of_one_value
from annotator.services.coefficients.values import Codes, Mask

Criterion: TypeAlias = Literal["exact", "overlap", "iou50"]


@dataclass(frozen=True, slots=True)
class Passages:
    """Spans as sets of characters: pieces `[start, end)` sorted by start, and whose they are.

    `owners[i]` is the index of the span that piece i belongs to, below `count`. The pieces of one
    span are disjoint and not empty; different spans may overlap.
    """

    starts: Codes
    ends: Codes
    owners: Codes
    count: int

    @property
    def lengths(self) -> Codes:
        """How many characters each span covers."""
        covered = np.bincount(self.owners, self.ends - self.starts, self.count)
        return covered.astype(np.int64)


def passages(spans: Sequence[Sequence[tuple[int, int]]]) -> Passages:
    """Return spans, each a list of pieces, as passages."""
    pieces = sorted(
        (start, end, owner) for owner, bounds in enumerate(spans) for start, end in bounds
    )
    table = np.array(pieces, dtype=np.int64).reshape(len(pieces), 3)
    return Passages(table[:, 0], table[:, 1], table[:, 2], len(spans))


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Every pair of spans of two coders with a character in common: how many, and of how many."""

    one: Codes
    other: Codes
    common: Codes
    together: Codes
    identical: Mask

    def pairs(self, criterion: Criterion) -> tuple[Codes, Codes]:
        """Return the index pairs of the largest one-to-one matching under a criterion.

        `exact` is the same set of characters, `overlap` one character in common, `iou50` at least
        half of the characters of both in common. Among matchings of the same size the one with
        the larger total of common over joint characters.
        """
        fits = {
            "exact": self.identical,
            "overlap": self.common > 0,
            "iou50": 2 * self.common >= self.together,
        }[criterion]
        one, other = self.one[fits], self.other[fits]
        iou = self.common[fits] / self.together[fits]
        # One more pair must outweigh any total of shares, which are at most 1 each.
        chosen = heaviest(one, other, 1 + iou / (len(iou) + 1))
        return one[chosen], other[chosen]


def overlaps(one: Passages, other: Passages) -> Overlaps:
    """Return all overlapping pairs of two coders' spans, in n log n plus the pairs found."""
    i, j = meeting(one.starts, one.ends, other.starts, other.ends)
    shared = np.minimum(one.ends[i], other.ends[j]) - np.maximum(one.starts[i], other.starts[j])
    cells, inverse = np.unique(
        one.owners[i] * max(other.count, 1) + other.owners[j], return_inverse=True
    )
    common = np.bincount(inverse, shared, len(cells)).astype(np.int64)
    first, second = np.divmod(cells, max(other.count, 1))
    lengths, other_lengths = one.lengths[first], other.lengths[second]
    together = lengths + other_lengths - common
    return Overlaps(first, second, common, together, common == together)


def span_f1(one: Passages, other: Passages, criterion: Criterion) -> Quantity:
    """Return the F1 of two coders' spans under a criterion: 2 * matched / (spans of both).

    Undefined when both are without spans, 0 when one is.
    """
    matched, _ = overlaps(one, other).pairs(criterion)
    return f1(len(matched), one.count, other.count)


def char_f1(one: Passages, other: Passages) -> Quantity:
    """Return the F1 of the characters two coders marked, each character counted once."""
    mine = units_of_one_value(one.starts, one.ends)
    theirs = units_of_one_value(other.starts, other.ends)
    return f1(common_length(mine, theirs), int(mine.lengths.sum()), int(theirs.lengths.sum()))
