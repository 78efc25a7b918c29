"""An open project: its articles, layers and codebook, and the one way to change anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.app.project_lock import ProjectLock
from annotator.app.resources import resource_path
from annotator.app.settings import backups_folder, read_settings
from annotator.model.article import ArticleHead, Story
from annotator.model.changes import Changes, UndoableStep
from annotator.model.codebook import Codebook
from annotator.model.errors import KnownError
from annotator.model.ids import ArticleId, StepId, StoryId
from annotator.model.layer import Layer, LayerContent
from annotator.model.names import clean_name, coder_name
from annotator.services.codebook_json import read_codebook
from annotator.services.json_reading import json_text
from annotator.store import articles, codebooks, contents, layers
from annotator.store.faults import told_plainly
from annotator.store.journal import Act
from annotator.store.project_file import ProjectFile, Recorded

EXTENSION = ".annotator"


class Project:
    """A project that is open. `read_only_because` says why it cannot be written, or is "".

    Every act goes through `step`; whoever is in `listeners` hears of it once, when it is on disk.
    `done_here` are the steps taken since it was opened.
    """

    def __init__(
        self, file: ProjectFile, lock: ProjectLock | None, read_only_because: str = ""
    ) -> None:
        self.file = file
        self.path = file.path
        self.read_only_because = read_only_because
        self.listeners: list[Callable[[Changes], None]] = []
        self.done_here: set[StepId] = set()
        self._lock = lock
        self._codebook: Codebook | None = None
        self._texts: dict[ArticleId, str] = {}

    @property
    def title(self) -> str:
        """What the project is called."""
        return self.file.title

    @property
    def codebook(self) -> Codebook:
        """The newest version of the codebook."""
        if self._codebook is None:
            found = codebooks.version(self.file.db)
            if found is None:
                raise KnownError(f"{self.path.name} has no codebook", "import one")
            number, body, _ = found
            self._codebook = read_codebook(body, f"codebook version {number}", number)
        return self._codebook

    def stories(self) -> list[Story]:
        """Return the stories in their order."""
        with told_plainly(self.path):
            return articles.stories(self.file.db)

    def articles(self, story: StoryId | None = None) -> list[ArticleHead]:
        """Return the articles of a story, or all, without their texts."""
        with told_plainly(self.path):
            return articles.heads(self.file.db, story)

    def text_of(self, article: ArticleId) -> str:
        """Return an article's text, which never changes."""
        if article not in self._texts:
            with told_plainly(self.path):
                self._texts[article] = articles.text_of(self.file.db, article)
        return self._texts[article]

    def layers(self) -> list[Layer]:
        """Return every layer of the project."""
        with told_plainly(self.path):
            return layers.layers(self.file.db)

    def layer(self, name: str) -> Layer:
        """Return the layer of this name; KnownError, with the names there are, when none is."""
        found = layers.layer_named(self.file.db, name)
        if found is None:
            names = ", ".join(layer.name for layer in self.layers()) or "none"
            raise KnownError(f"{self.path.name} has no layer «{name}»", f"the layers are: {names}")
        return found

    def content(self, name: str) -> LayerContent:
        """Return everything a layer holds, as frozen values that any thread may read."""
        with told_plainly(self.path):
            return contents.read(self.file.db, self.layer(name))

    def layer_of_coder(self, name: str) -> Layer:
        """Return a coder's own layer, making it when the coder is new."""
        name = coder_name(name)
        found = layers.layer_named(self.file.db, name)
        if found is None:
            book = self.codebook
            with self.step(f"Start the layer of {name}", coder=name):
                found = layers.add(self.file.db, name, "coder", book.number, book.sha256, {})
        return found

    @contextmanager
    def step(
        self, label: str, *, where: ArticleId | None = None, coder: str | None = None
    ) -> Iterator[Recorded]:
        """Do one act: everything inside reaches the disk together, or nothing does."""
        with self.file.step(Act(label, where, coder)) as recorded:
            yield recorded
        self._tell(recorded.changes)

    def next_undo(self) -> UndoableStep | None:
        """Return what undo would take back, or None."""
        return self.file.next_undo() if self.file.writable else None

    def next_redo(self) -> UndoableStep | None:
        """Return what redo would do again, or None."""
        return self.file.next_redo() if self.file.writable else None

    def undo(self) -> Changes | None:
        """Take back the latest act; None when there is none."""
        return self._tell(self.file.undo())

    def redo(self) -> Changes | None:
        """Do again the act that was undone last; None when there is none."""
        return self._tell(self.file.redo())

    def _tell(self, changes: Changes | None) -> Changes | None:
        if changes is not None and changes.step is not None:
            self.done_here.add(changes.step)
            if "codebook_version" in changes.other:
                self._codebook = None
            for listener in self.listeners:
                listener(changes)
        return changes

    def close(self) -> None:
        """Close the file and give the right to write back."""
        self.file.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def make_project(path: Path, title: str = "", codebook: Path | None = None) -> Project:
    """Make a new project at `path` and open it for writing.

    The codebook is the one for news claims unless another is given. A fault in it leaves no
    project behind.
    """
    path = path.absolute()
    if path.suffix != EXTENSION:
        path = path.with_name(path.name + EXTENSION)
    source = codebook or resource_path("codebooks", "news-claims.json")
    body = json_text(read_file(source), source.name)
    book = read_codebook(body, source.name)
    settings = read_settings()
    lock = ProjectLock(path)
    title = clean_name(title or path.stem, "project")
    file = ProjectFile.make(path, title, settings.device)
    if not lock.take():
        _unmake(file)
        raise KnownError(f"{path.name} cannot be locked", "look who else uses that name")
    project = Project(file, lock)
    try:
        with project.step("Start with a codebook"):
            codebooks.add_version(file.db, book.title, body, f"from {source.name}")
    except BaseException:
        _unmake(file)
        lock.release()
        raise
    return project


def _unmake(file: ProjectFile) -> None:
    file.close()
    file.path.unlink(missing_ok=True)


def open_for_reading(path: Path) -> Project:
    """Open a project without the right to write; a program that writes to it is not disturbed."""
    return Project(ProjectFile.open(path.resolve(), writable=False), None, "opened for reading")


def open_for_writing(path: Path) -> Project:
    """Open a project for writing, or raise KnownError that names the program that has it."""
    project = open_as_possible(path)
    if project.read_only_because:
        project.close()
        raise KnownError(
            f"{path.name} cannot be written: {project.read_only_because}",
            "close it there, or copy it to a place where it can be written",
        )
    return project


def open_as_possible(path: Path) -> Project:
    """Open a project for writing or, where that cannot be, for reading, and say why."""
    path = path.resolve()
    if not path.is_file():
        raise KnownError(f"There is no project at {path}", "check the name")
    device, backups = read_settings().device, backups_folder()
    lock = ProjectLock(path)
    taken = lock.take()
    try:
        file = ProjectFile.open(path, device=device, backups=backups, writable=taken)
    except BaseException:
        lock.release()
        raise
    if file.writable:
        return Project(file, lock)
    because = "the file or its folder is read-only"
    if not taken and lock.owner():
        because = f"it is open in another window ({lock.owner()})"
    lock.release()
    return Project(file, None, because)


def read_file(path: Path) -> bytes:
    """Return the bytes of a file that is not a project; KnownError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnownError(
            f"{path} cannot be read ({error.strerror})", "check its name and its permissions"
        ) from error
