"""Stretches `[start, end)` on a line as sorted arrays: their union, and which of two sets meet."""

from __future__ import annotations

from typing import Literal

import numpy as np

from annotator.services.coefficients.values import Codes


def union(starts: Codes, ends: Codes) -> tuple[Codes, Codes]:
    """Return stretches with overlapping ones merged, sorted; those that only touch stay apart."""
    if not len(starts):
        return starts, ends
    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], ends[order]
    reach = np.maximum.accumulate(ends)
    fresh = np.concatenate(([True], starts[1:] >= reach[:-1]))
    first = np.flatnonzero(fresh)
    return starts[first], np.maximum.reduceat(ends, first)


def meeting(
    starts: Codes, ends: Codes, other_starts: Codes, other_ends: Codes
) -> tuple[Codes, Codes]:
    """Return the index pairs of stretches of two sets that share at least one place.

    Both sets are sorted by start; stretches of one set may overlap each other. Of two that meet,
    one starts inside the other, so two binary searches find every pair once: n log n plus the
    pairs found.
    """
    one, other = _starting_inside(starts, ends, other_starts, "left")
    later_other, later_one = _starting_inside(other_starts, other_ends, starts, "right")
    return np.concatenate((one, later_one)), np.concatenate((other, later_other))


def _starting_inside(
    starts: Codes, ends: Codes, points: Codes, side: Literal["left", "right"]
) -> tuple[Codes, Codes]:
    """Pairs (stretch, point) with start <= point < end; for side "right" start < point."""
    first = np.searchsorted(points, starts, side)
    last = np.searchsorted(points, ends, "left")
    many = np.maximum(last - first, 0)
    stretch = np.repeat(np.arange(len(starts)), many)
    before = np.cumsum(many) - many
    point = np.arange(len(stretch)) - np.repeat(before, many) + np.repeat(first, many)
    return stretch, point
