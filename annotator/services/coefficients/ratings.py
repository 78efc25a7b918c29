"""Coefficients of any number of coders, by how many gave a unit each value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.model.agreement import Quantity
from annotator.services.coefficients.distances import numbers, ranks
from annotator.services.coefficients.quantities import Reason, defined, undefined
from annotator.services.coefficients.values import Coded, Coders, Floats, encode, unpairable


@dataclass(frozen=True, slots=True)
class _Ratings:
    """`table` is units x values; `shares` is how large a part of the values each value is."""

    coded: Coded
    table: Floats
    shares: Floats

    def agreement(self, weights: Floats) -> float:
        """The mean over units of the weighted agreement of pairs of coders."""
        each = self.table.sum(axis=1)
        pairable = each >= 2
        counts, each = self.table[pairable], each[pairable]
        agreeing = (counts * (counts @ weights - 1)).sum(axis=1)
        return float((agreeing / (each * (each - 1))).mean())


def percent_agreement(coders: Coders) -> Quantity:
    """Return the share of coder pairs that gave a unit the same value, averaged over units."""
    ratings = _rate(coders)
    if not isinstance(ratings, _Ratings):
        return undefined(ratings)
    return defined(ratings.agreement(np.eye(len(ratings.shares))))


def scott_pi(coders: Coders) -> Quantity:
    """Return Scott's pi (1955): chance by the shares of values over both coders.

    Fleiss' kappa is the same coefficient for more coders; see `fleiss_kappa`.
    """
    return fleiss_kappa(coders)


def fleiss_kappa(coders: Coders) -> Quantity:
    """Return Fleiss' kappa (1971) of any number of coders.

    Where values are missing, a value's share is the mean over units of its share in the unit.
    """
    ratings = _rate(coders)
    if not isinstance(ratings, _Ratings):
        return undefined(ratings)
    observed = ratings.agreement(np.eye(len(ratings.shares)))
    return _beyond(observed, float((ratings.shares**2).sum()), ratings)


def fleiss_kappa_by_category(coders: Coders) -> dict[str, Quantity]:
    """Return Fleiss' kappa (1971) of each value against all others, keyed by the value as text."""
    ratings = _rate(coders)
    if not isinstance(ratings, _Ratings):
        return {str(value): undefined(ratings) for value in encode(coders).values}
    table = ratings.table[ratings.table.sum(axis=1) >= 2]
    pairs = (table * (table.sum(axis=1) - 1)[:, None]).sum(axis=0)
    shares = table.sum(axis=0) / table.sum()
    same = (table * (table - 1)).sum(axis=0)
    return {
        str(value): defined((same[c] / pairs[c] - shares[c]) / (1 - shares[c]))
        if 0 < shares[c] < 1
        else undefined("no_variation")
        for c, value in enumerate(ratings.coded.values)
    }


def bennett_s(coders: Coders) -> Quantity:
    """Return Bennett's S (1954): chance is one over the number of values that were used."""
    ratings = _rate(coders)
    if not isinstance(ratings, _Ratings):
        return undefined(ratings)
    observed = ratings.agreement(np.eye(len(ratings.shares)))
    return _beyond(observed, 1 / len(ratings.shares), ratings)


def gwet_ac1(coders: Coders) -> Quantity:
    """Return Gwet's AC1 (2008), of any number of coders, over the values that were used."""
    ratings = _rate(coders)
    if not isinstance(ratings, _Ratings):
        return undefined(ratings)
    return _gwet(ratings, np.eye(len(ratings.shares)))


def gwet_ac2_quadratic(coders: Coders) -> Quantity:
    """Return Gwet's AC2 with quadratic weights over numbers, or over ranks of other values."""
    ratings = _rate(coders)
    if not isinstance(ratings, _Ratings):
        return undefined(ratings)
    values = ratings.coded.values
    all_numbers = all(isinstance(value, int | float) for value in values)
    places = numbers(values) if all_numbers else np.array(ranks(values), dtype=np.float64)
    reach = float(places.max() - places.min())
    if reach == 0:
        return undefined("no_variation")
    return _gwet(ratings, 1 - ((places[:, None] - places) / reach) ** 2)


def _rate(coders: Coders) -> _Ratings | Reason:
    coded = encode(coders)
    reason = unpairable(coded)
    if reason is not None:
        return reason
    table = coded.by_unit()
    table = table[table.sum(axis=1) > 0]
    return _Ratings(coded, table, (table / table.sum(axis=1, keepdims=True)).mean(axis=0))


def _gwet(ratings: _Ratings, weights: Floats) -> Quantity:
    size = len(ratings.shares)
    if size < 2:
        return undefined("no_variation")
    spread = float((ratings.shares * (1 - ratings.shares)).sum())
    chance = float(weights.sum()) / (size * (size - 1)) * spread
    return _beyond(ratings.agreement(weights), chance, ratings)


def _beyond(observed: float, chance: float, ratings: _Ratings) -> Quantity:
    if len(ratings.shares) < 2 or chance >= 1:
        return undefined("no_variation")
    return defined((observed - chance) / (1 - chance))
