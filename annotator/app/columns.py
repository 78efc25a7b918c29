"""Which articles of a story stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.ids import ArticleId

USUAL_COLUMNS, MOST_COLUMNS = 3, 5


@dataclass(frozen=True, slots=True)
class Columns:
    """The articles shown, in the order of the story.

    As many as `fitting` are shown, three at the most, until the person has `asked` for a number.
    """

    shown: tuple[ArticleId, ...] = ()
    asked: int | None = None
    fitting: int = USUAL_COLUMNS

    def asked_for(self, number: int) -> Columns:
        """Return the columns with a number of them asked for, from 1 to 5."""
        return replace(self, asked=max(1, min(MOST_COLUMNS, number)))

    def chosen_from(self, articles: Sequence[ArticleId], stays: ArticleId | None) -> Columns:
        """Return the columns of a story: `stays`, then what is shown now, then the others."""
        wanted = dict.fromkeys((stays, *self.shown, *articles))
        number = self.asked or max(1, min(USUAL_COLUMNS, self.fitting))
        chosen = [article for article in wanted if article in articles][:number]
        return replace(self, shown=tuple(article for article in articles if article in chosen))

    def showing(self, article: ArticleId, instead_of: ArticleId | None) -> Columns:
        """Return the columns with an article in the place of another, the last one by default."""
        place = instead_of if instead_of in self.shown else self.shown[-1]
        return replace(self, shown=tuple(article if old == place else old for old in self.shown))

    def next_to(self, article: ArticleId | None, by: int) -> ArticleId | None:
        """Return the next (1) or previous (-1) column's article, around the edge."""
        if not self.shown:
            return None
        if article not in self.shown:
            return self.shown[0 if by > 0 else -1]
        return self.shown[(self.shown.index(article) + by) % len(self.shown)]
