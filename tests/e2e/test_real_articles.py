"""The main job on the five real articles, which are not part of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from screen import Program, Screen

from annotator.__main__ import main
from annotator.app.checking import check_project
from annotator.model.text import paragraphs

SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real articles are not in the repository")
def test_five_real_articles_are_tagged_joined_closed_and_found_again(
    tmp_path: Path, program: Program
) -> None:
    path = tmp_path / "real.annotator"
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(SEEDS), "--story", "The event"]) == 0
    kept: list[object] = []

    def work(screen: Screen) -> None:
        screen.ctrl("5")
        files = [head.file for head in screen.reading.articles]
        assert len(files) == len(screen.desk.columns) == 5
        for number, file in enumerate(files):
            text, pane = screen.text(file), screen.pane(file)
            start, end = max(paragraphs(text)[:6], key=lambda bounds: bounds[1] - bounds[0])
            screen.go_into(file)
            pane.set_caret(start)
            screen.shift(*[Qt.Key.Key_Right] * 40)
            screen.keys("C")
            assert screen.focused().quote.startswith(text[start : start + 40].strip())
            pane.set_caret(min(start + 60, end - 1))
            screen.shift(*[Qt.Key.Key_Right] * 9)
            screen.keys("S")
            screen.keys(Qt.Key.Key_Backtab, modifier=Qt.KeyboardModifier.ShiftModifier)
            screen.keys("R", Qt.Key.Key_Tab, Qt.Key.Key_Return)
            assert len(screen.reading.relations) == number + 1
            screen.ctrl(Qt.Key.Key_Return)
            assert screen.reading.status(screen.article(file)) == "finished"
        first = screen.reading.in_article(screen.article(files[0]))
        screen.desk.go_to(next(span for span in first if span.kind == "claim"))
        screen.keys("L")
        for file in files[1:4]:
            screen.go_into(file)
            screen.keys(Qt.Key.Key_Tab, Qt.Key.Key_Space)
        screen.go_into(files[4])
        screen.keys(Qt.Key.Key_Tab, "A", Qt.Key.Key_Return)
        (cluster,) = screen.reading.clusters
        assert len(cluster.members) == 4
        kept.append(screen.dump())

    def look(screen: Screen) -> None:
        assert screen.dump() == kept[0]

    assert program(str(path), "--coder", "A", script=work) == 0
    assert program(str(path), script=look) == 0
    assert check_project(path) == []
