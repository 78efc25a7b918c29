from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from screen import CTRL, NONE, Program, Screen, new_project, write_story

from annotator.__main__ import main
from annotator.app.notices import Notice
from annotator.app.project import open_for_writing
from annotator.store.schema import FORMAT
from annotator.ui.forms import Form

FIRE = "A paper mill burned down on Sunday"
# another program has the project until it is told to end
ANOTHER_WINDOW = """
import sys
from pathlib import Path
from annotator.app.project import open_for_writing
project = open_for_writing(Path(sys.argv[1]))
project.layer_of_coder("A")
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def not_a_project(path: Path) -> None:
    path.write_text("This is a letter.\n" * 100)


def another_database(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE letters (text)")
    conn.close()


def newer(path: Path) -> None:
    assert main(["new", str(path)]) == 0
    with sqlite3.connect(path) as conn:
        conn.execute(f"PRAGMA user_version = {FORMAT + 1}")
    conn.close()


def damaged(path: Path) -> None:
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(write_story(path.with_suffix("")))]) == 0
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x5a" * (size - 4096))


def damaged_in_its_texts(path: Path) -> None:
    assert main(["new", str(path)]) == 0
    folder = write_story(path.with_suffix(""))
    (folder / "long.txt").write_text("A long story. " * 5000)
    assert main(["import", str(path), str(folder)]) == 0
    path.write_bytes(path.read_bytes().replace(b"A long story.", b"\xff" * 13))


def cut_short(path: Path) -> None:
    damaged(path)
    with path.open("r+b") as file:
        file.truncate(5000)


def empty(path: Path) -> None:
    path.touch()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (not_a_project, "not an Annotator project"),
        (another_database, "not an Annotator project"),
        (empty, "not an Annotator project"),
        (newer, "newer Annotator"),
        (damaged, "damaged"),
        (damaged_in_its_texts, "damaged"),
        (cut_short, "damaged"),
        (None, "There is no project"),
    ],
)
def test_what_cannot_be_opened_is_said_and_the_project_stays(
    project: Path,
    tmp_path: Path,
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
    spoil: object,
    words: str,
) -> None:
    bad = tmp_path / "bad.annotator"
    if callable(spoil):
        spoil(bad)
    before = bad.read_bytes() if bad.exists() else b""

    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", FIRE)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(bad), ""))
        screen.ctrl("O")
        assert words in screen.notice
        assert "; " in screen.notice, "it says what to do"
        assert screen.desk.project.path == project
        screen.keys("C")
        assert screen.spans() == [("claim", FIRE)]

    assert program(str(project), "--coder", "A", script=work) == 0
    assert (bad.read_bytes() if bad.exists() else b"") == before


def test_a_spoilt_project_named_on_the_command_line_leaves_the_welcome_page(
    tmp_path: Path, program: Program
) -> None:
    bad = tmp_path / "bad.annotator"
    not_a_project(bad)

    def work(screen: Screen) -> None:
        assert screen.window.desk is None
        assert "not an Annotator project" in screen.notice

    assert program(str(bad), script=work) == 0


def test_a_layer_with_an_unknown_key_is_refused_by_its_path(
    project: Path, tmp_path: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        screen.select_by_keys("agency.txt", FIRE)
        screen.keys("C")
        before = screen.dump()
        document = screen.dump()
        document["spans"][0]["colour"] = "red"
        layer = tmp_path / "B.json"
        layer.write_text(json.dumps(document), encoding="utf-8")
        screen.ask("load")
        screen.fill({"file": str(layer), "name": "B"})
        assert "B.json" in screen.notice
        assert "spans[0].colour" in screen.notice
        # a layer that exists, and nothing chosen
        layer.write_text(json.dumps(before), encoding="utf-8")
        screen.ask("load")
        screen.fill({"file": str(layer), "name": "A"})
        assert "has a layer «A» already" in screen.notice
        for form in ("load", "import", "export"):
            screen.ask(form)
            screen.fill({})
            assert "; choose" in screen.notice
        assert screen.dump() == before
        assert [layer.name for layer in screen.desk.project.layers()] == ["A"]

    assert program(str(project), "--coder", "A", script=work) == 0


def test_files_that_are_no_articles_are_refused_together(
    project: Path, tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("A good text.\n")
    bad.write_bytes(b"\x00\x01\x02" * 50)

    def work(screen: Screen) -> None:
        screen.ctrl("I")
        screen.fill({"story": "Other"})
        assert "No files are chosen" in screen.notice
        screen.ctrl("I")
        files = [str(good), str(bad)]
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))
        buttons = screen.dialog(Form).findChildren(QPushButton)
        next(button for button in buttons if "Choose" in button.text()).click()
        screen.fill({})
        assert "bad.txt" in screen.notice
        assert len(screen.desk.project.articles()) == 5

    assert program(str(project), script=work) == 0


def test_a_second_window_reads_only_and_names_the_first(project: Path, program: Program) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", ANOTHER_WINDOW, str(project)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "open\n"

    def work(screen: Screen) -> None:
        assert screen.notice.startswith("Opened for reading only: it is open in another window")
        assert f"process {first.pid}" in screen.notice
        assert screen.desk.layer is not None
        screen.click("agency.txt", FIRE)
        for key, modifier in (("C", NONE), ("Z", CTRL), (Qt.Key.Key_Return, CTRL)):
            screen.window.say(Notice(""))
            screen.keys(key, modifier=modifier)
            assert "open for reading only" in screen.notice
        assert screen.spans() == []
        # who has no layer here cannot begin one
        screen.window._requests.new_coder()
        screen.fill({"name": "Newcomer"})
        assert "open for reading only" in screen.notice
        assert screen.desk.layer.name == "A"

    try:
        assert program(str(project), "--coder", "A", script=work) == 0
    finally:
        first.communicate()
    with open_for_writing(project) as opened:
        assert opened.content("A").spans == ()
