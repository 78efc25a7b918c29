"""A desk without a window: a small project, a coder, and an ear for what the desk says."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from made_projects import article, made

from annotator.app import acts
from annotator.app.desk import Desk, Here
from annotator.app.exchange import dump_layer
from annotator.app.notices import Notice
from annotator.app.project import Project
from annotator.model.ids import ArticleId, SpanId
from annotator.model.span import Span


@dataclass
class Ear:
    """Everything a desk has said since it was made."""

    notices: list[Notice] = field(default_factory=list)
    places: list[tuple[object, int, int]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    def listen(self, desk: Desk) -> None:
        desk.noticed.connect(self.notices.append)
        desk.place_requested.connect(lambda *place: self.places.append(place))
        desk.story_shown.connect(lambda: self.shown.append("story"))
        desk.draft_changed.connect(lambda: self.shown.append("draft"))

    @property
    def last(self) -> str:
        return self.notices[-1].text


class DeskWorld:
    """A desk over three small articles, with the words of tests as verbs."""

    def __init__(self, folder: Path, coder: str = "A") -> None:
        self.project: Project = made(folder)
        self.desk = Desk(self.project, coder)
        self.ear = Ear()
        self.ear.listen(self.desk)

    def article(self, file: str) -> ArticleId:
        return article(self.project, file)

    def select(self, file: str, words: str) -> None:
        where = self.article(file)
        start = self.project.text_of(where).index(words)
        self.desk.set_here(Here(where, start + len(words), (start, start + len(words))))

    def caret_at(self, file: str, words: str) -> None:
        where = self.article(file)
        self.desk.set_here(Here(where, self.project.text_of(where).index(words), None))

    def tag(self, file: str, words: str, kind: str = "claim") -> Span:
        self.select(file, words)
        acts.tag(self.desk, kind)
        span = self.desk.focused_span()
        assert span is not None
        return span

    def spans(self) -> list[str]:
        reading = self.desk.reading
        assert reading is not None
        return sorted(span.quote for span in reading.spans.values())

    def focused(self) -> str:
        span = self.desk.focused_span()
        return "" if span is None else span.quote

    def dump(self) -> str:
        return dump_layer(self.project, "A")

    def go_to(self, span: SpanId) -> None:
        assert self.desk.reading is not None
        self.desk.go_to(self.desk.reading.spans[span])
