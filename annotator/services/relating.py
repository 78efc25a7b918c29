"""How well coders agree on the relations between spans of one article."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.agreement import Quantity
from annotator.model.ids import SpanId
from annotator.model.relation import RELATION_ENDS
from annotator.services.alignment import CoderPair
from annotator.services.coefficients.quantities import f1, mean_of
from annotator.services.continuum import LayerWork


def report_relations(pairs: Sequence[CoderPair]) -> dict[str, Quantity]:
    """Return the F1 of relations of each type that any coder used in the compared articles.

    A relation of one coder is found by the other who has a relation of the type between the two
    aligned spans. A relation with an end that does not count (boilerplate) does not count either.
    Averaged over the coder pairs of which one used the type.
    """
    found = [_f1_by_type(pair) for pair in pairs]
    reports = {}
    for type_ in RELATION_ENDS:
        quantities = [by_type[type_] for by_type in found]
        if any(quantity.value is not None for quantity in quantities):
            reports[type_] = mean_of(quantities)
    return reports


def _f1_by_type(pair: CoderPair) -> dict[str, Quantity]:
    counterparts = pair.counterparts()
    mine, theirs = pair.spans()
    scores = {}
    for type_ in RELATION_ENDS:
        one, other = _ends(type_, pair.one, mine), _ends(type_, pair.other, theirs)
        found = sum(
            (counterparts[start], counterparts[end]) in other
            for start, end in one
            if start in counterparts and end in counterparts
        )
        scores[type_] = f1(found, len(one), len(other))
    return scores


def _ends(type_: str, coded: LayerWork, spans: frozenset[SpanId]) -> set[tuple[SpanId, SpanId]]:
    return {
        (r.start, r.end)
        for r in coded.content.relations
        if r.type == type_ and r.start in spans and r.end in spans
    }
