"""The unitized alphas: how well coders found and named the same stretches of a continuum.

Krippendorff, Mathet, Bouvry and Widlöcher 2016, "On the reliability of unitizing textual
continua". Notation: m coders, l_ck the length that one coder gave value c and another k, averaged
over partners; S_c the squared lengths of the units of value c; a gap is a value without structure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.model.agreement import Quantity
from annotator.services.coefficients.alpha import nominal_alpha_of_table
from annotator.services.coefficients.intervals import meeting, union
from annotator.services.coefficients.quantities import defined, undefined
from annotator.services.coefficients.values import Codes, Floats


@dataclass(frozen=True, slots=True)
class Units:
    """One coder's units on one continuum: sorted, disjoint; `values` are codes from 0."""

    starts: Codes
    ends: Codes
    values: Codes

    @property
    def lengths(self) -> Codes:
        """How long each unit is."""
        return self.ends - self.starts


@dataclass(frozen=True, slots=True)
class UnitTables:
    """The sums every coefficient here is made of; tables of several articles add up.

    `shared[c, k]` is l_ck with the gap as the last value, `squares[c]` is S_c, `common_squares[c]`
    is Q_c, the squared lengths that units of value c share with units of a partner (the mean over
    partners of the square).
    """

    shared: Floats
    squares: Floats
    common_squares: Floats

    def __add__(self, other: UnitTables) -> UnitTables:
        """Pool two continua; the same as laying one behind the other."""
        return UnitTables(
            self.shared + other.shared,
            self.squares + other.squares,
            self.common_squares + other.common_squares,
        )


def units_of_one_value(starts: Codes, ends: Codes) -> Units:
    """Return a layer of stretches against gap: overlapping ones united, all of value 0."""
    starts, ends = union(starts, ends)
    return Units(starts, ends, np.zeros(len(starts), dtype=np.int64))


def unit_tables(length: int, coders: Sequence[Units], values: int) -> UnitTables:
    """Return the tables of one continuum of `length` that two or more coders unitized.

    A coder without units is one for whom everything is gap. Each pair of coders is swept once, in
    n log n of their units.
    """
    partners = len(coders) - 1
    if partners < 1:
        raise ValueError("units are compared between at least two coders")
    shared = np.zeros((values + 1, values + 1))
    squares, common = np.zeros(values), np.zeros(values)
    for units in coders:
        squares += np.bincount(units.values, units.lengths.astype(np.float64) ** 2, values)
    for one, other in combinations(coders, 2):
        table, of_one, of_other = _sweep(length, one, other, values)
        shared += table + table.T
        common += np.bincount(one.values, of_one**2, values)
        common += np.bincount(other.values, of_other**2, values)
    return UnitTables(shared / partners, squares, common / partners)


def _sweep(length: int, one: Units, other: Units, values: int) -> tuple[Floats, Floats, Floats]:
    """The length two coders gave each pair of values, and what each unit shares with any."""
    i, j = meeting(one.starts, one.ends, other.starts, other.ends)
    overlap = np.minimum(one.ends[i], other.ends[j]) - np.maximum(one.starts[i], other.starts[j])
    table = np.zeros((values + 1, values + 1))
    cells = np.bincount(one.values[i] * values + other.values[j], overlap, values * values)
    table[:-1, :-1] = cells.reshape(values, values)
    table[:-1, -1] = np.bincount(one.values, one.lengths, values) - table.sum(axis=1)[:-1]
    table[-1, :-1] = np.bincount(other.values, other.lengths, values) - table.sum(axis=0)[:-1]
    table[-1, -1] = length - table.sum()
    of_one = np.bincount(i, overlap, len(one.starts)).astype(np.float64)
    of_other = np.bincount(j, overlap, len(other.starts)).astype(np.float64)
    return table, of_one, of_other


def u_alpha(tables: UnitTables) -> Quantity:
    """Return u-alpha over all values, gaps included (2016, eq. 5a).

    For units of one value against gap it equals `u_alpha_binary`. Undefined without units, and
    where one value covers everything. It does not see a unit that is split in touching parts.
    """
    lengths = tables.shared.sum(axis=1)
    total = float(lengths.sum())
    return _unitized(
        tables,
        differing=total - float(np.trace(tables.shared)),
        chance=total**2 - float((lengths**2).sum()),
    )


def u_alpha_binary(tables: UnitTables) -> Quantity:
    """Return |u-alpha: relevant against gap whatever the value (2016, eq. 6)."""
    total, gap = float(tables.shared.sum()), float(tables.shared[-1].sum())
    return _unitized(
        tables, differing=gap - float(tables.shared[-1, -1]), chance=gap * (total - gap)
    )


def _unitized(tables: UnitTables, differing: float, chance: float) -> Quantity:
    if not tables.squares.any():
        return undefined("no_units")
    if chance <= 0:
        return undefined("no_variation")
    total = float(tables.shared.sum())
    squares = float(tables.squares.sum() + tables.shared[-1].sum())
    return defined(1 - differing * (total - squares / total) / chance)


def cu_alpha(tables: UnitTables) -> Quantity:
    """Return cu-alpha: the values of what coders both marked (2016, eqs. 10 and 11), nominal.

    Rests on the share of the continuum that `cu_coverage` gives. With more than two coders the
    self-pairing term is the mean over partners of the squared common length. Undefined with one
    value.
    """
    if not tables.squares.any():
        return undefined("no_units")
    named = tables.shared[:-1, :-1]
    lengths = named.sum(axis=1)
    total = float(lengths.sum())
    if total == 0:
        return undefined("no_pairable_units")
    chance = total**2 - float((lengths**2).sum())
    if chance <= 0:
        return undefined("no_variation")
    free = total - float(tables.common_squares.sum()) / total
    return defined(1 - (total - float(np.trace(named))) * free / chance)


def cu_coverage(tables: UnitTables) -> Quantity:
    """Return the share of the continuum that pairs of coders both marked, 0 where none did."""
    total = float(tables.shared.sum())
    if total == 0:
        return undefined("no_units")
    return defined(float(tables.shared[:-1, :-1].sum()) / total)


def ku_alpha(tables: UnitTables) -> list[Quantity]:
    """Return (k)u-alpha for every value in turn: how reliably it is told from the others.

    2016, eq. 13b. Undefined for a value that no two coders meet on, and with one value.
    """
    named = tables.shared[:-1, :-1]
    lengths = named.sum(axis=1)
    total = float(lengths.sum())
    return [
        _one_value(total, float(lengths[k]), float(named[k, k]), tables, k)
        for k in range(len(lengths))
    ]


def _one_value(total: float, length: float, agreed: float, tables: UnitTables, k: int) -> Quantity:
    if length == 0:
        return undefined("no_pairable_units" if tables.squares[k] else "no_units")
    if total == length:
        return undefined("no_variation")
    # e_k / (e_k - e_kk): the common divisor of expected lengths cancels.
    own = float(tables.common_squares[k])
    expected = (length * total - own) / (length * total - length**2)
    return defined(1 - expected * (length - agreed) / length)


def char_alpha(tables: UnitTables) -> Quantity:
    """Return nominal alpha with every character as a unit and gap as a value.

    Its coincidences are the shared lengths. Inflated by long units and long gaps.
    """
    if not tables.squares.any():
        return undefined("no_units")
    lengths = tables.shared.sum(axis=1)
    return nominal_alpha_of_table(
        float(np.trace(tables.shared)), float(lengths.sum()), float((lengths**2).sum())
    )


def common_length(one: Units, other: Units) -> int:
    """Return how many places two coders' units of one value share."""
    i, j = meeting(one.starts, one.ends, other.starts, other.ends)
    ends = np.minimum(one.ends[i], other.ends[j])
    return int((ends - np.maximum(one.starts[i], other.starts[j])).sum())
