"""The main window: puts the parts together and passes on what the person asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget

from annotator.app.commands import COMMANDS, Command, change_commands, tag_commands
from annotator.app.notices import Notice, told
from annotator.app.resources import resource_path
from annotator.app.settings import Settings, read_settings, write_settings
from annotator.app.tasks import TaskHub
from annotator.model.errors import KnownError
from annotator.ui import theme as themes
from annotator.ui.actions import make_actions
from annotator.ui.welcome import Welcome

if TYPE_CHECKING:
    from annotator.app.desk import Desk
    from annotator.ui.desk_view import DeskView
    from annotator.ui.requests import Requests

_DRAFT_COMMANDS = ("choose", "confirm")


class MainWindow(QMainWindow):
    """Shows the welcome page or the desk of one project."""

    def __init__(self) -> None:
        super().__init__()
        self.settings = read_settings()
        self.hub = TaskHub(self)
        self.desk: Desk | None = None
        self.view: DeskView | None = None
        self.theme = self._chosen_theme()
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._actions: dict[str, QAction] = {}
        self._asked: Requests | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)  # the text repaints first
        self._soon.timeout.connect(self._name_undo)
        self.resize(1480, 900)
        self._show_parts()

    # what is shown

    def _chosen_theme(self) -> themes.Theme:
        name = self.settings.theme
        if name == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            name = "dark" if scheme == Qt.ColorScheme.Dark else "light"
        theme = themes.load_theme(resource_path("themes", f"{name}.toml"))
        return theme.scaled(self.settings.text_percent / 100)

    def _show_parts(self) -> None:
        """Build what is on the screen from the desk, the settings and the theme."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            themes.apply(application, self.theme)
        self._make_actions()
        old = self._stack.currentWidget()
        if self.desk is None:
            welcome = Welcome(self.settings, self.theme)
            welcome.command_wanted.connect(self.run_by_id)
            welcome.project_wanted.connect(self._open_path)
            self._notices = welcome.notice_bar
            self.view = None
            self._stack.addWidget(welcome)
            self.setWindowTitle("Annotator")
        else:
            from annotator.ui.desk_view import DeskView  # the welcome page does not wait for it

            self.view = DeskView(self.desk, self.theme, self.width())
            self.view.top_bar.coder_chosen.connect(self._code_as)
            self.view.top_bar.new_coder_wanted.connect(self._requests.new_coder)
            self.view.notice_bar.undo_wanted.connect(partial(self.run_by_id, "undo"))
            self._heed_settings()
            self._notices = self.view.notice_bar
            self._stack.addWidget(self.view)
            self.setWindowTitle(f"{self.desk.project.title} \u2013 Annotator")
        if old is not None:
            self._stack.removeWidget(old)
            for timer in old.findChildren(QTimer):
                timer.stop()  # what it would show may be closed when its time comes
            old.deleteLater()
        if self.view is not None:
            self.view.workspace.take_focus()
        self._enable()

    def _make_actions(self) -> None:
        bar = self.menuBar()
        bar.clear()
        for old in (*bar.findChildren(QMenu), *self._actions.values()):
            old.deleteLater()
        commands = list(COMMANDS)
        if self.desk is not None:
            book = self.desk.project.codebook
            commands += [*tag_commands(book), *change_commands(book)]
        self._commands = {command.id: command for command in commands}
        self._actions = make_actions(self, commands, self.run_command)

    def _enable(self) -> None:
        drafting = self.desk is not None and self.desk.draft is not None
        for id_, action in self._actions.items():
            command = self._commands[id_]
            enabled = self.desk is not None or not command.needs_desk
            action.setEnabled(enabled and (drafting or id_ not in _DRAFT_COMMANDS))
        self._soon.start()

    def _name_undo(self) -> None:
        if self.desk is not None:
            undo, redo = self.desk.project.next_undo(), self.desk.project.next_redo()
            self._actions["undo"].setText(_plain(f"Undo {undo.label}" if undo else "Undo"))
            self._actions["redo"].setText(_plain(f"Redo {redo.label}" if redo else "Redo"))

    def say(self, notice: Notice) -> None:
        """Show a notice in the bar at the bottom."""
        self._notices.show_notice(notice)

    # what is asked for

    @property
    def _requests(self) -> Requests:
        """The dialogs, and what they need, are loaded when the first one is asked for."""
        if self._asked is None:
            from annotator.ui.requests import Requests

            self._asked = Requests(self)
        return self._asked

    def run_by_id(self, id_: str) -> None:
        """Do what the command of an id does."""
        self.run_command(self._commands[id_])

    def offered(self) -> list[tuple[Command, bool]]:
        """Return every command in the order of the menus, and whether it can be had now."""
        return [(self._commands[id_], act.isEnabled()) for id_, act in self._actions.items()]

    def run_command(self, command: Command) -> None:
        """Do what a key, a menu or a button asks for."""
        if command.act is not None and self.desk is not None:
            self.desk.attempt(partial(command.act, self.desk))
        else:
            self._requests.ask(command.id)

    def open_project(self, path: Path, coder: str = "") -> None:
        """Open a project, to be coded by `coder` or whoever coded here last."""
        self._requests.open_project(path, coder)

    def _open_path(self, path: str) -> None:
        self.open_project(Path(path))

    def _code_as(self, coder: str) -> None:
        if self.desk is not None and self.desk.attempt(partial(self.desk.code_as, coder)):
            self.keep(self.settings.with_coder(self.desk.project.path, coder))
            self.say(Notice(f"You code as {coder}."))

    def keep(self, settings: Settings) -> None:
        """Remember settings; the look follows them."""
        before, self.settings = self.settings, settings
        write_settings(settings)
        if (before.theme, before.text_percent) != (settings.theme, settings.text_percent):
            self.theme = self._chosen_theme()
            self._show_parts()
        self._heed_settings()

    def _heed_settings(self) -> None:
        if self.desk is not None and self.view is not None:
            self.view.workspace.scrolling.on = self.settings.anchored
            self.desk.snapping = self.settings.snap_to_words

    def _keep_columns(self) -> None:
        desk = self.desk
        story = desk.reading.story.id if desk and desk.reading else None
        if desk is not None and story in desk.arrangements:
            arranged = desk.arrangements[story]
            self.keep(self.settings.with_columns(desk.project.path, story, arranged))

    def switch_theme(self, name: str) -> None:
        """Change the look to light, dark, high contrast or what the system has."""
        self.keep(replace(self.settings, theme=name))

    def show_desk(self, desk: Desk | None) -> None:
        """Show another project, or the welcome page; the one before is closed."""
        before, self.desk = self.desk, desk
        if before is not None:
            self._requests.close_what_compares()
        if desk is not None:
            desk.draft_changed.connect(self._enable)
            desk.links_changed.connect(self._soon.start)
            desk.story_shown.connect(self._enable)
            desk.columns_changed.connect(self._keep_columns)
        self._show_parts()
        if before is not None:
            before.project.close()
            before.deleteLater()

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something that may fail by the world's fault, which is then said."""
        try:
            act()
        except KnownError as error:
            self.say(told(error))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the project; nothing is unsaved, so nothing is asked."""
        self.hub.finish()
        self.show_desk(None)
        event.accept()


def _plain(words: str) -> str:
    # An ampersand in a menu is a mnemonic unless it is doubled.
    return words.replace("&", "&&")
