"""Claim clusters with their members and absences: rows in and out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.model.cluster import Cluster, Member, MemberRelation
from annotator.model.ids import ArticleId, ClusterId, LayerId, SpanId, StoryId, new_id

if TYPE_CHECKING:
    from sqlite_utils import Database


def of_layer(db: Database, layer: LayerId, story: StoryId | None = None) -> list[Cluster]:
    """Return the clusters of a layer, in one story or in all, in their order."""
    where = "layer_id = ?" + ("" if story is None else " AND story_id = ?")
    return _read(db, where, [layer] if story is None else [layer, story])


def with_claim(db: Database, layer: LayerId, claim: SpanId) -> list[Cluster]:
    """Return the clusters of a layer that a claim is in."""
    where = "layer_id = ? AND id IN (SELECT cluster_id FROM membership WHERE span_id = ?)"
    return _read(db, where, [layer, claim])


def _read(db: Database, where: str, given: Sequence[str]) -> list[Cluster]:
    chosen = f"(SELECT id FROM cluster WHERE {where})"
    members: dict[str, list[Member]] = defaultdict(list)
    for cluster, span, relation, origin in db.execute(
        "SELECT cluster_id, span_id, relation, origin FROM membership"
        f" WHERE cluster_id IN {chosen} ORDER BY cluster_id, position",
        given,
    ):
        members[cluster].append(Member(SpanId(span), relation, origin))
    absent: dict[str, list[ArticleId]] = defaultdict(list)
    for cluster, article in db.execute(
        f"SELECT cluster_id, article_id FROM absence WHERE cluster_id IN {chosen}"
        " ORDER BY (SELECT position FROM article WHERE id = article_id)",
        given,
    ):
        absent[cluster].append(ArticleId(article))
    rows = db.execute(
        f"SELECT id, layer_id, story_id, gloss, memo FROM cluster WHERE {where}"
        " ORDER BY story_id, position",
        given,
    )
    return [
        Cluster(
            ClusterId(id_), LayerId(of), StoryId(in_story), gloss, memo,
            tuple(members[id_]), tuple(absent[id_]),
        )
        for id_, of, in_story, gloss, memo in rows
    ]  # fmt: skip


def add_many(db: Database, clusters: Sequence[Cluster]) -> None:
    """Add clusters with their members and absences, at the end of the list of their story."""
    for cluster in clusters:
        db.execute(
            "INSERT INTO cluster SELECT ?1, ?2, ?3, coalesce(max(position), 0) + 1, ?4, ?5"
            " FROM cluster WHERE layer_id = ?2 AND story_id = ?3",
            [cluster.id, cluster.layer, cluster.story, cluster.gloss, cluster.memo],
        )
        for member in cluster.members:
            add_member(db, cluster.id, member)
        for article in cluster.absent:
            add_absence(db, cluster.id, article)


def remove(db: Database, cluster: ClusterId) -> None:
    """Remove a cluster with its memberships and absences; the claims stay."""
    db.execute("DELETE FROM cluster WHERE id = ?", [cluster])


def add_member(db: Database, cluster: ClusterId, member: Member) -> None:
    """Add a claim at the end of a cluster."""
    db.execute(
        "INSERT INTO membership SELECT ?1, ?2, ?3, ?4, ?5, coalesce(max(position), 0) + 1"
        " FROM membership WHERE cluster_id = ?2",
        [new_id(), cluster, member.claim, member.relation, member.origin],
    )


def replace_member(db: Database, cluster: ClusterId, claim: SpanId, by: SpanId) -> None:
    """Put another claim into a cluster in the place of one, standing to it in the same way."""
    db.execute(
        "UPDATE membership SET span_id = ? WHERE cluster_id = ? AND span_id = ?",
        [by, cluster, claim],
    )


def remove_member(db: Database, cluster: ClusterId, claim: SpanId) -> None:
    """Take a claim out of a cluster."""
    db.execute("DELETE FROM membership WHERE cluster_id = ? AND span_id = ?", [cluster, claim])


def set_relation(db: Database, cluster: ClusterId, claim: SpanId, relation: MemberRelation) -> None:
    """Say how a claim stands to its cluster; its place among the members stays."""
    db.execute(
        "UPDATE membership SET relation = ? WHERE cluster_id = ? AND span_id = ?",
        [relation, cluster, claim],
    )


def describe(db: Database, cluster: Cluster) -> None:
    """Give a cluster the gloss and the memo it now has."""
    db.execute(
        "UPDATE cluster SET gloss = ?, memo = ? WHERE id = ?",
        [cluster.gloss, cluster.memo, cluster.id],
    )


def add_absence(db: Database, cluster: ClusterId, article: ArticleId) -> None:
    """Record that an article does not carry the cluster's claim."""
    db.execute("INSERT INTO absence VALUES (?, ?, ?)", [new_id(), cluster, article])


def remove_absence(db: Database, cluster: ClusterId, article: ArticleId) -> None:
    """Take back that an article does not carry the cluster's claim."""
    db.execute("DELETE FROM absence WHERE cluster_id = ? AND article_id = ?", [cluster, article])
