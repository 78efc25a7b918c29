"""The compared articles laid end to end, without boilerplate: what every statistic runs over.

Pooling articles by adding their tables is the same as one long continuum, so one sweep serves any
number of articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.model.article import ArticleHead
from annotator.model.ids import ArticleId, StoryId
from annotator.model.layer import LayerContent
from annotator.model.span import Span, reading_order
from annotator.services.coefficients.intervals import union
from annotator.services.coefficients.matching import Passages
from annotator.services.coefficients.values import Codes, Mask

BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class LayerWork:
    """One layer's work on the continuum, in the articles it has finished.

    `pieces` are the pieces of all `spans` in continuum places, sorted by start; `kinds[i]` and
    `articles[i]` are the kind of span i and the index of its article. Spans wholly inside
    boilerplate are not here.
    """

    content: LayerContent
    spans: tuple[Span, ...]
    kinds: NDArray[np.str_]
    articles: Codes
    pieces: Passages

    def of_kind(self, kind: str, articles: Mask) -> tuple[tuple[Span, ...], Passages]:
        """Return the spans of one kind in some articles (a mask), and their pieces."""
        kept = (self.kinds == kind) & articles[self.articles]
        numbers = np.cumsum(kept) - 1
        of_kept = kept[self.pieces.owners]
        pieces = Passages(
            self.pieces.starts[of_kept],
            self.pieces.ends[of_kept],
            numbers[self.pieces.owners[of_kept]],
            int(kept.sum()),
        )
        return tuple(self.spans[i] for i in np.flatnonzero(kept)), pieces


@dataclass(frozen=True, slots=True)
class Continuum:
    """Articles that at least two layers finished, and what each layer has there.

    `finished[layer, article]` says who counts where; `lengths` are characters that count.
    """

    articles: tuple[ArticleHead, ...]
    lengths: Codes
    finished: Mask
    layers: tuple[LayerWork, ...]

    def story_of(self) -> dict[ArticleId, StoryId]:
        """The story of each article."""
        return {article.id: article.story for article in self.articles}

    def common(self, one: int, other: int) -> Mask:
        """The mask of articles that two layers, by index, have both finished."""
        both: Mask = self.finished[one] & self.finished[other]
        return both


def lay_out(
    contents: Sequence[LayerContent], articles: Sequence[ArticleHead], *, with_boilerplate: bool
) -> Continuum:
    """Return the continuum of the articles that two or more of the layers finished."""
    done = [content.finished() for content in contents]
    compared = tuple(a for a in articles if sum(a.id in ids for ids in done) >= 2)
    finished = np.array([[a.id in ids for a in compared] for ids in done], dtype=bool)
    scale = _Scale.over(compared, with_boilerplate=with_boilerplate)
    layers = tuple(
        _coded(content, compared, row, scale)
        for content, row in zip(contents, finished, strict=True)
    )
    borders = scale.place(np.append(scale.bases, scale.total))
    return Continuum(compared, np.diff(borders), finished, layers)


@dataclass(frozen=True, slots=True)
class _Scale:
    """From places in articles laid end to end to places with the boilerplate cut out."""

    bases: Codes
    total: int
    cut_starts: Codes
    cut_lengths: Codes

    @classmethod
    def over(cls, articles: Sequence[ArticleHead], *, with_boilerplate: bool) -> _Scale:
        lengths = np.array([article.length for article in articles], dtype=np.int64)
        bases = np.cumsum(lengths) - lengths
        cuts = [
            (base + max(0, region.start), base + min(article.length, region.end))
            for article, base in zip(articles, bases.tolist(), strict=True)
            for region in article.regions
            if region.kind == BOILERPLATE and not with_boilerplate
        ]
        table = np.array([c for c in cuts if c[0] < c[1]], dtype=np.int64).reshape(-1, 2)
        starts, ends = union(table[:, 0], table[:, 1])
        return cls(bases, int(lengths.sum()), starts, ends - starts)

    def place(self, places: Codes) -> Codes:
        """A place inside a cut becomes the place of the cut."""
        if not len(self.cut_starts):
            return places
        before = np.cumsum(self.cut_lengths) - self.cut_lengths
        last = np.searchsorted(self.cut_starts, places, "right") - 1
        at = np.maximum(last, 0)
        inside = np.minimum(places - self.cut_starts[at], self.cut_lengths[at])
        return places - np.where(last >= 0, before[at] + inside, 0)


def _coded(
    content: LayerContent,
    compared: tuple[ArticleHead, ...],
    finished: Mask,
    scale: _Scale,
) -> LayerWork:
    index = {a.id: i for i, (a, done) in enumerate(zip(compared, finished, strict=True)) if done}
    spans = sorted((s for s in content.spans if s.article in index), key=reading_order)
    articles = np.array([index[span.article] for span in spans], dtype=np.int64)
    rows = [(i, p.start, p.end) for i, span in enumerate(spans) for p in span.pieces]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 3)
    bases = scale.bases[articles[table[:, 0]]] if rows else np.zeros(0, dtype=np.int64)
    starts, ends = scale.place(bases + table[:, 1]), scale.place(bases + table[:, 2])
    left = np.flatnonzero(starts < ends)
    order = left[np.argsort(starts[left], kind="stable")]
    owners = table[order, 0]
    kept = np.unique(owners)
    pieces = Passages(starts[order], ends[order], np.searchsorted(kept, owners), len(kept))
    here = tuple(spans[i] for i in kept)
    kinds = np.array([span.kind for span in here], dtype=np.str_)
    return LayerWork(content, here, kinds, articles[kept], pieces)
