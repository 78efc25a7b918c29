"""Pills: choices side by side, as many rows as they need, each with the digit that makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.ui.labels import plain_tooltip
from annotator.ui.theme import Theme

_GAP = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One pill: what it says, the digit shown before it or "", and whether it is chosen."""

    words: str
    digit: str
    chosen: bool


class _Pill(QAbstractButton):
    """A rounded button that is filled while it is chosen."""

    def __init__(self, choice: Choice, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._digit = choice.digit
        self._theme = theme
        self.setText(choice.words.replace("&", "&&"))
        self._words = choice.words
        self.setCheckable(True)
        self.setChecked(choice.chosen)
        self.setAccessibleName(choice.words)
        self.setAccessibleDescription(f"key {choice.digit}" if choice.digit else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # A click leaves the keyboard in the article.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def nextCheckState(self) -> None:  # noqa: N802  Qt's name
        """Stay as it is: what is chosen is shown once it is on disk."""

    def sizeHint(self) -> QSize:
        """Return the size of the words with the digit before them."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._words) + self._digit_width()
        return QSize(width + metrics.height() + 2, metrics.height() + 6)

    def _digit_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(f"{self._digit} ") if self._digit else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole words within reach where they are cut."""
        super().resizeEvent(event)
        cut = self.width() < self.sizeHint().width()
        self.setToolTip(plain_tooltip(self._words) if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        """Draw the pill: filled when chosen, with a second line around it in focus."""
        theme, chosen = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = shape.height() / 2
        painter.setPen(QPen(theme.accent if chosen else theme.quiet, 1))
        ground = theme.hover if self.underMouse() else theme.panel
        painter.setBrush(theme.accent if chosen else ground)
        painter.drawRoundedRect(shape, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.on_accent if chosen else theme.accent, 2))
            painter.drawRoundedRect(shape.adjusted(2, 2, -2, -2), radius - 2, radius - 2)
        inside = self.rect().adjusted(self.height() // 2 - 2, 0, 2 - self.height() // 2, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if self._digit:
            painter.setPen(theme.on_accent if chosen else theme.quiet)
            painter.drawText(inside, middle, self._digit)
            inside.setLeft(inside.left() + self._digit_width())
        painter.setPen(theme.on_accent if chosen else theme.ink)
        words = self.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.drawText(inside, middle, words)
        painter.end()


class Pills(QWidget):
    """A group of pills; `chosen` tells the place of the one that was clicked."""

    chosen = Signal(int)

    def __init__(self, name: str, choices: Sequence[Choice], theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._pills = [_Pill(choice, theme, self) for choice in choices]
        for place, pill in enumerate(self._pills):
            pill.clicked.connect(partial(self._choose, place))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _choose(self, place: int, *_: object) -> None:
        self.chosen.emit(place)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """Return the size of the widest pill alone: with less room it is cut."""
        sizes = [pill.sizeHint() for pill in self._pills]
        return QSize(max(s.width() for s in sizes), max(s.height() for s in sizes))

    def minimumSizeHint(self) -> QSize:
        """Return a width that still tells something."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the pills anew."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def _arrange(self, width: int, *, move: bool) -> int:
        at, bottom = QPoint(0, 0), 0
        for pill in self._pills:
            size = pill.sizeHint().boundedTo(QSize(max(width, 1), 10_000))
            if at.x() and at.x() + size.width() > width:
                at = QPoint(0, bottom + _GAP)
            if move:
                pill.setGeometry(at.x(), at.y(), size.width(), size.height())
            bottom = at.y() + size.height()
            at.setX(at.x() + size.width() + _GAP)
        return bottom
