"""A span's card in a few lines of plain text, for where there is no room for the inspector."""

from __future__ import annotations

from annotator.app.card import card_of
from annotator.app.reading import Reading
from annotator.model.span import Span
from annotator.model.text import shortened

_LONGEST_LINE, _MOST_LINES = 70, 12


def card_words(reading: Reading, span: Span) -> str:
    """Return kind, code, attributes, relations, memo and size of the cluster, a line each."""
    cluster = reading.cluster_of(span.id)
    card = card_of(reading, span, cluster)
    name = next((code.name for code in card.kind.codes if code.id == span.code), span.code)
    lines = [card.heading, *([f"Code: {name}"] if name else [])]
    lines += [f"{line.attribute.name}: {line.words}" for line in card.attributes if line.words]
    lines += [f"{line.label}: {line.text}" for line in card.related]
    if card.memo:
        lines.append(f"Memo: {card.memo}")
    if cluster is not None:
        members = reading.members(cluster)
        articles = len({member.article for member in members})
        lines.append(f"Cluster: {len(members)} claims in {articles} articles")
    return "\n".join(shortened(line, _LONGEST_LINE) for line in lines[:_MOST_LINES])
