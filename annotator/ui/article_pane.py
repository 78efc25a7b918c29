"""One article to read and to mark: its text, its spans painted over it, a caret and a selection.

Everything said and asked here is in code points of the article's text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QMimeData, QPointF, QRect, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from annotator.model.codebook import Kind
from annotator.model.ids import SpanId
from annotator.model.span import Span
from annotator.ui.article_layout import ArticleLayout
from annotator.ui.hit_marks import HitMarks
from annotator.ui.page_view import Direction, PageView
from annotator.ui.reading_text import ReadingText
from annotator.ui.span_lanes import SpanIndex
from annotator.ui.span_painter import Look, SpanPainter
from annotator.ui.span_plan import merged, plan_lines
from annotator.ui.theme import Theme

_PULSE_MS = 900


class ArticlePane(ReadingText):
    """An article with its spans."""

    caret_moved = Signal(int)
    selection_changed = Signal()
    span_clicked = Signal(object)  # the SpanId of the smallest span under the mouse
    scrolled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = QTextDocument(self)
        self._layout = ArticleLayout(document)
        document.setDocumentLayout(self._layout)
        self.setDocument(document)
        self.view = PageView(self, self._layout)
        self._text = ""
        self._look = Look(theme)
        self.hits = HitMarks(self.viewport())
        self._index = SpanIndex((), self._family)
        self._pulse_end = QTimer(self, singleShot=True, interval=_PULSE_MS)
        self._pulse_end.timeout.connect(self._stop_pulse)
        self.cursorPositionChanged.connect(lambda: self.caret_moved.emit(self.caret()))
        self.selectionChanged.connect(self._selection_moved)
        self.set_theme(theme)

    # What it shows

    def show_text(self, text: str, *, right_to_left: bool = False) -> None:
        """Show an article's text from its beginning; spans and regions of the one before go."""
        self._text = text
        self._look.greyed = ()
        self.hits.show((), None)
        self._look.pulse = None
        self._look.selection = None
        self._index = SpanIndex((), self._family)
        self._layout.show_text(text, right_to_left=right_to_left)
        self._layout.set_page(self.font(), self.viewport().width())
        self.setPlainText(text)
        self._layout.forget()
        self.viewport().update()

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Show these spans instead of all that are shown now."""
        self._index = SpanIndex(spans, self._family)
        self.viewport().update()

    def update_spans(self, changed: Mapping[SpanId, Span | None]) -> None:
        """Show each changed span as it is now; None takes it away. Repaints only what changes."""
        for id_, span in changed.items():
            self._repaint(*self._index.update(id_, span))

    def set_kinds(self, kinds: Sequence[Kind]) -> None:
        """Take colours and shapes of marks from the kinds of a codebook, in their order."""
        self._look.kinds = {kind.id: kind for kind in kinds}
        self._index.forget_lanes()
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Change colours and the reading font; the place in the text stays."""
        place = self.visible_range()[0]
        self._look.theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.paper)
        palette.setColor(QPalette.ColorRole.Text, theme.ink)
        # The selection is painted with the bands, over the whole height of a line.
        palette.setColor(QPalette.ColorRole.Highlight, QColor(0, 0, 0, 0))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.ink)
        self.setPalette(palette)
        self._layout.set_page(theme.reading_font(), self.viewport().width())
        self.setFont(theme.reading_font())
        self.document().setDocumentMargin(round(self._layout.page.em * 0.8))
        self._layout.forget()
        self.view.show_from(place)

    def set_focused(self, span_id: SpanId | None) -> None:
        """Outline one span, or none."""
        before, self._look.focused = self._look.focused, span_id
        for id_ in {before, span_id} - {None}:
            self._repaint_span(id_)

    def set_candidates(self, span_ids: Collection[SpanId]) -> None:
        """Outline spans with dashes: the ones that can be chosen now."""
        self._look.candidates = frozenset(span_ids)
        self.viewport().update()

    def set_cluster_marks(self, marks: Mapping[SpanId, int]) -> None:
        """Set a small number behind each of these spans: how many articles say the same."""
        self._look.cluster_marks = dict(marks)
        self.viewport().update()

    def set_faded(self, keep: Collection[str] | None) -> None:
        """Fade everything but the spans of these kinds; None ends it."""
        self._look.kept_kinds = None if keep is None else frozenset(keep)
        self.viewport().update()

    def set_greyed(self, regions: Sequence[tuple[int, int]]) -> None:
        """Grey out regions such as boilerplate, given as `(start, end)`."""
        self._look.greyed = merged(regions)
        self.viewport().update()

    # Caret, selection, places

    def caret(self) -> int:
        """Return the code point before which the caret stands."""
        return self._layout.positions.caret_of(self.textCursor())

    def set_caret(self, offset: int) -> None:
        """Put the caret before a code point and bring it into view; nothing stays selected."""
        cursor = self.textCursor()
        self._layout.positions.place(cursor, offset)
        self.setTextCursor(cursor)

    def select(self, start: int, end: int) -> None:
        """Select `[start, end)` and bring its end into view."""
        cursor = self.textCursor()
        self._layout.positions.select(cursor, start, end)
        self.setTextCursor(cursor)

    def selection(self) -> tuple[int, int] | None:
        """Return what is selected without white space around it; None when that is nothing."""
        start, end = self._layout.positions.selection_of(self.textCursor())
        chosen = self._text[start:end]
        start += len(chosen) - len(chosen.lstrip())
        end -= len(chosen) - len(chosen.rstrip())
        return (start, end) if start < end else None

    def visible_range(self) -> tuple[int, int]:
        """Return `(start, end)` of the lines that are in sight, cut ones included."""
        return self.view.visible_range()

    def spans_at(self, offset: int) -> list[SpanId]:
        """Return the spans at a caret place, smallest first.

        Those that cover the code point after it; where none does, those that end at it.
        """
        return [span.id for span in self._index.covering(offset)]

    def spans_under(self, place: QPointF) -> list[SpanId]:
        """Return the spans whose words are drawn at a place of the viewport, smallest first."""
        offset = self.view.offset_at(place)
        return [] if offset is None else self.spans_at(offset)

    def span_rect(self, span_id: SpanId) -> QRect | None:
        """Return what is in sight of a span, in viewport coordinates; None when nothing is."""
        span = self._index.get(span_id)
        return None if span is None else self.view.rect_of(span.bounds)

    def anchors(self, span_ids: Iterable[SpanId]) -> dict[SpanId, int | Direction | None]:
        """Return where ribbons meet spans: the y in the viewport, or where to scroll to see them.

        None stands for a span that this pane does not have.
        """
        spans = {id_: self._index.get(id_) for id_ in span_ids}
        places = self.view.anchors([span.bounds for span in spans.values() if span is not None])
        return {id_: None if span is None else next(places) for id_, span in spans.items()}

    def direction(self, span_id: SpanId) -> Direction | None:
        """Return where to scroll to see a span; None when it is in sight or not here."""
        place = self.anchors([span_id])[span_id]
        return place if isinstance(place, str) else None

    def scroll_to(self, start: int, end: int, *, pulse: bool = True) -> None:
        """Bring `[start, end)` into view, a third below the top, unless it is well in view.

        With `pulse` its ground lights up for a moment.
        """
        self.view.bring_into_view(start, end)
        if pulse:
            self._look.pulse = (start, end)
            self._pulse_end.start()
            self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bands, then let Qt paint the text and the caret, then paint the marks."""
        # Marks reach a little into the lines beside their own.
        reach = self._layout.page.pitch
        lines = self.view.lines_between(event.rect().top() - reach, event.rect().bottom() + reach)
        start, end = (lines[0].start, lines[-1].end) if lines else (0, 0)
        plans = plan_lines(
            [(line.start, line.end) for line in lines],
            self._index.with_lanes(start, end),
            {kind.id for kind in self._look.kinds.values() if kind.shape == "box"},
        )
        page = SpanPainter(self._look, lines, plans)
        outlined = self._look.outlined(self._index, start, end)
        painter = QPainter(self.viewport())
        self.hits.paint_ground(painter, lines, self._look.theme)
        page.bands(painter, outlined)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        page.marks(painter, outlined, self.devicePixelRatioF())
        page.paragraph_numbers(painter, self._layout.page)
        self.hits.paint_frame(painter, lines, self._look.theme)
        painter.end()

    def _repaint(self, start: int, end: int) -> None:
        """Repaint the whole width of the lines in sight that `[start, end)` touches."""
        rect = self.view.rect_of([(start, end)])
        if rect is not None:
            reach = round(self._layout.page.pitch)
            self.viewport().update(
                0, rect.top() - reach, self.viewport().width(), rect.height() + 2 * reach
            )

    def _repaint_span(self, span_id: SpanId | None) -> None:
        span = None if span_id is None else self._index.get(span_id)
        if span is not None:
            self._repaint(span.start, span.end)

    def _stop_pulse(self) -> None:
        self._look.pulse = None
        self.viewport().update()

    def _selection_moved(self) -> None:
        start, end = self._layout.positions.selection_of(self.textCursor())
        before, self._look.selection = self._look.selection, (start, end) if start < end else None
        for shown in (before, self._look.selection):
            if shown is not None:
                self._repaint(*shown)
        self.selection_changed.emit()

    def _family(self, kind_id: str) -> str:
        kind = self._look.kinds.get(kind_id)
        return "box" if kind is not None and kind.shape == "box" else "line"

    # Events

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll, and say so."""
        super().scrollContentsBy(dx, dy)
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the text anew for the new width; the first line in sight stays in sight."""
        place = self.visible_range()[0]
        narrower = event.size().width() != event.oldSize().width()
        self._layout.set_page(self.font(), self.viewport().width())
        super().resizeEvent(event)
        if narrower:
            self.view.show_from(place)
        self.scrolled.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection; a click that selects nothing tells which span it hit."""
        super().mouseReleaseEvent(event)
        if not self.is_click(event):
            return
        if hit := self.spans_under(event.position()):
            self.span_clicked.emit(hit[0])

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the selected words as the article has them; Qt would change no-break spaces."""
        start, end = self._layout.positions.selection_of(self.textCursor())
        data = QMimeData()
        data.setText(self._text[start:end])
        return data
