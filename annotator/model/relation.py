"""Relations between spans inside one article."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.errors import KnownError
from annotator.model.ids import LayerId, RelationId, SpanId
from annotator.model.span import CLAIM, FIGURE, SOURCE, Span

# type -> (kind it starts from, kind it leads to)
RELATION_ENDS: dict[str, tuple[str, str]] = {
    "attributes": (CLAIM, SOURCE),
    "relays": (SOURCE, SOURCE),
    "quantifies": (CLAIM, FIGURE),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """`start` attributes to, relays or is quantified by `end`; both in one article and layer."""

    id: RelationId
    layer: LayerId
    type: str
    start: SpanId
    end: SpanId
    memo: str = ""


def relation_between(one: Span, other: Span) -> tuple[str, Span, Span]:
    """Return the relation two spans can have, as `(type, start, end)`, whichever came first.

    Raises KnownError when no relation joins their kinds or they are in different articles.
    """
    for type_, ends in RELATION_ENDS.items():
        if (one.kind, other.kind) == ends:
            check_relation(type_, one, other, "These spans")
            return type_, one, other
        if (other.kind, one.kind) == ends:
            check_relation(type_, other, one, "These spans")
            return type_, other, one
    raise KnownError(
        f"A {one.kind} and a {other.kind} cannot be related",
        "relate a claim to its source or its figure, or a source to the source it relays",
    )


def check_relation(type_: str, start: Span, end: Span, where: str) -> None:
    """Raise KnownError, naming `where`, when a relation of this type cannot hold."""
    if type_ not in RELATION_ENDS:
        known = ", ".join(RELATION_ENDS)
        raise KnownError(f"{where}: unknown relation type «{type_}»", f"use one of {known}")
    kinds = RELATION_ENDS[type_]
    if (start.kind, end.kind) != kinds:
        raise KnownError(
            f"{where}: «{type_}» leads from a {kinds[0]} to a {kinds[1]}, "
            f"not from a {start.kind} to a {end.kind}",
            "choose spans of the right kinds",
        )
    if start.article != end.article:
        raise KnownError(
            f"{where}: a relation stays inside one article", "choose two spans of one article"
        )
    if start.id == end.id:
        raise KnownError(f"{where}: a span cannot be related to itself", "choose another span")
