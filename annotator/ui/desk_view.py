"""The desk on the screen: stories left, articles in the middle, the inspector right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.app.desk import Desk
from annotator.ui.find_bar import FindBar
from annotator.ui.inspector import Inspector
from annotator.ui.notice_bar import NoticeBar
from annotator.ui.side_list import SideList
from annotator.ui.theme import Theme
from annotator.ui.top_bar import TopBar
from annotator.ui.workspace import Workspace


class DeskView(QWidget):
    """Puts the parts of the desk together."""

    def __init__(self, desk: Desk, theme: Theme, width: int) -> None:
        super().__init__()
        self.desk = desk
        self.top_bar = TopBar(desk, theme)
        self.workspace = Workspace(desk, theme)
        self.inspector = Inspector(desk, theme)
        self.inspector.left_by_key.connect(self.workspace.take_focus)
        self.side_list = SideList(desk, theme)
        self.find_bar = FindBar(desk, self.workspace, theme)
        self.notice_bar = NoticeBar(theme)
        for part in (self.top_bar, self.inspector):
            part.setAutoFillBackground(True)
            palette = part.palette()
            palette.setColor(QPalette.ColorRole.Window, theme.panel)
            part.setPalette(palette)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.side_list)
        parts.addWidget(self.workspace)
        parts.addWidget(self.inspector)
        parts.setStretchFactor(1, 1)
        letter = self.fontMetrics().averageCharWidth()
        # What is beside the text never takes much of it, however large the letters are.
        side = min(letter * 26, round(width * 0.17))
        inspector = min(letter * 36, round(width * 0.24))
        parts.setSizes([side, width - side - inspector, inspector])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addWidget(parts, 1)
        layout.addWidget(self.find_bar)
        layout.addWidget(self.notice_bar)
        desk.noticed.connect(self.notice_bar.show_notice)
        self._soon = QTimer(self, singleShot=True, interval=0)  # the text repaints first
        self._soon.timeout.connect(self._show_counts)
        desk.links_changed.connect(self._soon.start)
        desk.story_shown.connect(self._soon.start)
        self.workspace.article_entered.connect(self._soon.start)
        self._show_counts()

    def _show_counts(self) -> None:
        self.notice_bar.show_counts(self.desk)
