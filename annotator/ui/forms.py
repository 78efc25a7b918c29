"""Small forms: a few labelled fields and two buttons, built from a list of fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.labels import PlainLabel

Sort: TypeAlias = Literal["text", "choice", "yes_no", "file", "files", "new_file"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key, its label, what sort it is and what it begins with.

    `choices` are of a choice, or what a text may be completed to; `pattern` is what files are
    called, such as "Plain text (*.txt)".
    """

    key: str
    label: str
    sort: Sort = "text"
    value: str = ""
    choices: Sequence[str] = ()
    pattern: str = ""


class Form(QDialog):
    """Asks for the fields; `answered` hears the values by key when the person agrees."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        words: str,
        fields: Sequence[Field],
        answered: Callable[[Mapping[str, str]], None],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self._answered = answered
        self._read: dict[str, Callable[[], str]] = {}
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        if words:
            layout.addWidget(PlainLabel(words, wrap=True))
        form = QFormLayout()
        form.setSpacing(10)
        for field in fields:
            form.addRow(f"{field.label}", self._editor(field))
        layout.addLayout(form)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _agree(self) -> None:
        values = {key: read() for key, read in self._read.items()}
        self.accept()
        self._answered(values)

    def _editor(self, field: Field) -> QWidget:
        if field.sort == "choice":
            box = QComboBox()
            box.addItems(list(field.choices))
            box.setCurrentText(field.value)
            self._read[field.key] = box.currentText
            return box
        if field.sort == "yes_no":
            tick = QCheckBox()
            tick.setChecked(field.value == "yes")
            self._read[field.key] = lambda: "yes" if tick.isChecked() else "no"
            return tick
        line = QLineEdit(field.value)
        line.setObjectName(field.key)
        self._read[field.key] = line.text
        if field.sort == "text":
            return line
        row = QWidget()
        cells = QHBoxLayout(row)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.addWidget(line, 1)
        button = QPushButton("Choose\u2026")
        button.clicked.connect(partial(self._choose, field, line))
        cells.addWidget(button)
        return row

    def _choose(self, field: Field, line: QLineEdit) -> None:
        if field.sort == "files":
            chosen, _ = QFileDialog.getOpenFileNames(self, field.label, "", field.pattern)
            if chosen:
                line.setText("\n".join(chosen))
            return
        ask = (
            QFileDialog.getSaveFileName if field.sort == "new_file" else QFileDialog.getOpenFileName
        )
        path, _ = ask(self, field.label, line.text(), field.pattern)
        if path:
            line.setText(path)
