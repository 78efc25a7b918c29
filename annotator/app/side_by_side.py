"""The half of the desk that says which articles stand side by side and where the person is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.app.columns import Arrangement, Columns

if TYPE_CHECKING:
    from annotator.app.desk import Here
    from annotator.app.reading import Reading
    from annotator.model.ids import ArticleId


class SideBySide(QObject):
    """The columns of the story that is shown.

    Signals: `columns_changed` other articles are shown, or in another order; `place_requested`
    (article id, start, end) to be brought into view, with -1 for wherever the caret is.
    """

    columns_changed = Signal()
    place_requested = Signal(object, int, int)

    def __init__(self, arrangements: Mapping[str, Arrangement]) -> None:
        super().__init__()
        self.reading: Reading | None = None
        self.here: Here | None = None
        self.beside = Columns()
        self.arrangements = dict(arrangements)  # by the id of the story

    @property
    def columns(self) -> tuple[ArticleId, ...]:
        """The articles that stand side by side, from left to right."""
        return self.beside.shown

    @property
    def article(self) -> ArticleId | None:
        """The article the person is in, or None."""
        return self.here.article if self.here else None

    def recall_columns(self) -> None:
        """Choose the columns of a story that is shown now, as they were when it was last left."""
        story = self.reading.story.id if self.reading else ""
        self.beside = self.beside.of_story(self.arrangements.get(story))
        self.choose_columns()

    def choose_columns(self) -> None:
        """Choose columns anew where articles came, went, or fit no more."""
        heads = [head.id for head in self.reading.articles] if self.reading else []
        self.beside = self.beside.chosen_from(heads, self.article)

    def arrange(self, columns: Columns) -> None:
        """Show these columns; they are remembered for the story."""
        if self.reading is not None:
            self.here = self.here if self.article in columns.shown else None
            self.beside = columns
            self.choose_columns()
            self.arrangements[self.reading.story.id] = self.beside.arrangement
            self.columns_changed.emit()

    def show_beside(self, number: int) -> None:
        """Show this many articles side by side, from 1 to 5; the one the person is in stays."""
        self.arrange(self.beside.asked_for(number))

    def fit(self, number: int) -> None:
        """Hear how many articles fit side by side and stay readable."""
        before = self.columns
        self.beside = replace(self.beside, fitting=number)
        self.choose_columns()
        if self.columns != before:
            self.columns_changed.emit()

    def show_article(self, article: ArticleId) -> None:
        """Show an article of the story, in the column where the person is if all are taken."""
        if article not in self.columns:
            self.arrange(self.beside.showing(article, self.article))
        self.place_requested.emit(article, 0, 0)

    def step_article(self, by: int) -> None:
        """Go to the next (1) or previous (-1) column."""
        article = self.beside.next_to(self.article, by)
        if article is not None:
            self.place_requested.emit(article, -1, -1)
