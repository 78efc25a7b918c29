"""Palette, finding in the story, the sheet of keys and the history, with keys on the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from screen import LEFT, NONE, Program, Screen, new_project

from annotator.__main__ import main
from annotator.app.checking import check_project
from annotator.app.commands import COMMANDS
from annotator.ui.find_bar import FindBar
from annotator.ui.forms import Form
from annotator.ui.history_view import HistoryView
from annotator.ui.palette import PaletteDialog
from annotator.ui.shortcut_sheet import ShortcutSheet

KEY = Qt.Key
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,?"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def type_(words: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, words)
    QApplication.processEvents()


def palette(screen: Screen, words: str = "") -> PaletteDialog:
    screen.ctrl("K")
    dialog = screen.dialog(PaletteDialog)
    assert dialog.line.hasFocus()
    if words:
        type_(words)
    return dialog


def offered(dialog: PaletteDialog) -> list[str]:
    return [entry.words for entry in dialog._matches.entries]


def bar(screen: Screen) -> FindBar:
    return screen.view.find_bar


def nameless(widget: QWidget) -> list[str]:
    """What can be used in a widget and has neither words nor a name."""
    inside = [w for w in widget.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus]
    inside += widget.findChildren(QAbstractButton)
    named = (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()) for w in inside)
    ours = zip(inside, named, strict=True)
    return [
        type(w).__name__ for w, name in ours if not name and not w.objectName().startswith("qt_")
    ]


def test_the_palette_runs_commands_and_goes_to_places(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", "Four people were hurt")
        screen.keys("C")
        screen.select_by_keys("agency.txt", "Four")
        dialog = palette(screen, "tag fig")
        assert offered(dialog)[0] == "Tag figure"
        screen.keys(KEY.Key_Return)
        screen.come_back()
        assert ("figure", "Four") in screen.spans()
        # a span by its words, with the other palette key
        screen.keys(KEY.Key_Escape)
        screen.ctrl("P")
        type_("hurt FOUR")
        screen.keys(KEY.Key_Enter)
        screen.come_back()
        assert screen.focused().quote == "Four people were hurt"
        assert screen.pane("agency.txt").hasFocus()
        # an article without a column, chosen further down the list
        screen.ctrl("1")
        dialog = palette(screen, "article")
        wanted = next(n for n, e in enumerate(dialog._matches.entries) if "letter" in e.words)
        screen.keys(*[KEY.Key_Down] * wanted)
        screen.keys(KEY.Key_Return)
        screen.come_back()
        assert screen.desk.columns == (screen.article("letter.txt"),)
        assert screen.pane("letter.txt").hasFocus()

    assert program(str(project), "--coder", "A", script=work) == 0
    assert check_project(project) == []


def test_in_the_palette_the_list_is_walked_by_keys_and_clicked(
    project: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        dialog = palette(screen)
        rows = dialog._matches.rowCount()

        def row() -> int:
            return dialog.list.currentIndex().row()

        assert row() == 0
        screen.keys(KEY.Key_Up)
        assert row() == 0
        screen.keys(KEY.Key_PageDown)
        assert 5 < row() < rows
        screen.keys(KEY.Key_Down, KEY.Key_Down, KEY.Key_Up)
        here = row()
        screen.keys(KEY.Key_PageUp)
        assert row() < here
        screen.keys(*[KEY.Key_PageDown] * rows)
        assert row() == rows - 1
        assert dialog.line.accessibleDescription() != ""
        type_("articles side by side 2")
        place = dialog.list.visualRect(dialog._matches.index(0)).center()
        QTest.mouseClick(dialog.list.viewport(), LEFT, NONE, place)
        screen.come_back()
        assert len(screen.desk.columns) == 2

    assert program(str(project), "--coder", "A", script=work) == 0


def test_a_command_that_cannot_be_had_now_is_grey_and_is_not_run(
    project: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        dialog = palette(screen, "join or relate what is chosen")
        (entry,) = dialog._matches.entries
        assert not entry.enabled
        screen.keys(KEY.Key_Return)
        place = dialog.list.visualRect(dialog._matches.index(0)).center()
        QTest.mouseClick(dialog.list.viewport(), LEFT, NONE, place)
        assert dialog.isVisible()
        assert "cannot be chosen" in dialog.line.accessibleDescription()
        type_(" nothing is called so")
        screen.keys(KEY.Key_Return)
        assert dialog.isVisible()
        assert [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()] == [
            "Nothing is called that."
        ]
        screen.keys(KEY.Key_Escape)
        screen.come_back()
        assert screen.window.findChildren(PaletteDialog) == []
        # without a project it has what can be done without one
        screen.ctrl("W")
        assert "Help" in offered(palette(screen))
        type_("agreement")
        screen.keys(KEY.Key_Return)
        assert screen.window.desk is None
        screen.dialog(PaletteDialog).close()
        screen.come_back()
        palette(screen, "new project")
        screen.keys(KEY.Key_Return)
        screen.dialog(Form).close()
        screen.come_back()

    assert program(str(project), "--coder", "A", script=work) == 0


def test_looking_away_closes_the_palette(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        palette(screen)
        screen.come_back()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert screen.window.findChildren(PaletteDialog) == []

    assert program(str(project), "--coder", "A", script=work) == 0


def test_letters_typed_into_the_palette_or_the_bar_tag_nothing(
    project: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", "Four people were hurt")
        screen.keys("C")
        screen.select_by_keys("agency.txt", "Four")
        before, undone = screen.dump(), screen.desk.project.next_undo()
        screen.ctrl("F")
        type_(LETTERS + LETTERS.upper())
        screen.keys(KEY.Key_Space, KEY.Key_Backspace, KEY.Key_Home, KEY.Key_Delete)
        screen.keys(KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Return, KEY.Key_Enter)
        assert bar(screen).line.hasFocus()
        assert bar(screen).line.text() == (LETTERS + LETTERS.upper())[1:]
        screen.keys(KEY.Key_Escape)
        assert not bar(screen).isVisible()
        dialog = palette(screen, LETTERS)
        screen.keys(KEY.Key_Tab, KEY.Key_Delete, KEY.Key_Space)
        assert dialog.line.text() == LETTERS + " "
        screen.keys(KEY.Key_Escape)
        screen.come_back()
        assert screen.dump() == before
        assert screen.desk.project.next_undo() == undone
        assert screen.desk.draft is None
        assert screen.window.findChildren(ShortcutSheet) == []

    assert program(str(project), "--coder", "A", script=work) == 0


def test_return_in_the_bar_finds_and_does_not_end_a_join(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", "Four people were hurt")
        screen.keys("C", "L")
        draft = screen.desk.draft
        screen.ctrl("F")
        type_("hurt")
        screen.keys(KEY.Key_Return, KEY.Key_Escape)
        assert screen.desk.draft == draft
        assert draft is not None
        assert screen.reading.clusters == ()

    assert program(str(project), "--coder", "A", script=work) == 0


def test_words_are_found_through_the_story_and_a_hit_is_tagged(
    project: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        screen.ctrl("2")
        screen.go_into("agency.txt")
        screen.ctrl(KEY.Key_Home)
        screen.ctrl("F")
        assert bar(screen).line.hasFocus()
        type_("MILL")
        assert bar(screen).count.text() == "1 of 5"
        assert screen.pane("agency.txt").selection() == (0, 4)
        seen = []
        for _ in range(5):
            screen.keys(KEY.Key_Return)
            here = screen.desk.here
            assert here is not None
            assert here.selection is not None
            assert bar(screen).line.hasFocus()
            text = screen.desk.project.text_of(here.article)
            seen.append((here.article, text[slice(*here.selection)].lower()))
            selected = [a for a in screen.desk.columns if screen.view.workspace.pane(a).selection()]
            assert selected == [here.article], "only the hit shown is selected"
        assert [word for _, word in seen] == ["mill"] * 5
        assert len({article for article, _ in seen}) == 4, "hits without a column are shown"
        assert bar(screen).count.text() == "1 of 5"
        screen.shift(KEY.Key_Return)
        assert bar(screen).count.text() == "5 of 5"
        screen.keys(KEY.Key_F3)
        screen.keys(KEY.Key_F3)
        assert bar(screen).count.text() == "2 of 5"
        screen.shift(KEY.Key_F3)
        screen.keys(KEY.Key_F3, KEY.Key_Escape)
        assert screen.pane("agency.txt").hasFocus()
        screen.keys("C")
        assert screen.spans() == [("claim", "mill")]
        # accents and capitals make no difference
        screen.ctrl("F")
        type_("SEGUN LOS")
        screen.keys(KEY.Key_Escape, "S")
        assert ("source", "seg\u00fan los") in screen.spans()

    assert program(str(project), "--coder", "A", script=work) == 0
    assert check_project(project) == []


def test_the_bar_says_when_nothing_is_found_and_stays_where_it_was(
    project: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", "Four people")
        before = screen.desk.here
        screen.ctrl("F")
        type_("zeppelin")
        assert bar(screen).count.text() == "not found"
        assert bar(screen).line.accessibleDescription() == "not found"
        screen.keys(KEY.Key_Return, KEY.Key_F3, KEY.Key_Escape)
        assert screen.desk.here == before
        # F3 alone opens the bar with what was sought last
        screen.keys(KEY.Key_F3)
        assert bar(screen).isVisible()
        assert bar(screen).line.text() == "zeppelin"

    assert program(str(project), "--coder", "A", script=work) == 0


def test_hits_stay_marked_when_columns_change_and_go_with_the_bar(
    project: Path, program: Program
) -> None:
    def marked(screen: Screen) -> dict[str, int]:
        return {
            head.file: len(screen.pane(head.file).hits._ranges)
            for head in screen.reading.articles
            if head.id in screen.desk.columns
        }

    def work(screen: Screen) -> None:
        screen.ctrl("1")
        screen.ctrl("F")
        type_("mill")
        assert list(marked(screen).values()) == [2]
        screen.ctrl("5")
        assert marked(screen) == {
            "agency.txt": 2,
            "rewrite.txt": 0,
            "late.txt": 1,
            "bullets.txt": 1,
            "letter.txt": 1,
        }
        screen.ctrl("F")
        screen.keys(KEY.Key_Escape)
        assert set(marked(screen).values()) == {0}

    assert program(str(project), "--coder", "A", script=work) == 0


def test_the_sheet_has_every_command_with_its_keys(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.keys("?")
        sheet = screen.dialog(ShortcutSheet)
        words = [label.text() for label in sheet.findChildren(QLabel)]
        for command in COMMANDS:
            assert command.words in words
        assert "Tag claim" in words
        assert "Ctrl+K  or  Ctrl+P" in words
        assert nameless(sheet) == []
        assert {label.textFormat() for label in sheet.findChildren(QLabel)} == {
            Qt.TextFormat.PlainText
        }
        screen.keys(KEY.Key_Escape)
        screen.come_back()
        assert screen.window.findChildren(ShortcutSheet) == []
        screen.ctrl("/")
        screen.close(screen.dialog(ShortcutSheet))

    assert program(str(project), "--coder", "A", script=work) == 0


def history(screen: Screen) -> HistoryView:
    screen.ctrl("H")
    return screen.dialog(HistoryView)


def cells(view: HistoryView) -> list[tuple[str, ...]]:
    model = view.table.model()
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_the_history_leads_to_what_was_done_and_back(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        for words, key in (("Four people", "F"), ("A paper mill", "C"), ("the fire service", "S")):
            screen.select_by_keys("agency.txt", words)
            screen.keys(key)
        screen.keys(KEY.Key_Escape)
        view = history(screen)
        assert [(who, what, undone) for _, who, what, _, undone in cells(view)[:3]] == [
            ("A", "Tag source", ""),
            ("A", "Tag claim", ""),
            ("A", "Tag figure", ""),
        ]
        assert nameless(view) == []
        assert view.table.hasFocus()
        screen.keys(KEY.Key_Down, KEY.Key_Return)
        screen.come_back()
        assert screen.focused().quote == "A paper mill"
        assert screen.pane("agency.txt").hasFocus()
        # undo down to the second act; the view follows
        view = history(screen)
        screen.keys(KEY.Key_Down)
        assert view.words.text().startswith("«Undo to here» takes back this act and 1 after")
        QTest.mouseClick(view.undo, LEFT)
        QApplication.processEvents()
        assert screen.spans() == [("figure", "Four people")]
        assert screen.notice == "Undone: 2 acts, down to «Tag claim»."
        assert ("Tag claim", "undone") in [(row[2], row[4]) for row in cells(view)]
        assert not view.undo.isEnabled(), "the chosen line stays chosen, and it is undone"
        # what is gone leads to its article, by a double click too
        row = next(n for n, line in enumerate(cells(view)) if line[2] == "Tag source")
        place = view.table.visualRect(view.table.model().index(row, 2)).center()
        QTest.mouseClick(view.table.viewport(), LEFT, NONE, place)
        QTest.mouseDClick(view.table.viewport(), LEFT, NONE, place)
        screen.come_back()
        assert screen.window.findChildren(HistoryView) == []
        assert screen.pane("agency.txt").hasFocus()

    assert program(str(project), "--coder", "A", script=work) == 0
    assert check_project(project) == []


def test_everything_can_be_undone_from_the_history(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", "Four people")
        screen.keys("F")
        view = history(screen)
        rows = view.table.model().rowCount()
        imported = next(n for n, line in enumerate(cells(view)) if line[2].startswith("Import"))
        assert imported < rows
        screen.keys(*[KEY.Key_Down] * imported)
        QTest.mouseClick(view.undo, LEFT)
        QApplication.processEvents()
        assert screen.desk.project.articles() == []
        screen.close(view)
        assert screen.desk.reading is None
        screen.ctrl("F")
        type_("mill")
        assert bar(screen).count.text() == "not found"
        screen.keys(KEY.Key_Return, KEY.Key_Escape)
        assert offered(palette(screen, "mill")) == []
        screen.keys(KEY.Key_Escape)
        screen.come_back()

    assert program(str(project), "--coder", "A", script=work) == 0


def test_the_history_closes_with_its_project(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        view = history(screen)
        screen.window.run_by_id("close")
        assert not view.isVisible()

    assert program(str(project), "--coder", "A", script=work) == 0


def test_names_in_palette_and_history_are_never_markup(tmp_path: Path, program: Program) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("<b>A title</b>\n\n<i>Some words</i>.\n", encoding="utf-8")
    path = tmp_path / "p.annotator"
    assert main(["new", str(path), "--title", "P"]) == 0
    assert main(["import", str(path), str(texts), "--story", "<u>S</u>"]) == 0

    def work(screen: Screen) -> None:
        screen.select_by_keys("a.txt", "<i>Some words</i>")
        screen.keys("C")
        for words in ("<i>Some words</i>", "<u>S</u>", "<b>A title</b>"):
            dialog = palette(screen, words)
            assert words in offered(dialog)[0]
            plain = dialog.grab().toImage()
            assert not plain.isNull()
            screen.keys(KEY.Key_Escape)
            screen.come_back()
        view = history(screen)
        view.grab()
        assert "<b>A title</b>" in [line[3] for line in cells(view)]
        assert {label.textFormat() for label in view.findChildren(QLabel)} == {
            Qt.TextFormat.PlainText
        }
        screen.close(view)

    assert program(str(path), "--coder", "<b>Ada</b>", script=work) == 0
