"""How much the spans of an article cost to draw, as ratios to the same pane without them.

Run: QT_QPA_PLATFORM=offscreen pytest -s tests/benchmarks/test_pane_speed.py
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.article import ArticleHead
from annotator.model.codebook import Kind
from annotator.model.ids import ArticleId, LayerId, SpanId, StoryId
from annotator.model.span import Span, cut_pieces
from annotator.ui.anchored_scrolling import AnchoredScrolling
from annotator.ui.article_column import ArticleColumn
from annotator.ui.article_pane import ArticlePane
from annotator.ui.ribbons import Ribbon, RibbonGutter
from annotator.ui.theme import Theme, load_theme

KINDS = (
    Kind("claim", "Claim", "C", "#1d5fae", "solid"),
    Kind("source", "Source", "S", "#8a3d8f", "dotted"),
    Kind("figure", "Figure", "F", "#a86400", "box"),
)
LENGTH = 50_000
ROUNDS = 15


class CountingPane(ArticlePane):
    """Counts its paint events, so that a benchmark can wait for one."""

    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.paints += 1

    def until_painted(self) -> None:
        seen = self.paints
        while self.paints == seen:
            QApplication.processEvents()


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  nothing here is a secret


def ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def article(random_: random.Random) -> str:
    words = [
        "".join(random_.choices("abcdefghilmnoprstu", k=random_.randint(2, 9))) for _ in range(400)
    ]
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < LENGTH:
        paragraphs.append(" ".join(random_.choices(words, k=60)) + ".")
    return "\n".join(paragraphs)[:LENGTH]


def span_at(text: str, id_: str, kind: str, bounds: tuple[int, int]) -> Span:
    pieces = cut_pieces(text, [bounds], "here")
    return Span(SpanId(id_), LayerId("layer"), ArticleId("article"), kind, pieces)


def spans_of(text: str, number: int, random_: random.Random) -> list[Span]:
    spans = []
    for i in range(number):
        start = random_.randrange(len(text) - 200)
        bounds = (start, start + random_.randint(20, 160))
        kind = random_.choice(KINDS).id
        spans.append(span_at(text, f"s{i}", kind, bounds))
    return spans


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme(Path(__file__).parents[2] / "resources" / "themes" / "light.toml")


def opened(theme: Theme, text: str, spans: list[Span]) -> CountingPane:
    pane = CountingPane(theme)
    pane.resize(520, 900)
    pane.set_kinds(KINDS)
    pane.show_text(text)
    pane.set_spans(spans)
    pane.show()
    pane.grab()
    return pane


@pytest.mark.parametrize(("number", "limit"), [(1_000, 2.0), (10_000, 3.0)])
def test_opening_an_article_with_spans(
    qtbot: QtBot, theme: Theme, number: int, limit: float
) -> None:
    random_ = seeded(1)
    text = article(random_)
    spans = spans_of(text, number, random_)
    times: dict[str, list[float]] = {"bare": [], "with": []}
    for _ in range(ROUNDS):
        for name, shown in (("bare", spans[:0]), ("with", spans)):
            begun = time.perf_counter()
            pane = opened(theme, text, shown)
            times[name].append((time.perf_counter() - begun) * 1000)
            pane.close()
            pane.deleteLater()
            qtbot.wait(0)
    bare, full = median(times["bare"][2:]), median(times["with"][2:])
    print(f"\nopen bare {bare:.1f} ms, with {number} spans {full:.1f} ms: {full / bare:.2f} x")
    assert full / bare <= limit


def test_one_more_span_among_a_thousand(qtbot: QtBot, theme: Theme) -> None:
    random_ = seeded(2)
    text = article(random_)
    bare = opened(theme, text, [])
    pane = opened(theme, text, spans_of(text, 1_000, random_))
    qtbot.addWidget(bare)
    qtbot.addWidget(pane)
    for shown in (bare, pane):
        qtbot.waitExposed(shown)
    qtbot.wait(20)
    span = span_at(text, "new", "claim", (100, 190))
    times: dict[str, list[float]] = {"bare": [], "tag": [], "full": []}
    for turn in range(60):
        times["bare"].append(ms(bare.viewport().repaint))

        def tag(turn: int = turn) -> None:
            pane.update_spans({span.id: None if turn % 2 else span})
            pane.until_painted()

        qtbot.wait(0)
        times["tag"].append(ms(tag))
        times["full"].append(ms(pane.viewport().repaint))
    repaint, tagged, full = (median(times[name][10:]) for name in ("bare", "tag", "full"))
    print(
        f"\nrepaint bare {repaint:.2f} ms, with 1000 spans {full:.2f} ms ({full / repaint:.2f} x)"
    )
    print(f"change one span and repaint what changed {tagged:.2f} ms: {tagged / repaint:.2f} x")
    assert tagged / repaint <= 2.0


def desk_of(theme: Theme, text: str, spans: list[Span]) -> tuple[QWidget, list[CountingPane]]:
    desk = QWidget()
    panes = [CountingPane(theme, desk) for _ in range(2)]
    for pane, x in zip(panes, (0, 560), strict=True):
        pane.setGeometry(x, 0, 520, 900)
        pane.set_kinds(KINDS)
        pane.show_text(text)
        pane.set_spans(spans)
    desk.resize(1080, 900)
    return desk, panes


def scroll(panes: Sequence[ArticlePane], line: int) -> None:
    for pane in panes:
        pane.verticalScrollBar().setValue(line)
    QApplication.processEvents()


@pytest.mark.parametrize("visible", [0, 12, 120])
def test_scrolling_by_a_line_with_ribbons(qtbot: QtBot, theme: Theme, visible: int) -> None:
    random_ = seeded(3)
    text = article(random_)
    spans = spans_of(text, 1_000, random_)
    bare, bare_panes = desk_of(theme, text, [])
    desk, panes = desk_of(theme, text, spans)
    gutter = RibbonGutter(panes[0], panes[1], theme, desk)
    gutter.setGeometry(520, 0, 40, 900)
    near = [span.id for span in sorted(spans, key=lambda span: span.start)][:visible]
    gutter.set_links([Ribbon(id_, id_) for id_ in near])
    for shown in (bare, desk):
        qtbot.addWidget(shown)
        shown.show()
        qtbot.waitExposed(shown)
    qtbot.wait(50)
    times: dict[str, list[float]] = {"bare": [], "desk": []}
    for line in range(1, 61):
        times["bare"].append(ms(partial(scroll, bare_panes, line)))
        times["desk"].append(ms(partial(scroll, panes, line)))
    plain, full = median(times["bare"]), median(times["desk"])
    late = sorted(times["desk"])[56]
    print(
        f"\nscroll two panes by a line: bare {plain:.2f} ms; 1000 spans, {visible} ribbons", end=" "
    )
    print(f"{full:.2f} ms ({full / plain:.2f} x), p95 {late:.2f} ms")
    assert full / plain <= 6


def columns_of(theme: Theme, text: str, spans: list[Span]) -> tuple[QWidget, list[ArticleColumn]]:
    desk = QWidget()
    columns = []
    for number in range(2):
        head = ArticleHead(
            ArticleId(str(number)), StoryId("s"), number, "Title", "Outlet", "en", "", "", "",
            "a.txt", "0" * 64, len(text),
        )  # fmt: skip
        column = ArticleColumn(head, text, theme)
        column.setParent(desk)
        column.setGeometry(560 * number, 0, 520, 960)
        column.pane.set_kinds(KINDS)
        column.pane.set_spans(spans)
        columns.append(column)
    desk.resize(1080, 960)
    return desk, columns


def test_scrolling_by_a_line_with_a_hundred_ribbons_while_the_other_column_follows(
    qtbot: QtBot, theme: Theme
) -> None:
    random_ = seeded(4)
    text = article(random_)
    spans = sorted(spans_of(text, 1_000, random_), key=lambda span: span.start)
    bare, bare_columns = columns_of(theme, text, [])
    desk, columns = columns_of(theme, text, spans)
    gutter = RibbonGutter(columns[0].pane, columns[1].pane, theme, desk)
    gutter.setGeometry(520, 0, 40, 960)
    # the claims of each cluster lie a little apart, so that no line is where its partner is
    pairs = list(zip(spans[:100], spans[3:103], strict=True))
    gutter.set_links([Ribbon(one.id, other.id) for one, other in pairs])
    for shown in (bare, desk):
        qtbot.addWidget(shown)
        shown.show()
        qtbot.waitExposed(shown)
    together = AnchoredScrolling(desk)
    together.show_columns({column.head.id: column for column in columns})
    together.set_clusters(
        [replace(one, article=ArticleId("0")), replace(other, article=ArticleId("1"))]
        for one, other in pairs
    )
    qtbot.wait(50)
    follower = columns[1].pane.verticalScrollBar()
    times: dict[str, list[float]] = {"bare": [], "desk": []}
    for line in range(1, 61):
        times["bare"].append(ms(partial(scroll, [column.pane for column in bare_columns], line)))
        times["desk"].append(ms(partial(scroll, [columns[0].pane], line)))
    assert follower.value() > 0, "the other column did not follow"
    plain, full = median(times["bare"]), median(times["desk"])
    late = sorted(times["desk"])[56]
    print(f"\nscroll by a line, 1000 spans, 100 ribbons, the other column following: {full:.2f} ms")
    print(f"bare {plain:.2f} ms ({full / plain:.2f} x), p95 {late:.2f} ms")
    assert full / plain <= 6
