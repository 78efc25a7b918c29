"""Layers: what one coder made, or a special layer; and everything in it as frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.model.cluster import Cluster
from annotator.model.ids import ArticleId, CoderId, CodingId, LayerId
from annotator.model.relation import Relation
from annotator.model.span import Span

Role: TypeAlias = Literal["coder", "gold", "key", "units"]
ROLES: tuple[Role, ...] = ("coder", "gold", "key", "units")
Status: TypeAlias = Literal["to do", "started", "finished"]
STATUSES: tuple[Status, ...] = ("to do", "started", "finished")
How: TypeAlias = Literal["unanimous", "adjudicated", "single"]
HOWS: tuple[How, ...] = ("unanimous", "adjudicated", "single")


@dataclass(frozen=True, slots=True)
class Layer:
    """Whose work it is; `name` is unique in a project and never `gold`, `key` or `units` for a
    coder's layer. `codebook_sha256` is what a loaded layer said of its codebook, if anything.
    """

    id: LayerId
    name: str
    role: Role
    coder: CoderId | None
    codebook_version: int = 1
    codebook_sha256: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Coding:
    """One layer x article x round x stage, with its status and its place in the order shown."""

    id: CodingId
    layer: LayerId
    article: ArticleId
    round: int = 1
    stage: str = "tag"
    status: Status = "to do"
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on an article, span, cluster or on the project (`on_id` empty)."""

    on: str
    on_id: str
    text: str


def memo_on(memos: Iterable[Memo], article: ArticleId | None) -> str:
    """Return the text on an article or, without one, on the project; "" where there is none.

    A loaded layer may bring several: they are read as one, with a blank line between.
    """
    target = memo_target(article)
    return "\n\n".join(memo.text for memo in memos if (memo.on, memo.on_id) == target)


def memo_target(article: ArticleId | None) -> tuple[str, str]:
    """Return what a memo on an article or, without one, on the project is on, and its id."""
    return ("project", "") if article is None else ("article", article)


@dataclass(frozen=True, slots=True)
class Decision:
    """A signed decision on an item (a span or cluster id) of a gold layer."""

    item: str
    by: str
    how: How
    reason: str | None
    note: str


@dataclass(frozen=True, slots=True)
class LayerContent:
    """Everything one layer holds, read at one moment."""

    layer: Layer
    codings: tuple[Coding, ...] = ()
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    memos: tuple[Memo, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def finished(self) -> frozenset[ArticleId]:
        """The articles this layer has finished in any round and stage: what statistics count."""
        return frozenset(c.article for c in self.codings if c.status == "finished")
