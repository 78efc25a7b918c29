"""What the inspector's page is made of: headings, thin lines, and rows with a label each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.app.card import Line
from annotator.app.desk import Desk
from annotator.model.ids import SpanId
from annotator.ui.labels import LinkLabel, PlainLabel
from annotator.ui.theme import Theme

_LABEL_LETTERS = 11
# in a page narrower than this the labels stand over what they name
_NARROW_LETTERS = 34
_SHORT_KEY = 2  # letters of a key that stands beside what it does


class InspectorRows(QVBoxLayout):
    """A page from top to bottom; `width` is what it has, in pixels."""

    def __init__(self, page: QWidget, desk: Desk, theme: Theme, width: int) -> None:
        super().__init__(page)
        self.theme = theme
        self._desk = desk
        letter = page.fontMetrics().averageCharWidth()
        self._label_width = letter * _LABEL_LETTERS
        self._narrow = width < letter * _NARROW_LETTERS
        self.setContentsMargins(16, 14, 16, 14)
        self.setSpacing(8)

    def heading(self, text: str) -> None:
        """Begin a part of the page."""
        self.addWidget(PlainLabel(text, self.theme.quiet, scale=0.88, bold=True, wrap=True))

    def rule(self) -> None:
        """End a part of the page."""
        line = QFrame()
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {self.theme.line.name()};")
        self.addSpacing(4)
        self.addWidget(line)
        self.addSpacing(2)

    def text(self, words: str, *, quiet: bool = False) -> None:
        """Add a paragraph."""
        self.addWidget(self._words(words, quiet=quiet))

    def lines(self, lines: tuple[Line, ...]) -> None:
        """Add lines with a label each; those that lead to a span are links."""
        self.labelled([(self.label(line.label), self._said(line)) for line in lines])

    def label(self, text: str) -> PlainLabel:
        """Return a label for a row."""
        return PlainLabel(text, self.theme.quiet, wrap=True)

    def labelled(self, rows: list[tuple[QWidget, QWidget]]) -> None:
        """Add rows of a label and what it names, in two columns if there is room."""
        if not rows:
            return
        if self._narrow:
            for label, named in rows:
                over = QVBoxLayout()
                over.setSpacing(2)
                over.addWidget(label)
                over.addWidget(named)
                self.addLayout(over)
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(9)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, (label, named) in enumerate(rows):
            label.setFixedWidth(self._label_width)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(named, place, 1)
        self.addLayout(grid)

    def with_key(self, link: LinkLabel, key: str) -> QWidget:
        """Return a link with the key that does the same behind it, or below if it is long."""
        hint = PlainLabel(key, self.theme.quiet, scale=0.85)
        hint.setStyleSheet(
            f"border: 1px solid {self.theme.line.name()}; border-radius: 3px; padding: 0 4px;"
        )
        hint.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        beside = len(key) <= _SHORT_KEY
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(way)
        row.setSpacing(6)
        row.addWidget(link, 1)
        row.addWidget(hint, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return holding(row)

    def _said(self, line: Line) -> QWidget:
        if line.span is None:
            return self._words(line.text, quiet=line.quiet)
        link = LinkLabel(line.text, self.theme.ink)
        link.chosen.connect(partial(self._go_to, line.span))
        return link

    def _words(self, text: str, *, quiet: bool) -> PlainLabel:
        return PlainLabel(text, self.theme.quiet if quiet else self.theme.ink, wrap=True)

    def _go_to(self, span: SpanId) -> None:
        reading = self._desk.reading
        if reading is not None and span in reading.spans:
            self._desk.go_to(reading.spans[span])


def let_shrink(page: QWidget) -> None:
    """Let every text of a page be as narrow as the page: a long word is cut, not the page."""
    for kind in (PlainLabel, QLineEdit):
        for widget in page.findChildren(kind):
            widget.setMinimumWidth(max(1, widget.minimumWidth()))


def holding(layout: QLayout) -> QWidget:
    """Return a widget around a layout, without a margin."""
    widget = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    widget.setLayout(layout)
    return widget
