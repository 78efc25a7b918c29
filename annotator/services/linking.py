"""How well coders agree on which claims of different articles assert the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.agreement import LinkingReport
from annotator.model.ids import ArticleId, ClusterId, SpanId, StoryId
from annotator.model.layer import LayerContent
from annotator.model.span import CLAIM, Span
from annotator.services.alignment import CoderPair
from annotator.services.coefficients.links import LinkTable, Placed, count_links
from annotator.services.coefficients.quantities import Reason, undefined
from annotator.services.continuum import Continuum


def report_linking(continuum: Continuum, pairs: Sequence[CoderPair]) -> LinkingReport:
    """Return the agreement on links, two coders at a time, tables added over coder pairs.

    A unit is a pair of claims in different articles of one story; it is linked for a coder who
    has both as `same` in one cluster. Conditional: over claims that both coders have, aligned one
    to one inside an article with at least half of the characters of both in common; `coverage` is
    the share of all claims that are aligned. End to end: a claim that one coder lacks keeps its
    own id and is not linked for that coder. Undefined without claims (no_units), without two
    compared articles in a story (too_few_articles), without aligned claims in two of them
    (no_pairable_units), and where nobody linked anything (no_variation).
    """
    story_of = continuum.story_of()
    conditional = end_to_end = LinkTable(0, 0, 0, 0)
    aligned = claims = 0
    for pair in pairs:
        kind = pair.kinds.get(CLAIM)
        if kind is None:
            continue
        one, other = _same_cluster(pair.one.content), _same_cluster(pair.other.content)
        met = kind.pairs()
        shared = [_placed(a, story_of, one.get(a.id), other.get(b.id)) for a, b in met]
        mine, theirs = {a.id for a, _ in met}, {b.id for _, b in met}
        alone = [
            *(_placed(s, story_of, one.get(s.id), None) for s in kind.one if s.id not in mine),
            *(
                _placed(s, story_of, None, other.get(s.id))
                for s in kind.other
                if s.id not in theirs
            ),
        ]
        conditional += count_links(shared)
        end_to_end += count_links([*shared, *alone])
        aligned, claims = aligned + 2 * len(met), claims + kind.spans
    reason = _impossible(claims, continuum)
    if reason is not None:
        nothing = undefined(reason)
        return LinkingReport(nothing, nothing, aligned / claims if claims else None, nothing)
    return LinkingReport(
        pairwise_alpha=conditional.alpha(),
        link_f1=conditional.f1(),
        coverage=aligned / claims,
        end_to_end_f1=end_to_end.f1(),
    )


def _impossible(claims: int, continuum: Continuum) -> Reason | None:
    if not claims:
        return "no_units"
    stories = [article.story for article in continuum.articles]
    return "too_few_articles" if len(set(stories)) == len(stories) else None


def _same_cluster(content: LayerContent) -> dict[SpanId, ClusterId]:
    return {
        member.claim: cluster.id
        for cluster in content.clusters
        for member in cluster.members
        if member.relation == "same"
    }


def _placed(
    claim: Span,
    story_of: dict[ArticleId, StoryId],
    one: ClusterId | None,
    other: ClusterId | None,
) -> Placed:
    return Placed(story_of[claim.article], claim.article, one, other)
