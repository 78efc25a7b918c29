"""Lossless JSON Lines: one record a line, the manifest first (docs in resources/help/export.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from annotator.model.layer import LayerContent
from annotator.services.codebook_json import codebook_document
from annotator.services.exports.material import Material, manifest


def jsonl(material: Material) -> str:
    """Return the whole export as text; each line is an object with a `record` key.

    Without text, `text` and every `quote` are null, and everything else is the same.
    """
    lines = (json.dumps(record, ensure_ascii=False) for record in _records(material))
    return "\n".join(lines) + "\n"


def _records(material: Material) -> Iterator[dict[str, object]]:
    yield {"record": "manifest", **manifest(material, "annotator-jsonl")}
    yield {"record": "codebook", **codebook_document(material.codebook)}
    for story in material.stories:
        yield {"record": "story", **asdict(story)}
    for article in material.articles:
        text = article.text if material.with_text else None
        yield {"record": "article", **asdict(article.head), "text": text}
    for content in material.layers:
        yield from _layer(content, with_text=material.with_text)


def _layer(content: LayerContent, *, with_text: bool) -> Iterator[dict[str, object]]:
    yield {"record": "layer", **asdict(content.layer)}
    for coding in content.codings:
        yield {"record": "coding", **asdict(coding)}
    for span in content.spans:
        record = asdict(span)
        if not with_text:
            record["pieces"] = [{**piece, "quote": None} for piece in record["pieces"]]
        yield {"record": "span", **record}
    for relation in content.relations:
        yield {"record": "relation", **asdict(relation)}
    for cluster in content.clusters:
        yield {"record": "cluster", **asdict(cluster)}
    for memo in content.memos:
        yield {"record": "memo", "layer": content.layer.id, **asdict(memo)}
    for decision in content.decisions:
        yield {"record": "decision", "layer": content.layer.id, **asdict(decision)}
