"""Attributes, memos, glosses and relations, set with the keys and the mouse of a person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from screen import CTRL_SHIFT, LEFT, Program, Screen, new_project, write_story

from annotator.__main__ import main
from annotator.app.checking import check_project
from annotator.app.resources import resource_path
from annotator.ui.pills import Pills
from annotator.ui.writing import MemoWriting

FIRE = "A paper mill burned down on Sunday"
ARDE = "Una papelera ardi\u00f3 el domingo"
TYPES = [
    {"id": "voice", "name": "Voice", "type": "choice", "choices": ["own", "cited"],
     "required": True},
    {"id": "topics", "name": "Topics", "type": "choices",
     "choices": [f"topic {n}" for n in range(1, 13)]},
    {"id": "sure", "name": "Sure", "type": "yes_no"},
    {"id": "count", "name": "Count", "type": "number"},
    {"id": "day", "name": "Day", "type": "date"},
    {"id": "note", "name": "Note", "type": "text"},
    *({"id": f"more{n}", "name": f"More {n}", "type": "choice", "choices": ["a", "b"]}
      for n in range(6)),
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """A project whose claims have twelve attributes of every type, its sources none."""
    book = json.loads(resource_path("codebooks", "minimal.json").read_text("utf-8"))
    book["kinds"][0]["attributes"] = TYPES
    file = tmp_path / "book.json"
    file.write_text(json.dumps(book), encoding="utf-8")
    path = tmp_path / "typed.annotator"
    assert main(["new", str(path), "--title", "T", "--codebook", str(file)]) == 0
    assert main(["import", str(path), str(write_story(tmp_path / "t")), "--story", "S"]) == 0
    return path


def page(screen: Screen) -> QWidget:
    found = screen.view.inspector.widget()
    assert found is not None
    return found


def shown(screen: Screen) -> list[str]:
    """The words of the inspector that is seen now."""
    for _ in range(3):
        QApplication.processEvents()
    return [label.text() for label in page(screen).findChildren(QLabel)]


def pills(screen: Screen, name: str) -> list[QAbstractButton]:
    shown(screen)
    group = next(
        group for group in page(screen).findChildren(Pills) if group.accessibleName() == name
    )
    return group.findChildren(QAbstractButton)


def chosen(screen: Screen, name: str) -> list[str]:
    return [pill.text() for pill in pills(screen, name) if pill.isChecked()]


def values(screen: Screen) -> dict[str, object]:
    return dict(screen.focused().attributes)


def memo() -> MemoWriting:
    """The memo that has the keyboard."""
    keyboard = QApplication.focusWidget()
    assert isinstance(keyboard, MemoWriting)
    return keyboard


def keyboard_in() -> str:
    keyboard = QApplication.focusWidget()
    return "" if keyboard is None else keyboard.accessibleName()


def write(words: str) -> None:
    """Type into whatever has the keyboard, line ends with Return."""
    for place, line in enumerate(words.split("\n")):
        for key in [Qt.Key.Key_Return] * bool(place) + list(line):
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClick(target, key)  # type: ignore[arg-type]  # both are meant
    QApplication.processEvents()


def tag_claim(screen: Screen, file: str = "agency.txt", words: str = FIRE) -> None:
    screen.select_by_keys(file, words)
    screen.keys("C")


def back_in_text(screen: Screen, file: str = "agency.txt") -> bool:
    QApplication.processEvents()
    return screen.pane(file).hasFocus()


def test_a_claim_is_tagged_and_called_asserted_with_two_keys(
    project: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        tag_claim(screen)
        screen.keys("1")
        assert values(screen) == {"modality": "asserted"}
        assert screen.notice == "Modality: asserted."
        assert chosen(screen, "Modality") == ["asserted"]
        assert back_in_text(screen)
        screen.keys("2")
        assert values(screen) == {"modality": "denied"}
        screen.keys("2")
        assert values(screen) == {}
        assert screen.notice == "Cleared modality."
        screen.ctrl("Z")
        assert values(screen) == {"modality": "denied"}
        assert screen.notice.startswith("Undone: Clear modality, in ")
        screen.keys(".", "1")
        assert values(screen) == {"modality": "denied", "tense": "past"}
        screen.keys(",", "3")
        assert values(screen) == {"modality": "speculated", "tense": "past"}
        screen.keys("9")
        assert "has no choice 9" in screen.notice
        # another span begins at its first attribute
        screen.keys(".")
        tag_claim(screen, words="Four people were hurt")
        screen.keys("4")
        assert values(screen) == {"modality": "asked"}

    assert program(str(project), "--coder", "A", script=work) == 0
    assert check_project(project) == []


def test_a_memo_takes_letters_as_letters(project: Path, program: Program) -> None:
    words = "c s f l a m 1 2. T,G?\nsecond line"

    def work(screen: Screen) -> None:
        tag_claim(screen)
        before, spans = screen.dump(), screen.spans()
        screen.keys("M")
        memo()
        write(words)
        assert screen.dump() == before
        screen.keys(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
        assert screen.focused().memo == words
        assert screen.spans() == spans
        assert screen.reading.status(screen.article("agency.txt")) == "started"
        assert screen.notice == "Set the memo."
        assert back_in_text(screen)
        assert words in shown(screen)
        screen.ctrl("Z")
        assert screen.focused().memo == ""
        assert screen.spans() == spans

    assert program(str(project), "--coder", "A", script=work) == 0
    assert check_project(project) == []


def test_escape_leaves_a_memo_as_it_was(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        tag_claim(screen)
        undo = screen.desk.project.next_undo()
        screen.keys("M")
        write("never mind")
        screen.keys(Qt.Key.Key_Escape)
        assert back_in_text(screen)
        assert screen.focused().memo == ""
        assert screen.desk.project.next_undo() == undo
        screen.keys("M")
        screen.keys(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
        assert screen.desk.project.next_undo() == undo

    assert program(str(project), "--coder", "A", script=work) == 0


@pytest.mark.parametrize("way", ["click", "tab", "other memo", "story", "theme", "close"])
def test_leaving_a_memo_keeps_it(project: Path, program: Program, way: str) -> None:
    kept = "caf\u00e9\u00a0first"

    def work(screen: Screen) -> None:
        tag_claim(screen)
        tag_claim(screen, words="Four people were hurt")
        screen.keys("M")
        memo().insertPlainText(kept)
        claim = screen.focused().id
        match way:
            case "click":
                screen.click("agency.txt", FIRE)
                assert screen.focused().quote == FIRE
            case "tab":
                screen.keys(Qt.Key.Key_Tab)
            case "other memo":
                screen.keys("M", modifier=CTRL_SHIFT)
                memo()
            case "story":
                screen.keys(Qt.Key.Key_PageDown, modifier=Qt.KeyboardModifier.ControlModifier)
            case "theme":
                screen.keys("D", modifier=CTRL_SHIFT)
            case "close":
                screen.ctrl("W")
                return
        assert screen.reading.spans[claim].memo == kept
        shown(screen)
        assert screen.reading.spans[claim].memo == kept

    assert program(str(project), "--coder", "A", script=work) == 0

    def look(screen: Screen) -> None:
        memos = [span.memo for span in screen.reading.spans.values()]
        assert sorted(memos) == ["", kept]

    assert program(str(project), "--coder", "A", script=look) == 0


def test_typed_attributes_are_kept_by_enter_and_refused_in_words(
    typed: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        tag_claim(screen)
        screen.keys(".", ".", ".", "1")
        assert screen.notice.startswith("Count is typed, not chosen")
        screen.keys("V")
        write("c1")
        screen.keys(Qt.Key.Key_Return)
        assert "'c1' is not a number" in screen.notice
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        assert line.text() == "c1"
        screen.keys(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, "4", "2", Qt.Key.Key_Return)
        assert values(screen) == {"count": 42}
        assert back_in_text(screen)
        screen.keys(".", "V")
        write("2026-04")
        screen.click("agency.txt", "Four people")  # leaving keeps it too
        claim = next(iter(screen.reading.spans.values()))
        assert claim.attributes == {"count": 42, "day": "2026-04"}
        screen.click("agency.txt", FIRE)
        screen.keys(",", ",", "V")
        assert "is chosen, not typed" in screen.notice
        screen.keys(*"...", "V")
        assert keyboard_in() == "Note"
        write("fsl c")
        screen.keys(Qt.Key.Key_Escape)
        assert "note" not in values(screen)
        assert screen.spans() == [("claim", FIRE)]

    assert program(str(typed), "--coder", "A", script=work) == 0
    assert check_project(typed) == []


def test_several_choices_yes_and_no_and_more_than_nine(typed: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        tag_claim(screen)
        assert "needed" in shown(screen)
        screen.keys("2")
        assert "needed" not in shown(screen)
        screen.keys(".", "3", "1")
        assert values(screen)["topics"] == ("topic 1", "topic 3")
        screen.keys("0", "3", "9")
        assert values(screen)["topics"] == ("topic 1", "topic 3", "topic 12")
        assert "has no choice 9" in screen.notice
        screen.keys("0", "1", "3")
        assert values(screen)["topics"] == ("topic 12",)
        assert chosen(screen, "Topics") == ["topic 12"]
        screen.keys(".", "2")
        assert values(screen)["sure"] is False
        assert chosen(screen, "Sure") == ["no"]

    assert program(str(typed), "--coder", "A", script=work) == 0


def test_pills_are_clicked_and_the_keyboard_stays_in_the_text(
    typed: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        tag_claim(screen)
        QTest.mouseClick(pills(screen, "More 5")[1], LEFT)
        assert values(screen) == {"more5": "b"}
        assert chosen(screen, "More 5") == ["b"]
        assert back_in_text(screen)
        screen.keys("1")  # what was clicked is the active attribute
        assert values(screen) == {"more5": "a"}
        QTest.mouseClick(pills(screen, "More 5")[0], LEFT)
        assert values(screen) == {}

    assert program(str(typed), "--coder", "A", script=work) == 0


def test_the_active_attribute_is_in_sight_and_the_page_fits_its_width(
    typed: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        tag_claim(screen, words=f"{FIRE}, the fire service said. Four people were hurt.")
        inspector = screen.view.inspector
        for _ in range(11):
            screen.keys(".")
        pill = pills(screen, "More 5")[0]
        assert page(screen).width() <= inspector.viewport().width()
        assert not pill.visibleRegion().isEmpty()
        for button in page(screen).findChildren(QAbstractButton):
            assert button.accessibleName()
            parent = button.parentWidget()
            assert parent is not None
            assert parent.rect().contains(button.geometry())

    assert program(str(typed), "--coder", "A", script=work) == 0


def test_a_kind_without_attributes_says_so(typed: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", "the fire service")
        screen.keys("S", "1")
        assert screen.notice.startswith("Source has no attributes")
        assert "Add a memo" in shown(screen)
        screen.keys(Qt.Key.Key_Escape)
        for key in "1.VMGT":
            screen.keys(key)
            assert screen.notice.startswith("No span is in focus"), key

    assert program(str(typed), "--coder", "A", script=work) == 0


def test_gloss_relation_and_memos_of_a_cluster(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.ctrl("5")
        tag_claim(screen)
        screen.keys("T")
        assert "in no cluster" in screen.notice
        tag_claim(screen, "rewrite.txt", ARDE)
        screen.keys("L")
        screen.go_into("agency.txt")
        screen.keys(Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return)
        assert screen.focused().quote == ARDE
        assert chosen(screen, "Relation to the cluster") == ["same"]
        for expected in ("partial", "contradicts", "same", "partial"):
            screen.keys("T")
            (cluster,) = screen.reading.clusters
            standing = {m.claim: m.relation for m in cluster.members}
            assert standing[screen.focused().id] == expected
            assert chosen(screen, "Relation to the cluster") == [expected]
        QTest.mouseClick(pills(screen, "Relation to the cluster")[2], LEFT)
        assert chosen(screen, "Relation to the cluster") == ["contradicts"]
        screen.keys("G")
        write("A mill burned, fast")
        screen.keys(Qt.Key.Key_Return)
        screen.keys("M", modifier=Qt.KeyboardModifier.ShiftModifier)
        write("compare")
        screen.keys(Qt.Key.Key_Enter, modifier=Qt.KeyboardModifier.ControlModifier)
        (cluster,) = screen.reading.clusters
        assert (cluster.gloss, cluster.memo) == ("A mill burned, fast", "compare")
        assert {"A mill burned, fast", "compare"} <= set(shown(screen))
        screen.ctrl("Z", "Z")
        (cluster,) = screen.reading.clusters
        assert (cluster.gloss, cluster.memo) == ("", "")

    assert program(str(project), "--coder", "A", script=work) == 0
    assert check_project(project) == []


def test_memos_on_article_and_project(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.ctrl("5")
        for file, words in (("agency.txt", "one"), ("rewrite.txt", "other")):
            screen.go_into(file)
            screen.ctrl("M")
            write(words)
            screen.keys(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
        screen.keys("M", modifier=CTRL_SHIFT)
        write("all")
        screen.keys(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
        assert {(m["on"], m["text"]) for m in screen.dump()["memos"]} == {
            ("article", "one"), ("article", "other"), ("project", "all"),
        }  # fmt: skip
        assert "all" in shown(screen)

    assert program(str(project), "--coder", "A", script=work) == 0


def test_links_open_what_they_say_by_click(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        tag_claim(screen)
        shown(screen)
        link = next(
            label for label in page(screen).findChildren(QLabel) if label.text() == "Add a memo"
        )
        QTest.mouseClick(link, LEFT)
        QApplication.processEvents()
        memo()
        write("by mouse")
        screen.click("agency.txt", "Four people")
        assert screen.dump()["spans"][0]["memo"] == "by mouse"

    assert program(str(project), "--coder", "A", script=work) == 0
