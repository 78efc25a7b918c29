"""What a person does with columns: move, hide and pin them, and bring hidden articles back."""

from __future__ import annotations

from annotator.app.desk import Desk
from annotator.app.notices import Notice
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId


def move_left(desk: Desk) -> None:
    """Move the column the person is in one place to the left."""
    _move(desk, -1)


def move_right(desk: Desk) -> None:
    """Move the column the person is in one place to the right."""
    _move(desk, 1)


def _move(desk: Desk, by: int) -> None:
    article = _article(desk)
    if article == desk.beside.pinned:
        raise KnownError("A pinned column stays the first", "unpin it to move it")
    moved = desk.beside.moved(article, by)
    if moved == desk.beside:
        side = "right" if by > 0 else "left"
        raise KnownError(f"This column cannot go further to the {side}", "move another one")
    desk.arrange(moved)
    desk.place_requested.emit(article, -1, -1)


def hide(desk: Desk) -> None:
    """Hide the column the person is in; the others stay."""
    article = _article(desk)
    if len(desk.columns) == 1:
        raise KnownError("The only column cannot be hidden", "show another article first")
    neighbour = desk.beside.next_to(article, -1 if article == desk.columns[-1] else 1)
    desk.arrange(desk.beside.without(article))
    desk.place_requested.emit(neighbour, -1, -1)
    if desk.reading is not None:
        name = desk.reading.head(article).name
        desk.noticed.emit(Notice(f"Hid {name}: Alt+Down brings it back."))


def pin(desk: Desk) -> None:
    """Keep the column the person is in as the first, or let it go again."""
    article = _article(desk)
    desk.arrange(desk.beside.with_pinned(None if article == desk.beside.pinned else article))
    desk.place_requested.emit(article, -1, -1)


def next_hidden(desk: Desk) -> None:
    """Show the next article of the story that has no column, in the column the person is in."""
    articles = [head.id for head in desk.reading.articles] if desk.reading else []
    article = desk.beside.next_out_of_sight(articles, desk.article)
    if article is None:
        raise KnownError("No article of this story is hidden", "all of them are side by side")
    desk.show_article(article)


def _article(desk: Desk) -> ArticleId:
    if desk.article is None:
        raise KnownError("There is no article to work in", "open a story first")
    return desk.article
