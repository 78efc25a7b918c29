"""Small projects for tests of agreement: articles, layers and codebooks in one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.model.article import ArticleHead, Region
from annotator.model.cluster import Cluster, Member, MemberRelation
from annotator.model.codebook import Attribute, Codebook, Kind
from annotator.model.ids import (
    ArticleId,
    ClusterId,
    CodingId,
    LayerId,
    RelationId,
    SpanId,
    StoryId,
)
from annotator.model.layer import Coding, Layer, LayerContent
from annotator.model.relation import Relation
from annotator.model.span import Piece, Span, Value


def article(
    id_: str, length: int = 100, *, story: str = "s", boilerplate: Sequence[tuple[int, int]] = ()
) -> ArticleHead:
    regions = tuple(Region("boilerplate", start, end) for start, end in boilerplate)
    return ArticleHead(
        id=ArticleId(id_),
        story=StoryId(story),
        position=0,
        title=id_,
        outlet="",
        language="en",
        date="",
        url="",
        author="",
        file=f"{id_}.txt",
        sha256="",
        length=length,
        regions=regions,
    )


def span(
    id_: str,
    article_id: str,
    *pieces: tuple[int, int],
    kind: str = "claim",
    attributes: Mapping[str, Value] | None = None,
) -> Span:
    return Span(
        SpanId(id_),
        LayerId(""),
        ArticleId(article_id),
        kind,
        tuple(Piece(start, end, "x" * (end - start)) for start, end in pieces),
        attributes=attributes or {},
    )


def layer(
    name: str,
    spans: Sequence[Span] = (),
    *,
    finished: Sequence[str] = ("a",),
    started: Sequence[str] = (),
    relations: Sequence[tuple[str, str, str]] = (),
    clusters: Sequence[Sequence[str]] = (),
    others: Mapping[MemberRelation, Sequence[Sequence[str]]] | None = None,
) -> LayerContent:
    """`clusters` are lists of claims that are `same`; `others` adds clusters of other relations."""
    groups: list[tuple[MemberRelation, Sequence[str]]] = [("same", group) for group in clusters]
    for relation, more in (others or {}).items():
        groups += [(relation, group) for group in more]
    id_ = LayerId(name)
    done = [Coding(CodingId(f"{name}-{a}"), id_, ArticleId(a), status="finished") for a in finished]
    begun = [Coding(CodingId(f"{name}-{a}"), id_, ArticleId(a), status="started") for a in started]
    return LayerContent(
        Layer(id_, name, "coder", None),
        codings=(*done, *begun),
        spans=tuple(spans),
        relations=tuple(
            Relation(RelationId(f"{name}{i}"), id_, type_, SpanId(start), SpanId(end))
            for i, (type_, start, end) in enumerate(relations)
        ),
        clusters=tuple(
            Cluster(
                ClusterId(f"{name}-{i}"),
                id_,
                StoryId("s"),
                members=tuple(Member(SpanId(claim), relation) for claim in group),
            )
            for i, (relation, group) in enumerate(groups)
        ),
    )


def codebook(*attributes: Attribute) -> Codebook:
    """Claims with these attributes, sources and figures without any."""
    return Codebook(
        1,
        "test",
        (
            Kind("claim", "Claim", "C", "#1", "solid", attributes=attributes),
            Kind("source", "Source", "S", "#2", "dotted"),
            Kind("figure", "Figure", "F", "#3", "box"),
        ),
    )
