"""Krippendorff's alpha over coded units."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from annotator.model.agreement import Quantity
from annotator.services.coefficients.distances import Metric, nominal
from annotator.services.coefficients.quantities import defined, undefined
from annotator.services.coefficients.values import MISSING, Coders, encode, unpairable


def alpha(coders: Coders, metric: Metric = nominal) -> Quantity:
    """Return how far coders agree beyond chance: 1 perfectly, 0 as by chance, below 0 worse.

    `coders` is coder x unit, None where a value is missing; a unit with fewer than two values
    does not count. Krippendorff 2011, *Computing Krippendorff's Alpha-Reliability*: with
    o_ck the coincidences (pairs of different coders in a unit, each over m_u - 1) and n_c their
    margins, alpha = 1 - (n - 1) * sum o_ck d_ck / sum n_c n_k d_ck.
    """
    coded = encode(coders)
    reason = unpairable(coded)
    if reason is not None:
        return undefined(reason)
    coded = coded.pairable()
    counts = coded.counts()
    if np.count_nonzero(counts) < 2:
        return undefined("no_variation")
    distance = metric(coded.values, counts)
    given = coded.codes != MISSING
    weights = 1 / (given.sum(axis=0) - 1)
    observed = 0.0
    for i, j in combinations(range(len(coded.codes)), 2):
        both = given[i] & given[j]
        apart = distance.between(coded.codes[i, both], coded.codes[j, both])
        observed += 2 * float(weights[both] @ apart)
    expected = distance.expected(counts)
    if expected <= 0:
        return undefined("no_variation")
    return defined(1 - (float(counts.sum()) - 1) * observed / expected)


def nominal_alpha_of_table(agreeing: float, total: float, squares: float) -> Quantity:
    """Return nominal alpha from sums of a coincidence table.

    `agreeing` is the sum of its diagonal, `total` of all its cells, `squares` of the squared
    margins. For data too large to list unit by unit: characters, pairs of claims.
    """
    if total == 0:
        return undefined("no_units")
    varied = total * total - squares
    if varied <= 0:
        return undefined("no_variation")
    return defined(1 - (total - 1) * (total - agreeing) / varied)
