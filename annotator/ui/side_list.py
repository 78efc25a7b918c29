"""The list at the left: the stories of the project and the articles of the story shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.app.desk import Desk
from annotator.ui.labels import PlainLabel, plain_tooltip
from annotator.ui.theme import Theme

# a sign and, for those who cannot see it, words
_STATUS = {"to do": "\u25cb", "started": "\u25d0", "finished": "\u25cf"}


class SideList(QWidget):
    """Stories over articles; a click shows one."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._stories = _list(theme, "Stories")
        self._articles = _list(theme, "Articles of this story")
        self._filling = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 8)
        layout.setSpacing(6)
        for title, widget, stretch in (
            ("Stories", self._stories, 1),
            ("Articles of this story", self._articles, 1),
        ):
            heading = PlainLabel(title, theme.quiet, scale=0.88, bold=True)
            heading.setIndent(14)
            layout.addWidget(heading)
            layout.addWidget(widget, stretch)
        desk.story_shown.connect(self._show)
        desk.links_changed.connect(self._show_statuses)
        self._stories.currentRowChanged.connect(self._story_chosen)
        self._articles.itemClicked.connect(self._article_chosen)
        self._articles.itemActivated.connect(self._article_chosen)
        self._show()

    def _show(self) -> None:
        self._filling = True
        reading = self._desk.reading
        stories = self._desk.project.stories()
        self._stories.clear()
        for story in stories:
            _add(self._stories, story.name)
            if reading is not None and story.id == reading.story.id:
                self._stories.setCurrentRow(self._stories.count() - 1)
        self._articles.clear()
        for head in reading.articles if reading else ():
            item = _add(self._articles, head.name)
            item.setData(Qt.ItemDataRole.UserRole, head.id)
        self._show_statuses()
        self._filling = False

    def _show_statuses(self) -> None:
        reading = self._desk.reading
        for row, head in enumerate(reading.articles if reading else ()):
            status = reading.status(head.id) if reading else "to do"
            item, words = self._articles.item(row), f"{head.name}, {status}"
            if item.data(Qt.ItemDataRole.AccessibleTextRole) != words:
                item.setText(f"{_STATUS[status]}  {head.name}")
                item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
                item.setToolTip(plain_tooltip(words))

    def _story_chosen(self, row: int) -> None:
        stories = self._desk.project.stories()
        if not self._filling and 0 <= row < len(stories):
            self._desk.attempt(partial(self._desk.show_story, stories[row]))

    def _article_chosen(self, item: QListWidgetItem) -> None:
        article = item.data(Qt.ItemDataRole.UserRole)
        self._desk.attempt(partial(self._desk.show_article, article))


def _list(theme: Theme, name: str) -> QListWidget:
    widget = QListWidget()
    widget.setAccessibleName(name)
    widget.setFrameShape(QListWidget.Shape.NoFrame)
    widget.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    widget.setTextElideMode(Qt.TextElideMode.ElideRight)
    widget.setUniformItemSizes(True)
    widget.setStyleSheet(
        f"QListWidget {{ background: transparent; outline: none; color: {theme.ink.name()}; }}"
        "QListWidget::item { padding: 5px 14px; }"
        f"QListWidget::item:hover {{ background: {theme.hover.name()}; }}"
        f"QListWidget::item:selected {{ background: {theme.hover.name()};"
        f" color: {theme.ink.name()}; border-left: 3px solid {theme.accent.name()}; }}"
    )
    return widget


def _add(widget: QListWidget, text: str) -> QListWidgetItem:
    item = QListWidgetItem(text, widget)
    item.setToolTip(plain_tooltip(text))
    item.setSizeHint(QSize(0, widget.fontMetrics().height() + 12))
    return item
