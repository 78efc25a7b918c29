"""Which articles of a story stand side by side, in which order, and which stays first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from annotator.model.ids import ArticleId

USUAL_COLUMNS, MOST_COLUMNS = 3, 5
Arrangement: TypeAlias = Mapping[str, Any]  # of columns, as it is remembered


@dataclass(frozen=True, slots=True)
class Columns:
    """The articles shown, in the order the person gave them; at first that of the story.

    As many as `fitting` are shown, three at the most, until the person has `asked` for a number.
    `pinned` is always shown and the first. What is `hidden` comes only when nothing else is left.
    """

    shown: tuple[ArticleId, ...] = ()
    asked: int | None = None
    fitting: int = USUAL_COLUMNS
    order: tuple[ArticleId, ...] = ()
    hidden: tuple[ArticleId, ...] = ()
    pinned: ArticleId | None = None

    def asked_for(self, number: int) -> Columns:
        """Return the columns with a number of them asked for, from 1 to 5."""
        return replace(self, asked=max(1, min(MOST_COLUMNS, number)))

    def chosen_from(self, articles: Sequence[ArticleId], stays: ArticleId | None) -> Columns:
        """Return the columns of a story: `stays`, then what is shown now, then the others."""
        known = [article for article in self.order if article in articles]
        order = (*known, *(article for article in articles if article not in known))
        wanted = (self.pinned, stays, *self.shown, *(a for a in order if a not in self.hidden))
        number = self.asked or max(1, min(USUAL_COLUMNS, self.fitting))
        chosen = [a for a in dict.fromkeys((*wanted, *order)) if a in articles][:number]
        return replace(
            self,
            order=order,
            shown=_first((a for a in order if a in chosen), self.pinned),
            hidden=tuple(a for a in self.hidden if a not in chosen),
        )

    def showing(self, article: ArticleId, instead_of: ArticleId | None) -> Columns:
        """Return the columns with an article in the place of another, the last one by default.

        The pinned column is not replaced; where it is the only one, there is one more.
        """
        hidden = tuple(other for other in self.hidden if other != article)
        free = [other for other in self.shown if other != self.pinned]
        if not free:
            more = self.asked_for(len(self.shown) + 1)
            return replace(more, shown=(*self.shown, article), hidden=hidden)
        place = instead_of if instead_of in free else free[-1]
        shown = tuple(article if old == place else old for old in self.shown)
        order = _exchanged(self.order, article, place)
        return replace(self, shown=shown, order=order, hidden=hidden)

    def moved(self, article: ArticleId, by: int) -> Columns:
        """Return the columns with one moved to the right (1) or left (-1), if it can be."""
        if article not in self.shown or article == self.pinned:
            return self
        place = self.shown.index(article) + by
        if not 0 <= place < len(self.shown) or self.shown[place] == self.pinned:
            return self
        other = self.shown[place]
        return replace(
            self,
            shown=_exchanged(self.shown, article, other),
            order=_exchanged(self.order, article, other),
        )

    def without(self, article: ArticleId) -> Columns:
        """Return the columns with one hidden, the others as they are; the last one stays."""
        if article not in self.shown or len(self.shown) == 1:
            return self
        return replace(
            self,
            shown=tuple(other for other in self.shown if other != article),
            asked=len(self.shown) - 1,
            hidden=(*self.hidden, article),
            pinned=None if article == self.pinned else self.pinned,
        )

    def with_pinned(self, article: ArticleId | None) -> Columns:
        """Return the columns with one pinned, or none."""
        shown = (other for other in self.order if other in self.shown)
        return replace(self, pinned=article, shown=_first(shown, article))

    def next_out_of_sight(
        self, articles: Sequence[ArticleId], after: ArticleId | None
    ) -> ArticleId | None:
        """Return the next article of the story that has no column, around the end, or None."""
        at = articles.index(after) + 1 if after in articles else 0
        ahead = (*articles[at:], *articles[:at])
        return next((article for article in ahead if article not in self.shown), None)

    def next_to(self, article: ArticleId | None, by: int) -> ArticleId | None:
        """Return the next (1) or previous (-1) column's article, around the edge."""
        if not self.shown:
            return None
        if article not in self.shown:
            return self.shown[0 if by > 0 else -1]
        return self.shown[(self.shown.index(article) + by) % len(self.shown)]

    # what is remembered

    @property
    def arrangement(self) -> Arrangement:
        """What the person arranged, as values that JSON has."""
        return {
            "shown": list(self.shown),
            "asked": self.asked,
            "order": list(self.order),
            "hidden": list(self.hidden),
            "pinned": self.pinned,
        }

    def of_story(self, arrangement: Arrangement | None) -> Columns:
        """Return the columns of another story: as remembered, or as many as there are now.

        What is of a wrong type is left out.
        """
        if arrangement is None:
            return Columns(asked=self.asked, fitting=self.fitting)
        asked, pinned = arrangement.get("asked"), arrangement.get("pinned")
        fresh = Columns(
            fitting=self.fitting,
            shown=_ids(arrangement.get("shown")),
            order=_ids(arrangement.get("order")),
            hidden=_ids(arrangement.get("hidden")),
            pinned=ArticleId(pinned) if isinstance(pinned, str) else None,
        )
        return fresh.asked_for(asked) if isinstance(asked, int) else fresh


def _first(articles: Iterable[ArticleId], first: ArticleId | None) -> tuple[ArticleId, ...]:
    return tuple(sorted(articles, key=lambda article: article != first))


def _exchanged(
    articles: tuple[ArticleId, ...], one: ArticleId, other: ArticleId
) -> tuple[ArticleId, ...]:
    swapped = {one: other, other: one}
    return tuple(swapped.get(article, article) for article in articles)


def _ids(value: object) -> tuple[ArticleId, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(ArticleId(one) for one in value if isinstance(one, str))
