"""Making quantities: a finite value, or no value and the reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, TypeAlias

from annotator.model.agreement import Quantity

Reason: TypeAlias = Literal[
    "no_variation", "no_pairable_units", "single_coder", "no_units", "too_few_articles"
]
REASONS: tuple[Reason, ...] = (
    "no_variation",
    "no_pairable_units",
    "single_coder",
    "no_units",
    "too_few_articles",
)


def defined(value: float) -> Quantity:
    """Return the quantity of a finite value; anything else is a bug and raises ValueError."""
    if not math.isfinite(value):
        raise ValueError(f"a coefficient came out as {value}")
    return Quantity(float(value))


def undefined(reason: Reason) -> Quantity:
    """Return the quantity that has no value, and why."""
    return Quantity(None, reason=reason)


def mean_of(quantities: Sequence[Quantity]) -> Quantity:
    """Return the mean over coder pairs, leaving out pairs where the coefficient is undefined.

    Where it is undefined for every pair, the first pair's reason stands.
    """
    values = [q.value for q in quantities if q.value is not None]
    return defined(math.fsum(values) / len(values)) if values else quantities[0]


def f1(matched: float, one: float, other: float, empty: Reason = "no_units") -> Quantity:
    """Return `2 * matched / (one + other)`, or `empty` as the reason when both are 0.

    Symmetric, so neither coder is the truth; equals positive specific agreement (Hripcsak and
    Rothschild 2005).
    """
    if one + other == 0:
        return undefined(empty)
    return defined(2 * matched / (one + other))
