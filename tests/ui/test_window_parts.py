from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.app.notices import Notice, Tone
from annotator.app.resources import resource_path
from annotator.ui.forms import Field, Form
from annotator.ui.labels import ElidedLabel, LinkLabel, PlainLabel, plain_tooltip
from annotator.ui.notice_bar import NoticeBar
from annotator.ui.theme import Theme, load_theme

FIELDS = (
    Field("name", "Name", value="Ada"),
    Field("kind", "Kind", "choice", "b", ("a", "b", "c")),
    Field("tick", "Tick", "yes_no", "yes"),
    Field("file", "File", "file", pattern="Text (*.txt)"),
    Field("files", "Files", "files"),
    Field("target", "To", "new_file"),
)


@pytest.fixture
def theme() -> Theme:
    return load_theme(resource_path("themes", "light.toml"))


@pytest.fixture
def answers() -> list[Mapping[str, str]]:
    return []


@pytest.fixture
def form(qtbot: QtBot, answers: list[Mapping[str, str]]) -> Iterator[Form]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Form(parent, "Title", "Some words.", FIELDS, answers.append)
    made.open()
    yield made
    made.close()


def agree(form: Form, button: QDialogButtonBox.StandardButton) -> None:
    buttons = form.findChild(QDialogButtonBox)
    assert buttons is not None
    buttons.button(button).click()


def test_a_form_answers_with_every_field_by_its_key(
    form: Form, answers: list[Mapping[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = form.findChild(QLineEdit, "name")
    kind, tick = form.findChild(QComboBox), form.findChild(QCheckBox)
    assert name is not None
    assert kind is not None
    assert tick is not None
    name.setText("Grace")
    kind.setCurrentText("c")
    tick.setChecked(False)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/a.txt", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["/b.txt", "/c.txt"], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/d", ""))
    for button in form.findChildren(QPushButton):
        if button.text().startswith("Choose"):
            button.click()
    agree(form, QDialogButtonBox.StandardButton.Ok)
    (values,) = answers
    assert {**values, "files": values["files"].split()} == {
        "name": "Grace",
        "kind": "c",
        "tick": "no",
        "file": "/a.txt",
        "files": ["/b.txt", "/c.txt"],
        "target": "/d",
    }
    assert not form.isVisible()


def test_a_form_that_is_left_answers_nothing(form: Form, answers: list[Mapping[str, str]]) -> None:
    agree(form, QDialogButtonBox.StandardButton.Cancel)
    assert answers == []
    assert not form.isVisible()


def test_choosing_no_file_keeps_what_was_there(
    form: Form, answers: list[Mapping[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = form.findChild(QLineEdit, "file")
    assert line is not None
    line.setText("/kept.txt")
    for ask in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    for button in form.findChildren(QPushButton):
        if button.text().startswith("Choose"):
            button.click()
    agree(form, QDialogButtonBox.StandardButton.Ok)
    assert answers[0]["file"] == "/kept.txt"


@pytest.mark.parametrize("text", ["", "a < b & c", "<b>bold</b>", "&amp;"])
def test_a_tooltip_shows_a_text_as_it_is(qtbot: QtBot, text: str) -> None:  # noqa: ARG001
    shown = QTextDocument()
    shown.setHtml(plain_tooltip(text))
    assert shown.toPlainText() == text


def test_labels_take_no_markup(qtbot: QtBot) -> None:
    for made in (PlainLabel("<b>x</b>"), ElidedLabel("<b>x</b>"), LinkLabel("<b>x</b>")):
        qtbot.addWidget(made)
        assert made.textFormat() == Qt.TextFormat.PlainText
        assert made.text() == "<b>x</b>"


def test_what_is_cut_off_is_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("word " * 100)
    qtbot.addWidget(label)
    label.resize(80, 20)
    assert label.minimumSizeHint().width() < 200
    assert "word word" in label.toolTip()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, None])
def test_a_link_leads_on_by_key_and_by_click(qtbot: QtBot, key: Qt.Key | None) -> None:
    link = LinkLabel("There")
    qtbot.addWidget(link)
    link.show()
    with qtbot.waitSignal(link.chosen, timeout=5000):
        if key is None:
            QTest.mouseClick(link, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(link, key)


@pytest.mark.parametrize("tone", ["tell", "warn", "fail"])
def test_the_notice_bar_shows_the_last_notice_and_offers_undo_where_it_can(
    qtbot: QtBot, theme: Theme, tone: Tone
) -> None:
    bar = NoticeBar(theme)
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    bar.show()
    (undo,) = bar.findChildren(QPushButton)
    for text, offered in (("First.", True), ("Second.", False), ("Third.", True)):
        bar.show_notice(Notice(text, tone, offered))
        assert text in [label.text() for label in bar.findChildren(QLabel)]
        assert undo.isVisible() == offered
    with qtbot.waitSignal(bar.undo_wanted, timeout=5000):
        undo.click()
