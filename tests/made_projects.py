"""Small projects on disk for tests: made, filled and compared in one line each."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.app.importing import import_articles
from annotator.app.project import Project, make_project
from annotator.app.tagging import tag_span
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId, SpanId
from annotator.model.layer import Layer
from annotator.model.span import Span
from annotator.store import spans
from annotator.store.schema import JOURNALLED

TEXTS = {
    "one.txt": "The quay burned on Monday.\n\nPolice said 12 people were hurt \U0001f525 there.\n",
    "two.txt": "Fire at the quay\nTwelve people were hurt, officers said. Nobody died.\n",
    "three.txt": "El muelle ardi\u00f3 el lunes.\nHubo doce heridos, seg\u00fan la polic\u00eda.\n",
}


def made(folder: Path, texts: Mapping[str, str] | None = None, *, name: str = "project") -> Project:
    """A new project, open, with one story of articles."""
    project = make_project(folder / f"{name}.annotator")
    written = folder / f"{name} texts"
    written.mkdir()
    for file, text in (TEXTS if texts is None else texts).items():
        (written / file).write_bytes(text.encode())
    if texts is None or texts:
        import_articles(project, [written], story="The quay")
    return project


def article(project: Project, file: str) -> ArticleId:
    """The article that came from a file of this name."""
    return next(head.id for head in project.articles() if head.file == file)


def span(project: Project, id_: SpanId) -> Span:
    """A span as it is now."""
    (found,) = spans.by_id(project.file.db, [id_])
    return found


def tagged(project: Project, layer: Layer, file: str, words: str, kind: str = "claim") -> Span:
    """Tag the first place of some words, and return the span."""
    where = article(project, file)
    start = project.text_of(where).index(words)
    return span(project, tag_span(project, layer, where, [(start, start + len(words))], kind))


def rows(conn: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all journalled tables, sorted: the whole state that undo can bring back."""
    return {
        table: sorted(conn.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
        for table in JOURNALLED
    }


def state(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """The rows of an open project."""
    return rows(project.file.db.conn)


def steps(project: Project) -> list[tuple[object, ...]]:
    """The steps of a project's journal: kind, label, state."""
    return project.file.db.execute("SELECT kind, label, state FROM step ORDER BY number").fetchall()


def digest(path: Path) -> str:
    """The SHA-256 of a file that no project in this process has open."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def refused(*words: str) -> Iterator[None]:
    """What is done inside must be refused with a KnownError that has all these words."""
    with pytest.raises(KnownError) as caught:
        yield
    assert_says(caught.value, words)


def refusal_of(work: Callable[[], object]) -> str:
    """The sentence that some work is refused with, or nothing where it is done."""
    try:
        work()
    except KnownError as error:
        return error.sentence
    return ""


def assert_says(error: KnownError, words: Sequence[str]) -> None:
    """One sentence that says what, where and what to do, with all these words in it."""
    for word in words:
        assert word in error.sentence
    assert error.hint, "a refusal says what to do"
    assert not re.search(r"[\n\r]", error.sentence), "a refusal is one line"


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to a file that nobody has open, for what the program never does."""
    conn = sqlite3.connect(path)
    try:
        with conn:
            yield conn
    finally:
        conn.close()
