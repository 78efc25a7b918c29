"""Matching spans one to one, the assignment below it, and F1."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from annotator.services.coefficients.assignment import heaviest
from annotator.services.coefficients.matching import (
    Criterion,
    char_f1,
    overlaps,
    passages,
    span_f1,
)

Bounds = list[tuple[int, int]]


@st.composite
def spans(draw: st.DrawFn) -> Bounds:
    """One span: one to three disjoint pieces, in order."""
    cuts = sorted(draw(st.sets(st.integers(0, 24), min_size=2, max_size=6)))
    return list(zip(cuts[::2], cuts[1::2], strict=False))


sides = st.lists(spans(), max_size=5)


def best(weights: dict[tuple[int, int], float], rows: int, taken: frozenset[int]) -> float:
    """The heaviest assignment by trying everything."""
    if rows == 0:
        return 0.0
    row = rows - 1
    options = [best(weights, row, taken)]
    options += [
        weight + best(weights, row, taken | {column})
        for (r, column), weight in weights.items()
        if r == row and column not in taken
    ]
    return max(options)


def places(span: Bounds) -> set[int]:
    return {p for start, end in span for p in range(start, end)}


def weight(criterion: Criterion, one: Bounds, other: Bounds) -> float:
    """A thousand per match, plus the common share: 0 where the spans do not match."""
    a, b = places(one), places(other)
    iou = len(a & b) / len(a | b)
    fits = {"exact": iou == 1, "overlap": iou > 0, "iou50": iou >= 0.5}[criterion]
    return 1000 + iou if fits else 0


@settings(deadline=None)
@given(sides, sides, st.sampled_from(["exact", "overlap", "iou50"]))
def test_the_matching_is_the_largest_and_among_those_the_closest(
    one: list[Bounds], other: list[Bounds], criterion: Criterion
) -> None:
    first, second = overlaps(passages(one), passages(other)).pairs(criterion)
    pairs = list(zip(first.tolist(), second.tolist(), strict=True))
    assert len(set(first.tolist())) == len(set(second.tolist())) == len(pairs)
    weights = {
        (i, j): w
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if (w := weight(criterion, a, b))
    }
    assert set(pairs) <= set(weights)
    assert sum(weights[p] for p in pairs) == pytest.approx(best(weights, len(one), frozenset()))


@settings(deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(1, 9)))
def test_the_assignment_is_the_heaviest_of_all(weights: dict[tuple[int, int], int]) -> None:
    rows, columns = (np.array([pair[i] for pair in weights], dtype=np.int64) for i in (0, 1))
    chosen = heaviest(rows, columns, np.array(list(weights.values()), dtype=np.float64))
    assert len(set(rows[chosen])) == len(set(columns[chosen])) == len(chosen)
    got = sum(weights[int(rows[i]), int(columns[i])] for i in chosen)
    assert got == best({k: float(v) for k, v in weights.items()}, 6, frozenset())


def test_a_long_chain_of_overlaps_is_matched_in_full() -> None:
    one = passages([[(10 * i, 10 * i + 10)] for i in range(3000)])
    other = passages([[(10 * i + 4, 10 * i + 14)] for i in range(3000)])
    first, second = overlaps(one, other).pairs("overlap")
    assert first.tolist() == second.tolist() == list(range(3000))


@settings(deadline=None)
@given(sides, sides, st.sampled_from(["exact", "overlap", "iou50"]))
def test_span_f1_is_symmetric(one: list[Bounds], other: list[Bounds], criterion: Criterion) -> None:
    a, b = passages(one), passages(other)
    assert span_f1(a, b, criterion) == span_f1(b, a, criterion)
    assert char_f1(a, b) == char_f1(b, a)


@settings(deadline=None)
@given(sides)
def test_identical_coders_have_an_f1_of_one_and_nobody_has_none(one: list[Bounds]) -> None:
    side = passages(one)
    for criterion in ("exact", "overlap", "iou50"):
        got = span_f1(side, side, criterion)
        assert (got.value, got.reason) == ((1, None) if one else (None, "no_units"))


def test_a_coder_without_spans_has_an_f1_of_zero() -> None:
    assert span_f1(passages([]), passages([[(0, 3)]]), "overlap").value == 0
    assert char_f1(passages([]), passages([[(0, 3)]])).value == 0


def test_pieces_are_a_set_of_characters() -> None:
    pieces, hull = passages([[(0, 4), (16, 20)]]), passages([[(0, 20)]])
    assert span_f1(pieces, hull, "iou50").value == 0
    assert span_f1(pieces, hull, "overlap").value == 1
    assert span_f1(pieces, passages([[(4, 16)]]), "overlap").value == 0
    assert char_f1(pieces, hull).value == pytest.approx(2 * 8 / 28)


def test_half_of_the_joint_characters_is_enough() -> None:
    one = passages([[(0, 10)]])
    assert span_f1(one, passages([[(0, 5)]]), "iou50").value == 1
    assert span_f1(one, passages([[(0, 4)]]), "iou50").value == 0
