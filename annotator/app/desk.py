"""The desk: which story and layer are shown, where the person is and what is in focus.

The window draws what the desk says and passes on what the person does; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal

from annotator.app.columns import Arrangement
from annotator.app.draft import Draft
from annotator.app.inspecting import Inspecting
from annotator.app.notices import Notice, told
from annotator.app.project import Project
from annotator.app.reading import Reading
from annotator.app.side_by_side import SideBySide
from annotator.model.article import Story
from annotator.model.changes import Changes
from annotator.model.cluster import Cluster
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId, ClusterId, SpanId, StoryId
from annotator.model.layer import Layer
from annotator.model.span import CLAIM, Span
from annotator.store.faults import told_plainly

# what an act may touch after which nothing shown can be trusted to be the same
_RELOADING = {"story", "codebook_version", "layer", "project"}
_NONE: Mapping[str, Arrangement] = {}


@dataclass(frozen=True, slots=True)
class Here:
    """Where the person is: an article, the caret in it, and the stretch selected, if any."""

    article: ArticleId
    caret: int
    selection: tuple[int, int] | None


class Desk(SideBySide):
    """One open project as one person works on it.

    Signals: `story_shown` everything is new; `spans_changed` {span id: Span or None};
    `links_changed` clusters, relations or statuses; `focus_changed`; `draft_changed`;
    `noticed` a Notice; `select_requested` (article id, start, end) to be selected. With `snapping`
    a selection counts as the whole words it touches.
    """

    story_shown = Signal()
    spans_changed = Signal(object)
    links_changed = Signal()
    focus_changed = Signal()
    draft_changed = Signal()
    noticed = Signal(object)
    select_requested = Signal(object, int, int)

    def __init__(
        self, project: Project, coder: str = "", arrangements: Mapping[str, Arrangement] = _NONE
    ) -> None:
        super().__init__(arrangements)
        self.project = project
        self.layer: Layer | None = None
        self.focused: SpanId | None = None
        self.selected_cluster: ClusterId | None = None
        self.draft: Draft | None = None
        self.snapping = True
        self.inspecting = Inspecting()
        with told_plainly(project.path):
            if coder:
                self.layer = self._layer_to_code(coder)
            stories = project.stories()
            if stories:
                self.show_story(stories[0])
            for article in self.columns:  # a damaged text is found before anything is shown
                project.text_of(article)
        project.listeners.append(self._follow)

    def _layer_to_code(self, coder: str) -> Layer | None:
        if self.project.read_only_because:
            known = {layer.name: layer for layer in self.project.layers()}
            return known.get(coder)
        return self.project.layer_of_coder(coder)

    # what is shown

    def show_story(self, story: Story) -> None:
        """Show a story; what was in focus before is left."""
        self.reading = Reading(self.project, story, self.layer)
        self._leave()
        self.here = None
        self.recall_columns()
        self.story_shown.emit()

    def step_story(self, by: int) -> None:
        """Show the next (1) or previous (-1) story."""
        stories = self.project.stories()
        if self.reading is not None and stories:
            ids = [story.id for story in stories]
            self.show_story(stories[(ids.index(self.reading.story.id) + by) % len(stories)])

    def code_as(self, coder: str) -> None:
        """Go on as this coder, in the coder's own layer, which is made when there is none."""
        layer = self._layer_to_code(coder)
        if layer is None:
            words = f"{coder} has no layer, and the project is open for reading only"
            raise KnownError(words, "choose a coder who has one")
        self.layer = layer
        self.reload()

    def reload(self) -> None:
        """Read everything afresh, as after an import; the place and the focus are kept."""
        stories = {story.id: story for story in self.project.stories()}
        current = self.reading.story.id if self.reading else StoryId("")
        story = stories.get(current) or next(iter(stories.values()), None)
        self.reading = Reading(self.project, story, self.layer) if story else None
        heads = {head.id for head in self.reading.articles} if self.reading else set()
        self.here = self.here if self.here and self.here.article in heads else None
        focused = self.focused
        self._leave()
        self.choose_columns()
        if self.reading is not None and focused in self.reading.spans:
            self.focus(focused)
        self.story_shown.emit()

    def _follow(self, changes: Changes) -> None:
        if self.reading is None or changes.other & _RELOADING:
            self._find_layer_again()
            self.reload()
            return
        known = {head.id for head in self.reading.articles}
        now = self.reading.follow(changes)
        if {head.id for head in self.reading.articles} != known:
            self.reload()
            return
        if now:
            self.spans_changed.emit(now)
        if self.focused is not None and self.focused not in self.reading.spans:
            self.focus(None)
        if self.reading.cluster(self.selected_cluster) is None:
            self.selected_cluster = None
        self._check_draft(self.reading)
        self.links_changed.emit()

    def _find_layer_again(self) -> None:
        """A layer may have been taken back, or replaced by a loaded one of the same name."""
        if self.layer is not None:
            known = {layer.name: layer for layer in self.project.layers()}
            self.layer = known.get(self.layer.name)

    def _check_draft(self, reading: Reading) -> None:
        kept = self.draft.among(reading.spans) if self.draft else None
        if kept != self.draft:
            self.set_draft(kept)

    def _leave(self) -> None:
        self.focused = None
        self.selected_cluster = None
        if self.draft is not None:
            self.set_draft(None)

    # where the person is

    def set_here(self, here: Here) -> None:
        """Hear where the caret is; a span under it takes the focus when nothing is selected."""
        self.here = here
        if self.reading is None or here.selection is not None:
            return
        under = self.reading.covering(here.article, here.caret)
        focused = self.focused_span()
        if focused is not None and focused.id in {span.id for span in under}:
            return
        if under:  # until another span takes it, the focus stays: words may be added to it
            self.focus(under[0].id)

    def focus(self, span: SpanId | None) -> None:
        """Put a span in focus; a claim brings its cluster, or that it has none."""
        if span == self.focused:
            return
        self.focused = span
        if self.reading is not None and span is not None:
            cluster = self.reading.cluster_of(span)
            if cluster is not None:
                self.selected_cluster = cluster.id
            elif self.reading.spans[span].kind == CLAIM and self.draft is None:
                self.selected_cluster = None
        self.focus_changed.emit()

    def focused_span(self) -> Span | None:
        """Return the span in focus, or None."""
        if self.reading is None or self.focused is None:
            return None
        return self.reading.spans.get(self.focused)

    def cluster(self) -> Cluster | None:
        """Return the selected cluster, or None."""
        return self.reading.cluster(self.selected_cluster) if self.reading else None

    def step_focus(self, by: int) -> None:
        """Focus the next (1) or previous (-1) span of the article the person is in."""
        if self.reading is None or self.here is None:
            return
        here = self.reading.in_article(self.here.article)
        if self.draft is not None:
            here = [span for span in here if self.draft.accepts(span)]
        if not here:
            return
        caret = self.here.caret
        at = [span for span in here if span.id == self.focused and span.start <= caret <= span.end]
        if at:
            chosen = here[(here.index(at[0]) + by) % len(here)]
        else:
            ahead = [span for span in here if span.start >= caret]
            before = [span for span in here if span.start < caret]
            chosen = (ahead or here)[0] if by > 0 else (before or here)[-1]
        self.go_to(chosen)

    def go_to(self, span: Span) -> None:
        """Focus a span and bring it into view, in a column of its own if it has none."""
        if span.article not in self.columns:
            self.show_article(span.article)
        self.here = Here(span.article, span.start, None)
        self.focus(span.id)
        self.place_requested.emit(span.article, span.start, span.end)

    # what acts need of it

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do an act; a fault of the world becomes a notice. Returns whether it was done."""
        try:
            with told_plainly(self.project.path):
                act()
        except KnownError as error:
            self.noticed.emit(told(error))
            return False
        return True

    def coding(self) -> tuple[Reading, Layer, Here]:
        """Return what is shown, the layer to write and where the person is.

        Raises KnownError when there is no article, or nobody codes.
        """
        if self.reading is None or self.here is None:
            raise KnownError("There is no article to work in", "open a story first")
        if self.layer is None:
            raise KnownError("Nobody is coding yet", "choose who codes, at the top right")
        return self.reading, self.layer, self.here

    def span_in_focus(self) -> Span:
        """Return the span in focus; KnownError when there is none."""
        span = self.focused_span()
        if span is None:
            raise KnownError("No span is in focus", "put the caret into one, or press Tab")
        return span

    def set_draft(self, draft: Draft | None) -> None:
        """Show a join or relation being prepared, or none any more."""
        self.draft = draft
        self.draft_changed.emit()

    def tell(self, text: str) -> None:
        """Say what was done, with the offer to take it back."""
        self.noticed.emit(Notice(f"{text}.", undo=True))
