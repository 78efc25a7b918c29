"""One article as a column: a header that says what it is, and the pane to read and tag it in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.text_direction import right_to_left
from annotator.model.article import ArticleHead
from annotator.model.layer import Status
from annotator.ui.article_pane import ArticlePane
from annotator.ui.labels import ElidedLabel, PlainLabel, plain_tooltip
from annotator.ui.theme import Theme

_RADIUS = 6.0
_LETTERS_FOR_ALL = 29


class ArticleColumn(QFrame):
    """A header with outlet, language, title and date over an article's pane."""

    entered = Signal()

    def __init__(self, head: ArticleHead, text: str, theme: Theme) -> None:
        super().__init__()
        self.head = head
        self.pane = ArticlePane(theme)
        self.pane.setAccessibleName(f"Article of {head.name}")
        leftwards = right_to_left(head.language)
        self.pane.show_text(text, right_to_left=leftwards)
        self.pane.set_greyed([(r.start, r.end) for r in head.regions if r.kind == "boilerplate"])
        self.pane.installEventFilter(self)
        self._theme = theme
        self._active = False
        self._absent = False
        self._status: Status = "to do"
        self._outlet = ElidedLabel(head.name, theme.ink, bold=True, scale=1.08)
        self._language = PlainLabel(head.language, theme.quiet, scale=0.85)
        self._title = ElidedLabel(head.title, theme.quiet)
        self._date = PlainLabel(head.date, theme.quiet)
        self._pinned = PlainLabel("", theme.accent, scale=0.85)
        self._state = PlainLabel("", theme.quiet, scale=0.85)
        self._progress = PlainLabel("", theme.quiet, scale=0.85)
        self._lay_out()
        if leftwards:
            self._line_at.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._show_state()

    def _lay_out(self) -> None:
        header = QWidget()
        rows = QVBoxLayout(header)
        rows.setContentsMargins(14, 10, 14, 8)
        rows.setSpacing(2)
        for labels in (
            (self._outlet, self._pinned, self._state, self._language),
            (self._title, self._progress, self._date),
        ):
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(labels[0], 1)
            for label in labels[1:]:
                row.addWidget(label)
            rows.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addSpacing(4)
        layout.addWidget(self.pane, 1)
        self._line_at = header

    def set_status(self, status: Status) -> None:
        """Show how far the coding of the article is."""
        if status != self._status:
            self._status = status
            self._show_state()

    def set_pinned(self, pinned: bool) -> None:
        """Show whether the column is pinned as the first."""
        self._pinned.setText("pinned" if pinned else "")

    def set_progress(self, coded: int, paragraphs: int) -> None:
        """Show in how many of its paragraphs there is a span."""
        self._progress.setText(f"{coded}/{paragraphs} \u00b6")
        words = f"{coded} of {paragraphs} paragraphs have a span"
        self._progress.setToolTip(plain_tooltip(words))
        self._progress.setAccessibleName(words)

    def set_absent(self, absent: bool) -> None:
        """Show whether the article is said not to carry the selected claim."""
        if absent != self._absent:  # drawing the header draws the whole column
            self._absent = absent
            self._show_state()

    def _show_state(self) -> None:
        theme = self._theme
        words = {"to do": "to do", "started": "started", "finished": "\u2713 finished"}
        colour = theme.ok if self._status == "finished" else theme.quiet
        self._state.setText("not in this article" if self._absent else words[self._status])
        self._state.set_colour(theme.warn if self._absent else colour)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of the header what would cut outlet and date short."""
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _LETTERS_FOR_ALL
        self._progress.setVisible(wide)
        self._language.setVisible(wide)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow whether the person is in this article."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._active = event.type() == QEvent.Type.FocusIn
            self.update()
            if self._active:
                self.entered.emit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        """Draw the sheet the article lies on, framed in the accent while the person is in it."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.paper)
        painter.setPen(QPen(theme.accent if self._active else theme.line, 1))
        sheet = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(sheet, _RADIUS, _RADIUS)
        if self._active:
            painter.drawRoundedRect(sheet.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        bottom = self._line_at.geometry().bottom() + 1
        left, right = 14, self.width() - 14
        painter.fillRect(QRectF(left, bottom, right - left, 2), theme.line)
        share = {"to do": 0.0, "started": 0.5, "finished": 1.0}[self._status]
        painter.fillRect(QRectF(left, bottom, (right - left) * share, 2), theme.ok)
        painter.end()
