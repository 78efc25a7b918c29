"""From a layer's content to layer JSON, version 1, with every key of it (design, 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.model.article import ArticleHead
from annotator.model.ids import ArticleId, CodingId
from annotator.model.layer import Coding, LayerContent, Memo
from annotator.model.span import Piece, Span, Value


def layer_document(content: LayerContent, articles: Sequence[ArticleHead]) -> dict[str, object]:
    """Return a layer as a JSON value, the inverse of `read_layer` up to the names of ids.

    `articles` are the project's; those the layer has a coding of, or names, are listed.
    """
    heads = {head.id: head for head in articles}
    codings = _listed(content)
    local = _local_ids(codings)
    layer = content.layer
    return {
        "format": "annotator-layer",
        "version": 1,
        "coder": layer.name,
        "role": layer.role,
        "codebook": {"version": layer.codebook_version, "sha256": layer.codebook_sha256},
        "articles": [
            {
                "id": local[coding.article, coding.round, coding.stage],
                "file": heads[coding.article].file,
                "sha256": heads[coding.article].sha256,
                "status": coding.status,
                "round": coding.round,
                "stage": coding.stage,
            }
            for coding in codings
        ],
        "spans": [
            span_document(span, local[span.article, span.round, span.stage])
            for span in content.spans
        ],
        "relations": [
            {"type": r.type, "from": r.start, "to": r.end, "memo": r.memo}
            for r in content.relations
        ],
        "clusters": [
            {
                "id": cluster.id,
                "gloss": cluster.gloss,
                "memo": cluster.memo,
                "members": [
                    {"claim": m.claim, "relation": m.relation, "origin": m.origin}
                    for m in cluster.members
                ],
                "absent": [_any_coding(local, article) for article in cluster.absent],
            }
            for cluster in content.clusters
        ],
        "memos": [_memo(memo, local) for memo in content.memos],
        "decisions": [
            {"item": d.item, "by": d.by, "how": d.how, "reason": d.reason, "note": d.note}
            for d in content.decisions
        ],
        "x": dict(layer.extra),
    }


def span_document(span: Span, article: str) -> dict[str, object]:
    """Return a span as layer JSON has it; `article` is the id its article has there."""
    return {
        "id": span.id,
        "article": article,
        "kind": span.kind,
        "pieces": [_piece(piece) for piece in span.pieces],
        "code": span.code,
        "attributes": {key: json_value(value) for key, value in span.attributes.items()},
        "memo": span.memo,
        "round": span.round,
        "origin": span.origin,
    }


def json_value(value: Value) -> object:
    """Return an attribute's value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def _piece(piece: Piece) -> dict[str, object]:
    return {"start": piece.start, "end": piece.end, "text": piece.quote}


def _listed(content: LayerContent) -> list[Coding]:
    """The codings, and one still to do for an article that only an absence or a memo names."""
    named = [article for cluster in content.clusters for article in cluster.absent]
    named += [ArticleId(memo.on_id) for memo in content.memos if memo.on == "article"]
    listed = {coding.article for coding in content.codings}
    return [
        *content.codings,
        *(
            Coding(CodingId(article), content.layer.id, article)
            for article in dict.fromkeys(named)
            if article not in listed
        ),
    ]


def _local_ids(codings: Sequence[Coding]) -> dict[tuple[ArticleId, int, str], str]:
    """A coding's own id where an article is listed more than once, else the article's."""
    listed = [coding.article for coding in codings]
    return {
        (c.article, c.round, c.stage): c.article if listed.count(c.article) == 1 else c.id
        for c in codings
    }


def _any_coding(local: Mapping[tuple[ArticleId, int, str], str], article: str) -> str:
    return next(id_ for (listed, _, _), id_ in local.items() if listed == article)


def _memo(memo: Memo, local: Mapping[tuple[ArticleId, int, str], str]) -> dict[str, object]:
    id_ = _any_coding(local, memo.on_id) if memo.on == "article" else memo.on_id
    return {"on": memo.on, "id": id_, "text": memo.text}
