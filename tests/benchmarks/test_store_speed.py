"""What a span with its journal rows costs, as a ratio to the same insert by raw sqlite3.

Run: python -m pytest -s tests/benchmarks/test_store_speed.py

Both files are in the same mode (rollback journal, synchronous EXTRA) and take turns in one run.
Raw is what any program must do: the span and its piece in one transaction. The store's step adds
the step and the change rows and the triggers' work; `tag_span` adds the checks of the whole verb.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from made_projects import made

from annotator.app.project import Project
from annotator.app.tagging import tag_span
from annotator.model.ids import SpanId, new_id
from annotator.model.layer import Layer
from annotator.model.span import Span, cut_pieces
from annotator.store import layers, spans

TEXT = {"long.txt": "Words of a long article, one after the other. " * 400}
TURNS = 600
WARM_UP = 50


def ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


class Turns:
    """One project with a coder's layer; each call of a way of inserting makes one span."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.project: Project = made(folder, TEXT)
        self.layer: Layer = self.project.layer_of_coder("Ana")
        self.article = self.project.articles()[0].id
        with self.project.step("Start"):
            self.coding = layers.coding_for(self.project.file.db, self.layer.id, self.article).id
        self.place = 0

    def bounds(self) -> tuple[int, int]:
        self.place += 7
        return self.place, self.place + 90

    def by_verb(self) -> None:
        tag_span(self.project, self.layer, self.article, [self.bounds()], "claim")

    def by_step(self) -> None:
        with self.project.step("Tag claim", where=self.article, coder="Ana"):
            spans.add(self.project.file.db, self.coding, self.new_span())

    def new_span(self) -> Span:
        pieces = cut_pieces(self.project.text_of(self.article), [self.bounds()], "Tag")
        return Span(SpanId(new_id()), self.layer.id, self.article, "claim", pieces)


class RawTurns(Turns):
    """The same tables without a trigger, by a plain connection in the same mode."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.project.close()
        self.conn = sqlite3.connect(self.project.path, isolation_level=None)
        for pragma in ("journal_mode = delete", "synchronous = 3", "foreign_keys = 1"):
            self.conn.execute(f"PRAGMA {pragma}")

    def insert(self) -> None:
        start, end = self.bounds()
        span, quote = new_id(), TEXT["long.txt"][start:end]
        self.conn.execute("BEGIN")
        self.conn.execute(
            "INSERT INTO span VALUES (?, ?, ?, 'claim', NULL, 1, 'hand', '')",
            [span, self.layer.id, self.coding],
        )
        self.conn.execute(
            "INSERT INTO piece VALUES (?, ?, 0, ?, ?, ?)", [new_id(), span, start, end, quote]
        )
        self.conn.execute("COMMIT")


def test_a_span_with_its_journal_rows(tmp_path: Path) -> None:
    raw, step, verb = RawTurns(tmp_path / "a"), Turns(tmp_path / "b"), Turns(tmp_path / "c")
    ways = {"raw": raw.insert, "step": step.by_step, "tag_span": verb.by_verb}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(TURNS):
        for name, way in ways.items():
            taken = ms(way)
            if turn >= WARM_UP:
                times[name].append(taken)
    raw.conn.close()
    step.project.close()
    verb.project.close()
    for name, taken_all in times.items():
        middle, late = median(taken_all), quantiles(taken_all, n=100)[98]
        ratio = middle / median(times["raw"])
        print(f"\n{name}: median {middle:.2f} ms, p99 {late:.2f} ms, {ratio:.2f} x")
    assert median(times["step"]) <= 2 * median(times["raw"])
    assert median(times["tag_span"]) <= 2 * median(times["raw"])
