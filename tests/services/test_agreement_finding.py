"""What `compare` says of finding: hand-computed projects, pieces, boilerplate, who finished."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from agreement_world import article, codebook, layer, span
from hypothesis import given, settings, strategies as st

from annotator.model.agreement import AgreementReport, FindingReport
from annotator.model.article import ArticleHead
from annotator.model.errors import KnownError
from annotator.model.layer import LayerContent
from annotator.model.span import Span
from annotator.services.agreement import compare
from annotator.services.coefficients.alpha import alpha
from annotator.services.coefficients.kappa import cohen_kappa


def claims(*layers: LayerContent, articles: Sequence[ArticleHead] | None = None) -> FindingReport:
    return report(*layers, articles=articles).finding["claim"]


def report(
    *layers: LayerContent, articles: Sequence[ArticleHead] | None = None, all_text: bool = False
) -> AgreementReport:
    return compare(
        layers,
        [article("a")] if articles is None else articles,
        codebook(),
        with_boilerplate=all_text,
    )


def test_two_coders_and_five_spans_give_the_figures_computed_by_hand() -> None:
    # A marks 10-20 and 50-70; B marks 10-20, 54-74 and 90-95, in 100 characters.
    one = layer("A", [span("1", "a", (10, 20)), span("2", "a", (50, 70))])
    other = layer(
        "B", [span("3", "a", (10, 20)), span("4", "a", (54, 74)), span("5", "a", (90, 95))]
    )
    got = claims(one, other)
    both, marked, also_marked, length = 26, 30, 35, 100
    differing = marked + also_marked - 2 * both
    total, claimed = 2 * length, marked + also_marked
    gap = total - claimed
    squares = 10**2 + 20**2 + 10**2 + 20**2 + 5**2
    free = total - (squares + gap) / total
    assert got.n == (2, 3)
    assert got.u_alpha.value == pytest.approx(1 - 2 * differing * free / (2 * claimed * gap))
    assert got.f1_exact.value == pytest.approx(2 * 1 / 5)
    assert got.f1_overlap.value == pytest.approx(2 * 2 / 5)
    assert got.f1_iou50.value == pytest.approx(2 * 2 / 5)
    chance = (30 * 35 + 70 * 65) / 100**2
    assert got.char_kappa.value == pytest.approx((0.87 - chance) / (1 - chance))
    assert got.char_alpha.value == pytest.approx(1 - 199 * 2 * differing / (2 * claimed * gap))


def test_every_kind_of_the_codebook_is_listed_and_unused_ones_have_no_units() -> None:
    got = report(layer("A", [span("1", "a", (0, 5))]), layer("B", [span("2", "a", (0, 5))]))
    assert list(got.finding) == ["claim", "source", "figure"]
    figures = got.finding["figure"]
    assert figures.n == (0, 0)
    assert {
        quantity.reason
        for quantity in (
            figures.u_alpha,
            figures.f1_exact,
            figures.f1_overlap,
            figures.f1_iou50,
            figures.char_kappa,
            figures.char_alpha,
        )
    } == {"no_units"}


def test_kinds_are_layers_of_their_own_and_may_nest() -> None:
    spans = [span("1", "a", (0, 40)), span("2", "a", (10, 20), kind="source")]
    got = report(layer("A", spans), layer("B", spans))
    assert [got.finding[kind].u_alpha.value for kind in ("claim", "source")] == [1, 1]


def test_overlapping_spans_of_a_kind_are_united_for_alpha_and_matched_one_by_one_for_f1() -> None:
    nested = layer("A", [span("1", "a", (10, 40)), span("2", "a", (10, 20))])
    plain = layer("B", [span("3", "a", (10, 40))])
    got = claims(nested, plain)
    assert got.u_alpha.value == got.char_kappa.value == got.char_alpha.value == 1
    assert got.f1_exact.value == pytest.approx(2 / 3)


def test_a_span_of_pieces_is_several_units_and_one_set_of_characters() -> None:
    pieces = layer("A", [span("1", "a", (10, 20), (30, 40))])
    separate = layer("B", [span("2", "a", (10, 20)), span("3", "a", (30, 40))])
    got = claims(pieces, separate)
    assert got.n == (1, 2)
    assert got.u_alpha.value == 1
    assert got.f1_exact.value == 0
    assert got.f1_iou50.value == pytest.approx(2 / 3)  # each piece is exactly half
    assert claims(pieces, layer("B", [span("2", "a", (10, 40))])).f1_iou50.value == 1


def test_boilerplate_is_cut_out_and_spans_inside_it_vanish() -> None:
    heads = [article("a", 120, boilerplate=[(0, 10), (50, 60), (55, 65)])]
    one = layer("A", [span("1", "a", (2, 8)), span("2", "a", (40, 70))])
    other = layer("B", [span("3", "a", (40, 50), (65, 70))])
    got = report(one, other, articles=heads)
    assert got.characters == 120 - 10 - 15
    assert got.finding["claim"].n == (1, 1)
    assert got.finding["claim"].f1_exact.value == 1
    plain = report(
        layer("A", [span("1", "a", (30, 45))]),
        layer("B", [span("2", "a", (30, 40), (40, 45))]),
        articles=[article("a", 95)],
    )
    assert got.finding["claim"].u_alpha == plain.finding["claim"].u_alpha


def test_all_characters_count_when_boilerplate_is_asked_for() -> None:
    heads = [article("a", 120, boilerplate=[(0, 10)])]
    one, other = layer("A", [span("1", "a", (2, 8))]), layer("B", [span("2", "a", (2, 8))])
    got = report(one, other, articles=heads, all_text=True)
    assert (got.characters, got.with_boilerplate) == (120, True)
    assert got.finding["claim"].n == (1, 1)
    assert report(one, other, articles=heads).finding["claim"].u_alpha.reason == "no_units"


def test_boilerplate_of_one_article_does_not_move_spans_of_the_next() -> None:
    heads = [article("a", 50, boilerplate=[(0, 50)]), article("b", 50, boilerplate=[(0, 20)])]
    one = layer("A", [span("1", "b", (20, 30))], finished=["a", "b"])
    other = layer("B", [span("2", "b", (25, 35))], finished=["a", "b"])
    got = report(one, other, articles=heads)
    alone = claims(
        layer("A", [span("1", "a", (0, 10))]),
        layer("B", [span("2", "a", (5, 15))]),
        articles=[article("a", 30)],
    )
    assert (got.articles, got.characters) == (2, 30)
    assert got.finding["claim"] == alone


def test_spans_at_the_border_of_two_articles_never_meet() -> None:
    heads = [article("a", 50), article("b", 50)]
    one = layer("A", [span("1", "a", (40, 50))], finished=["a", "b"])
    other = layer("B", [span("2", "b", (0, 10))], finished=["a", "b"])
    assert claims(one, other, articles=heads).f1_overlap.value == 0


def test_a_finished_article_without_spans_is_data_and_an_unfinished_one_is_missing() -> None:
    heads = [article("a"), article("b")]
    one = layer("A", [span("1", "a", (0, 10)), span("2", "b", (0, 10))], finished=["a", "b"])
    empty = layer("B", [span("3", "a", (0, 10))], finished=["a", "b"])
    unfinished = layer(
        "B", [span("3", "a", (0, 10)), span("4", "b", (50, 90))], finished=["a"], started=["b"]
    )
    assert (claims(one, empty, articles=heads).u_alpha.value or 0) < 0.7
    got = report(one, unfinished, articles=heads)
    assert (got.articles, got.characters) == (1, 100)
    assert got.finding["claim"].n == (1, 1)
    assert got.finding["claim"].u_alpha.value == 1


def test_a_coder_without_spans_is_worse_than_chance_and_shares_nothing() -> None:
    got = claims(layer("A", [span("1", "a", (10, 30))]), layer("B"))
    assert got.n == (1, 0)
    assert (got.u_alpha.value or 0) < 0
    assert got.f1_exact.value == got.f1_overlap.value == got.f1_iou50.value == 0
    assert got.char_kappa.value == 0


def test_three_coders_are_pooled_for_alpha_and_averaged_by_pairs_for_f1_and_kappa() -> None:
    heads = [article("a"), article("b")]
    one = layer("A", [span("1", "a", (0, 10)), span("2", "b", (0, 10))], finished=["a", "b"])
    two = layer("B", [span("3", "a", (0, 10))], finished=["a", "b"])
    third = layer("C", [span("4", "a", (5, 15))], finished=["a"])
    got = claims(one, two, third, articles=heads)
    assert got.n == (2, 1, 1)
    # A-B over both articles: one of three spans; A-C and B-C in the first only: IoU 1/3.
    assert got.f1_overlap.value == pytest.approx((2 / 3 + 1 + 1) / 3)
    assert got.f1_iou50.value == pytest.approx((2 / 3 + 0 + 0) / 3)
    # Article a by three coders, each pair weighing one half; article b by two.
    differing = (0 + 10 + 10) / 2 * 2 + 10 * 2
    claimed, total = 30 + 10, 300 + 200
    gap = total - claimed
    free = total - (4 * 100 + gap) / total
    assert got.u_alpha.value == pytest.approx(1 - differing * free / (2 * claimed * gap))


def test_an_article_that_one_of_three_finished_drops_out() -> None:
    heads = [article("a"), article("b")]
    layers = [
        layer("A", [span("1", "a", (0, 9)), span("2", "b", (0, 9))], finished=["a", "b"]),
        layer("B", [span("3", "a", (0, 9))]),
        layer("C", finished=[]),
    ]
    got = report(*layers, articles=heads)
    assert (got.articles, got.finding["claim"].n) == (1, (1, 1, 0))
    assert got.finding["claim"].f1_exact.value == 1


def test_coders_who_mark_at_random_agree_as_by_chance() -> None:
    random = np.random.default_rng(5)

    def at_random(name: str) -> LayerContent:
        starts = random.choice(500, size=200, replace=False) * 100
        spans = [span(f"{name}{s}", "a", (int(s), int(s) + 100)) for s in starts]
        return layer(name, spans)

    got = claims(at_random("A"), at_random("B"), articles=[article("a", 50_000)])
    for quantity in (got.char_kappa, got.char_alpha, got.u_alpha):
        assert abs(quantity.value or 1) < 0.12


@st.composite
def layers_with_spans(draw: st.DrawFn) -> list[list[list[tuple[int, int]]]]:
    one_span = (
        st.sets(st.integers(0, 40), min_size=2, max_size=6)
        .map(sorted)
        .map(lambda cuts: list(zip(cuts[::2], cuts[1::2], strict=False)))
    )
    return [draw(st.lists(one_span, max_size=4)) for _ in range(2)]


@settings(deadline=None)
@given(layers_with_spans(), st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted))
def test_character_figures_equal_looking_at_every_character(
    coders: list[list[list[tuple[int, int]]]], cut: list[int]
) -> None:
    layers = [
        layer(name, [span(f"{name}{i}", "a", *pieces) for i, pieces in enumerate(spans)])
        for name, spans in zip("AB", coders, strict=True)
    ]
    got = claims(*layers, articles=[article("a", 40, boilerplate=[(cut[0], cut[1])])])
    marks = [
        [
            int(any(start <= place < end for pieces in spans for start, end in pieces))
            for place in range(40)
            if not cut[0] <= place < cut[1]
        ]
        for spans in coders
    ]
    if any(map(any, marks)):
        assert got.char_kappa.value == pytest.approx(cohen_kappa(marks).value)
        assert got.char_alpha.value == pytest.approx(alpha(marks).value)
    else:
        assert got.char_kappa.reason == got.char_alpha.reason == "no_units"


def test_the_order_of_layers_only_reorders_the_counts() -> None:
    def spans(shift: int) -> list[Span]:
        return [span(f"{shift}-{i}", "a", (10 * i + shift, 10 * i + 7)) for i in range(9 - shift)]

    one, other = layer("A", spans(0)), layer("B", spans(3))
    there, back = claims(one, other), claims(other, one)
    assert there.n == back.n[::-1]
    assert (there.u_alpha, there.f1_iou50, there.char_kappa) == (
        back.u_alpha,
        back.f1_iou50,
        back.char_kappa,
    )


def test_fewer_than_two_layers_or_one_twice_are_refused() -> None:
    with pytest.raises(KnownError, match="at least two layers"):
        report(layer("A"))
    with pytest.raises(KnownError, match="named twice"):
        report(layer("A"), layer("A"))


def test_layers_that_finished_no_article_together_are_refused_with_what_to_do() -> None:
    with pytest.raises(KnownError, match="«A», «B»; mark the articles finished"):
        report(layer("A"), layer("B", finished=[], started=["a"]))


def test_the_seed_stands_in_the_report() -> None:
    layers = [layer("A", [span("1", "a", (0, 9))]), layer("B")]
    assert compare(layers, [article("a")], codebook(), seed=7).seed == 7
    assert compare(layers, [article("a")], codebook()).layers == ("A", "B")
