"""Verbs on claim clusters: join claims, leave, and say that an article does not carry a claim."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.app.project import Project
from annotator.model.cluster import Cluster, Member, same_cluster_of
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId, ClusterId, SpanId, StoryId, new_id
from annotator.model.layer import Layer
from annotator.model.span import CLAIM, Span
from annotator.store import clusters, spans


def join(
    project: Project,
    layer: Layer,
    story: StoryId,
    claims: Sequence[Span],
    absent: Sequence[ArticleId] = (),
) -> ClusterId:
    """Put claims that assert the same thing into one cluster and return it, all in one step.

    The first claim's cluster takes the others, with the clusters they are `same` in; without one
    a new cluster is made. `absent` are articles decided not to carry the claim. Raises KnownError
    when one is no claim or in another story, or an absent article holds one of them.
    """
    _refuse_other_stories(project, story, [*(claim.article for claim in claims), *absent])
    for claim in claims:
        if claim.kind != CLAIM:
            raise KnownError(f"Only claims are joined, this is a {claim.kind}", "choose a claim")
    db = project.file.db
    known = clusters.of_layer(db, layer.id, story)
    held = [same_cluster_of(known, claim.id) for claim in claims]
    joined = list({cluster.id: cluster for cluster in held if cluster is not None}.values())
    if len(joined) == 1 and all(held) and not absent:
        raise KnownError("These claims are joined already", "choose a claim of another cluster")
    with project.step("Join claims", where=claims[0].article, coder=layer.name):
        if not joined:
            joined = [Cluster(ClusterId(new_id()), layer.id, story)]
            clusters.add_many(db, joined)
        first, *others = joined
        members = _merged(joined, claims)
        same = spans.by_id(db, [m.claim for m in members if m.relation == "same"])
        for article in absent:
            _refuse_member_in(article, same)
        for other in others:
            clusters.remove(db, other.id)
        _set_members(project, first, members)
        here = {claim.article for claim in same}
        for article in here.intersection(first.absent):
            clusters.remove_absence(db, first.id, article)
        said = dict.fromkeys([*(a for other in others for a in other.absent), *absent])
        for article in said:
            if article not in here and article not in first.absent:
                clusters.add_absence(db, first.id, article)
    return first.id


def _merged(joined: Sequence[Cluster], claims: Sequence[Span]) -> list[Member]:
    """The members of the clusters together, once each, with the claims `same` whatever they were.

    A claim that is `same` in one of the clusters is so in the whole.
    """
    found: dict[SpanId, Member] = {}
    for member in (member for cluster in joined for member in cluster.members):
        if member.claim not in found or member.relation == "same":
            found[member.claim] = member
    for claim in claims:
        if claim.id not in found or found[claim.id].relation != "same":
            found[claim.id] = Member(claim.id)
    return list(found.values())


def _set_members(project: Project, cluster: Cluster, members: Sequence[Member]) -> None:
    had = {member.claim: member for member in cluster.members}
    for member in members:
        if had.get(member.claim) == member:
            continue
        clusters.remove_member(project.file.db, cluster.id, member.claim)
        clusters.add_member(project.file.db, cluster.id, member)


def _refuse_other_stories(project: Project, story: StoryId, named: Sequence[ArticleId]) -> None:
    if not {head.id for head in project.articles(story)}.issuperset(named):
        raise KnownError("A cluster stays inside one story", "choose articles of one story")


def _refuse_member_in(article: ArticleId, claims: Sequence[Span]) -> None:
    if any(claim.article == article for claim in claims):
        raise KnownError(
            "An article that holds a claim of the cluster cannot be absent from it",
            "leave one of the two out",
        )


def leave_cluster(project: Project, layer: Layer, cluster: Cluster, claim: Span) -> None:
    """Take a claim out of a cluster; a cluster that says nothing any more goes with it."""
    with project.step("Leave cluster", where=claim.article, coder=layer.name):
        take_out(project, cluster, claim.id)


def take_out(project: Project, cluster: Cluster, claim: SpanId) -> bool:
    """Take a claim out of a cluster inside the open step.

    A cluster that says nothing without it goes too; returns whether it went.
    """
    rest = [member for member in cluster.members if member.claim != claim]
    if not rest or (len(rest) == 1 and not cluster.absent):
        clusters.remove(project.file.db, cluster.id)
        return True
    clusters.remove_member(project.file.db, cluster.id, claim)
    return False


def toggle_absence(
    project: Project, layer: Layer, cluster: Cluster, article: ArticleId, claims: Sequence[Span]
) -> bool:
    """Record, or take back, that an article does not carry a cluster's claim.

    `claims` are the cluster's claims. Returns whether it is absent now. Raises KnownError when
    the article holds one of them or is in another story.
    """
    _refuse_other_stories(project, cluster.story, [article])
    db = project.file.db
    if article in cluster.absent:
        with project.step("Take back absence", where=article, coder=layer.name):
            clusters.remove_absence(db, cluster.id, article)
        return False
    same = {member.claim for member in cluster.members if member.relation == "same"}
    _refuse_member_in(article, [claim for claim in claims if claim.id in same])
    with project.step("Mark absent", where=article, coder=layer.name):
        clusters.add_absence(db, cluster.id, article)
    return True
