"""The history: who did what, when and where, with the way there and back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.app.desk import Desk
from annotator.app.history import Past, go_to, past_of, undo_to
from annotator.ui.labels import PlainLabel
from annotator.ui.theme import Theme

_HEADER = ("When", "Who", "What", "Where", "Undone?")
_LETTERS = (25, 16, 36, 28, 18)  # the widths
_WHAT = 2  # takes what is left


class _Steps(QAbstractTableModel):
    """One row a step, newest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: Sequence[Past] = ()

    def show(self, lines: Sequence[Past]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(_HEADER)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and not line.undoes:
            return self._theme.quiet
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _HEADER[section]
        return None


class HistoryView(QDialog):
    """A table of the latest steps; it follows what is done at the desk."""

    def __init__(self, parent: QWidget, desk: Desk, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("History")
        self._desk = desk
        self._steps = _Steps(theme)
        self.table = QTableView()
        self.table.setModel(self._steps)
        self.table.setAccessibleName("History, newest first")
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setStyleSheet(
            "QTableView { outline: none; } QTableView::item { padding: 0 10px; }"
            f"QHeaderView::section {{ background: {theme.panel.name()}; border: none;"
            f" color: {theme.quiet.name()}; border-bottom: 1px solid {theme.line.name()};"
            " padding: 5px 10px; }"
        )
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = self.fontMetrics().averageCharWidth()
        header.setMinimumSectionSize(letter * 12)
        for column, letters in enumerate(_LETTERS):
            self.table.setColumnWidth(column, letter * letters)
        wanted = letter * sum(_LETTERS), self.table.verticalHeader().defaultSectionSize() * 20
        room = parent.width() * 95 // 100, parent.height() * 80 // 100
        self.resize(min(wanted[0], room[0]), min(wanted[1], room[1]))
        self.words = PlainLabel("", theme.quiet, wrap=True)
        self.undo = QPushButton("Undo to here")
        self.go = QPushButton("Go there")
        self._lay_out()
        self.table.activated.connect(self._go)
        self.go.clicked.connect(self._go)
        self.undo.clicked.connect(self._undo)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self._soon = QTimer(self, singleShot=True, interval=0)  # many changes, one reading
        self._soon.timeout.connect(self._show)
        desk.links_changed.connect(self._soon.start)
        desk.story_shown.connect(self._soon.start)
        self._show()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(14, 8, 14, 10)
        buttons.addWidget(self.words, 1)
        for button in (self.go, self.undo):
            button.setAutoDefault(False)  # Return in the table means the table
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def _show(self) -> None:
        before = self._line()
        lines = past_of(self._desk.project)
        self._steps.show(lines)
        kept = before.past.step.id if before else None
        row = next((n for n, line in enumerate(lines) if line.past.step.id == kept), 0)
        self.table.setCurrentIndex(self._steps.index(row, 0))
        self._chosen()

    def _line(self) -> Past | None:
        row = self.table.currentIndex().row()
        return self._steps.lines[row] if 0 <= row < len(self._steps.lines) else None

    def _chosen(self) -> None:
        line = self._line()
        self.go.setEnabled(line is not None and line.past.step.where is not None)
        undoes = line.undoes if line is not None else 0
        self.undo.setEnabled(undoes > 0 and not self._desk.project.read_only_because)
        if not undoes:
            self.words.setText("")
        elif undoes == 1:
            self.words.setText("«Undo to here» takes back the latest act.")
        else:
            self.words.setText(f"«Undo to here» takes back this act and {undoes - 1} after it.")

    def _go(self) -> None:
        line = self._line()
        if line is not None and self._desk.attempt(partial(go_to, self._desk, line)):
            self.accept()

    def _undo(self) -> None:
        line = self._line()
        if line is not None:
            self._desk.attempt(partial(undo_to, self._desk, line))
