"""Scores of two ways to put the same things into clusters.

Every score reads only the sizes of clusters and of their intersections, never all pairs, so that
it grows with the number of members (CEAF: with its assignment). An id is in at most one cluster
of a side; an id on one side only counts against the agreement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from annotator.model.agreement import Quantity
from annotator.model.errors import KnownError
from annotator.services.coefficients.assignment import heaviest
from annotator.services.coefficients.quantities import Reason, defined, undefined

Clusters: TypeAlias = Sequence[Collection[Hashable]]


@dataclass(frozen=True, slots=True)
class Scores:
    """Recall of the first side, precision (recall of the second), and their harmonic mean."""

    recall: Quantity
    precision: Quantity
    f1: Quantity


@dataclass(frozen=True, slots=True)
class _Crossing:
    """Sizes of the key's and the response's clusters, and `cells[key][response]` in common."""

    key: list[int]
    response: list[int]
    cells: list[dict[int, int]]

    def turned(self) -> _Crossing:
        """The same with the two sides exchanged."""
        cells: list[dict[int, int]] = [{} for _ in self.response]
        for k, row in enumerate(self.cells):
            for r, common in row.items():
                cells[r][k] = common
        return _Crossing(self.response, self.key, cells)


def pairwise_link(key: Clusters, response: Clusters) -> Scores:
    """Return the scores of links, the unordered pairs inside clusters; none at all is undefined."""
    crossing = _cross(key, response)
    if _links(crossing.key) + _links(crossing.response) == 0:
        return _no_scores("no_variation" if crossing.key or crossing.response else "no_units")
    both = sum(_links(row.values()) for row in crossing.cells)
    return _scores(_over(both, _links(crossing.key)), _over(both, _links(crossing.response)))


def muc(key: Clusters, response: Clusters) -> Scores:
    """Return MUC (Vilain et al. 1995): links missing to join what is split; blind to singletons."""
    return _both_ways(key, response, _muc_recall)


def b_cubed(key: Clusters, response: Clusters) -> Scores:
    """Return B-cubed (Bagga and Baldwin 1998): per member, the share of its cluster found."""
    return _both_ways(key, response, _b_cubed_recall)


def lea(key: Clusters, response: Clusters) -> Scores:
    """Return LEA (Moosavi and Strube 2016): clusters weighted by size, scored by links found.

    A singleton counts as one link to itself, found where the other side has it as a singleton.
    """
    return _both_ways(key, response, _lea_recall)


def ceaf_m(key: Clusters, response: Clusters) -> Scores:
    """Return CEAF (Luo 2005) with common members as the similarity of clusters."""
    crossing = _cross(key, response)
    if not crossing.key and not crossing.response:
        return _no_scores("no_units")
    best = _assigned(crossing, lambda common, _k, _r: float(common))
    return _scores(_over(best, sum(crossing.key)), _over(best, sum(crossing.response)))


def ceaf_e(key: Clusters, response: Clusters) -> Scores:
    """Return CEAF (Luo 2005) with the F1 of members as the similarity of clusters."""
    crossing = _cross(key, response)
    if not crossing.key and not crossing.response:
        return _no_scores("no_units")
    best = _assigned(crossing, lambda common, k, r: 2 * common / (k + r))
    return _scores(_over(best, len(crossing.key)), _over(best, len(crossing.response)))


def blanc(key: Clusters, response: Clusters) -> Scores:
    """Return BLANC (Recasens and Hovy 2011; Luo et al. 2014): mean of links and non-links.

    Recall, precision and F1 are each the mean over the two classes of pairs; where the key has
    pairs of one class only, that class alone counts. Undefined where the key has no pair.
    """
    crossing = _cross(key, response)
    common = [common for row in crossing.cells for common in row.values()]
    both = _links(common)
    key_links, response_links = _links(crossing.key), _links(crossing.response)
    key_others = _links([sum(crossing.key)]) - key_links
    response_others = _links([sum(crossing.response)]) - response_links
    if key_links + key_others == 0:
        return _no_scores("no_pairable_units" if crossing.key else "no_units")
    # Among the members of both sides, a pair is a non-link on both unless either links it.
    within_key = _links([sum(row.values()) for row in crossing.cells])
    within_response = _links([sum(row.values()) for row in crossing.turned().cells])
    others = _links([sum(common)]) - within_key - within_response + both
    classes = [(both, key_links, response_links), (others, key_others, response_others)]
    found = [(_over(b, k), _over(b, r)) for b, k, r in classes if k]
    recall, precision, f1 = zip(*((r, p, _harmonic(r, p)) for r, p in found), strict=True)
    return Scores(_mean(recall), _mean(precision), _mean(f1))


def adjusted_rand(one: Sequence[Hashable], other: Sequence[Hashable]) -> Quantity:
    """Return the adjusted Rand index (Hubert and Arabie 1985) of two label lists of one length.

    Undefined with fewer than two things, and where chance cannot be told from agreement: both
    sides in one cluster, or both in singletons.
    """
    if len(one) < 2:
        return undefined("no_pairable_units" if one else "no_units")
    pairs = _links([len(one)])
    both = _links(Counter(zip(one, other, strict=True)).values())
    first, second = _links(Counter(one).values()), _links(Counter(other).values())
    chance, most = first * second / pairs, (first + second) / 2
    return (
        defined((both - chance) / (most - chance)) if most != chance else undefined("no_variation")
    )


def _cross(key: Clusters, response: Clusters) -> _Crossing:
    key, response = [c for c in key if c], [c for c in response if c]
    place = _places(response)
    _places(key)
    cells = [Counter(place[member] for member in c if member in place) for c in key]
    return _Crossing([len(c) for c in key], [len(c) for c in response], [dict(c) for c in cells])


def _places(clusters: Clusters) -> dict[Hashable, int]:
    places = {member: i for i, cluster in enumerate(clusters) for member in cluster}
    if len(places) < sum(len(cluster) for cluster in clusters):
        raise KnownError("A member stands in two clusters of one side", "keep it in one of them")
    return places


def _both_ways(key: Clusters, response: Clusters, recall: Callable[[_Crossing], float]) -> Scores:
    crossing = _cross(key, response)
    if not crossing.key and not crossing.response:
        return _no_scores("no_units")
    return _scores(recall(crossing), recall(crossing.turned()))


def _muc_recall(crossing: _Crossing) -> float:
    joined = sum(
        size - len(row) - (size - sum(row.values()))
        for size, row in zip(crossing.key, crossing.cells, strict=True)
    )
    return _over(joined, sum(size - 1 for size in crossing.key))


def _b_cubed_recall(crossing: _Crossing) -> float:
    found = sum(
        common * common / size
        for size, row in zip(crossing.key, crossing.cells, strict=True)
        for common in row.values()
    )
    return _over(found, sum(crossing.key))


def _lea_recall(crossing: _Crossing) -> float:
    found = 0.0
    for size, row in zip(crossing.key, crossing.cells, strict=True):
        if size == 1:
            found += any(crossing.response[r] == 1 for r in row)
        else:
            found += size * _links(row.values()) / _links([size])
    return _over(found, sum(crossing.key))


def _assigned(crossing: _Crossing, similarity: Callable[[int, int, int], float]) -> float:
    """The greatest total similarity of clusters put one to one."""
    pairs = [
        (k, r, similarity(common, crossing.key[k], crossing.response[r]))
        for k, row in enumerate(crossing.cells)
        for r, common in row.items()
    ]
    if not pairs:
        return 0.0
    rows, columns, weights = zip(*pairs, strict=True)
    chosen = heaviest(np.array(rows), np.array(columns), np.array(weights))
    return float(np.array(weights)[chosen].sum())


def _links(sizes: Collection[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _over(part: float, whole: float) -> float:
    """A share, 0 of nothing: the other side's failure, not an undefined score."""
    return part / whole if whole else 0.0


def _harmonic(recall: float, precision: float) -> float:
    return _over(2 * recall * precision, recall + precision)


def _mean(values: Sequence[float]) -> Quantity:
    return defined(sum(values) / len(values))


def _scores(recall: float, precision: float) -> Scores:
    return Scores(defined(recall), defined(precision), defined(_harmonic(recall, precision)))


def _no_scores(reason: Reason) -> Scores:
    return Scores(undefined(reason), undefined(reason), undefined(reason))
