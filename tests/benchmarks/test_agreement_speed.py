"""How fast agreement is. Run on purpose: `pytest tests/benchmarks/test_agreement_speed.py -s`."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

import numpy as np
from agreement_world import article, codebook, layer, span

from annotator.model.article import ArticleHead
from annotator.model.codebook import Attribute
from annotator.model.layer import LayerContent
from annotator.services.agreement import compare
from annotator.services.coefficients.unitizing import Units, u_alpha, unit_tables

KINDS = np.array(["claim", "source", "figure"])
BOOK = codebook(
    Attribute("modality", "Modality", "choice", choices=("fact", "doubt", "plan")),
    Attribute("topics", "Topics", "choices", choices=("x", "y", "z")),
    Attribute("sure", "Sure", "number", level="interval"),
)


def median_ms(run: Callable[[], object], times: int = 7) -> float:
    run()
    taken = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        run()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def world(
    articles: int, length: int, spans: int, coders: int
) -> tuple[list[LayerContent], list[ArticleHead]]:
    """Coders who move, drop and relabel the same passages; claims linked and attributed."""
    random = np.random.default_rng(1)
    heads = [article(f"a{i}", length, boilerplate=[(0, 200)]) for i in range(articles)]
    where = random.integers(articles, size=spans)
    starts = random.integers(200, length - 100, size=spans)
    kinds = KINDS[random.choice(3, size=spans, p=[0.6, 0.25, 0.15])]
    return [one_layer(f"L{c}", heads, where, starts, kinds, random) for c in range(coders)], heads


def one_layer(
    name: str,
    heads: list[ArticleHead],
    where: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    starts: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    kinds: np.ndarray[tuple[int, ...], np.dtype[np.str_]],
    random: np.random.Generator,
) -> LayerContent:
    jitter = random.integers(0, 12, size=len(starts))
    spans = [
        span(
            f"{name}-{i}",
            f"a{a}",
            (int(s), int(s) + 20 + int(i % 50)),
            kind=str(kind),
            attributes={
                "modality": str(random.choice(["fact", "doubt", "plan"])),
                "topics": ("x", "y") if i % 3 else ("z",),
                "sure": int(random.integers(5)),
            }
            if kind == "claim"
            else {},
        )
        for i, (a, s, kind) in enumerate(zip(where, starts + jitter, kinds, strict=True))
    ]
    claims = [s.id for s in spans if s.kind == "claim"]
    sources = [s for s in spans if s.kind == "source"]
    in_article = {s.article: s.id for s in sources}
    return layer(
        name,
        spans,
        finished=[head.id for head in heads],
        relations=[
            ("attributes", s.id, in_article[s.article])
            for s in spans
            if s.kind == "claim" and s.article in in_article
        ],
        clusters=[claims[i : i + 4] for i in range(0, len(claims) - 4, 5)],
    )


def test_two_coders_with_a_thousand_spans_each_take_at_most_100_ms() -> None:
    layers, heads = world(articles=5, length=10_000, spans=1000, coders=2)
    taken = median_ms(lambda: compare(layers, heads, BOOK))
    print(f"\nagreement, 2 coders x 1,000 spans over 5 x 10,000 characters: {taken:.1f} ms")
    layers, heads = world(articles=1, length=50_000, spans=1000, coders=2)
    alone = median_ms(lambda: compare(layers, heads, BOOK))
    print(f"the same in one article of 50,000 characters: {alone:.1f} ms")
    assert max(taken, alone) <= 100


def test_the_whole_panel_of_a_large_study_takes_less_than_a_second() -> None:
    layers, heads = world(articles=300, length=5000, spans=9000, coders=3)
    taken = median_ms(lambda: compare(layers, heads, BOOK), times=3)
    print(f"\nagreement, 300 articles x 3 coders x 30 spans: {taken:.0f} ms")
    assert taken < 1000


def test_u_alpha_grows_as_n_log_n() -> None:
    def of(units: int) -> float:
        random = np.random.default_rng(2)
        coders = []
        for _ in range(3):
            cuts = np.sort(random.choice(units * 40, size=2 * units, replace=False))
            coders.append(Units(cuts[::2], cuts[1::2], random.integers(3, size=units)))
        return median_ms(lambda: u_alpha(unit_tables(units * 40, coders, 3)))

    small, large = of(3000), of(30_000)
    print(f"\nu-alpha, 3 coders: 3,000 units {small:.2f} ms, 30,000 units {large:.2f} ms", end="")
    print(f", ratio {large / small:.1f}")
    assert large / small <= 20
