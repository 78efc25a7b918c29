"""Agreement of two layers: the three questions, their numbers, and what the numbers rest on."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.app.comparing import comparison
from annotator.app.desk import Desk
from annotator.app.report import CLOSING, Section, report_lead, report_markdown, report_sections
from annotator.app.tasks import TaskHub
from annotator.model.agreement import AgreementReport
from annotator.model.errors import KnownError
from annotator.ui.labels import PlainLabel
from annotator.ui.theme import Theme

_HEADLINES = ("uα", "α", "value", "F1")


class AgreementView(QDialog):
    """Two boxes choose the layers; the table says how far they agree."""

    def __init__(self, parent: QWidget, desk: Desk, hub: TaskHub, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("Agreement")
        self.resize(900, 640)
        self._desk, self._hub, self._theme = desk, hub, theme
        self._task = 0
        self._report: AgreementReport | None = None
        names = [layer.name for layer in desk.project.layers()]
        self._boxes = (QComboBox(), QComboBox())
        row = QHBoxLayout()
        for number, box in enumerate(self._boxes):
            box.addItems(names)
            box.setCurrentIndex(min(number, len(names) - 1))
            box.setAccessibleName(f"Layer {number + 1}")
            row.addWidget(PlainLabel("Compare" if number == 0 else "with", theme.quiet))
            row.addWidget(box)
        self._copy = QPushButton("Copy as text")
        self._copy.clicked.connect(self._copy_text)
        row.addStretch(1)
        row.addWidget(self._copy)
        self.state = PlainLabel("", theme.quiet, wrap=True)
        self._page = QScrollArea()
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QScrollArea.Shape.NoFrame)
        self._page.setAccessibleName("Agreement")
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.state)
        layout.addWidget(self._page, 1)
        for box in self._boxes:
            box.currentIndexChanged.connect(self._compute)
        self._compute()

    def _compute(self) -> None:
        self._hub.forget(self._task)
        self._report = None
        self._copy.setEnabled(False)
        self._page.setWidget(QWidget())
        try:
            work = comparison(self._desk.project, [box.currentText() for box in self._boxes])
        except KnownError as error:
            self.state.setText(error.sentence)
            return
        self.state.setText("Computing\u2026")
        self._task = self._hub.start(work, self._show, self._fail)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.state.setText(error.sentence)

    def _show(self, report: AgreementReport) -> None:
        self._report = report
        self._copy.setEnabled(True)
        self.state.setText(report_lead(report) + ".")
        page = QWidget()
        rows = QVBoxLayout(page)
        for section in report_sections(report):
            rows.addWidget(PlainLabel(section.title, self._theme.ink, scale=1.15, bold=True))
            rows.addLayout(self._table(section))
            for line in section.undefined:
                rows.addWidget(PlainLabel(line, self._theme.quiet, wrap=True))
            rows.addSpacing(14)
        rows.addWidget(PlainLabel(CLOSING, self._theme.quiet, wrap=True))
        rows.addStretch(1)
        self._page.setWidget(page)

    def _table(self, section: Section) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(5)
        for column, title in enumerate(section.header):
            grid.addWidget(PlainLabel(title, self._theme.quiet), 0, column)
        for number, cells in enumerate(section.rows, 1):
            for column, cell in enumerate(cells):
                label = PlainLabel(cell, self._theme.ink, bold=section.header[column] in _HEADLINES)
                label.setAccessibleName(f"{cells[0]}, {section.header[column]}: {cell}")
                grid.addWidget(label, number, column)
        grid.setColumnStretch(len(section.header), 1)
        return grid

    @property
    def report_shown(self) -> bool:
        """Whether the numbers are there."""
        return self._report is not None

    def _copy_text(self) -> None:
        if self._report is not None:
            QApplication.clipboard().setText(report_markdown(self._report))

    def done(self, result: int) -> None:
        """Close, however that is asked for, and forget a computation nobody waits for."""
        self._hub.forget(self._task)
        super().done(result)
