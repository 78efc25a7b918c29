"""The palette: type a few letters of what you want to do or where you want to go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.app.palette_entries import Entry, Palette
from annotator.ui.key_line import KeyLine
from annotator.ui.labels import PlainLabel
from annotator.ui.theme import Theme

_ROWS = 12
_LETTERS = 92  # the width
_AROUND = 12  # what a row has above and below its words
_ENTRY = Qt.ItemDataRole.UserRole


class _Matches(QAbstractListModel):
    """The entries that match, as rows; all that a screen reader says is in words."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        return spoken(entry) if role == Qt.ItemDataRole.AccessibleTextRole else None


def spoken(entry: Entry) -> str:
    """Return an entry in words: what it is called, what it is, its key, and if it can be had."""
    parts = [entry.words, entry.group, _shown_keys(entry)]
    if not entry.enabled:
        parts.append("cannot be chosen now")
    return ", ".join(part for part in parts if part)


def _shown_keys(entry: Entry) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return QKeySequence(entry.keys[0]).toString(native) if entry.keys else ""


class _Row(QStyledItemDelegate):
    """Draws an entry: its words, cut where they do not fit, and at the right its key or sort."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + _AROUND)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry, theme, place = index.data(_ENTRY), self._theme, option.rect
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(place, theme.accent_soft)
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), theme.accent)
        inner = place.adjusted(16, 0, -16, 0)
        aside = _shown_keys(entry) if entry.sort == "command" else entry.group
        metrics, right = option.fontMetrics, Qt.TextElideMode.ElideRight
        aside = metrics.elidedText(aside, right, inner.width() * 2 // 5)
        vertical = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(option.font)
        painter.setPen(theme.ink if selected and entry.enabled else theme.quiet)
        painter.drawText(inner, vertical | int(Qt.AlignmentFlag.AlignRight), aside)
        width = inner.width() - metrics.horizontalAdvance(aside) - 24
        words = metrics.elidedText(entry.words, right, width)
        if entry.enabled:
            painter.setPen(theme.ink)
        painter.drawText(inner, vertical | int(Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()


class PaletteDialog(QDialog):
    """A line and what matches it; it closes when something is chosen or the person looks away."""

    chosen = Signal(object)  # the Entry, once the palette has closed

    def __init__(self, window: QWidget, palette: Palette, theme: Theme) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("Find a command or a place")
        self._palette = palette
        key = Qt.Key
        self.line = KeyLine(
            {
                (key.Key_Up, False): lambda: self._move(-1),
                (key.Key_Down, False): lambda: self._move(1),
                (key.Key_PageUp, False): lambda: self._move(1 - _ROWS),
                (key.Key_PageDown, False): lambda: self._move(_ROWS - 1),
                (key.Key_Return, False): self._choose,
                (key.Key_Enter, False): self._choose,
                (key.Key_Escape, False): self.reject,
            }
        )
        self.line.setPlaceholderText("A command, a story, an article, a claim, a cluster…")
        self.line.setAccessibleName("Find a command or a place")
        self.line.setFrame(False)
        self.line.textEdited.connect(self._show)
        self._matches = _Matches()
        self.list = QListView()
        self.list.setModel(self._matches)
        self.list.setItemDelegate(_Row(theme, self.list))
        self.list.setAccessibleName("What matches")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._say)
        self._nothing = PlainLabel("Nothing is called that.", theme.quiet)
        self._lay_out(window.geometry(), theme)
        self._show("")

    def _lay_out(self, window: QRect, theme: Theme) -> None:
        font = theme.interface_font(1.15)
        self.line.setFont(font)
        self.line.setTextMargins(12, 8, 12, 8)
        self._nothing.setContentsMargins(16, 8, 16, 12)
        rule = QFrame()
        rule.setFixedHeight(1)
        rule.setStyleSheet(f"background: {theme.line.name()};")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        for widget in (self.line, rule, self._nothing, self.list):
            layout.addWidget(widget)
        self.setObjectName("palette")
        self.setStyleSheet(
            f"#palette {{ background: {theme.raised.name()};"
            f" border: 1px solid {theme.quiet.name()}; }}"
            f"QLineEdit, QListView {{ background: {theme.raised.name()}; }}"
        )
        letters = self.fontMetrics()
        width = min(letters.averageCharWidth() * _LETTERS, round(window.width() * 0.9))
        rows = (letters.height() + _AROUND) * _ROWS
        height = min(self.line.sizeHint().height() + 3 + rows, round(window.height() * 0.8))
        left, top = (window.width() - width) // 2, round(window.height() * 0.08)
        self.setGeometry(window.x() + left, window.y() + top, width, height)

    def _show(self, typed: str) -> None:
        self._matches.show(self._palette.matching(typed))
        found = self._matches.rowCount() > 0
        self._nothing.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self._matches.index(0))
            self.list.scrollToTop()
        else:
            self.line.setAccessibleDescription(self._nothing.text())

    def _say(self, current: QModelIndex) -> None:
        # The keyboard stays in the line, so that is where a screen reader listens.
        if current.isValid():
            self.line.setAccessibleDescription(spoken(current.data(_ENTRY)))

    def _move(self, by: int) -> None:
        last = self._matches.rowCount() - 1
        row = self.list.currentIndex().row() + by
        if last >= 0:
            self.list.setCurrentIndex(self._matches.index(max(0, min(last, row))))

    def _choose(self) -> None:
        index = self.list.currentIndex()
        if index.isValid() and index.data(_ENTRY).enabled:
            entry = index.data(_ENTRY)
            self.accept()
            self.chosen.emit(entry)

    def event(self, event: QEvent) -> bool:
        """Close when the person clicks elsewhere."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.reject()
        return super().event(event)
