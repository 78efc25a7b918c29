"""A span: a stretch of one article tagged by one coder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId, LayerId, SpanId
from annotator.model.text import shortened

Value: TypeAlias = str | int | float | bool | tuple[str, ...]
Origin: TypeAlias = Literal["hand", "suggested", "carried"]
ORIGINS: tuple[Origin, ...] = ("hand", "suggested", "carried")

CLAIM = "claim"
SOURCE = "source"
FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch `[start, end)` of an article in code points, with the words it covers."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Span:
    """One or more pieces of one article under one kind, in one coder's layer.

    Pieces are in order, do not overlap and are not empty. `attributes` maps attribute ids of the
    codebook to values.
    """

    id: SpanId
    layer: LayerId
    article: ArticleId
    kind: str
    pieces: tuple[Piece, ...]
    code: str | None = None
    attributes: Mapping[str, Value] = field(default_factory=dict, hash=False)
    memo: str = ""
    origin: Origin = "hand"
    round: int = 1
    stage: str = "tag"
    codebook_version: int = 1

    @property
    def start(self) -> int:
        """Where the first piece begins."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.pieces[-1].end

    @property
    def length(self) -> int:
        """How many code points all pieces cover together."""
        return sum(piece.end - piece.start for piece in self.pieces)

    @property
    def quote(self) -> str:
        """The words of the span, pieces joined by an ellipsis."""
        return " \u2026 ".join(piece.quote for piece in self.pieces)

    @property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """The pieces as plain `(start, end)` pairs: what makes two spans the same passage."""
        return tuple((piece.start, piece.end) for piece in self.pieces)


def reading_order(span: Span) -> tuple[int, int, str]:
    """Sort key that puts spans in the order of reading, longer ones first at one place."""
    return span.start, -span.end, span.id


def cut_pieces(text: str, bounds: Sequence[tuple[int, int]], where: str) -> tuple[Piece, ...]:
    """Return the pieces at `bounds` of `text` with their quotes, in order.

    Raises KnownError, naming `where`, when a piece is empty, leaves the text or overlaps another.
    """
    if not bounds:
        raise KnownError(f"{where}: no passage is given", "give at least one piece")
    pieces: list[Piece] = []
    for start, end in sorted(bounds):
        if not 0 <= start < end:
            raise KnownError(
                f"{where}: a piece from {start} to {end} covers nothing",
                "give offsets with 0 <= start < end",
            )
        if end > len(text):
            raise KnownError(
                f"{where}: offset {end} is past the end of the text ({len(text)} characters)",
                "count in Unicode code points of the stored text",
            )
        if pieces and start < pieces[-1].end:
            raise KnownError(
                f"{where}: the pieces of one span overlap at {start}", "make the pieces disjoint"
            )
        pieces.append(Piece(start, end, text[start:end]))
    return tuple(pieces)


def check_quote(piece: Piece, quote: str, where: str) -> None:
    """Raise KnownError, naming `where`, when the words at a piece are not `quote`."""
    if piece.quote != quote:
        raise KnownError(
            f"{where}: the quote «{shortened(quote)}» does not match the text, which has "
            f"«{shortened(piece.quote)}» at {piece.start} to {piece.end}",
            "count in Unicode code points of the stored text",
        )
