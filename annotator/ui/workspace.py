"""The story's articles side by side, with the ribbons between them, as the desk has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.app import acts
from annotator.app.anchoring import touched_paragraphs
from annotator.app.desk import Desk, Here
from annotator.app.reading import Reading
from annotator.model.ids import ArticleId, SpanId
from annotator.model.span import CLAIM, Span
from annotator.ui.anchored_scrolling import AnchoredScrolling
from annotator.ui.article_column import ArticleColumn
from annotator.ui.article_pane import ArticlePane
from annotator.ui.hover_card import HoverCard
from annotator.ui.labels import PlainLabel
from annotator.ui.ribbons import Ribbon, RibbonGutter
from annotator.ui.theme import Theme

# the fewest letters a line may have, and what stands beside the text in a column and its gutter
_READABLE, _AROUND = 22, 100


class Workspace(QWidget):
    """Columns with a gutter between each two; built anew for each story."""

    article_entered = Signal()

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._theme = theme
        self._columns: dict[ArticleId, ArticleColumn] = {}
        self._gutters: list[tuple[ArticleId, ArticleId, RibbonGutter]] = []
        self._marks: dict[SpanId, int] = {}
        self._outlined: SpanId | None = None
        self._placing = False
        self.scrolling = AnchoredScrolling(self)
        self._progress_soon = QTimer(self, singleShot=True, interval=0)  # the text repaints first
        self._progress_soon.timeout.connect(self._show_progress)
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 8, 8, 8)
        self._layout.setSpacing(0)
        desk.story_shown.connect(self._show_story)
        desk.columns_changed.connect(self._show_columns)
        desk.spans_changed.connect(self._show_spans)
        desk.links_changed.connect(self._show_links)
        desk.focus_changed.connect(self._show_focus)
        desk.draft_changed.connect(self._show_draft)
        desk.place_requested.connect(self._go_to)
        desk.select_requested.connect(self.select)
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

    def select(self, article: ArticleId, start: int, end: int) -> None:
        """Select `[start, end)` of a shown article and go there; no other selection is left."""
        self._placing = True
        for column in self._columns.values():
            if column.pane.selection() is not None:
                column.pane.set_caret(column.pane.caret())
        self._placing = False
        pane = self.pane(article)
        pane.select(start, end)
        pane.scroll_to(start, end, pulse=False)
        pane.setFocus()

    def take_focus(self) -> None:
        """Put the keyboard into the article the person was in last, or the first one."""
        here = self._desk.here
        column = self._columns.get(here.article) if here else None
        column = column or next(iter(self._columns.values()), None)
        if column is not None:
            column.pane.setFocus()

    def _show_story(self) -> None:
        self._take_down({})
        self._marks, self._outlined = {}, None
        if self._desk.reading is None:
            words = "No articles yet. Import those that report one event:  Ctrl+I"
            empty = PlainLabel(words, self._theme.quiet, scale=1.15, wrap=True)
            empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._layout.addWidget(empty)
            return
        self._put_up(self._desk.reading, {})
        self._show_links()
        self._show_draft()
        here = self._desk.here
        if here is not None and here.article in self._columns:
            self._go_to(here.article, here.caret, here.caret)
            if here.selection is not None:
                with self.scrolling.jumping():
                    self.pane(here.article).select(*here.selection)
        else:
            self.take_focus()

    def _show_columns(self) -> None:
        """Show other articles of the same story; what stays keeps its place and its selection."""
        if self._desk.reading is None:
            return
        kept = {a: c for a, c in self._columns.items() if a in self._desk.columns}
        self._take_down(kept)
        self._put_up(self._desk.reading, kept)
        for column in self._columns.values():
            column.pane.set_cluster_marks(self._marks)
            column.pane.set_focused(self._outlined)
        self._draw_ribbons(self._desk.reading)
        self._show_draft()
        self.take_focus()

    def _take_down(self, kept: Mapping[ArticleId, ArticleColumn]) -> None:
        # A pane that goes hands the keyboard on: the desk must not take that for the person.
        self._columns, self._gutters = {}, []
        staying = set(kept.values())
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in staying:
                widget.hide()
                widget.deleteLater()

    def _put_up(self, reading: Reading, kept: Mapping[ArticleId, ArticleColumn]) -> None:
        for article in self._desk.columns:
            column = kept.get(article) or self._column(reading, article)
            column.set_pinned(article == self._desk.beside.pinned)
            column.set_status(reading.status(article))
            self._columns[article] = column
            self._layout.addWidget(column, 1)
        for (left, one), (right, other) in pairwise(self._columns.items()):
            gutter = RibbonGutter(one.pane, other.pane, self._theme)
            gutter.end_requested.connect(self._show_end)
            self._layout.insertWidget(self._layout.indexOf(other), gutter)
            self._gutters.append((left, right, gutter))
        self.scrolling.show_columns(self._columns)
        self._progress_soon.start()

    def _column(self, reading: Reading, article: ArticleId) -> ArticleColumn:
        text = self._desk.project.text_of(article)
        column = ArticleColumn(reading.head(article), text, self._theme)
        pane = column.pane
        pane.set_kinds(self._desk.project.codebook.kinds)
        pane.set_spans(reading.in_article(article))
        HoverCard(self._desk, pane)
        column.entered.connect(partial(self._be_here, article))
        column.entered.connect(self.article_entered)
        pane.caret_moved.connect(partial(self._be_here, article))
        pane.selection_changed.connect(partial(self._be_here, article))
        pane.span_clicked.connect(self._clicked)
        return column

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
            with self.scrolling.jumping():
                self.pane(claim.article).scroll_to(claim.start, claim.end)

    def _show_spans(self, changed: Mapping[SpanId, Span | None]) -> None:
        for article, column in self._columns.items():
            here = {
                id_: span
                for id_, span in changed.items()
                if span is None or span.article == article
            }
            column.pane.update_spans(here)
        self._progress_soon.start()

    def _show_links(self) -> None:
        reading = self._desk.reading
        if reading is None:
            return
        marks: dict[SpanId, int] = {}
        joined = [reading.members(cluster) for cluster in reading.clusters]
        self.scrolling.set_clusters(joined)
        for cluster, claims in zip(reading.clusters, joined, strict=True):
            articles = {claim.article for claim in claims}
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
        self._draw_ribbons(reading)
        self._show_absences()
        if self._desk.focused != self._outlined:
            self._outlined = self._desk.focused
            for column in self._columns.values():
                column.pane.set_focused(self._outlined)
        focused = self._desk.focused_span()
        if cluster is not None and focused is not None and focused.id in cluster.claims:
            with self.scrolling.jumping():
                for claim in reading.members(cluster):
                    if claim.article != focused.article and claim.article in self._columns:
                        self.pane(claim.article).scroll_to(claim.start, claim.end, pulse=False)

    def _draw_ribbons(self, reading: Reading) -> None:
        for left, right, gutter in self._gutters:
            gutter.set_links(self._ribbons(reading, left, right))

    def _show_progress(self) -> None:
        reading = self._desk.reading
        if reading is None:
            return
        for article, column in self._columns.items():
            spans = (bounds for span in reading.in_article(article) for bounds in span.bounds)
            text = self._desk.project.text_of(article)
            column.set_progress(*touched_paragraphs(text, spans))

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
            with self.scrolling.jumping():
                pane.set_caret(start)
                if start < end:
                    pane.scroll_to(start, end, pulse=False)
            self._placing = False
        pane.setFocus()
