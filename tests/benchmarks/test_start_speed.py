"""How long the welcome window takes to its first paint, as a ratio to an empty main window.

Run: ANNOTATOR_BENCH_PYTHON=/path/to/python pytest -s tests/benchmarks/test_start_speed.py

The interpreter named is to have the run-time dependencies only (packaging/requirements.lock);
without the variable it is the one that runs the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from annotator.app.sample import make_sample_project

ROOT = Path(__file__).resolve().parents[2]
PYTHON = os.environ.get("ANNOTATOR_BENCH_PYTHON", sys.executable)
ROUNDS = 15
LIMIT = 1.6

# Says when the first window has been painted with all that is in it, and ends the process.
PAINTED = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
def say():
    heavy = [m for m in ("sqlite_utils", "numpy", "scipy") if m in sys.modules]
    os.write(1, f"{time.clock_gettime_ns(time.CLOCK_MONOTONIC)} {heavy}".encode())
    os._exit(0)
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, say)
        return False
"""
EMPTY = f"""{PAINTED}
application = QApplication([])
watch = Watch()
window = QMainWindow()
window.resize(1480, 900)
window.installEventFilter(watch)
window.show()
application.exec()
"""
PROGRAM = f"""{PAINTED}
watch = Watch()
wait = QApplication.exec
def watched():
    for window in QApplication.topLevelWidgets():
        window.installEventFilter(watch)
    return wait()
QApplication.exec = staticmethod(watched)
from annotator.__main__ import main
main(sys.argv[1:])
"""


def first_paint(code: str, home: Path, *arguments: str) -> tuple[float, str]:
    """Milliseconds from before the process is made, and which heavy libraries it has loaded."""
    environment = os.environ | {"XDG_CONFIG_HOME": str(home)}
    begun = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    ran = subprocess.run(
        [PYTHON, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    ended, heavy = ran.stdout.split(" ", 1)
    return (int(ended) - begun) / 1e6, heavy


def test_the_welcome_window_and_the_first_article(tmp_path: Path) -> None:
    project = str(make_sample_project(tmp_path))
    times: dict[str, list[float]] = {"empty": [], "welcome": [], "article": []}
    for _ in range(ROUNDS):
        times["empty"].append(first_paint(EMPTY, tmp_path)[0])
        taken, heavy = first_paint(PROGRAM, tmp_path / "new")
        assert heavy == "[]", "the welcome window loads what only a project needs"
        times["welcome"].append(taken)
        times["article"].append(first_paint(PROGRAM, tmp_path / "old", project, "--coder", "Me")[0])
    empty, welcome, article = (median(times[name][2:]) for name in times)
    print(f"\nto the first paint: empty main window {empty:.0f} ms, welcome {welcome:.0f} ms")
    print(f"welcome {welcome / empty:.2f} x, the sample's articles {article:.0f} ms")
    assert welcome / empty <= LIMIT
