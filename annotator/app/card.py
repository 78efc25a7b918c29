"""The card of a span: everything the inspector says about it, as values ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.app.reading import Reading
from annotator.model.cluster import Cluster, MemberRelation
from annotator.model.codebook import Attribute, Kind
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
class AttributeLine:
    """An attribute of the span's kind, with the value that the span has, if any."""

    attribute: Attribute
    value: Value | None

    @property
    def needed(self) -> bool:
        """Whether the codebook wants a value and there is none yet."""
        return self.attribute.required and self.value is None

    @property
    def words(self) -> str:
        """The value in words; nothing where there is none."""
        return "" if self.value is None else in_words(self.value)


@dataclass(frozen=True, slots=True)
class Card:
    """What the inspector shows of the span in focus.

    `cluster` is the one a claim is shown in and `standing` how the claim stands to it; both are
    None for a span that is in no cluster.
    """

    heading: str
    quote: str
    kind: Kind
    attributes: tuple[AttributeLine, ...]
    related: tuple[Line, ...]
    memo: str
    cluster: Cluster | None
    standing: MemberRelation | None
    elsewhere: tuple[Line, ...]


def card_of(reading: Reading, span: Span, cluster: Cluster | None = None) -> Card:
    """Return the card of a span that is in the reading, with the cluster it is looked at in."""
    kind = reading.project.codebook.kind(span.kind)
    if kind is None:
        raise ValueError(span.kind)
    paragraph = paragraph_at(reading.project.text_of(span.article), span.start)
    standings = {member.claim: member.relation for member in cluster.members} if cluster else {}
    return Card(
        f"{kind.name}, paragraph {paragraph}",
        span.quote,
        kind,
        tuple(AttributeLine(a, span.attributes.get(a.id)) for a in kind.attributes),
        tuple(_relations(reading, span)),
        span.memo,
        cluster,
        standings.get(span.id),
        () if cluster is None else _elsewhere(reading, cluster, span),
    )


def in_words(value: Value) -> str:
    """Return a value of an attribute as a person reads it."""
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
