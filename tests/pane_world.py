"""An invented article with a pane that shows it, for the tests of everything that draws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from annotator.model.codebook import Kind
from annotator.model.ids import ArticleId, LayerId, SpanId
from annotator.model.span import Span, cut_pieces
from annotator.ui.article_pane import ArticlePane
from annotator.ui.theme import Theme, load_theme

THEMES = Path(__file__).parents[1] / "resources" / "themes"
KINDS = (
    Kind("claim", "Claim", "C", "#1f5fae", "solid"),
    Kind("source", "Source", "S", "#7a3f9d", "dotted"),
    Kind("figure", "Figure", "F", "#b7791f", "box"),
    Kind("frame", "Frame", "R", "#24764a", "wave"),
    Kind("event", "Event", "E", "#b3302b", "dashed"),
)
TEXT = (
    "Crews at the Lindholm quay\u00a0— all of them 🚢 — voted to stay out.\n"
    "Some 1,430 workers have been away since Sunday, the league said.\n"
    "Nine ships wait outside the breakwater."
)
LONG = "\n".join([TEXT] * 40)

MakePane = Callable[..., ArticlePane]


def theme(name: str = "light") -> Theme:
    return load_theme(THEMES / f"{name}.toml")


def span(id_: str, kind: str, *bounds: tuple[int, int], text: str = TEXT) -> Span:
    pieces = cut_pieces(text, bounds, "here")
    return Span(SpanId(id_), LayerId("layer"), ArticleId("article"), kind, pieces)


def quoted(id_: str, kind: str, *quotes: str, text: str = TEXT) -> Span:
    bounds = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    return span(id_, kind, *bounds, text=text)


def picture(pane: ArticlePane) -> QImage:
    return pane.viewport().grab().toImage()


def changed_area(before: QImage, after: QImage) -> QRect:
    """Return the rectangle around all pixels in which two pictures differ."""
    assert before.size() == after.size()
    differing = QRect()
    for y in range(before.height()):
        for x in range(before.width()):
            if before.pixel(x, y) != after.pixel(x, y):
                differing |= QRect(x, y, 1, 1)
    return differing
