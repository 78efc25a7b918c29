"""Distances between values: how far apart two coders' values of one unit are."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np

from annotator.model.errors import KnownError
from annotator.services.coefficients.values import Codes, Floats

_CHUNK = 1024  # rows of a values x values table in memory at a time


class Distance(Protocol):
    """Distances over the codes of one data set, squared where alpha squares them."""

    def between(self, one: Codes, other: Codes) -> Floats:
        """The distance of each pair of codes, element by element."""
        ...

    def expected(self, counts: Floats) -> float:
        """The sum over all ordered pairs of codes of `counts[c] * counts[k] * distance(c, k)`."""
        ...


# From the distinct values and how often each was given, to the distance over their codes.
Metric: TypeAlias = Callable[[Sequence[Hashable], Floats], Distance]


@dataclass(frozen=True, slots=True)
class _Nominal:
    def between(self, one: Codes, other: Codes) -> Floats:
        unequal: Floats = (one != other).astype(np.float64)
        return unequal

    def expected(self, counts: Floats) -> float:
        return float(counts.sum() ** 2 - (counts**2).sum())


@dataclass(frozen=True, slots=True)
class _Squared:
    places: Floats

    def between(self, one: Codes, other: Codes) -> Floats:
        difference: Floats = self.places[one] - self.places[other]
        return difference**2

    def expected(self, counts: Floats) -> float:
        total = counts.sum()
        spread = self.places - (counts * self.places).sum() / total
        return float(2 * total * (counts * spread**2).sum())


@dataclass(frozen=True, slots=True)
class _Ratio:
    amounts: Floats

    def between(self, one: Codes, other: Codes) -> Floats:
        return _ratio(self.amounts[one], self.amounts[other])

    def expected(self, counts: Floats) -> float:
        return sum(
            float(counts[rows] @ _ratio(self.amounts[rows, None], self.amounts) @ counts)
            for rows in _chunks(len(counts))
        )


@dataclass(frozen=True, slots=True)
class _Table:
    distances: Floats

    def between(self, one: Codes, other: Codes) -> Floats:
        looked_up: Floats = self.distances[one, other]
        return looked_up

    def expected(self, counts: Floats) -> float:
        return float(counts @ self.distances @ counts)


def nominal(_values: Sequence[Hashable], _counts: Floats) -> Distance:
    """Values are equal or not."""
    return _Nominal()


def interval(values: Sequence[Hashable], _counts: Floats) -> Distance:
    """The squared difference of numbers, which are scaled first so that none can overflow."""
    amounts = numbers(values)
    return _Squared(amounts / max(1.0, float(np.abs(amounts).max(initial=0.0))))


def ratio(values: Sequence[Hashable], _counts: Floats) -> Distance:
    """`((c - k) / (c + k))` squared, 0 for two zeros; amounts of unlike sign are 1 apart."""
    return _Ratio(numbers(values))


def ordinal(values: Sequence[Hashable], counts: Floats) -> Distance:
    """The squared distance of middle ranks in the data (Krippendorff 2011); values must sort."""
    order = np.array(ranks(values), dtype=np.int64)
    middle = np.empty(len(values))
    by_rank = np.empty(len(values))
    by_rank[order] = counts
    middle[:] = (np.cumsum(by_rank) - by_rank / 2)[order]
    return _Squared(middle)


def linear_ranks(values: Sequence[Hashable], _counts: Floats) -> Distance:
    """How many places apart two values are among the values seen, in sorted order."""
    places = np.array(ranks(values), dtype=np.float64)
    return _Table(np.abs(places[:, None] - places))


def quadratic_ranks(values: Sequence[Hashable], _counts: Floats) -> Distance:
    """The square of `linear_ranks`."""
    return _Squared(np.array(ranks(values), dtype=np.float64))


def absolute(values: Sequence[Hashable], _counts: Floats) -> Distance:
    """The difference of numbers, not squared."""
    amounts = numbers(values)
    return _Table(np.abs(amounts[:, None] - amounts))


def masi(values: Sequence[Hashable], _counts: Floats) -> Distance:
    """The MASI distance of frozen sets, not squared."""
    return _Table(_pairwise(values, masi_distance))


def jaccard(values: Sequence[Hashable], _counts: Floats) -> Distance:
    """The Jaccard distance of frozen sets, not squared."""
    return _Table(_pairwise(values, jaccard_distance))


def listed(distances: Mapping[str, float]) -> Metric:
    """Return the metric of a written table `{"a|b": distance}`, keys in sorted order.

    The metric raises KnownError when the data has a pair that the table lacks.
    """

    def metric(values: Sequence[Hashable], _counts: Floats) -> Distance:
        def looked_up(one: Hashable, other: Hashable) -> float:
            key = "|".join(sorted((str(one), str(other))))
            if key not in distances:
                raise KnownError(f"The table of distances lacks «{key}»", "add this pair")
            return distances[key]

        return _Table(_pairwise(values, looked_up))

    return metric


def jaccard_distance(one: Hashable, other: Hashable) -> float:
    """Return 1 - |A & B| / |A | B| of two frozen sets; two empty sets are 0 apart."""
    a, b = _as_set(one), _as_set(other)
    return 1 - len(a & b) / len(a | b) if a or b else 0.0


def masi_distance(one: Hashable, other: Hashable) -> float:
    """Return the MASI distance 1 - J * M of two frozen sets (Passonneau 2006).

    J is the Jaccard index; M is 1 for equal sets, 2/3 for a set and its subset, 1/3 for sets that
    overlap, 0 for disjoint sets. Two empty sets are 0 apart.
    """
    a, b = _as_set(one), _as_set(other)
    if a == b:
        return 0.0
    monotonic = 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - (1 - jaccard_distance(a, b)) * monotonic


def numbers(values: Sequence[Hashable]) -> Floats:
    """Return values as floats; raises KnownError when one is not a number."""
    amounts = []
    for value in values:
        if not isinstance(value, int | float) or not math.isfinite(value):
            raise KnownError(f"{value!r} is not a number", "give numbers, or a nominal coefficient")
        amounts.append(float(value))
    return np.array(amounts)


def ranks(values: Sequence[Hashable]) -> list[int]:
    """Return the place of each value in sorted order; numbers sort as numbers, others as text."""
    if all(isinstance(value, int | float) for value in values):
        order = np.argsort(numbers(values), kind="stable")
    else:
        order = np.argsort(np.array([str(value) for value in values]), kind="stable")
    places = np.empty(len(values), dtype=np.int64)
    places[order] = np.arange(len(values))
    return [int(place) for place in places]


def matrix(distance: Distance, size: int) -> Floats:
    """Return the distances of all pairs of `size` codes as a square table."""
    one, other = np.indices((size, size))
    return distance.between(one, other)


def _as_set(value: Hashable) -> frozenset[Hashable]:
    if not isinstance(value, frozenset):
        raise KnownError(f"{value!r} is not a set", "give each unit a list of values")
    return value


def _ratio(one: Floats, other: Floats) -> Floats:
    scale = np.abs(one) + np.abs(other)
    apart: Floats = np.abs(one - other) / np.where(scale == 0, 1.0, scale)
    return apart**2


def _chunks(size: int) -> Iterator[slice]:
    return (slice(start, start + _CHUNK) for start in range(0, size, _CHUNK))


def _pairwise(
    values: Sequence[Hashable], distance: Callable[[Hashable, Hashable], float]
) -> Floats:
    table = np.zeros((len(values), len(values)))
    for i, one in enumerate(values):
        for j in range(i):
            table[i, j] = table[j, i] = distance(one, values[j])
    return table
