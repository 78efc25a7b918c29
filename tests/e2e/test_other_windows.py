from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot
from screen import Program, Screen, new_project, texts_of

from annotator.__main__ import main
from annotator.app.commands import COMMANDS
from annotator.app.resources import resource_path
from annotator.ui import application
from annotator.ui.forms import Form
from annotator.ui.help_view import HelpView
from annotator.ui.welcome import Welcome

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def test_the_welcome_page_leads_to_the_sample_and_back(program: Program) -> None:
    def work(screen: Screen) -> None:
        assert screen.window.desk is None
        buttons = screen.window.findChildren(QPushButton)
        next(button for button in buttons if button.text() == "Open the sample").click()
        QApplication.processEvents()
        assert len(screen.desk.project.articles()) == 5
        assert screen.desk.layer is not None
        assert screen.desk.layer.name == "Me"
        screen.ctrl("W")
        assert screen.window.desk is None
        stack = screen.window.centralWidget()
        assert isinstance(stack, QStackedWidget)
        welcome = stack.currentWidget()
        assert isinstance(welcome, Welcome)
        assert "sample" in texts_of([welcome])

    assert program(script=work) == 0


def test_a_project_is_made_filled_and_coded_from_the_window(
    tmp_path: Path, program: Program
) -> None:
    article = tmp_path / "one.txt"
    article.write_text("The bridge is closed. Nobody says why.\n")

    def work(screen: Screen) -> None:
        screen.ctrl("N")
        screen.fill({"path": str(tmp_path / "new"), "title": "Bridges", "coder": "Ada"})
        assert screen.window.windowTitle().startswith("Bridges")
        screen.ctrl("I")
        form = screen.dialog(Form)
        assert form.windowTitle() == "Import articles"
        screen.fill({"files": str(article), "story": "The bridge"})
        assert screen.notice.startswith("Imported 1 article.")
        screen.select_by_keys("one.txt", "The bridge is closed")
        screen.keys("C")
        assert screen.spans() == [("claim", "The bridge is closed")]
        screen.window._requests.new_coder()
        screen.fill({"name": "Grace"})
        assert screen.notice == "You code as Grace."
        assert screen.spans() == []
        screen.window._requests.new_coder()
        screen.fill({"name": "gold"})
        assert "cannot be called" in screen.notice
        assert screen.desk.layer is not None
        assert screen.desk.layer.name == "Grace"

    def again(screen: Screen) -> None:
        assert screen.desk.layer is not None
        assert screen.desk.layer.name == "Grace"

    assert program(script=work) == 0
    assert program(script=again) == 0


def test_every_window_command_does_something_or_says_why_not(
    project: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No command of the table is without its deed, with and without a project."""
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileName", lambda *_: ("", ""))

    def work(screen: Screen) -> None:
        for command in COMMANDS:
            if command.id in ("close", "quit", "choose", "confirm", "cancel", "sample"):
                continue
            screen.ask(command.id)
            for form in screen.window.findChildren(Form):
                form.close()
        for command_id in ("close", "larger", "theme", "help"):
            screen.ask(command_id)
        action = screen.window._actions["finish"]
        assert not action.isEnabled(), "there is no desk"
        screen.ask("quit")
        assert not screen.window.isVisible()

    assert program(str(project), "--coder", "A", script=work) == 0


def test_every_help_page_is_shown_and_nothing_else(project: Path, program: Program) -> None:
    def work(screen: Screen) -> None:
        screen.keys(Qt.Key.Key_F1)
        pages = screen.dialog(HelpView).pages
        for page in sorted(resource_path("help").glob("*.md")):
            pages.setSource(QUrl(page.name))
            assert len(pages.toPlainText()) > 200, page.name
        for name in ("file:///etc/passwd", "../conftest.py", "https://example.org/a.md"):
            found = pages.loadResource(3, QUrl(name))
            assert not isinstance(found, str), name

    assert program(str(project), script=work) == 0


def boxes() -> list[QMessageBox]:
    tops = QApplication.topLevelWidgets()
    return [top for top in tops if isinstance(top, QMessageBox) and top.isVisible()]


def test_a_bug_is_told_once_with_a_report_to_copy_and_the_window_goes_on(
    project: Path, program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    tell = application._tell_of_a_bug

    def work(screen: Screen) -> None:
        error = ZeroDivisionError("<b>the bug</b>")
        for _ in range(2):
            tell(type(error), error, None)
        (box,) = boxes()
        assert box.detailedText().startswith("Annotator ")
        assert "ZeroDivisionError: <b>the bug</b>" in box.detailedText()
        assert "on disk" in box.text()
        assert box.textFormat() == Qt.TextFormat.PlainText
        assert "ZeroDivisionError" in capsys.readouterr().err
        screen.close(box)
        screen.click("agency.txt", "Mill burns")
        screen.keys("C")
        assert len(screen.spans()) == 1

    assert program(str(project), "--coder", "A", script=work) == 0
    assert boxes() == []


def test_an_interruption_is_no_bug(qtbot: QtBot) -> None:  # noqa: ARG001
    error = KeyboardInterrupt()
    application._tell_of_a_bug(type(error), error, None)
    assert boxes() == []


def test_the_tour_does_the_whole_job_and_names_what_it_wrote(
    tmp_path: Path,
    qtbot: QtBot,  # noqa: ARG001  it makes the application
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["demo", "--offscreen", str(tmp_path)]) == 0
    written = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {"agreement.json", "report.md", "export.jsonl", "layer-Me.json"} <= written
    assert sum(name.endswith(".png") for name in written) >= 4
    assert {"spans.csv", "clusters.csv"} <= written
    document = json.loads((tmp_path / "agreement.json").read_text(encoding="utf-8"))
    assert document["layers"] == ["A", "B"]
    assert f"Everything is in {tmp_path}" in capsys.readouterr().out


def test_the_welcome_window_loads_nothing_that_only_a_project_needs() -> None:
    """The first paint must not wait for the store's library or for numerics."""
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from annotator.__main__ import main\n"
        "heavy = ('sqlite_utils', 'numpy', 'scipy', 'click', 'sentencex', 'py3langid')\n"
        "def shown():\n"
        "    print([name for name in heavy if name in sys.modules])\n"
        "    return 0\n"
        "QApplication.exec = staticmethod(shown)\n"
        "sys.exit(main([]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=dict(os.environ),
    )
    assert ran.stdout == "[]\n"


def test_the_program_ends_quietly(project: Path) -> None:
    """Closing the window ends the process with status 0 and without a word."""
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from annotator.__main__ import main\n"
        "wait = QApplication.exec\n"
        "def shown():\n"
        "    QTimer.singleShot(0, QApplication.closeAllWindows)\n"
        "    return wait()\n"
        "QApplication.exec = staticmethod(shown)\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    for _ in range(3):
        ran = subprocess.run(
            [sys.executable, "-c", code, str(project), "--coder", "A"],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        said = [line for line in ran.stderr.splitlines() if "propagateSizeHints" not in line]
        assert (ran.returncode, said) == (0, [])
