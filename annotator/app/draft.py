"""A join or a relation being prepared: no row is written until it is confirmed."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from annotator.model.ids import ArticleId, SpanId
from annotator.model.relation import RELATION_ENDS
from annotator.model.span import CLAIM, Span

Purpose: TypeAlias = Literal["join", "relate"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was begun at `origin`: the spans chosen so far and the articles said to lack it."""

    purpose: Purpose
    origin: Span
    chosen: tuple[SpanId, ...] = ()
    absent: tuple[ArticleId, ...] = ()

    def accepts(self, span: Span) -> bool:
        """Whether a span may be chosen: any other claim, or one that a relation can lead to."""
        if span.id == self.origin.id:
            return False
        if self.purpose == "join":
            return span.kind == CLAIM
        kinds = {self.origin.kind, span.kind}
        return span.article == self.origin.article and kinds in map(set, RELATION_ENDS.values())

    def toggled(self, span: Span) -> Draft:
        """Return the draft with a span chosen, or not any more."""
        if span.id in self.chosen:
            return replace(self, chosen=tuple(id_ for id_ in self.chosen if id_ != span.id))
        return replace(self, chosen=(*self.chosen, span.id))

    def toggled_absence(self, article: ArticleId) -> Draft:
        """Return the draft with an article said to lack the claim, or not any more."""
        if article in self.absent:
            return replace(self, absent=tuple(id_ for id_ in self.absent if id_ != article))
        return replace(self, absent=(*self.absent, article))

    def among(self, spans: Container[SpanId]) -> Draft | None:
        """Return what is left of the draft when only these spans are there; None for nothing."""
        if self.origin.id not in spans:
            return None
        return replace(self, chosen=tuple(id_ for id_ in self.chosen if id_ in spans))
