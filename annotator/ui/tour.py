"""The tour: the whole main job on the sample, in a window that nobody needs to see."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from annotator.app import acts
from annotator.app.comparing import agreement_document, comparison
from annotator.app.desk import Desk, Here
from annotator.app.exchange import dump_layer, export, write_new
from annotator.app.project import Project
from annotator.app.report import report_markdown
from annotator.app.sample import SAMPLE_CODER, make_sample_project
from annotator.model.errors import KnownError
from annotator.model.span import CLAIM, FIGURE, SOURCE, Span
from annotator.model.text import shortened
from annotator.ui.application import make_window
from annotator.ui.main_window import MainWindow


def run(folder: Path) -> int:
    """Do the tour and write screenshots, report and exports into a new folder below `folder`.

    Prints each step and what was written; returns the exit status.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setApplicationName("annotator")
    place = _new_folder(folder.absolute())
    window = make_window(make_sample_project(place), SAMPLE_CODER)
    try:
        _Tour(window, place).go()
    finally:
        _let_events_through()
        window.close()
        window.deleteLater()
    print(f"Everything is in {place}")  # noqa: T201  the tour is a program for the terminal
    return 0


def _new_folder(folder: Path) -> Path:
    """The folder itself where it is new or empty, else the first free one numbered within it."""
    place, number = folder, 1
    while place.exists() and any(place.iterdir()):
        number += 1
        place = folder / f"tour-{number}"
    place.mkdir(parents=True, exist_ok=True)
    return place


def _let_events_through() -> None:
    QApplication.processEvents()
    # Outside a loop of its own, Qt keeps what is to be deleted, and that would go on showing.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class _Tour:
    """One tour through one window; each method is a stop."""

    def __init__(self, window: MainWindow, place: Path) -> None:
        if window.desk is None:
            raise KnownError("The sample did not open", "look at the message above")
        self._window = window
        self._desk: Desk = window.desk
        self._project: Project = window.desk.project
        self._place = place
        self._pictures = 0

    def go(self) -> None:
        """Visit every stop."""
        self._say(f"Opened «{self._project.title}» as coder {SAMPLE_CODER}")
        claims = self._passages()
        for claim in claims:
            self._tag(claim, CLAIM)
        self._relate(claims[0])
        self._join(*claims)
        self._undo_and_redo()
        self._finish()
        self._look_at_a_coder()
        self._agree()
        self._export()

    def _passages(self) -> list[Span]:
        """Claims of the first two articles that the gold layer has joined, to be tagged again."""
        self._gold = self._project.content("gold")
        spans = {span.id: span for span in self._gold.spans}
        quantified = {r.start for r in self._gold.relations if r.type == "quantifies"}
        for cluster in self._gold.clusters:
            claims = [spans[claim] for claim in cluster.claims]
            chosen = [
                next((claim for claim in claims if claim.article == article), None)
                for article in self._desk.columns[:2]
            ]
            found = [claim for claim in chosen if claim is not None]
            if len(found) == len(chosen) and found[0].id in quantified:
                return found
        raise KnownError("The sample has no joined claims to show", "install the program again")

    def _tag(self, passage: Span, kind: str) -> None:
        """Select the first piece of a passage and tag it."""
        start, end = passage.bounds[0]
        here = Here(passage.article, start, (start, end))
        words = shortened(passage.pieces[0].quote, 40)
        self._do(f"Tag «{words}» as a {kind}", here, partial(acts.tag, kind=kind))

    def _relate(self, claim: Span) -> None:
        """Tag what the claim is attributed to and its figure, and relate them to it."""
        spans = {span.id: span for span in self._gold.spans}
        own = self._desk.reading.in_article(claim.article)[0] if self._desk.reading else claim
        for type_, kind in (("attributes", SOURCE), ("quantifies", FIGURE)):
            ends = [r.end for r in self._gold.relations if (r.type, r.start) == (type_, claim.id)]
            for end in ends[:1]:
                self._tag(spans[end], kind)
                part = self._desk.focused
                self._desk.go_to(own)
                self._do(f"Relate the {kind}", None, partial(acts.begin, purpose="relate"))
                if part is not None:
                    self._do("", None, partial(acts.choose, span=part))
        self._desk.go_to(own)

    def _join(self, one: Span, other: Span) -> None:
        """Join the first claim with the other article's, and say that the third lacks it."""
        self._do("Begin to join it", None, partial(acts.begin, purpose="join"))
        there = Here(other.article, other.start, None)
        self._do("Choose the claim of the other article", there, acts.choose_focused)
        third = Here(self._desk.columns[2], 0, None)
        self._do("Say that the third article does not carry it", third, acts.absent)
        self._do("Join", None, acts.confirm)
        self._desk.set_here(Here(one.article, one.start, None))
        self._picture("joined")

    def _undo_and_redo(self) -> None:
        before = dump_layer(self._project, SAMPLE_CODER)
        for _ in range(4):
            self._do("Undo", None, acts.undo)
        if dump_layer(self._project, SAMPLE_CODER) == before:
            raise AssertionError("undo changed nothing")
        for _ in range(4):
            self._do("Redo", None, acts.redo)
        if dump_layer(self._project, SAMPLE_CODER) != before:
            raise AssertionError("redo did not bring everything back")

    def _finish(self) -> None:
        self._do("Mark the article finished", Here(self._desk.columns[0], 0, None), acts.finish)

    def _look_at_a_coder(self) -> None:
        """Look at coder A's simulated layer, five columns, light and dark."""
        self._desk.code_as("A")
        self._desk.show_beside(5)
        self._focus_a_cluster()
        self._picture("five-columns")
        self._desk.show_beside(3)
        for theme in ("dark", "light"):
            self._window.switch_theme(theme)
            self._focus_a_cluster()
            self._picture(f"desk-{theme}")
        self._desk.code_as(SAMPLE_CODER)

    def _focus_a_cluster(self) -> None:
        reading = self._desk.reading
        if reading is not None and reading.clusters:
            largest = max(reading.clusters, key=lambda cluster: len(cluster.members))
            self._desk.go_to(reading.members(largest)[0])

    def _agree(self) -> None:
        report = comparison(self._project, ["A", "B"])()
        document = json.dumps(agreement_document(report), ensure_ascii=False, indent=2)
        write_new(
            {
                self._place / "agreement.json": document + "\n",
                self._place / "report.md": report_markdown(report),
            }
        )
        self._say("Computed the agreement of A and B: report.md, agreement.json")

    def _export(self) -> None:
        export(self._project, "jsonl", self._place / "export.jsonl")
        export(self._project, "csv", self._place / "export-csv")
        layer = dump_layer(self._project, SAMPLE_CODER)
        write_new({self._place / f"layer-{SAMPLE_CODER}.json": layer})
        self._say("Exported every layer: export.jsonl, export-csv, and the layer just made")

    def _do(self, words: str, here: Here | None, act: Callable[[Desk], object]) -> None:
        """Do an act as the window would; what cannot be done ends the tour."""
        if here is not None:
            self._desk.set_here(here)
        act(self._desk)
        _let_events_through()
        if words:
            self._say(words)

    def _picture(self, name: str) -> None:
        self._pictures += 1
        _let_events_through()
        _let_events_through()
        path = self._place / f"{self._pictures}-{name}.png"
        if not self._window.grab().save(str(path)):
            raise KnownError(f"{path} cannot be written", "choose another folder")
        self._say(f"Picture {path.name}")

    def _say(self, words: str) -> None:
        print(words)  # noqa: T201  the tour is a program for the terminal
