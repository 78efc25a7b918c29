"""Labels that take every text as it is: data is never read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle

if TYPE_CHECKING:  # Qt makes a class when it is first asked for, and the first window waits for it
    from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows a text as it is, although tooltips guess at markup."""
    import html

    lines = html.escape(text).split("\n")
    return f"<qt>{'<br>'.join(lines)}</qt>" if text else ""


class PlainLabel(QLabel):
    """A label that shows plain text only; `scale` is relative to the application's font."""

    def __init__(
        self,
        text: str = "",
        colour: QColor | None = None,
        *,
        scale: float = 1.0,
        bold: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * scale)
        font.setBold(bold)
        self.setFont(font)
        if colour is not None:
            self.set_colour(colour)

    def set_colour(self, colour: QColor) -> None:
        """Change the colour of the text."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        self.setPalette(palette)


class ElidedLabel(PlainLabel):
    """A label on one line that cuts what does not fit and has the whole text as its tooltip."""

    def setText(self, text: str) -> None:  # noqa: N802  Qt's name
        """Show another text."""
        super().setText(text)
        self.setToolTip(plain_tooltip(text))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Return a width that still tells something."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's signature
        """Draw as much of the text as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        aligned = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.drawText(self.rect(), int(aligned | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class LinkLabel(PlainLabel):
    """A wrapped text that leads somewhere, by click or, in focus, by Return."""

    chosen = Signal()

    def __init__(self, text: str, colour: QColor | None = None) -> None:
        super().__init__(text, colour, wrap=True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there by Return or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)
