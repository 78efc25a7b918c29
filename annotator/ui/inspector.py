"""The inspector at the right: the card of the span in focus, and the rule of its kind."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.app.card import Card, Line, card_of
from annotator.app.desk import Desk
from annotator.model.codebook import Kind
from annotator.model.ids import SpanId
from annotator.ui.labels import LinkLabel, PlainLabel
from annotator.ui.theme import Theme, kind_colours

_LABEL_CHARACTERS = 13


class Inspector(QScrollArea):
    """Shows what is known of the span in focus; follows the desk a moment after the text."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Inspector")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The text repaints first: many changes in one act make one new card.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)
        for signal in (desk.story_shown, desk.links_changed, desk.focus_changed):
            signal.connect(self._soon.start)
        desk.draft_changed.connect(self._soon.start)
        self._show()

    def _show(self) -> None:
        page = QWidget()
        palette = page.palette()
        palette.setColor(QPalette.ColorRole.Window, self._theme.panel)
        page.setPalette(palette)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(16, 14, 16, 14)
        rows.setSpacing(8)
        reading, span = self._desk.reading, self._desk.focused_span()
        if self._desk.draft is not None:
            self._add_draft(rows)
        if reading is not None and span is not None:
            self._add_card(rows, card_of(reading, span))
        elif self._desk.draft is None:
            self._add_hints(rows)
        rows.addStretch(1)
        self.setWidget(page)

    def _add_draft(self, rows: QVBoxLayout) -> None:
        draft = self._desk.draft
        if draft is None:
            return
        self._heading(rows, "Joining" if draft.purpose == "join" else "Relating")
        rows.addWidget(PlainLabel(draft.origin.quote, self._theme.ink, wrap=True))
        keys = (
            "Click the claims that say the same, or Tab to one and press Space. "
            "A: not in this article. Enter joins, Esc leaves no trace."
            if draft.purpose == "join"
            else "Click its source or figure in the same article, or Tab to it and press Enter. "
            "Esc leaves no trace."
        )
        rows.addWidget(PlainLabel(keys, self._theme.quiet, wrap=True))
        if draft.chosen:
            rows.addWidget(PlainLabel(f"{len(draft.chosen)} chosen", self._theme.accent, bold=True))
        self._rule(rows)

    def _add_card(self, rows: QVBoxLayout, card: Card) -> None:
        theme = self._theme
        self._heading(rows, card.heading)
        quote = PlainLabel(card.quote, theme.ink, scale=1.1, wrap=True)
        font = theme.reading_font()
        font.setPointSizeF(quote.font().pointSizeF())
        quote.setFont(font)
        mark = QFrame()
        mark.setFixedWidth(3)
        stroke = kind_colours(theme, card.kind.colour).stroke.name()
        mark.setStyleSheet(f"background: {stroke};")
        marked = QHBoxLayout()
        marked.setSpacing(9)
        marked.addWidget(mark)
        marked.addWidget(quote, 1)
        rows.addLayout(marked)
        self._lines(rows, card.described)
        if card.elsewhere:
            self._rule(rows)
            self._heading(rows, "In other articles")
            self._lines(rows, card.elsewhere)
        self._rule(rows)
        self._add_rule(rows, card.kind)

    def _add_rule(self, rows: QVBoxLayout, kind: Kind) -> None:
        self._heading(rows, f"The rule: {kind.name.lower()}")
        if kind.definition:
            rows.addWidget(PlainLabel(kind.definition, self._theme.ink, wrap=True))
        guidance = [("Use when", text) for text in kind.use_when]
        guidance += [("Avoid when", text) for text in kind.avoid_when]
        guidance += [("Example", text) for text in kind.examples[:2]]
        guidance += [("Not", text) for text in kind.counter_examples[:2]]
        self._lines(rows, tuple(Line(label, text) for label, text in guidance))

    def _add_hints(self, rows: QVBoxLayout) -> None:
        if self._desk.reading is None:
            return
        if self._desk.layer is None:
            words = "Nobody is coding yet: choose who codes, at the top right."
            rows.addWidget(PlainLabel(words, self._theme.warn, wrap=True))
        kinds = self._desk.project.codebook.kinds
        self._heading(rows, "Keys")
        hints = [
            (kind.key, f"tag {kind.name.lower()}: the selection or the sentence") for kind in kinds
        ]
        hints += [
            ("Tab", "next span"),
            ("R", "relate a claim to its source or figure"),
            ("L", "join a claim with others"),
            ("A", "not in this article"),
            ("P", "add the selection as a piece"),
            ("Del", "remove the span"),
            ("F6", "next article"),
            ("Ctrl+Z", "undo"),
            ("F1", "help"),
        ]
        self._lines(rows, tuple(Line(key, words) for key, words in hints))

    def _heading(self, rows: QVBoxLayout, text: str) -> None:
        rows.addWidget(PlainLabel(text, self._theme.quiet, scale=0.88, bold=True))

    def _rule(self, rows: QVBoxLayout) -> None:
        line = QFrame()
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {self._theme.line.name()};")
        rows.addSpacing(4)
        rows.addWidget(line)
        rows.addSpacing(2)

    def _lines(self, rows: QVBoxLayout, lines: tuple[Line, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        width = self.fontMetrics().averageCharWidth() * _LABEL_CHARACTERS
        top = Qt.AlignmentFlag.AlignTop
        for row, line in enumerate(lines):
            label = PlainLabel(line.label, self._theme.quiet, wrap=True)
            label.setFixedWidth(width)
            grid.addWidget(label, row, 0, top)
            if line.span is None:
                colour = self._theme.quiet if line.quiet else self._theme.ink
                grid.addWidget(PlainLabel(line.text, colour, wrap=True), row, 1, top)
            else:
                link = LinkLabel(line.text, self._theme.ink)
                link.chosen.connect(partial(self._go_to, line.span))
                grid.addWidget(link, row, 1, top)
        rows.addLayout(grid)

    def _go_to(self, span: SpanId) -> None:
        reading = self._desk.reading
        if reading is not None and span in reading.spans:
            self._desk.go_to(reading.spans[span])
