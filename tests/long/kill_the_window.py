"""Kills the window with SIGKILL while keys tag at random; no tag it has shown may be lost.

Run: python tests/long/kill_the_window.py [--runs 50] [--seed 1]

Each run starts the real window in a process of its own. There, key presses select, tag, remove and
undo; the process says on a pipe which act it begins and, as soon as the desk tells of it, which
span came or went. After a random while it is killed and the project is opened anew. Its spans must
be exactly those told of, but for what the one act that was under way may have done, and it must
be whole. Exit status 1 where a run is otherwise.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

CODER = "A"
TEXT = "The mill on the river burned down last night, and nobody knows why. " * 40
LONGEST = 2.0  # seconds of tagging before the kill


def tag_for_ever(path: Path, seed: int) -> None:
    """The window's side: tag, remove and undo by keys, telling of every span once it is shown."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from annotator.ui.application import make_window

    QApplication([])
    window = make_window(path, CODER)
    desk, view = window.desk, window.view
    if desk is None or view is None:
        raise SystemExit("the project did not open")
    window.activateWindow()
    QTest.qWaitForWindowActive(window, 5000)

    def tell(changed: dict[str, object]) -> None:
        for span, now in changed.items():
            os.write(1, f"{'+' if now else '-'}{span}\n".encode())

    desk.spans_changed.connect(tell)
    random_ = random.Random(seed)  # noqa: S311  nothing here is a secret
    keys = [Qt.Key.Key_C, Qt.Key.Key_S, Qt.Key.Key_F] * 4 + [Qt.Key.Key_Delete]
    plain = Qt.KeyboardModifier.NoModifier
    undo = Qt.KeyboardModifier.ControlModifier

    def press(act: str, key: Qt.Key, modifier: Qt.KeyboardModifier = plain) -> None:
        os.write(1, f"?{act}\n".encode())
        QTest.keyClick(pane, key, modifier)

    os.write(1, b"ready\n")
    while True:
        pane = view.workspace.pane(random_.choice(desk.columns))
        pane.setFocus()
        start = random_.randrange(len(TEXT) - 80)
        pane.select(start, start + random_.randint(3, 70))
        key = random_.choice(keys)
        press(f"remove {desk.focused}" if key == Qt.Key.Key_Delete else "tag", key)
        if random_.random() < 0.05 and desk.reading and desk.reading.spans:
            press("undo", Qt.Key.Key_Z, undo)
        QApplication.processEvents()


def make(folder: Path) -> Path:
    from annotator.app.importing import import_articles
    from annotator.app.project import make_project

    for number in range(3):
        (folder / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    with make_project(folder / "killed") as project:
        import_articles(project, [folder], story="The mill")
        project.layer_of_coder(CODER)
        return project.path


class Told:
    """What the window has said: the spans that are there, those that went, the act under way."""

    def __init__(self, lines: list[str]) -> None:
        self.there: set[str] = set()
        self.gone: set[str] = set()
        self.answers = 0
        self.under_way = ""
        for line in lines:
            sign, words = line[0], line[1:].strip()
            if sign == "?":
                self.under_way = words
                continue
            self.under_way = ""
            self.answers += 1
            came, went = (self.there, self.gone) if sign == "+" else (self.gone, self.there)
            came.add(words)
            went.discard(words)

    def explains(self, kept: set[str]) -> bool:
        """Whether these spans are those told of, or what the act under way made of them."""
        more, fewer = kept - self.there, self.there - kept
        if not more and not fewer:
            return True
        if len(more) + len(fewer) > 1:
            return False
        act, _, span = self.under_way.partition(" ")
        if act == "tag":
            return bool(more) and not more & self.gone
        if act == "remove":
            return fewer == {span}
        return act == "undo" and (bool(fewer) or more <= self.gone)


def run_once(folder: Path, seed: int) -> tuple[int, int, bool]:
    """One run; returns the acts told of, the faults, and whether an untold act was on disk."""
    from annotator.app.checking import check_project
    from annotator.app.project import open_for_writing

    path = make(folder)
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(folder / "settings"),
        "XDG_DATA_HOME": str(folder / "data"),
    }
    child = subprocess.Popen(
        [sys.executable, __file__, "--window", str(path), "--seed", str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    )
    if child.stdout is None or child.stdout.readline() != "ready\n":
        raise SystemExit(f"the window did not start: {child.communicate()[1]}")
    time.sleep(random.Random(seed).uniform(0.05, LONGEST))  # noqa: S311  nothing here is a secret
    child.send_signal(signal.SIGKILL)
    lines = [line for line in child.stdout if line.endswith("\n")]
    child.wait()
    told = Told(lines)
    with open_for_writing(path) as project:
        kept = {str(span.id) for span in project.content(CODER).spans}
    faults = [str(fault) for fault in check_project(path)]
    if not told.explains(kept):
        lost, more = sorted(told.there - kept), sorted(kept - told.there)
        faults.append(f"lost {lost}, untold {more}, under way «{told.under_way}»")
    for fault in faults:
        print(f"seed {seed}: {fault}")
    return told.answers, len(faults), kept != told.there


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=50)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--window", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.window:
        tag_for_ever(chosen.window, chosen.seed)
    acts = wrong = cut = 0
    for number in range(chosen.runs):
        with tempfile.TemporaryDirectory() as folder:
            done, faults, untold = run_once(Path(folder), chosen.seed + number)
        acts += done
        wrong += faults
        cut += untold
    print(f"{chosen.runs} windows killed, {cut} of them between disk and telling")
    print(f"{acts} acts told of, {wrong} faults")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
