"""Kappa coefficients: the agreement of two coders by their table of values."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from annotator.model.agreement import Quantity
from annotator.model.errors import KnownError
from annotator.services.coefficients.distances import (
    Metric,
    linear_ranks,
    matrix,
    nominal,
    quadratic_ranks,
)
from annotator.services.coefficients.quantities import defined, f1, undefined
from annotator.services.coefficients.values import Coded, Coders, Floats, encode, unpairable

WEIGHTS: dict[str, Metric] = {"linear": linear_ranks, "quadratic": quadratic_ranks}


def cohen_kappa(coders: Coders) -> Quantity:
    """Return Cohen's kappa (1960) of two coders; units one of them left out do not count."""
    return weighted_kappa(coders, nominal)


def weighted_kappa(coders: Coders, metric: Metric) -> Quantity:
    """Return weighted kappa (Cohen 1968) of two coders: 1 - observed / expected distance.

    `metric` gives the disagreement weights; `WEIGHTS` has the usual ones, by the ranks of the
    values that were used. Undefined where both coders gave one same value throughout.
    """
    coded = _two(coders)
    reason = unpairable(coded)
    if reason is not None:
        return undefined(reason)
    coded = coded.pairable()
    table = _table(coded)
    weights = matrix(metric(coded.values, coded.counts()), len(coded.values))
    return kappa_of_table(table, weights)


def kappa_of_table(table: Floats, weights: Floats) -> Quantity:
    """Return weighted kappa from a square table of counts and its disagreement weights."""
    total = float(table.sum())
    if total == 0:
        return undefined("no_units")
    expected = float(table.sum(axis=1) @ weights @ table.sum(axis=0))
    if expected <= 0:
        return undefined("no_variation")
    return defined(1 - total * float((table * weights).sum()) / expected)


def positive_specific_agreement(coders: Coders, category: Hashable) -> Quantity:
    """Return the chance that one coder gave `category` where the other did (Fleiss 1975).

    The F1 of two coders over the units of one category.
    """
    coded = _two(coders)
    reason = unpairable(coded)
    if reason is not None:
        return undefined(reason)
    if category not in coded.values:
        return undefined("no_units")
    first, second = coded.pairable().codes == coded.values.index(category)
    return f1(int((first & second).sum()), int(first.sum()), int(second.sum()))


def _two(coders: Coders) -> Coded:
    if len(coders) > 2:
        raise KnownError(
            f"This coefficient compares two coders, not {len(coders)}", "compare them two at a time"
        )
    return encode(coders)


def _table(coded: Coded) -> Floats:
    size = len(coded.values)
    cells = coded.codes[0] * size + coded.codes[1]
    return np.bincount(cells, minlength=size * size).reshape(size, size).astype(np.float64)
