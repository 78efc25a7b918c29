"""CSV tables for spreadsheets and statistics: articles, codings, spans, relations, clusters.

RFC 4180, UTF-8. A cell that a spreadsheet would take for a formula is led by an apostrophe; the
manifest says so. The lossless export is JSON Lines.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from annotator.model.article import ArticleHead
from annotator.model.ids import ArticleId, SpanId
from annotator.model.span import Span, Value
from annotator.services.exports.material import Material, manifest

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = Sequence[Cell]


def tables(material: Material) -> dict[str, str]:
    """Return the tables and their manifest as {file name: content}."""
    described = {
        **manifest(material, "annotator-csv"),
        "formula_guard": "a text that begins with = + - @ TAB or CR is led by an apostrophe",
    }
    return {
        "articles.csv": _csv(_articles(material)),
        "codings.csv": _csv(_codings(material)),
        "spans.csv": _csv(_spans(material)),
        "relations.csv": _csv(_relations(material)),
        "clusters.csv": _csv(_clusters(material)),
        "manifest.json": json.dumps(described, ensure_ascii=False, indent=2) + "\n",
    }


def guarded(cell: Cell) -> Cell:
    """Return the cell so that no spreadsheet takes a text for a formula."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return cell


def _csv(rows: Iterable[Row]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def _heads(material: Material) -> dict[ArticleId, ArticleHead]:
    return {article.head.id: article.head for article in material.articles}


def _articles(material: Material) -> Iterator[Row]:
    names = {story.id: story.name for story in material.stories}
    described = ("file", "title", "outlet", "language", "date", "url", "author")
    yield ("id", "story", *described, "characters", "sha256")
    for article in material.articles:
        head = article.head
        yield (
            head.id,
            names[head.story],
            *(str(getattr(head, key)) for key in described),
            head.length,
            head.sha256,
        )


def _codings(material: Material) -> Iterator[Row]:
    yield ("layer", "article", "round", "stage", "status")
    for content in material.layers:
        for coding in content.codings:
            yield content.layer.name, coding.article, coding.round, coding.stage, coding.status


def _spans(material: Material) -> Iterator[Row]:
    attributes = [(kind.id, a.id) for kind in material.codebook.kinds for a in kind.attributes]
    yield (
        *("layer", "article", "outlet", "span", "kind", "code", "start", "end", "pieces"),
        *("quote", "memo", "origin", "round", "stage", "codebook_version"),
        *(f"{kind}.{attribute}" for kind, attribute in attributes),
    )
    heads = _heads(material)
    for content in material.layers:
        for span in content.spans:
            values = [
                _cell(span.attributes.get(attribute)) if kind == span.kind else None
                for kind, attribute in attributes
            ]
            yield (
                *(content.layer.name, span.article, heads[span.article].outlet, span.id),
                *(span.kind, span.code, span.start, span.end),
                ";".join(f"{start}:{end}" for start, end in span.bounds),
                *(_quote(material, span), span.memo, span.origin),
                *(span.round, span.stage, span.codebook_version, *values),
            )


def _cell(value: Value | None) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, tuple) else value


def _relations(material: Material) -> Iterator[Row]:
    yield ("layer", "article", "relation", "type", "from", "from_quote", "to", "to_quote", "memo")
    for content in material.layers:
        spans = {span.id: span for span in content.spans}
        for relation in content.relations:
            start, end = spans[relation.start], spans[relation.end]
            yield (
                *(content.layer.name, start.article, relation.id, relation.type, start.id),
                *(_quote(material, start), end.id, _quote(material, end), relation.memo),
            )


def _clusters(material: Material) -> Iterator[Row]:
    yield (
        *("layer", "story", "cluster", "gloss", "article", "outlet", "relation", "span"),
        *("quote", "origin", "memo"),
    )
    stories = {story.id: story.name for story in material.stories}
    heads, spans = _heads(material), _all_spans(material)
    for content in material.layers:
        for cluster in content.clusters:
            lead = (content.layer.name, stories[cluster.story], cluster.id, cluster.gloss)
            for member in cluster.members:
                claim = spans[member.claim]
                yield (
                    *(*lead, claim.article, heads[claim.article].outlet, member.relation),
                    *(claim.id, _quote(material, claim), member.origin, cluster.memo),
                )
            for absent in cluster.absent:
                yield *lead, absent, heads[absent].outlet, "absent", None, None, None, cluster.memo


def _all_spans(material: Material) -> dict[SpanId, Span]:
    """Every layer's spans: members of one layer may be the claims of a `units` layer."""
    return {span.id: span for content in material.layers for span in content.spans}


def _quote(material: Material, span: Span) -> str | None:
    return span.quote if material.with_text else None
