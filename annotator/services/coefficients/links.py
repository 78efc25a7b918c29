"""Links between claims of different articles, counted without listing pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from annotator.model.agreement import Quantity
from annotator.services.coefficients.alpha import nominal_alpha_of_table
from annotator.services.coefficients.quantities import f1, undefined


@dataclass(frozen=True, slots=True)
class LinkTable:
    """How many pairs both coders linked, the first only, the second only, and neither.

    Tables of several stories and coder pairs add up.
    """

    both: int
    one: int
    other: int
    neither: int

    def __add__(self, more: LinkTable) -> LinkTable:
        """Pool two tables."""
        return LinkTable(
            self.both + more.both,
            self.one + more.one,
            self.other + more.other,
            self.neither + more.neither,
        )

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return self.both + self.one + self.other + self.neither

    def alpha(self) -> Quantity:
        """Return nominal alpha with each pair as a unit: linked or not."""
        pairs = self.pairs
        if pairs == 0:
            return undefined("no_pairable_units")
        linked = 2 * self.both + self.one + self.other
        return nominal_alpha_of_table(
            2 * (self.both + self.neither), 2 * pairs, linked**2 + (2 * pairs - linked) ** 2
        )

    def f1(self) -> Quantity:
        """Return the F1 of links; undefined where nobody linked anything."""
        if self.pairs == 0:
            return undefined("no_pairable_units")
        return f1(self.both, self.both + self.one, self.both + self.other, "no_variation")


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim as links see it: where it stands, and the cluster each coder has it in, if any."""

    story: Hashable
    article: Hashable
    one: Hashable | None
    other: Hashable | None


def count_links(claims: Sequence[Placed]) -> LinkTable:
    """Return the table over all pairs of claims in different articles of one story.

    A pair is linked for a coder who has both claims in one cluster; a claim without a cluster is
    linked to nothing. Counted from sizes: linear in the number of claims.
    """
    pairs = _across([((c.story,), c.article) for c in claims])
    one = _across([((c.story, c.one), c.article) for c in claims if c.one is not None])
    other = _across([((c.story, c.other), c.article) for c in claims if c.other is not None])
    both = _across(
        [
            ((c.story, c.one, c.other), c.article)
            for c in claims
            if c.one is not None and c.other is not None
        ]
    )
    return LinkTable(both, one - both, other - both, pairs - one - other + both)


def _across(placed: Sequence[tuple[Hashable, Hashable]]) -> int:
    """How many pairs share a group and differ in article."""
    groups = Counter(group for group, _ in placed)
    return _pairs(groups) - _pairs(Counter(placed))


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
