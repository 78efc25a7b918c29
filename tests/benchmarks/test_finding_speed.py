"""How much the palette and finding in the story cost, as ratios to a bare pass over the words.

Run: QT_QPA_PLATFORM=offscreen pytest -s tests/benchmarks/test_finding_speed.py
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from statistics import median

from pane_world import KINDS, LONG, span, theme
from pytestqt.qtbot import QtBot

from annotator.app.finding import StoryText
from annotator.app.palette_entries import Entry, Palette
from annotator.model.ids import ArticleId
from annotator.ui.article_pane import ArticlePane

ROUNDS = 9


def words(random_: random.Random, number: int) -> str:
    letters = "abcdefghilmnoprstu\u00e9\u00f1\u00fc"
    known = ["".join(random_.choices(letters, k=random_.randint(2, 9))) for _ in range(3_000)]
    return " ".join(random_.choices(known, k=number))


def usual(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def test_the_palette_with_ten_thousand_entries() -> None:
    random_ = random.Random(1)  # noqa: S311  nothing here is a secret
    entries = [Entry("span", str(n), words(random_, 18), "claim") for n in range(100)]
    entries = [Entry(e.sort, f"{e.id}.{n}", e.words, e.group) for n in range(100) for e in entries]
    bare = usual(lambda: [entry for entry in entries if "ab" in entry.words.casefold()])
    indexed = usual(lambda: Palette(entries))
    palette = Palette(entries)
    typed = max(usual(partial(palette.matching, text)) for text in ("", "a", "ab cd"))
    print(f"\nbare pass {bare:.1f} ms; index {indexed:.1f} ms ({indexed / bare:.1f} x)", end="")
    print(f", one key {typed:.1f} ms ({typed / bare:.1f} x)")
    assert typed / bare <= 12


def test_finding_in_five_articles_of_a_megabyte() -> None:
    text = words(random.Random(2), 170_000)[:1_000_000]  # noqa: S311  as above
    texts = {ArticleId(str(n)): text for n in range(5)}
    bare = usual(lambda: [text.casefold().count("abc") for text in texts.values()])
    story = StoryText(texts)
    found = usual(lambda: story.find("abc"))
    print(f"\nbare pass {bare:.1f} ms; find {found:.1f} ms ({found / bare:.2f} x)")
    assert found / bare <= 1


def test_repainting_with_five_thousand_hits(qtbot: QtBot) -> None:
    text = LONG * 20
    pane = ArticlePane(theme())
    qtbot.addWidget(pane)
    pane.resize(520, 900)
    pane.set_kinds(KINDS)
    pane.show_text(text)
    spans = [(at, at + 90) for at in range(0, len(text) - 90, len(text) // 1_000)]
    pane.set_spans([span(f"s{at[0]}", KINDS[at[0] % 5].id, at, text=text) for at in spans])
    with qtbot.waitExposed(pane):
        pane.show()
    hits = [(at, at + 4) for at in range(0, len(text) - 4, len(text) // 5_000)]
    times: dict[bool, list[float]] = {False: [], True: []}
    for turn in range(40):
        shown = bool(turn % 2)
        pane.hits.show(hits if shown else [], hits[3] if shown else None)
        qtbot.wait(0)
        begun = time.perf_counter()
        pane.viewport().repaint()
        times[shown].append((time.perf_counter() - begun) * 1000)
    without, with_ = median(times[False]), median(times[True])
    print(f"\nrepaint {without:.2f} ms, with 5000 hits {with_:.2f} ms ({with_ / without:.2f} x)")
    assert with_ / without <= 2
