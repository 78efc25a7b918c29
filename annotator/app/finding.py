"""Finding words in the articles of a story, whatever their accents and capitals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from annotator.app.folding import FoldedText, folded
from annotator.model.ids import ArticleId

MOST_HITS = 5_000


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words are: `[start, end)` of an article's text, in code points."""

    article: ArticleId
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """The hits in the order of the articles; `more` when there are more than are kept."""

    hits: tuple[Hit, ...] = ()
    more: bool = False

    def in_article(self, article: ArticleId) -> list[tuple[int, int]]:
        """Return the places in one article, in order; none touches another's words."""
        return [(hit.start, hit.end) for hit in self.hits if hit.article == article]

    def nearest(self, articles: Sequence[ArticleId], article: ArticleId, offset: int) -> int:
        """Return the number of the first hit at or after a place, else 0; there must be one.

        `articles` are those that were searched, in their order.
        """
        order = {id_: number for number, id_ in enumerate(articles)}
        place = order[article], offset
        ahead = (n for n, hit in enumerate(self.hits) if (order[hit.article], hit.start) >= place)
        return next(ahead, 0)


class StoryText:
    """The texts of a story's articles, folded once, to be searched often."""

    def __init__(self, texts: Mapping[ArticleId, str]) -> None:
        self._texts = {article: FoldedText(text) for article, text in texts.items()}

    def find(self, words: str) -> Found:
        """Return where the words are; blank words are nowhere. At most 5,000 hits are kept."""
        needle = folded(words)
        if not needle.strip():
            return Found()
        found = tuple(islice(self._hits(needle), MOST_HITS + 1))
        return Found(found[:MOST_HITS], len(found) > MOST_HITS)

    def _hits(self, needle: str) -> Iterator[Hit]:
        for article, text in self._texts.items():
            at = text.words.find(needle)
            while at >= 0:
                start, end = text.original(at), text.original(at + len(needle))
                whole = start is not None and end is not None
                if start is not None and end is not None:
                    yield Hit(article, start, end)
                at = text.words.find(needle, at + (len(needle) if whole else 1))
