"""Which span of one coder is the same passage as which of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotator.model.ids import SpanId
from annotator.model.span import Span
from annotator.services.coefficients.matching import Overlaps, Passages, overlaps
from annotator.services.coefficients.values import Codes
from annotator.services.continuum import Continuum, LayerWork


@dataclass(frozen=True, slots=True)
class AlignedKind:
    """Two coders' spans of one kind in the articles both finished.

    `aligned` are index pairs: one to one, inside one article, with at least half of the characters
    of both in common.
    """

    one: tuple[Span, ...]
    other: tuple[Span, ...]
    pieces: tuple[Passages, Passages]
    overlaps: Overlaps
    aligned: tuple[Codes, Codes]

    def pairs(self) -> list[tuple[Span, Span]]:
        """The aligned spans."""
        first, second = self.aligned
        return [
            (self.one[i], self.other[j])
            for i, j in zip(first.tolist(), second.tolist(), strict=True)
        ]

    @property
    def spans(self) -> int:
        """How many spans both coders have together."""
        return len(self.one) + len(self.other)


@dataclass(frozen=True, slots=True)
class CoderPair:
    """Two layers compared in the articles both finished, aligned kind by kind."""

    one: LayerWork
    other: LayerWork
    length: int
    kinds: Mapping[str, AlignedKind]

    def counterparts(self) -> dict[SpanId, SpanId]:
        """The span of the second layer for each aligned span of the first, of any kind."""
        return {a.id: b.id for kind in self.kinds.values() for a, b in kind.pairs()}

    def spans(self) -> tuple[frozenset[SpanId], frozenset[SpanId]]:
        """The ids of all spans compared, of each layer."""
        return (
            frozenset(span.id for kind in self.kinds.values() for span in kind.one),
            frozenset(span.id for kind in self.kinds.values() for span in kind.other),
        )


def align(continuum: Continuum, kinds: Sequence[str]) -> list[CoderPair]:
    """Return every pair of layers that finished an article in common, aligned for each kind."""
    pairs = []
    for i, j in combinations(range(len(continuum.layers)), 2):
        common = continuum.common(i, j)
        if common.any():
            one, other = continuum.layers[i], continuum.layers[j]
            aligned = {
                kind: _align(one.of_kind(kind, common), other.of_kind(kind, common))
                for kind in kinds
            }
            pairs.append(CoderPair(one, other, int(continuum.lengths[common].sum()), aligned))
    return pairs


def _align(
    one: tuple[tuple[Span, ...], Passages], other: tuple[tuple[Span, ...], Passages]
) -> AlignedKind:
    found = overlaps(one[1], other[1])
    return AlignedKind(one[0], other[0], (one[1], other[1]), found, found.pairs("iou50"))
