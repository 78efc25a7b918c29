"""How well coders found the same passages of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add

import numpy as np

from annotator.model.agreement import FindingReport, Quantity
from annotator.services.alignment import CoderPair
from annotator.services.coefficients.kappa import kappa_of_table
from annotator.services.coefficients.matching import Criterion
from annotator.services.coefficients.quantities import f1, mean_of, undefined
from annotator.services.coefficients.unitizing import (
    UnitTables,
    char_alpha,
    common_length,
    u_alpha,
    unit_tables,
    units_of_one_value,
)
from annotator.services.continuum import Continuum


def report_finding(kind: str, continuum: Continuum, pairs: Sequence[CoderPair]) -> FindingReport:
    """Return the agreement on where spans of one kind are.

    The alphas take all layers at once: each layer is the union of its pieces of the kind against
    gap, an article counts with the coders who finished it, and articles are pooled by adding
    their tables. F1 and kappa are of two coders, averaged over the pairs for which they are
    defined. `n` counts the spans of each layer in the compared articles it finished. Where nobody
    marked the kind every figure is undefined (no_units).
    """
    everywhere = np.ones(len(continuum.articles), dtype=bool)
    counts = tuple(layer.of_kind(kind, everywhere)[1].count for layer in continuum.layers)
    tables = _tables(kind, continuum)
    return FindingReport(
        n=counts,
        u_alpha=u_alpha(tables),
        f1_exact=mean_of([_matched(kind, pair, "exact") for pair in pairs]),
        f1_overlap=mean_of([_matched(kind, pair, "overlap") for pair in pairs]),
        f1_iou50=mean_of([_matched(kind, pair, "iou50") for pair in pairs]),
        char_kappa=mean_of([_char_kappa(kind, pair) for pair in pairs]),
        char_alpha=char_alpha(tables),
    )


def _tables(kind: str, continuum: Continuum) -> UnitTables:
    """The kind's unit tables, added over the groups of articles that the same coders finished."""
    patterns, group = np.unique(continuum.finished, axis=1, return_inverse=True)
    tables = []
    for i, finished in enumerate(patterns.T):
        articles = group.reshape(-1) == i
        coders = []
        for layer, done in zip(continuum.layers, finished, strict=True):
            if done:
                _, pieces = layer.of_kind(kind, articles)
                coders.append(units_of_one_value(pieces.starts, pieces.ends))
        tables.append(unit_tables(int(continuum.lengths[articles].sum()), coders, 1))
    return reduce(add, tables)


def _matched(kind: str, pair: CoderPair, criterion: Criterion) -> Quantity:
    aligned = pair.kinds[kind]
    one, _ = aligned.aligned if criterion == "iou50" else aligned.overlaps.pairs(criterion)
    return f1(len(one), len(aligned.one), len(aligned.other))


def _char_kappa(kind: str, pair: CoderPair) -> Quantity:
    """Cohen's kappa with every character as a unit: of the kind or not."""
    one, other = (units_of_one_value(p.starts, p.ends) for p in pair.kinds[kind].pieces)
    marked, also_marked = int(one.lengths.sum()), int(other.lengths.sum())
    if marked + also_marked == 0:
        return undefined("no_units")
    both = common_length(one, other)
    neither = pair.length - marked - also_marked + both
    table = np.array([[both, marked - both], [also_marked - both, neither]], dtype=np.float64)
    return kappa_of_table(table, 1 - np.eye(2))
