"""The inspector at the right: what is known of the span in focus, to be read and to be set."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from annotator.app.desk import Desk
from annotator.app.inspecting import Writable
from annotator.ui.inspector_page import InspectorPage
from annotator.ui.theme import Theme
from annotator.ui.writing import LineWriting

_AROUND = 12  # what stays in sight above and below what is gone to, in pixels


class Inspector(QScrollArea):
    """Shows the span in focus a moment after the text; nothing is taken from under the keyboard.

    Signals: `left_by_key` writing was ended by a key, the keyboard is free.
    """

    left_by_key = Signal()

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._theme = theme
        self._page: InspectorPage | None = None
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
        desk.spans_changed.connect(self._soon.start)
        desk.draft_changed.connect(self._soon.start)
        desk.inspecting.changed.connect(self._soon.start)
        desk.inspecting.writing_wanted.connect(self._open)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the page out for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._soon.start()

    def _writing(self) -> bool:
        """Whether something is being written, or could not be kept yet."""
        page = self._page
        if page is None:
            return False
        if page.memo is not None and not page.memo.done:
            return True
        return self._line() is not None

    def _line(self) -> LineWriting | None:
        keyboard = self.window().focusWidget()
        if isinstance(keyboard, LineWriting) and self.isAncestorOf(keyboard):
            return keyboard
        return None

    def _show(self, opened: Writable | None = None) -> None:
        if self._writing():
            return
        bar, before = self.verticalScrollBar(), self._page
        place = bar.value()
        page = InspectorPage(self._desk, self._theme, self.viewport().width(), opened)
        palette = page.palette()
        palette.setColor(QPalette.ColorRole.Window, self._theme.panel)
        page.setPalette(palette)
        page.writing_left.connect(self._soon.start)
        page.writing_ended.connect(self._give_back)
        self._page = page
        if before is not None:
            # What was clicked may still be hearing of the click.
            self.takeWidget()
            before.hide()
            before.deleteLater()
        self.setWidget(page)
        if before is not None and before.span == page.span:
            self._settle(page)
            bar.setValue(place)
            if page.active_editor is not None:
                self.ensureWidgetVisible(page.active_editor, 0, _AROUND)

    def _settle(self, page: InspectorPage) -> None:
        """Give the page its size now: it would come with the next turn of the event loop."""
        width = self.viewport().width()
        page.resize(width, max(page.heightForWidth(width), self.viewport().height()))
        QCoreApplication.sendPostedEvents(self, QEvent.Type.LayoutRequest.value)

    def _open(self, what: Writable) -> None:
        """Open a text for writing; what is being written is kept first."""
        line = self._line()
        if line is not None:
            line.clearFocus()
        if self._page is not None and self._page.memo is not None and not self._page.memo.finish():
            return
        self._soon.stop()
        self._show(what)
        page = self._page
        written = None if page is None else page.memo or page.active_editor
        if page is not None and written is not None:
            written.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._settle(page)
            self.ensureWidgetVisible(written, 0, _AROUND)

    def _give_back(self) -> None:
        self._soon.start()
        self.left_by_key.emit()
