"""Acts that change the span in focus, and the selection; each raises KnownError where it cannot."""

from __future__ import annotations

from annotator.app import passages, span_editing
from annotator.app.desk import Desk, Here
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId
from annotator.model.layer import Layer
from annotator.model.span import Span, reading_order
from annotator.model.words import word_at


def select_sentence(desk: Desk) -> None:
    """Select the sentence at the caret; where whole sentences are selected, the next one too."""
    reading, _, here = desk.coding()
    start, end = passages.longer_by_a_sentence(reading, here)
    desk.here = Here(here.article, end, (start, end))
    desk.select_requested.emit(here.article, start, end)


def change_kind(desk: Desk, kind: str) -> None:
    """Make the span in focus one of another kind."""
    layer, span = _editable(desk)
    lost = span_editing.change_kind(desk.project, layer, span, kind)
    found = desk.project.codebook.kind(kind)
    _tell(desk, f"Changed to {(found.name if found else kind).lower()}", lost)


def move_start(desk: Desk, later: bool) -> None:
    """Let the span in focus begin a word later or earlier; the caret goes there."""
    layer, span = _editable(desk)
    start = span_editing.move_start(desk.project, layer, span, later=later)
    first = word_at(desk.project.text_of(span.article), start)
    _put_caret(desk, span.article, start)
    desk.tell(f"Begins with {_quoted(desk, span.article, first)}")


def move_end(desk: Desk, later: bool) -> None:
    """Let the span in focus end a word later or earlier; the caret goes there."""
    layer, span = _editable(desk)
    end = span_editing.move_end(desk.project, layer, span, later=later)
    last = word_at(desk.project.text_of(span.article), end - 1)
    _put_caret(desk, span.article, end)
    desk.tell(f"Ends with {_quoted(desk, span.article, last)}")


def split(desk: Desk) -> None:
    """Make two spans of the one in focus, cut at the caret; the second comes into focus."""
    layer, span = _editable(desk)
    reading, _, here = desk.coding()
    if here.article != span.article:
        raise KnownError("The caret is not inside the span", "put it between two of its words")
    text = desk.project.text_of(span.article)
    cut = here.caret
    if desk.snapping and cut < len(text):
        cut = word_at(text, cut)[0]
    joined = bool(reading.relations_of(span.id)) or reading.cluster_of(span.id) is not None
    second = span_editing.split(desk.project, layer, span, cut)
    desk.focus(second.id)
    _put_caret(desk, second.article, second.start)
    stays = "; relations and clusters stay with the first part" if joined else ""
    desk.tell(f"Split in two{stays}")


def unite(desk: Desk) -> None:
    """Make one span of the one in focus and the next of its kind in the article."""
    layer, span = _editable(desk)
    reading, _, _ = desk.coding()
    following = [
        other
        for other in reading.in_article(span.article)
        if reading_order(other) > reading_order(span)
        and (other.kind, other.round, other.stage) == (span.kind, span.round, span.stage)
    ]
    if not following:
        raise KnownError(f"No {span.kind} follows in this article", "focus the one before it")
    lost = span_editing.unite(desk.project, layer, span, following[0])
    cluster = reading.cluster_of(span.id)
    if cluster is not None:
        desk.selected_cluster = cluster.id
        desk.focus_changed.emit()
    _tell(desk, f"Joined with the next {span.kind}", lost)


def _editable(desk: Desk) -> tuple[Layer, Span]:
    _, layer, _ = desk.coding()
    if desk.draft is not None:  # it was begun for the span as it is
        raise KnownError("A join or a relation is begun", "end it with Enter or Escape first")
    return layer, desk.span_in_focus()


def _put_caret(desk: Desk, article: ArticleId, offset: int) -> None:
    if article not in desk.columns:
        desk.show_article(article)
    desk.here = Here(article, offset, None)
    desk.place_requested.emit(article, offset, offset)


def _quoted(desk: Desk, article: ArticleId, word: tuple[int, int]) -> str:
    start, end = word
    return f"\u00ab{desk.project.text_of(article)[start:end]}\u00bb"


def _tell(desk: Desk, done: str, lost: span_editing.Lost) -> None:
    desk.tell(f"{done}; lost: {lost.words}" if lost.words else done)
