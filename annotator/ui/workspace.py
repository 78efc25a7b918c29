"""The story's articles side by side, with the ribbons between them, as the desk has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.app import acts
from annotator.app.desk import Desk, Here
from annotator.app.reading import Reading
from annotator.model.ids import ArticleId, SpanId
from annotator.model.span import CLAIM, Span
from annotator.ui.article_column import ArticleColumn
from annotator.ui.article_pane import ArticlePane
from annotator.ui.labels import PlainLabel
from annotator.ui.ribbons import Ribbon, RibbonGutter
from annotator.ui.theme import Theme

# the fewest letters a line may have, and what stands beside the text in a column and its gutter
_READABLE, _AROUND = 22, 100


class Workspace(QWidget):
    """Columns with a gutter between each two; built anew for each story."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._theme = theme
        self._columns: dict[ArticleId, ArticleColumn] = {}
        self._gutters: list[tuple[ArticleId, ArticleId, RibbonGutter]] = []
        self._marks: dict[SpanId, int] = {}
        self._placing = False
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 8, 8, 8)
        self._layout.setSpacing(0)
        desk.story_shown.connect(self._show_story)
        desk.spans_changed.connect(self._show_spans)
        desk.links_changed.connect(self._show_links)
        desk.focus_changed.connect(self._show_focus)
        desk.draft_changed.connect(self._show_draft)
        desk.place_requested.connect(self._go_to)
        self._show_story()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say how many columns fit now, once the resizing has ended."""
        super().resizeEvent(event)
        self._fit_soon.start()

    def _fit(self) -> None:
        letters = QFontMetrics(self._theme.reading_font()).averageCharWidth()
        self._desk.fit(self.width() // (letters * _READABLE + _AROUND))

    def pane(self, article: ArticleId) -> ArticlePane:
        """Return the pane of a shown article."""
        return self._columns[article].pane

    def take_focus(self) -> None:
        """Put the keyboard into the article the person was in last, or the first one."""
        here = self._desk.here
        column = self._columns.get(here.article) if here else None
        column = column or next(iter(self._columns.values()), None)
        if column is not None:
            column.pane.setFocus()

    def _show_story(self) -> None:
        # A pane that goes hands the keyboard on: the desk must not take that for the person.
        self._columns, self._gutters, self._marks = {}, [], {}
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        reading = self._desk.reading
        if reading is None:
            words = "No articles yet. Import those that report one event:  Ctrl+I"
            empty = PlainLabel(words, self._theme.quiet, scale=1.15, wrap=True)
            empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._layout.addWidget(empty)
            return
        for article in self._desk.columns:
            self._add_column(reading, article)
        for (left, one), (right, other) in pairwise(self._columns.items()):
            gutter = RibbonGutter(one.pane, other.pane, self._theme)
            gutter.end_requested.connect(self._show_end)
            self._layout.insertWidget(self._layout.indexOf(other), gutter)
            self._gutters.append((left, right, gutter))
        self._show_links()
        self._show_draft()
        here = self._desk.here
        if here is not None and here.article in self._columns:
            self._go_to(here.article, here.caret, here.caret)
            if here.selection is not None:
                self.pane(here.article).select(*here.selection)
        else:
            self.take_focus()

    def _add_column(self, reading: Reading, article: ArticleId) -> None:
        text = self._desk.project.text_of(article)
        column = ArticleColumn(reading.head(article), text, self._theme)
        pane = column.pane
        pane.set_kinds(self._desk.project.codebook.kinds)
        pane.set_spans(reading.in_article(article))
        column.entered.connect(partial(self._be_here, article))
        pane.caret_moved.connect(partial(self._be_here, article))
        pane.selection_changed.connect(partial(self._be_here, article))
        pane.span_clicked.connect(self._clicked)
        self._columns[article] = column
        self._layout.addWidget(column, 1)

    def _be_here(self, article: ArticleId, *_: object) -> None:
        if not self._placing and article in self._columns:
            pane = self.pane(article)
            self._desk.set_here(Here(article, pane.caret(), pane.selection()))

    def _clicked(self, span: SpanId) -> None:
        if self._desk.draft is not None:
            self._desk.attempt(partial(acts.choose, self._desk, span))
        else:
            self._desk.focus(span)

    def _show_end(self, span: SpanId) -> None:
        reading = self._desk.reading
        if reading is not None and span in reading.spans:
            claim = reading.spans[span]
            self.pane(claim.article).scroll_to(claim.start, claim.end)

    def _show_spans(self, changed: Mapping[SpanId, Span | None]) -> None:
        for article, column in self._columns.items():
            here = {
                id_: span
                for id_, span in changed.items()
                if span is None or span.article == article
            }
            column.pane.update_spans(here)

    def _show_links(self) -> None:
        reading = self._desk.reading
        if reading is None:
            return
        marks: dict[SpanId, int] = {}
        for cluster in reading.clusters:
            articles = {claim.article for claim in reading.members(cluster)}
            marks |= dict.fromkeys(cluster.claims, len(articles))
        changed, self._marks = marks != self._marks, marks
        for article, column in self._columns.items():
            column.set_status(reading.status(article))
            if changed:  # it repaints every pane as a whole
                column.pane.set_cluster_marks(marks)
        self._show_focus()

    def _ribbons(self, reading: Reading, left: ArticleId, right: ArticleId) -> list[Ribbon]:
        selected = self._desk.selected_cluster
        return [
            Ribbon(one.id, other.id, cluster.id == selected)
            for cluster in reading.clusters
            for one in reading.members(cluster)
            for other in reading.members(cluster)
            if one.article == left and other.article == right
        ]

    def _show_focus(self) -> None:
        reading, cluster = self._desk.reading, self._desk.cluster()
        if reading is None:
            return
        for left, right, gutter in self._gutters:
            gutter.set_links(self._ribbons(reading, left, right))
        self._show_absences()
        for column in self._columns.values():
            column.pane.set_focused(self._desk.focused)
        focused = self._desk.focused_span()
        if cluster is not None and focused is not None and focused.id in cluster.claims:
            for claim in reading.members(cluster):
                if claim.article != focused.article and claim.article in self._columns:
                    self.pane(claim.article).scroll_to(claim.start, claim.end, pulse=False)

    def _show_draft(self) -> None:
        draft = self._desk.draft
        joining = draft is not None and draft.purpose == "join"
        for column in self._columns.values():
            column.pane.set_faded({CLAIM} if joining else None)
            column.pane.set_candidates(draft.chosen if draft else ())
        self._show_absences()

    def _show_absences(self) -> None:
        """What a draft says counts until it is confirmed or left."""
        said = self._desk.draft or self._desk.cluster()
        for article, column in self._columns.items():
            column.set_absent(said is not None and article in said.absent)

    def _go_to(self, article: ArticleId, start: int, end: int) -> None:
        """Bring a place into view and put the keyboard there; -1 leaves the caret where it is."""
        if article not in self._columns:
            return
        pane = self.pane(article)
        if start >= 0:
            # The desk has moved already; it must not hear of it again, a shorter span at the
            # same place would take the focus.
            self._placing = True
            pane.set_caret(start)
            if start < end:
                pane.scroll_to(start, end, pulse=False)
            self._placing = False
        pane.setFocus()
