"""Which place of one article stands level with which place of another, by their joined claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.app.reading import Reading
from annotator.model.ids import ArticleId
from annotator.model.text import paragraphs

_REFERENCE = 1 / 3  # of the view: what is read there is kept level


@dataclass(frozen=True, slots=True)
class LevelMap:
    """Maps offsets of one article to another: joined claims exactly, in proportion elsewhere.

    `here` increases strictly, `there` never decreases; both hold code points.
    """

    here: tuple[int, ...]
    there: tuple[int, ...]

    def __call__(self, offset: int) -> int:
        """Return the offset in the other article; past either end is cut back."""
        if offset <= self.here[0]:
            return self.there[0]
        if offset >= self.here[-1]:
            return self.there[-1]
        after = bisect_right(self.here, offset)
        begin, end = self.here[after - 1], self.here[after]
        low, high = self.there[after - 1], self.there[after]
        return low + (offset - begin) * (high - low) // (end - begin)


def level_map(joined: Iterable[tuple[int, int]], length: int, other_length: int) -> LevelMap:
    """Return the map between two articles from the offsets of claims that are joined.

    `joined` are pairs (offset here, offset there). Where they cross, as many as can be level
    together are kept. Lengths are in code points.
    """
    pairs = _in_step(joined)
    if not pairs or pairs[0][0] > 0:
        pairs = [(0, 0), *pairs]
    if pairs[-1][0] < length:
        pairs = [*pairs, (length, other_length)]
    return LevelMap(tuple(here for here, _ in pairs), tuple(there for _, there in pairs))


def _in_step(joined: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest part of the pairs that increases on both sides (patience sorting)."""
    # Of pairs with one offset here at most one is taken: the others come in falling order.
    pairs = sorted(set(joined), key=lambda pair: (pair[0], -pair[1]))
    tops: list[int] = []  # the smallest offset there on which a run of each length ends
    ends: list[int] = []  # and the pair that ends it
    before: list[int] = []
    for at, (_, there) in enumerate(pairs):
        run = bisect_left(tops, there)
        before.append(ends[run - 1] if run else -1)
        tops[run : run + 1] = [there]
        ends[run : run + 1] = [at]
    chosen: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def reference_share(start: int, end: int, length: int) -> float:
    """Return how far down a view, 0 to 1, the place lies that is kept level.

    A view shows `[start, end)` of a text of `length` code points. The place is a third below the
    top, but at the top in the beginning and at the bottom in the end, so that either is reached.
    """
    seen, above, below = max(end - start, 1), start, max(length - end, 0)
    if above + below < seen:
        return above / (above + below) if above + below else 0.0
    return min(max(_REFERENCE, 1 - below / seen), above / seen)


def anchored_paragraphs(reading: Reading, article: ArticleId) -> tuple[int, int]:
    """Return how many paragraphs hold a claim joined to another article, and how many there are."""
    claims = (
        piece
        for cluster in reading.clusters
        if len({member.article for member in reading.members(cluster)}) > 1
        for member in reading.members(cluster)
        if member.article == article
        for piece in member.bounds
    )
    return touched_paragraphs(reading.project.text_of(article), claims)


def touched_paragraphs(text: str, stretches: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return how many paragraphs of a text some stretches touch, and how many there are."""
    found: Sequence[tuple[int, int]] = paragraphs(text)
    starts, ends = [start for start, _ in found], [end for _, end in found]
    touched: set[int] = set()
    for start, end in stretches:
        touched.update(range(bisect_right(ends, start), bisect_left(starts, end)))
    return len(touched), len(found)
