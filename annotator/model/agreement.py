"""What the agreement of coders is reported as."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A coefficient, its interval and, where it is undefined, the reason code.

    `value` is None exactly when `reason` is set: no_variation, no_pairable_units, single_coder,
    no_units or too_few_articles. `low`, `high` and `method` are None where no interval exists.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    method: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FindingReport:
    """How well coders found the same passages of one kind; `n` is the spans of each coder."""

    n: tuple[int, ...]
    u_alpha: Quantity
    f1_exact: Quantity
    f1_overlap: Quantity
    f1_iou50: Quantity
    char_kappa: Quantity
    char_alpha: Quantity


@dataclass(frozen=True, slots=True)
class DescribingReport:
    """Agreement on one attribute over aligned spans; `coverage` is their share of all spans."""

    alpha: Quantity
    level: str
    aligned: int
    coverage: float | None


@dataclass(frozen=True, slots=True)
class LinkingReport:
    """Agreement on which claims of different articles assert the same thing.

    The first three rest on claims that both coders have; `end_to_end_f1` counts the others too.
    """

    pairwise_alpha: Quantity
    link_f1: Quantity
    coverage: float | None
    end_to_end_f1: Quantity


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Everything `annotator agreement` prints, in the order a lead reads it."""

    layers: tuple[str, ...]
    articles: int
    characters: int
    with_boilerplate: bool
    seed: int
    finding: dict[str, FindingReport]
    describing: dict[str, DescribingReport]
    linking: LinkingReport
    relations: dict[str, Quantity]
