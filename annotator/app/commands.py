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


def _arrange(name: str) -> Callable[[Desk], object]:
    """Return an act on columns by its name, loaded as late as the others."""

    def do(desk: Desk) -> object:
        from annotator.app import arranging

        return getattr(arranging, name)(desk)

    return do


def _describe(name: str, **given: object) -> Callable[[Desk], object]:
    """Return an act that describes by its name, loaded as late as the others."""

    def do(desk: Desk) -> object:
        from annotator.app import describing_acts

        return getattr(describing_acts, name)(desk, **given)

    return do


def _edit(name: str, **given: object) -> Callable[[Desk], object]:
    """Return an act that edits spans by its name, loaded as late as the others."""

    def do(desk: Desk) -> object:
        from annotator.app import editing_acts

        return getattr(editing_acts, name)(desk, **given)

    return do


def _show_beside(desk: Desk, number: int) -> None:
    desk.show_beside(number)


_SPAN_ACTS: tuple[tuple[str, str, str, str, dict[str, bool]], ...] = (
    ("start_earlier", "Begin the span a word earlier", "B", "move_start", {"later": False}),
    ("start_later", "Begin the span a word later", "Shift+B", "move_start", {"later": True}),
    ("end_later", "End the span a word later", "E", "move_end", {"later": True}),
    ("end_earlier", "End the span a word earlier", "Shift+E", "move_end", {"later": False}),
    ("split", "Split the span at the caret", "X", "split", {}),
    ("unite", "Join with the next span of its kind", "U", "unite", {}),
)

_COLUMN_ACTS = (
    ("move_left", "Move the column to the left", "Alt+Shift+Left"),
    ("move_right", "Move the column to the right", "Alt+Shift+Right"),
    ("pin", "Pin the column as the first, or unpin it", "Alt+Shift+Up"),
    ("hide", "Hide the column", "Alt+Shift+Down"),
    ("next_hidden", "Next hidden article", "Alt+Down"),
)

_TEXTS = (
    ("value", "Type the value of the attribute…", "V"),
    ("memo", "Memo on the span…", "M"),
    ("gloss", "Gloss of the cluster…", "G"),
    ("cluster", "Memo on the cluster…", "Shift+M"),
    ("article", "Memo on the article…", "Ctrl+M"),
    ("project", "Memo on the project…", "Ctrl+Shift+M"),
)

COMMANDS: tuple[Command, ...] = (
    Command("new", "Project", "New project…", ("Ctrl+N",), needs_desk=False),
    Command("open", "Project", "Open project…", ("Ctrl+O",), needs_desk=False),
    Command("sample", "Project", "Open the sample project", needs_desk=False),
    Command("import", "Project", "Import articles…", ("Ctrl+I",)),
    Command("load", "Project", "Load a layer…"),
    Command("export", "Project", "Export…", ("Ctrl+E",)),
    Command("coder", "Project", "Choose who codes…", ("Ctrl+Shift+O",)),
    Command("close", "Project", "Close project", ("Ctrl+W",)),
    Command("quit", "Project", "Quit", ("Ctrl+Q",), needs_desk=False),
    Command("undo", "Edit", "Undo", ("Ctrl+Z",), _act("undo")),
    Command("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), _act("redo")),
    Command("piece", "Edit", "Add the selection as a piece", ("P",), _act("add_piece")),
    Command("remove", "Edit", "Remove span", ("Delete", "Backspace"), _act("remove")),
    Command("find", "Edit", "Find in the story…", ("Ctrl+F",)),
    Command("find_next", "Edit", "Next hit", ("F3",)),
    Command("find_previous", "Edit", "Previous hit", ("Shift+F3",)),
    Command("history", "Edit", "History…", ("Ctrl+H",)),
    Command("relate", "Edit", "Relate span…", ("R",), _act("begin", purpose="relate")),
    Command("unrelate", "Edit", "Remove the relations of the span", ("Shift+R",), _act("unrelate")),
    Command(
        "sentence",
        "Edit",
        "Select the sentence, then one more",
        ("Ctrl+Shift+Space",),
        _edit("select_sentence"),
    ),
    Command("snap", "Edit", "Snap selections to words, or not", ("Ctrl+Shift+S",)),
    *(
        Command(id_, "Span", words, (key,), _edit(act, **given))
        for id_, words, key, act, given in _SPAN_ACTS
    ),
    *(
        Command(
            f"choice.{digit}",
            "Describe",
            f"Choice {digit} of the attribute",
            (str(digit),),
            _describe("choose", number=digit),
        )
        for digit in range(1, 10)
    ),
    Command("more_choices", "Describe", "More choices", ("0",), _describe("more_choices")),
    Command(
        "next_attribute", "Describe", "Next attribute", (".",), _describe("step_attribute", by=1)
    ),
    Command(
        "previous_attribute",
        "Describe",
        "Previous attribute",
        (",",),
        _describe("step_attribute", by=-1),
    ),
    *(
        Command(f"write.{what}", "Describe", words, (key,), _describe("write", what=what))
        for what, words, key in _TEXTS
    ),
    Command(
        "next_relation",
        "Describe",
        "Next relation to the cluster",
        ("T",),
        _describe("step_relation"),
    ),
    Command("join", "Join", "Join claim…", ("L",), _act("begin", purpose="join")),
    Command("choose", "Join", "Choose the span in focus", ("Space",), _act("choose_focused")),
    Command(
        "confirm", "Join", "Join or relate what is chosen", ("Return", "Enter"), _act("confirm")
    ),
    Command("cancel", "Join", "Leave what was begun, or the focus", ("Escape",), _act("cancel")),
    Command("absent", "Join", "Not in this article", ("A",), _act("absent")),
    Command("leave", "Join", "Leave the cluster", ("Shift+L",), _act("leave_cluster")),
    Command("palette", "Go", "Find a command or a place…", ("Ctrl+K", "Ctrl+P"), needs_desk=False),
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
    *(
        Command(f"column.{act}", "View", words, (key,), _arrange(act))
        for act, words, key in _COLUMN_ACTS
    ),
    Command("anchored", "View", "Let the columns scroll together, or not", ("Ctrl+Shift+L",)),
    Command("theme", "View", "Light, dark or high contrast", ("Ctrl+Shift+D",), needs_desk=False),
    Command("help", "Help", "Help", ("F1",), needs_desk=False),
    Command("shortcuts", "Help", "Keys…", ("?", "Ctrl+/"), needs_desk=False),
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


def change_commands(codebook: Codebook) -> list[Command]:
    """Return a command for each kind that makes the span in focus one of it: Shift and its key."""
    return [
        Command(
            f"change.{kind.id}",
            "Span",
            f"Change to {kind.name.lower()}",
            (f"Shift+{kind.key.upper()}",),
            _edit("change_kind", kind=kind.id),
        )
        for kind in codebook.kinds
    ]
