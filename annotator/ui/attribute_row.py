"""One attribute of the span in focus: its label, and pills or a line to set it with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.app import describing_acts
from annotator.app.card import AttributeLine
from annotator.app.describing import choices_of
from annotator.app.desk import Desk
from annotator.app.inspecting import DIGITS
from annotator.model.codebook import Attribute
from annotator.model.span import Span
from annotator.ui.inspector_rows import holding
from annotator.ui.labels import PlainLabel, plain_tooltip
from annotator.ui.pills import Choice, Pills
from annotator.ui.theme import Theme
from annotator.ui.writing import LineWriting


class AttributeRow(QObject):
    """Makes the two widgets of an attribute and does what is clicked or typed in them.

    The digits of the choices are shown while the attribute is the active one. Signals: `left` a
    line has lost the keyboard; `ended` it was ended by a key.
    """

    left = Signal()
    ended = Signal()

    def __init__(
        self, desk: Desk, theme: Theme, span: Span, line: AttributeLine, place: int, *, active: bool
    ) -> None:
        super().__init__()
        self._desk = desk
        self._theme = theme
        self._span = span
        self._line = line
        self._place = place
        self._active = active
        self.label = self._make_label()
        self.editor = self._make_editor()
        self.setParent(self.editor)

    def _make_label(self) -> QWidget:
        theme, attribute = self._theme, self._line.attribute
        rows = QVBoxLayout()
        rows.setSpacing(0)
        colour = theme.ink if self._active else theme.quiet
        name = PlainLabel(attribute.name, colour, bold=self._active, wrap=True)
        rows.addWidget(name)
        if self._line.needed:
            rows.addWidget(PlainLabel("needed", theme.warn, scale=0.85))
        if self._active and not choices_of(attribute):
            rows.addWidget(PlainLabel("V to type", theme.quiet, scale=0.85))
        rows.addStretch(1)
        label = holding(rows)
        label.setToolTip(plain_tooltip(attribute.help))
        label.setAccessibleDescription("active" if self._active else "")
        return label

    def _make_editor(self) -> QWidget:
        attribute = self._line.attribute
        if not choices_of(attribute):
            return self._make_line(attribute)
        held = self._line.value
        many = held if isinstance(held, tuple) else (held,)
        first = self._desk.inspecting.first_choice(self._span, len(choices_of(attribute)))
        choices = []
        for place, (words, value) in enumerate(choices_of(attribute)):
            digit = place - first + 1
            shown = str(digit) if self._active and 1 <= digit <= DIGITS else ""
            choices.append(Choice(words, shown, value in many))
        pills = Pills(attribute.name, choices, self._theme)
        pills.setToolTip(plain_tooltip(attribute.help))
        pills.chosen.connect(self._choose)
        return pills

    def _make_line(self, attribute: Attribute) -> QWidget:
        writing = describing_acts.value_writing(self._desk, self._span, attribute)
        line = LineWriting(
            writing.name,
            writing.text,
            lambda text: self._desk.attempt(partial(writing.keep, text)),
            self._theme,
        )
        line.setToolTip(plain_tooltip(attribute.help))
        hints = {"number": "a number", "date": "2026-11-22", "text": "a text"}
        line.setPlaceholderText(hints.get(attribute.type, ""))
        line.left.connect(self.left)
        line.ended.connect(self.ended)
        return line

    def _choose(self, place: int) -> None:
        attribute = self._line.attribute
        self._desk.inspecting.go_to(self._span, self._place)
        _, value = choices_of(attribute)[place]
        self._desk.attempt(partial(describing_acts.toggle, self._desk, attribute, value))
