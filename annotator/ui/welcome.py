"""The first page: open what was open before, something new, or the sample."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.app.settings import Settings
from annotator.ui.labels import ElidedLabel, LinkLabel, PlainLabel, plain_tooltip
from annotator.ui.notice_bar import NoticeBar
from annotator.ui.theme import Theme

_WIDTH = 620


class Welcome(QWidget):
    """What the program is, three ways to begin, and the recent projects."""

    command_wanted = Signal(str)
    project_wanted = Signal(str)

    def __init__(self, settings: Settings, theme: Theme) -> None:
        super().__init__()
        page = QWidget()
        page.setMaximumWidth(_WIDTH)
        rows = QVBoxLayout(page)
        rows.setSpacing(10)
        rows.addStretch(1)
        rows.addWidget(PlainLabel("Annotator", theme.ink, scale=2.2, bold=True))
        rows.addWidget(
            PlainLabel(
                "Code the articles of one event side by side, join the claims that say the same, "
                "and see how far coders agree.",
                theme.quiet,
                scale=1.15,
                wrap=True,
            )
        )
        rows.addSpacing(14)
        buttons = QHBoxLayout()
        for command, words in (
            ("sample", "Open the sample"),
            ("open", "Open a project\u2026"),
            ("new", "New project\u2026"),
        ):
            button = QPushButton(words)
            button.setMinimumHeight(button.fontMetrics().height() + 16)
            button.clicked.connect(partial(self._want, command))
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        rows.addSpacing(14)
        self._add_recent(rows, settings, theme)
        rows.addStretch(2)
        centre = QHBoxLayout()
        centre.addStretch(1)
        centre.addWidget(page, 4)
        centre.addStretch(1)
        self.notice_bar = NoticeBar(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(centre, 1)
        layout.addWidget(self.notice_bar)

    def _want(self, command: str) -> None:
        self.command_wanted.emit(command)

    def _add_recent(self, rows: QVBoxLayout, settings: Settings, theme: Theme) -> None:
        rows.addWidget(PlainLabel("Recent projects", theme.quiet, scale=0.9, bold=True))
        recent = [Path(path) for path in settings.recent[:6]]
        if not recent:
            rows.addWidget(
                PlainLabel("None yet. The sample is a good place to start.", theme.quiet)
            )
        for path in recent:
            row = QHBoxLayout()
            link = LinkLabel(path.stem, theme.accent)
            link.setWordWrap(False)
            link.setToolTip(plain_tooltip(str(path)))
            link.chosen.connect(partial(self.project_wanted.emit, str(path)))
            row.addWidget(link)
            folder = ElidedLabel(str(path.parent), theme.quiet)
            folder.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(folder, 1)
            rows.addLayout(row)
