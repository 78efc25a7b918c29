"""The unitized alphas: the sweep, pooling, and what they see and do not see."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise, permutations
from operator import add

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from annotator.services.coefficients import unitizing
from annotator.services.coefficients.intervals import meeting, union
from annotator.services.coefficients.unitizing import Units, UnitTables, unit_tables

Unit = tuple[int, int, int]
LENGTH = 30


def units(listed: list[Unit]) -> Units:
    table = np.array(sorted(listed), dtype=np.int64).reshape(-1, 3)
    return Units(table[:, 0], table[:, 1], table[:, 2])


@st.composite
def codings(draw: st.DrawFn, values: int = 2) -> list[Unit]:
    cuts = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=8)))
    stretches = list(pairwise(cuts))
    marks = [draw(st.integers(-1, values - 1)) for _ in stretches]
    return [(s, e, v) for (s, e), v in zip(stretches, marks, strict=True) if v >= 0]


def naive_tables(length: int, coders: list[list[Unit]], values: int) -> UnitTables:
    """The tables by looking at every place and every pair of units."""
    shared = np.zeros((values + 1, values + 1))
    squares, common = np.zeros(values), np.zeros(values)
    at = [
        [next((v for s, e, v in coder if s <= place < e), values) for place in range(length)]
        for coder in coders
    ]
    for one, other in permutations(at, 2):
        for a, b in zip(one, other, strict=True):
            shared[a, b] += 1 / (len(coders) - 1)
    for coder in coders:
        for s, e, v in coder:
            squares[v] += (e - s) ** 2
    for mine, theirs in permutations(coders, 2):
        for s, e, v in mine:
            together = sum(max(0, min(e, end) - max(s, start)) for start, end, _ in theirs)
            common[v] += together**2 / (len(coders) - 1)
    return UnitTables(shared, squares, common)


@settings(deadline=None)
@given(st.lists(codings(), min_size=2, max_size=4))
def test_the_sweep_equals_looking_at_every_place(coders: list[list[Unit]]) -> None:
    got = unit_tables(LENGTH, [units(c) for c in coders], 2)
    wanted = naive_tables(LENGTH, coders, 2)
    np.testing.assert_allclose(got.shared, wanted.shared, atol=1e-9)
    np.testing.assert_allclose(got.squares, wanted.squares)
    np.testing.assert_allclose(got.common_squares, wanted.common_squares, atol=1e-9)


@settings(deadline=None)
@given(st.lists(codings(), min_size=2, max_size=3))
def test_cutting_an_article_where_no_unit_lies_changes_nothing(coders: list[list[Unit]]) -> None:
    cuts = [p for p in range(LENGTH + 1) if not any(s < p < e for c in coders for s, e, _ in c)]
    parts = []
    for start, end in pairwise(cuts):
        inside = [[(s - start, e - start, v) for s, e, v in c if start <= s < end] for c in coders]
        parts.append(unit_tables(end - start, [units(c) for c in inside], 2))
    whole = unit_tables(LENGTH, [units(c) for c in coders], 2)
    pooled = reduce(add, parts)
    for coefficient in (
        unitizing.u_alpha,
        unitizing.u_alpha_binary,
        unitizing.cu_alpha,
        unitizing.char_alpha,
    ):
        assert coefficient(pooled).value == pytest.approx(coefficient(whole).value, abs=1e-9)
        assert coefficient(pooled).reason == coefficient(whole).reason


@settings(deadline=None)
@given(codings(), codings())
def test_the_order_of_coders_and_the_names_of_values_do_not_matter(
    one: list[Unit], other: list[Unit]
) -> None:
    tables = unit_tables(LENGTH, [units(one), units(other)], 2)
    renamed = [units([(s, e, 1 - v) for s, e, v in coder]) for coder in (other, one)]
    turned = unit_tables(LENGTH, renamed, 2)
    for coefficient in (unitizing.u_alpha, unitizing.u_alpha_binary, unitizing.cu_alpha):
        assert coefficient(turned).value == pytest.approx(coefficient(tables).value, abs=1e-9)
    for got, wanted in zip(
        unitizing.ku_alpha(turned)[::-1], unitizing.ku_alpha(tables), strict=True
    ):
        assert got.value == pytest.approx(wanted.value, abs=1e-9)


@settings(deadline=None)
@given(codings(values=1), codings(values=1))
def test_of_one_value_against_gap_both_readings_of_u_alpha_are_equal(
    one: list[Unit], other: list[Unit]
) -> None:
    tables = unit_tables(LENGTH, [units(one), units(other)], 1)
    plain, binary = unitizing.u_alpha(tables), unitizing.u_alpha_binary(tables)
    assert plain.value == pytest.approx(binary.value, abs=1e-9)
    assert plain.reason == binary.reason


@settings(deadline=None)
@given(codings())
def test_identical_coders_agree_perfectly(coder: list[Unit]) -> None:
    tables = unit_tables(LENGTH, [units(coder), units(coder)], 2)
    got = unitizing.u_alpha(tables)
    assert got.value == 1 or got.reason in {"no_units", "no_variation"}


def test_u_alpha_does_not_see_a_unit_split_in_touching_parts() -> None:
    split, whole = units([(5, 10, 0), (10, 20, 0)]), units([(5, 20, 0)])
    assert unitizing.u_alpha(unit_tables(LENGTH, [split, whole], 1)).value == 1


def test_a_coder_who_marks_nothing_is_worse_than_chance() -> None:
    tables = unit_tables(LENGTH, [units([(5, 10, 0)]), units([])], 1)
    assert -0.2 < (unitizing.u_alpha(tables).value or 0) < 0


def test_an_article_nobody_marked_raises_agreement() -> None:
    tables = unit_tables(LENGTH, [units([(5, 10, 0)]), units([(6, 10, 0)])], 1)
    blank = unit_tables(LENGTH, [units([]), units([])], 1)
    assert (unitizing.u_alpha(tables + blank).value or 0) > (unitizing.u_alpha(tables).value or 0)


def test_undefined_alphas_give_their_reasons() -> None:
    nothing = unit_tables(LENGTH, [units([]), units([])], 1)
    everything = unit_tables(LENGTH, [units([(0, LENGTH, 0)])] * 2, 1)
    apart = unit_tables(LENGTH, [units([(0, 5, 0)]), units([(6, 9, 1)])], 2)
    assert unitizing.u_alpha(nothing).reason == "no_units"
    assert unitizing.u_alpha(everything).reason == "no_variation"
    assert unitizing.cu_alpha(everything).reason == "no_variation"
    assert unitizing.cu_alpha(apart).reason == "no_pairable_units"
    assert unitizing.cu_coverage(apart).value == 0
    assert [q.reason for q in unitizing.ku_alpha(apart)] == ["no_pairable_units"] * 2


def test_one_coder_has_no_tables() -> None:
    with pytest.raises(ValueError, match="two coders"):
        unit_tables(LENGTH, [units([])], 1)


stretches = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1])), max_size=9
)


@settings(deadline=None)
@given(stretches, stretches)
def test_meeting_finds_every_pair_that_shares_a_place_once(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    one, other = sorted(one), sorted(other)
    a, b = (np.array(x, dtype=np.int64).reshape(-1, 2) for x in (one, other))
    i, j = meeting(a[:, 0], a[:, 1], b[:, 0], b[:, 1])
    wanted = [
        (p, q)
        for p, (s, e) in enumerate(one)
        for q, (start, end) in enumerate(other)
        if max(s, start) < min(e, end)
    ]
    assert sorted(zip(i.tolist(), j.tolist(), strict=True)) == wanted


@settings(deadline=None)
@given(stretches)
def test_a_union_covers_the_same_places_with_stretches_that_do_not_overlap(
    listed: list[tuple[int, int]],
) -> None:
    table = np.array(listed, dtype=np.int64).reshape(-1, 2)
    starts, ends = (x.tolist() for x in union(table[:, 0], table[:, 1]))
    assert all(a <= b for a, b in zip(ends, starts[1:], strict=False))
    covered = [p for s, e in zip(starts, ends, strict=True) for p in range(s, e)]
    assert covered == sorted({p for s, e in listed for p in range(s, e)})


def test_a_union_keeps_touching_stretches_apart() -> None:
    starts, ends = union(np.array([5, 0, 7]), np.array([8, 5, 9]))
    assert (starts.tolist(), ends.tolist()) == ([0, 5], [5, 9])
