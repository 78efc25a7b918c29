"""What the window asks the person for: files, names, choices; then it lets app do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from annotator.app.desk import Desk
from annotator.app.notices import Notice
from annotator.model.errors import KnownError
from annotator.model.layer import Role
from annotator.ui.agreement_view import AgreementView
from annotator.ui.forms import Field, Form
from annotator.ui.help_view import HelpView
from annotator.ui.history_view import HistoryView
from annotator.ui.look_ups import LookUps
from annotator.ui.theme import THEMES

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_PROJECTS = "Annotator projects (*.annotator)"


class Requests(QObject):
    """One method for each thing that needs a dialog; reached by the command's id."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._by_id: dict[str, Callable[[], None]] = {
            "new": self._new,
            "open": self._open,
            "sample": self._sample,
            "import": self._import,
            "load": self._load,
            "export": self._export,
            "coder": self._choose_coder,
            "close": partial(window.show_desk, None),
            "quit": self._quit,
            "agreement": self._agreement,
            "larger": partial(self._resize_text, 1),
            "smaller": partial(self._resize_text, -1),
            "anchored": self._switch_anchoring,
            "snap": self._switch_snapping,
            "theme": self._switch_theme,
            "help": self._help,
            **LookUps(window).by_id,
        }

    def ask(self, id_: str) -> None:
        """Do what a command without an act of its own asks for."""
        self._by_id[id_]()

    def open_project(self, path: Path, coder: str = "") -> None:
        """Open a project; on failure what was open stays open, and the notice says why."""
        self._window.attempt(partial(self._open_project, path, coder))

    def _open_project(self, path: Path, coder: str) -> None:
        # The store, and what it loads, is not needed before there is a project.
        from annotator.app.project import open_as_possible

        settings = self._window.settings
        desk = self._window.desk
        if desk is not None and desk.project.path == path.resolve():
            self._window.say(Notice(f"{path.name} is open already."))
            return
        project = open_as_possible(path)
        try:
            opened = Desk(
                project,
                coder or settings.coders.get(str(project.path), ""),
                settings.columns_of(project.path),
            )
        except BaseException:
            project.close()
            raise
        self._window.show_desk(opened)
        self._window.keep(self._window.settings.with_recent(project.path))
        if coder:
            self._window.keep(self._window.settings.with_coder(project.path, coder))
        if project.read_only_because:
            words = f"Opened for reading only: {project.read_only_because}."
            self._window.say(Notice(words, "warn"))

    def _choose_coder(self) -> None:
        if self._window.view is not None:
            self._window.view.top_bar.choose()

    def new_coder(self) -> None:
        """Ask who codes."""
        self._form(
            "Who codes", "Each coder has a layer of their own.", [Field("name", "Name")],
            lambda values: self._code_as(values["name"]),
        )  # fmt: skip

    def _code_as(self, name: str) -> None:
        desk = self._window.desk
        if desk is not None:
            desk.code_as(name)
            self._window.keep(self._window.settings.with_coder(desk.project.path, name))
            self._window.say(Notice(f"You code as {desk.layer.name if desk.layer else name}."))

    def _form(
        self,
        title: str,
        words: str,
        fields: list[Field],
        done: Callable[[Mapping[str, str]], object],
    ) -> None:
        def answered(values: Mapping[str, str]) -> None:
            self._window.attempt(partial(done, values))

        form = Form(self._window, title, words, fields, answered)
        form.finished.connect(form.deleteLater)
        form.open()

    def _new(self) -> None:
        self._form(
            "New project",
            "A project is one file. Keep it out of folders that a cloud service synchronises.",
            [
                Field("path", "File", "new_file", pattern=_PROJECTS),
                Field("title", "Title"),
                Field("coder", "You code as"),
            ],
            self._make,
        )

    def _make(self, values: Mapping[str, str]) -> None:
        from annotator.app.project import make_project

        if not values["path"]:
            raise KnownError("The project has no file", "choose where it is kept")
        project = make_project(Path(values["path"]), values["title"])
        project.close()
        self._open_project(project.path, values["coder"])

    def _open(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._window, "Open project", "", _PROJECTS)
        if path:
            self.open_project(Path(path))

    def _sample(self) -> None:
        self._window.attempt(self._open_sample)

    def _open_sample(self) -> None:
        from annotator.app.sample import SAMPLE_CODER, make_sample_project, sample_folder

        self._open_project(make_sample_project(sample_folder()), SAMPLE_CODER)

    def _import(self) -> None:
        reading = self._window.desk.reading if self._window.desk else None
        self._form(
            "Import articles",
            "Plain text files, one article each. A table (CSV) may say what they are.",
            [
                Field("files", "Files", "files", pattern="Plain text (*.txt);;All files (*)"),
                Field("story", "Story", value=reading.story.name if reading else ""),
                Field("meta", "Table", "file", pattern="Tables (*.csv)"),
            ],
            self._import_files,
        )

    def _import_files(self, values: Mapping[str, str]) -> None:
        from annotator.app.importing import import_articles

        desk = self._window.desk
        paths = [Path(line) for line in values["files"].splitlines() if line.strip()]
        if desk is None or not paths:
            raise KnownError("No files are chosen", "choose the articles to import")
        table = Path(values["meta"]) if values["meta"] else None
        imported = import_articles(desk.project, paths, story=values["story"], metadata=table)
        notices = [notice for one in imported for notice in one.notices]
        words = (
            f"Imported {len(imported)} articles." if len(imported) > 1 else "Imported 1 article."
        )
        text = " ".join([words, *notices])
        self._window.say(Notice(text, "warn" if notices else "tell", undo=True))

    def _load(self) -> None:
        self._form(
            "Load a layer",
            "Layer JSON, as «annotator dump» writes it.",
            [
                Field("file", "File", "file", pattern="Layers (*.json)"),
                Field("role", "It is", "choice", "a coder's", ("a coder's", "gold", "key")),
                Field("name", "Coder"),
            ],
            self._load_file,
        )

    def _load_file(self, values: Mapping[str, str]) -> None:
        from annotator.app.exchange import load_layer

        desk = self._window.desk
        if desk is None or not values["file"]:
            raise KnownError("No file is chosen", "choose a layer")
        roles: dict[str, Role] = {"a coder's": "coder", "gold": "gold", "key": "key"}
        content = load_layer(
            desk.project, Path(values["file"]), values["name"], roles[values["role"]]
        )
        words = f"Loaded the layer {content.layer.name} with {len(content.spans)} spans."
        self._window.say(Notice(words, undo=True))

    def _export(self) -> None:
        desk = self._window.desk
        names = [layer.name for layer in desk.project.layers()] if desk else []
        self._form(
            "Export",
            "jsonl is lossless and one file; csv is a folder with tables for spreadsheets.",
            [
                Field("format", "Format", "choice", "jsonl", ("jsonl", "csv")),
                Field("layer", "Layer", "choice", "all", ("all", *names)),
                Field("text", "With the words of the articles", "yes_no", "yes"),
                Field("target", "To", "new_file"),
            ],
            self._export_to,
        )

    def _export_to(self, values: Mapping[str, str]) -> None:
        from annotator.app.exchange import export

        desk = self._window.desk
        if desk is None or not values["target"]:
            raise KnownError("The export has no name", "choose where it goes")
        layers = None if values["layer"] == "all" else [values["layer"]]
        written = export(
            desk.project, values["format"], Path(values["target"]), layers,
            with_text=values["text"] == "yes",
        )  # fmt: skip
        self._window.say(Notice(f"Exported to {written[0]}."))

    def _agreement(self) -> None:
        if self._window.desk is not None:
            self._open_dialog(
                AgreementView(self._window, self._window.desk, self._window.hub, self._window.theme)
            )

    def _help(self) -> None:
        self._open_dialog(HelpView(self._window))

    def _open_dialog(self, dialog: AgreementView | HelpView) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def close_what_compares(self) -> None:
        """Close what shows the project, which is about to be closed."""
        for view in self._window.findChildren(QDialog):
            if isinstance(view, AgreementView | HistoryView):
                view.close()

    def _resize_text(self, steps: int) -> None:
        self._window.keep(self._window.settings.with_larger_text(steps))

    def _switch_theme(self) -> None:
        at = THEMES.index(self._window.theme.name)
        self._window.switch_theme(THEMES[(at + 1) % len(THEMES)])

    def _switch_anchoring(self) -> None:
        window = self._window
        window.keep(replace(window.settings, anchored=not window.settings.anchored))
        together = "together" if window.settings.anchored else "each by itself"
        window.say(Notice(f"The columns scroll {together}."))

    def _switch_snapping(self) -> None:
        window = self._window
        window.keep(replace(window.settings, snap_to_words=not window.settings.snap_to_words))
        now = "grow to whole words" if window.settings.snap_to_words else "count as they are"
        window.say(Notice(f"Selections {now} when they are tagged."))

    def _quit(self) -> None:
        self._window.close()
