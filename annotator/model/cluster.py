"""Claim clusters: claims of one story that assert the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId, ClusterId, LayerId, SpanId, StoryId
from annotator.model.span import Origin

MemberRelation: TypeAlias = Literal["same", "partial", "contradicts"]
MEMBER_RELATIONS: tuple[MemberRelation, ...] = ("same", "partial", "contradicts")


@dataclass(frozen=True, slots=True)
class Member:
    """A claim in a cluster and how it stands to what the cluster says."""

    claim: SpanId
    relation: MemberRelation = "same"
    origin: Origin = "hand"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A claim cluster of one layer; `absent` are articles decided not to carry its claim."""

    id: ClusterId
    layer: LayerId
    story: StoryId
    gloss: str = ""
    memo: str = ""
    members: tuple[Member, ...] = ()
    absent: tuple[ArticleId, ...] = ()

    @property
    def claims(self) -> tuple[SpanId, ...]:
        """The claims in it, in the order they were joined."""
        return tuple(member.claim for member in self.members)


def same_cluster_of(clusters: Iterable[Cluster], claim: SpanId) -> Cluster | None:
    """Return the one cluster in which the claim is `same`, or None."""
    for cluster in clusters:
        if Member(claim).relation in {m.relation for m in cluster.members if m.claim == claim}:
            return cluster
    return None


def check_same_once(clusters: Iterable[Cluster], where: str) -> None:
    """Raise KnownError, naming `where`, when a claim is `same` in two clusters of a layer."""
    seen: dict[SpanId, ClusterId] = {}
    for cluster in clusters:
        for member in cluster.members:
            if member.relation != "same":
                continue
            if member.claim in seen:
                raise KnownError(
                    f"{where}: the claim «{member.claim}» is «same» in two clusters, "
                    f"«{seen[member.claim]}» and «{cluster.id}»",
                    "a claim asserts one thing: make one of them partial or merge the clusters",
                )
            seen[member.claim] = cluster.id
