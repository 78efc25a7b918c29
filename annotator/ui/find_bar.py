"""The bar that finds words in the story: every place is marked, and keys go from one to next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.app.desk import Desk, Here
from annotator.app.finding import Found, Hit, StoryText
from annotator.model.ids import ArticleId
from annotator.ui.key_line import KeyLine
from annotator.ui.labels import PlainLabel
from annotator.ui.theme import Theme
from annotator.ui.workspace import Workspace


class FindBar(QWidget):
    """A line to type into, which hit is shown of how many, and the way to the others.

    The hit shown is selected in its article: when the bar is left, a key tags it.
    """

    def __init__(self, desk: Desk, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._workspace = workspace
        self._theme = theme
        self._story: dict[ArticleId, str] = {}
        self._text = StoryText({})
        self._found = Found()
        self._current: int | None = None
        self._origin: Here | None = None  # what is typed is sought from here on
        key = Qt.Key
        self.line = KeyLine(
            {
                (key.Key_Return, False): partial(self.step, 1),
                (key.Key_Enter, False): partial(self.step, 1),
                (key.Key_Return, True): partial(self.step, -1),
                (key.Key_Enter, True): partial(self.step, -1),
                (key.Key_Escape, False): self.leave,
            }
        )
        self.line.setPlaceholderText("Words, whatever their accents and capitals")
        self.line.setAccessibleName("Find in the story")
        self.line.setClearButtonEnabled(True)
        self.line.textEdited.connect(self._search)
        self.count = PlainLabel("", theme.quiet)
        self._lay_out()
        self.hide()
        desk.story_shown.connect(self._show_again)
        desk.columns_changed.connect(self._show_again)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 14, 5)
        layout.setSpacing(10)
        layout.addWidget(PlainLabel("Find in the story", self._theme.quiet))
        layout.addWidget(self.line, 1)
        layout.addWidget(self.count)
        for words, name, act in (
            ("\u2191", "Previous hit", partial(self.step, -1)),
            ("\u2193", "Next hit", partial(self.step, 1)),
            ("\u2715", "Close", self.leave),
        ):
            button = QPushButton(words)
            button.setFlat(True)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFixedWidth(self.fontMetrics().averageCharWidth() * 5)
            button.clicked.connect(act)
            layout.addWidget(button)
        self.count.setMinimumWidth(self.fontMetrics().averageCharWidth() * 12)

    def open(self) -> None:
        """Show the bar with the keyboard in it; what was sought last is ready to be replaced."""
        if self.isHidden():
            self.show()
            self._find()
            self._tell()
        self._origin = self._desk.here
        self.line.setFocus()
        self.line.selectAll()

    def leave(self) -> None:
        """Close the bar and give the keyboard back; the hit shown stays selected."""
        self.hide()
        self._current = None
        self._mark(Found())
        self._workspace.take_focus()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit, from the last on to the first."""
        if self.isHidden():
            self.open()
        if not self._found.hits:
            return
        if self._current is None:
            self._current = self._nearest(self._desk.here) - (by < 0)
        else:
            self._current += by
        self._current %= len(self._found.hits)
        self._go_to(self._found.hits[self._current])
        self._origin = self._desk.here

    def _search(self) -> None:
        """Go to the first hit from where the search began, or back there when there is none."""
        self._find()
        if self._found.hits:
            self._current = self._nearest(self._origin)
            self._go_to(self._found.hits[self._current])
        else:
            self._tell()
            self._go_back()

    def _find(self) -> None:
        reading, project = self._desk.reading, self._desk.project
        heads = reading.articles if reading else ()
        story = {head.id: project.text_of(head.id) for head in heads}
        if story != self._story:
            self._story = story
            self._text = StoryText(story)
        self._found, self._current = self._text.find(self.line.text()), None

    def _nearest(self, here: Here | None) -> int:
        if here is None or here.article not in self._story:
            return 0
        start = here.selection[0] if here.selection else here.caret
        return self._found.nearest(list(self._story), here.article, start)

    def _go_to(self, hit: Hit) -> None:
        typing = self.line.hasFocus()
        if hit.article not in self._desk.columns:
            self._desk.show_article(hit.article)
        self._select(hit.article, hit.start, hit.end, typing=typing)
        self._tell()

    def _go_back(self) -> None:
        origin = self._origin
        if origin is not None and origin != self._desk.here and origin.article in self._story:
            if origin.article not in self._desk.columns:
                self._desk.show_article(origin.article)
            start, end = origin.selection or (origin.caret, origin.caret)
            self._select(origin.article, start, end, typing=True)

    def _select(self, article: ArticleId, start: int, end: int, *, typing: bool) -> None:
        self._workspace.select(article, start, end)
        if typing:
            self.line.setFocus()

    def _show_again(self) -> None:
        """The panes are new: mark what is found in them, in the articles there are now."""
        if not self.isHidden():
            before = self._current
            self._find()
            if before is not None and before < len(self._found.hits):
                self._current = before
            self._tell()

    def _tell(self) -> None:
        number, words = len(self._found.hits), self.line.text()
        total = f"{number:,}+" if self._found.more else f"{number:,}"
        if not number:
            said = "not found" if words.strip() else ""
        elif self._current is None:
            said = f"{total} found"
        else:
            said = f"{self._current + 1:,} of {total}"
        self.count.setText(said)
        self.count.set_colour(self._theme.quiet if number or not said else self._theme.warn)
        self.line.setAccessibleDescription(said)
        self._mark(self._found)

    def _mark(self, found: Found) -> None:
        shown = None if self._current is None else found.hits[self._current]
        for article in self._desk.columns:
            here = shown is not None and shown.article == article
            current = (shown.start, shown.end) if shown is not None and here else None
            self._workspace.pane(article).hits.show(found.in_article(article), current)
