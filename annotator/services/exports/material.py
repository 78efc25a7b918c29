"""What every export is made from, and what every export must say of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator import __version__
from annotator.model.article import Article, Story
from annotator.model.codebook import Codebook
from annotator.model.layer import LayerContent


@dataclass(frozen=True, slots=True)
class Material:
    """A project's articles and the layers to export; `with_text` False leaves all words out."""

    title: str
    stories: Sequence[Story]
    articles: Sequence[Article]
    codebook: Codebook
    layers: Sequence[LayerContent]
    with_text: bool = True


def manifest(material: Material, format_: str) -> dict[str, object]:
    """Return what tells a reader how to take the export: versions, offsets and text hashes."""
    return {
        "format": format_,
        "version": 1,
        "tool": f"Annotator {__version__}",
        "project": material.title,
        "offset_unit": "Unicode code point, half-open, of the text with this hash",
        "text_hash": "SHA-256 of the text in UTF-8",
        "text_included": material.with_text,
        "codebook": {"version": material.codebook.number, "sha256": material.codebook.sha256},
        "layers": [content.layer.name for content in material.layers],
        "articles": [
            {"id": article.head.id, "file": article.head.file, "sha256": article.head.sha256}
            for article in material.articles
        ],
    }
