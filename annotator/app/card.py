"""The card of a span: everything the inspector says about it, as values ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.app.reading import Reading
from annotator.model.cluster import Cluster
from annotator.model.codebook import Kind
from annotator.model.ids import SpanId
from annotator.model.span import Span, Value
from annotator.model.text import paragraph_at

_RELATED_AS = {
    ("attributes", True): "Source",
    ("attributes", False): "Source of",
    ("quantifies", True): "Figure",
    ("quantifies", False): "Figure of",
    ("relays", True): "Relays",
    ("relays", False): "Relayed by",
}
_STANDS = {"same": "", "partial": "partial: ", "contradicts": "contradicts: "}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: what it is, what it says, and where a click on it leads, if anywhere."""

    label: str
    text: str
    span: SpanId | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What the inspector shows of the span in focus."""

    heading: str
    quote: str
    kind: Kind
    described: tuple[Line, ...]
    elsewhere: tuple[Line, ...]


def card_of(reading: Reading, span: Span) -> Card:
    """Return the card of a span that is in the reading."""
    kind = reading.project.codebook.kind(span.kind)
    if kind is None:
        raise ValueError(span.kind)
    paragraph = paragraph_at(reading.project.text_of(span.article), span.start)
    cluster = reading.cluster_of(span.id)
    return Card(
        f"{kind.name}, paragraph {paragraph}",
        span.quote,
        kind,
        (*_attributes(kind, span.attributes), *_relations(reading, span), *_memo(span)),
        () if cluster is None else _elsewhere(reading, cluster, span),
    )


def _attributes(kind: Kind, values: Mapping[str, Value]) -> list[Line]:
    return [
        Line(attribute.name, _words(values[attribute.id]))
        for attribute in kind.attributes
        if attribute.id in values
    ]


def _words(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _relations(reading: Reading, span: Span) -> list[Line]:
    lines = []
    for relation in reading.relations_of(span.id):
        leads = relation.start == span.id
        other = reading.spans[relation.end if leads else relation.start]
        lines.append(Line(_RELATED_AS[relation.type, leads], other.quote, other.id))
    return sorted(lines, key=lambda line: line.label)


def _memo(span: Span) -> list[Line]:
    return [Line("Memo", span.memo)] if span.memo else []


def _elsewhere(reading: Reading, cluster: Cluster, span: Span) -> tuple[Line, ...]:
    """One line an article of the story: the member there, or that it is absent or open."""
    standing = {member.claim: member.relation for member in cluster.members}
    lines: list[Line] = []
    for head in reading.articles:
        members = [m for m in reading.members(cluster) if m.article == head.id and m.id != span.id]
        lines += [
            Line(head.name, _STANDS[standing[member.id]] + member.quote, member.id)
            for member in members
        ]
        if not members and head.id != span.article:
            decided = head.id in cluster.absent
            lines.append(Line(head.name, "absent" if decided else "not decided", quiet=True))
    return tuple(lines)
