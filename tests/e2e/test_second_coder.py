from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from screen import Program, Screen, new_project, texts_of

from annotator.app.comparing import comparison
from annotator.app.report import report_markdown
from annotator.ui.agreement_view import AgreementView
from annotator.ui.forms import Form

FIRE = "A paper mill burned down on Sunday"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def first_coder(screen: Screen) -> None:
    """Tag two claims in finished articles and join them."""
    screen.ctrl("5")
    screen.select_by_keys("agency.txt", FIRE)
    screen.keys("C")
    screen.select_by_keys("late.txt", "The mill that burned down on Sunday")
    screen.keys("C")
    screen.click("agency.txt", FIRE)
    screen.keys("L")
    screen.click("late.txt", "burned")
    screen.keys(Qt.Key.Key_Return)
    for name in ("agency.txt", "late.txt"):
        screen.go_into(name)
        screen.ctrl(Qt.Key.Key_Return)


def second_layer(document: dict[str, Any]) -> dict[str, Any]:
    """The same work by another coder, who marked fewer words of one claim."""
    other: dict[str, Any] = json.loads(json.dumps(document))
    other["coder"] = "B"
    piece = other["spans"][0]["pieces"][0]
    piece["end"] -= len(" on Sunday")
    piece["text"] = piece["text"].removesuffix(" on Sunday")
    return other


def test_a_second_coders_layer_is_loaded_compared_and_exported(
    project: Path,
    tmp_path: Path,
    program: Program,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def work(screen: Screen) -> None:
        first_coder(screen)
        mine = screen.dump()
        layer = tmp_path / "B.json"
        layer.write_text(json.dumps(second_layer(mine)), encoding="utf-8")
        # the file is chosen with the button, as a person does
        screen.ask("load")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(layer), ""))
        (button,) = (
            b for b in screen.dialog(Form).findChildren(QPushButton) if "Choose" in b.text()
        )
        button.click()
        screen.fill({"name": "B"})
        assert screen.notice == "Loaded the layer B with 2 spans."
        assert screen.dump() == mine
        assert screen.desk.here is not None
        # the numbers are those of the command line
        screen.ctrl("G")
        view = screen.dialog(AgreementView)
        qtbot.waitUntil(lambda: view.report_shown, timeout=10_000)
        report = comparison(screen.desk.project, ["A", "B"])()
        shown = texts_of([view])
        assert f"{report.finding['claim'].u_alpha.value:.3f}" in shown
        assert f"{report.linking.link_f1.value:.3f}" in shown
        (copy,) = (b for b in view.findChildren(QPushButton) if "Copy" in b.text())
        copy.click()
        assert QApplication.clipboard().text() == report_markdown(report)
        # a layer against itself has no agreement to speak of
        second = view.findChildren(QComboBox)[1]
        second.setCurrentText("A")
        assert "named twice" in view.state.text() or "two layers" in view.state.text()
        assert not view.report_shown
        screen.close(view)
        # exports
        for format_, target in (("jsonl", "out.jsonl"), ("csv", "tables")):
            screen.ask("export")
            screen.fill({"format": format_, "target": str(tmp_path / target)})
            assert screen.notice.startswith("Exported to ")
        screen.ask("export")
        screen.fill({"target": str(tmp_path / "out.jsonl")})
        assert "exists already" in screen.notice

    assert program(str(project), "--coder", "A", script=work) == 0
    assert (tmp_path / "out.jsonl").stat().st_size > 1000
    assert (tmp_path / "tables" / "spans.csv").is_file()


def test_a_comparison_that_nobody_waits_for_is_forgotten(
    project: Path, tmp_path: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        first_coder(screen)
        layer = tmp_path / "B.json"
        layer.write_text(json.dumps(second_layer(screen.dump())), encoding="utf-8")
        screen.ask("load")
        screen.fill({"file": str(layer), "name": "B"})
        for end in (Qt.Key.Key_Escape, None):
            screen.ctrl("G")
            view = screen.dialog(AgreementView)
            if end is None:
                view.close()
            else:
                QTest.keyClick(view, end)
            assert not view.isVisible()
            screen.come_back()
        screen.window.hub._pool.waitForDone()
        QApplication.processEvents()
        assert screen.window.findChildren(AgreementView) == []
        screen.ctrl("G")
        screen.ask("close")  # with the project goes what compares its layers
        assert screen.window.desk is None

    assert program(str(project), "--coder", "A", script=work) == 0


def test_agreement_without_a_second_layer_says_what_is_missing(
    project: Path, program: Program
) -> None:
    def work(screen: Screen) -> None:
        screen.ctrl("G")
        view = screen.dialog(AgreementView)
        assert "Agreement needs two layers" in view.state.text()
        screen.close(view)

    assert program(str(project), "--coder", "A", script=work) == 0
