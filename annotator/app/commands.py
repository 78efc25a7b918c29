"""The table of commands: one list that makes menus, keys, tooltips and the help page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from annotator.app.columns import MOST_COLUMNS

if TYPE_CHECKING:
    from annotator.app.desk import Desk
    from annotator.model.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can ask for. `keys` are in Qt's portable notation, the first is shown.

    `act` does it at the desk; it is None for what the window itself does, such as a dialog.
    """

    id: str
    menu: str
    words: str
    keys: tuple[str, ...] = ()
    act: Callable[[Desk], object] | None = None
    needs_desk: bool = True


def _act(name: str, **given: object) -> Callable[[Desk], object]:
    """Return an act by its name: the window starts without what acts need."""

    def do(desk: Desk) -> object:
        from annotator.app import acts

        return getattr(acts, name)(desk, **given)

    return do


def _show_beside(desk: Desk, number: int) -> None:
    desk.show_beside(number)


COMMANDS: tuple[Command, ...] = (
    Command("new", "Project", "New project…", ("Ctrl+N",), needs_desk=False),
    Command("open", "Project", "Open project…", ("Ctrl+O",), needs_desk=False),
    Command("sample", "Project", "Open the sample project", needs_desk=False),
    Command("import", "Project", "Import articles…", ("Ctrl+I",)),
    Command("load", "Project", "Load a layer…"),
    Command("export", "Project", "Export…", ("Ctrl+E",)),
    Command("close", "Project", "Close project", ("Ctrl+W",)),
    Command("quit", "Project", "Quit", ("Ctrl+Q",), needs_desk=False),
    Command("undo", "Edit", "Undo", ("Ctrl+Z",), _act("undo")),
    Command("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), _act("redo")),
    Command("piece", "Edit", "Add the selection as a piece", ("P",), _act("add_piece")),
    Command("remove", "Edit", "Remove span", ("Delete", "Backspace"), _act("remove")),
    Command("relate", "Edit", "Relate span…", ("R",), _act("begin", purpose="relate")),
    Command("unrelate", "Edit", "Remove the relations of the span", ("Shift+R",), _act("unrelate")),
    Command("join", "Join", "Join claim…", ("L",), _act("begin", purpose="join")),
    Command("choose", "Join", "Choose the span in focus", ("Space",), _act("choose_focused")),
    Command(
        "confirm", "Join", "Join or relate what is chosen", ("Return", "Enter"), _act("confirm")
    ),
    Command("cancel", "Join", "Leave what was begun, or the focus", ("Escape",), _act("cancel")),
    Command("absent", "Join", "Not in this article", ("A",), _act("absent")),
    Command("leave", "Join", "Leave the cluster", ("Shift+L",), _act("leave_cluster")),
    Command("next_span", "Go", "Next span", ("Tab",), lambda desk: desk.step_focus(1)),
    Command(
        "previous_span", "Go", "Previous span", ("Shift+Tab",), lambda desk: desk.step_focus(-1)
    ),
    Command(
        "next_article", "Go", "Next article", ("F6", "Alt+Right"), lambda desk: desk.step_article(1)
    ),
    Command(
        "previous_article",
        "Go",
        "Previous article",
        ("Shift+F6", "Alt+Left"),
        lambda desk: desk.step_article(-1),
    ),
    Command("next_story", "Go", "Next story", ("Ctrl+PgDown",), lambda desk: desk.step_story(1)),
    Command(
        "previous_story", "Go", "Previous story", ("Ctrl+PgUp",), lambda desk: desk.step_story(-1)
    ),
    Command(
        "finish", "Go", "Mark the article finished, or reopen it", ("Ctrl+Return",), _act("finish")
    ),
    *(
        Command(
            f"beside.{number}",
            "View",
            f"{number} articles side by side" if number > 1 else "One article",
            (f"Ctrl+{number}",),
            partial(_show_beside, number=number),
        )
        for number in range(1, MOST_COLUMNS + 1)
    ),
    Command("agreement", "View", "Agreement…", ("Ctrl+G",)),
    Command("larger", "View", "Larger text", ("Ctrl++", "Ctrl+="), needs_desk=False),
    Command("smaller", "View", "Smaller text", ("Ctrl+-",), needs_desk=False),
    Command("theme", "View", "Light or dark", ("Ctrl+Shift+D",), needs_desk=False),
    Command("help", "Help", "Help", ("F1",), needs_desk=False),
)


def tag_commands(codebook: Codebook) -> list[Command]:
    """Return a command for each kind of the codebook, with the key that the codebook gives it."""
    return [
        Command(
            f"tag.{kind.id}",
            "Tag",
            f"Tag {kind.name.lower()}",
            (kind.key.upper(),),
            _act("tag", kind=kind.id),
        )
        for kind in codebook.kinds
    ]
