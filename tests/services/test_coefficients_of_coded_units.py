"""Alpha, kappa and their kin over coder x unit data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from annotator.model.agreement import Quantity
from annotator.model.errors import KnownError
from annotator.services.coefficients import distances, kappa, ratings
from annotator.services.coefficients.alpha import alpha
from annotator.services.coefficients.values import Coders

Cell = int | None
Matrix = list[list[Cell]]
OF_CODERS: list[Callable[[Coders], Quantity]] = [
    alpha,
    ratings.percent_agreement,
    ratings.fleiss_kappa,
    ratings.bennett_s,
    ratings.gwet_ac1,
    ratings.gwet_ac2_quadratic,
    lambda coders: alpha(coders, distances.interval),
    lambda coders: alpha(coders, distances.ratio),
    lambda coders: alpha(coders, distances.ordinal),
]


@st.composite
def matrices(draw: st.DrawFn, coders: int | None = None) -> Matrix:
    rows = coders or draw(st.integers(2, 4))
    units = draw(st.integers(1, 8))
    cell = st.one_of(st.none(), st.integers(0, 3))
    return [draw(st.lists(cell, min_size=units, max_size=units)) for _ in range(rows)]


def naive_alpha(coders: Matrix, apart: Callable[[int, int], Fraction]) -> Fraction | None:
    """Alpha by its definition: every pair within a unit, every pair of all pairable values."""
    units = [[v for v in unit if v is not None] for unit in zip(*coders, strict=True)]
    units = [unit for unit in units if len(unit) >= 2]
    values = [value for unit in units for value in unit]
    observed = sum(
        (apart(a, b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2)),
        Fraction(0),
    )
    expected = sum((apart(a, b) for a, b in permutations(values, 2)), Fraction(0))
    return 1 - (len(values) - 1) * observed / expected if expected else None


def squared(a: int, b: int) -> Fraction:
    return Fraction((a - b) ** 2)


def ratio(a: int, b: int) -> Fraction:
    return Fraction((a - b) ** 2, (a + b) ** 2) if a + b else Fraction(0)


@settings(deadline=None)
@given(matrices())
def test_alpha_equals_its_definition_by_enumeration(coders: Matrix) -> None:
    for metric, apart in (
        (distances.nominal, lambda a, b: Fraction(a != b)),
        (distances.interval, squared),
        (distances.ratio, ratio),
    ):
        got, wanted = alpha(coders, metric).value, naive_alpha(coders, apart)
        assert (got is None) == (wanted is None)
        assert got is None or got == pytest.approx(float(wanted or 0), abs=1e-9)


@settings(deadline=None)
@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_coders_does_not_matter(coders: Matrix, random: object) -> None:
    shuffled = list(coders)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for coefficient in OF_CODERS:
        assert coefficient(shuffled).value == pytest.approx(coefficient(coders).value, abs=1e-9)


@settings(deadline=None)
@given(matrices(), st.permutations("wxyz"))
def test_renaming_values_does_not_change_nominal_coefficients(
    coders: Matrix, names: Sequence[str]
) -> None:
    renamed = [[None if v is None else names[v] for v in row] for row in coders]
    for coefficient in OF_CODERS[:5]:
        assert coefficient(renamed).value == pytest.approx(coefficient(coders).value, abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), min_size=2, max_size=9), st.integers(2, 4))
def test_identical_coders_agree_perfectly_unless_nothing_varies(
    row: list[int], coders: int
) -> None:
    for coefficient in OF_CODERS:
        got = coefficient([row] * coders)
        if len(set(row)) > 1 or coefficient is ratings.percent_agreement:
            assert got.value == pytest.approx(1, abs=1e-12)
        else:
            assert got.reason == "no_variation"


@settings(deadline=None)
@given(matrices(coders=2))
def test_kappa_is_symmetric_and_at_most_one(coders: Matrix) -> None:
    metrics = (distances.nominal, distances.linear_ranks, distances.quadratic_ranks)
    for metric in metrics:
        got = kappa.weighted_kappa(coders, metric).value
        assert got == pytest.approx(kappa.weighted_kappa(coders[::-1], metric).value, abs=1e-9)
        assert got is None or got <= 1


@settings(deadline=None)
@given(matrices())
def test_an_undefined_coefficient_says_why_and_a_defined_one_says_nothing(coders: Matrix) -> None:
    for coefficient in OF_CODERS:
        got = coefficient(coders)
        assert (got.value is None) != (got.reason is None)


def test_coders_who_code_at_random_agree_as_by_chance() -> None:
    drawn = np.random.default_rng(7).choice(3, size=(2, 20_000), p=[0.7, 0.2, 0.1]).tolist()
    for coefficient in (alpha, kappa.cohen_kappa, ratings.scott_pi):
        value = coefficient(drawn).value
        assert value is not None
        assert abs(value) < 0.03


def test_kappa_falls_with_skewed_values_at_the_same_raw_agreement() -> None:
    balanced = [[1] * 50 + [0] * 50, [1] * 40 + [0] * 10 + [1] * 5 + [0] * 45]
    skewed = [[1] * 85 + [0] * 15, [1] * 80 + [0] * 5 + [1] * 10 + [0] * 5]
    assert ratings.percent_agreement(balanced).value == ratings.percent_agreement(skewed).value
    assert kappa.cohen_kappa(balanced).value == pytest.approx(0.70, abs=0.005)
    assert kappa.cohen_kappa(skewed).value == pytest.approx(0.32, abs=0.005)
    assert (ratings.gwet_ac1(skewed).value or 0) > 0.8


def test_huge_numbers_do_not_overflow() -> None:
    got = alpha([[1e200, 2e200, 0.0], [1e200, 1e200, 0.0]], distances.interval)
    small = alpha([[1.0, 2.0, 0.0], [1.0, 1.0, 0.0]], distances.interval)
    assert got.value == pytest.approx(small.value)


def test_many_different_values_need_no_table_of_all_pairs() -> None:
    numbers = [float(n) for n in range(3000)]
    assert alpha([numbers, numbers], distances.ratio).value == 1
    assert alpha([numbers, numbers[::-1]], distances.interval).value == pytest.approx(-1, abs=1e-2)


def test_coders_with_different_numbers_of_units_are_refused() -> None:
    with pytest.raises(KnownError, match="different numbers of units"):
        alpha([[1, 2], [1]])


def test_a_table_of_distances_without_a_pair_is_refused() -> None:
    with pytest.raises(KnownError, match=r"a\|c"):
        alpha([["a", "b"], ["c", "b"]], distances.listed({"a|b": 1}))


def test_two_coder_coefficients_refuse_a_third_coder() -> None:
    with pytest.raises(KnownError, match="two coders, not 3"):
        kappa.cohen_kappa([[1, 2]] * 3)


def test_a_category_nobody_used_has_no_specific_agreement() -> None:
    coders = [["a", "b"], ["a", "a"]]
    assert kappa.positive_specific_agreement(coders, "c").reason == "no_units"
    assert kappa.positive_specific_agreement(coders, "a").value == pytest.approx(2 / 3)
