"""Coder x unit data as numbers: every distinct value becomes a code."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from annotator.model.errors import KnownError
from annotator.services.coefficients.quantities import Reason

Coders: TypeAlias = Sequence[Sequence[Hashable | None]]
Codes: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]

MISSING = -1


@dataclass(frozen=True, slots=True)
class Coded:
    """`codes[coder, unit]` indexes `values`, or is MISSING."""

    codes: Codes
    values: tuple[Hashable, ...]

    def pairable(self) -> Coded:
        """Keep only the units that at least two coders gave a value."""
        enough = (self.codes != MISSING).sum(axis=0) >= 2
        return Coded(self.codes[:, enough], self.values)

    def counts(self) -> Floats:
        """How often each value was given."""
        given = self.codes[self.codes != MISSING]
        return np.bincount(given, minlength=len(self.values)).astype(np.float64)

    def by_unit(self) -> Floats:
        """The units x values table: how many coders gave a unit each value."""
        units = self.codes.shape[1]
        table = np.zeros((units, len(self.values)))
        for row in self.codes:
            given = np.flatnonzero(row != MISSING)
            table[given, row[given]] += 1
        return table


def encode(coders: Coders) -> Coded:
    """Return the codes of coder x unit data; None is a missing value.

    Raises KnownError when the coders do not have the same number of units.
    """
    if len({len(row) for row in coders}) > 1:
        raise KnownError(
            "The coders have different numbers of units", "give every coder one value per unit"
        )
    known: dict[Hashable, int] = {}
    codes = [
        [MISSING if value is None else known.setdefault(value, len(known)) for value in row]
        for row in coders
    ]
    units = len(coders[0]) if coders else 0
    return Coded(np.array(codes, dtype=np.int64).reshape(len(coders), units), tuple(known))


def unpairable(coded: Coded) -> Reason | None:
    """Return why nothing can be compared, or None when some unit has two values."""
    coders, units = coded.codes.shape
    if coders < 2:
        return "single_coder"
    if units == 0:
        return "no_units"
    if not ((coded.codes != MISSING).sum(axis=0) >= 2).any():
        return "no_pairable_units"
    return None
