"""What `compare` says of describing, linking and relating."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from agreement_world import article, codebook, layer, span

from annotator.model.agreement import AgreementReport, DescribingReport
from annotator.model.codebook import Attribute, AttributeType, Level
from annotator.model.layer import LayerContent
from annotator.model.span import Value
from annotator.services.agreement import compare
from annotator.services.coefficients import distances
from annotator.services.coefficients.alpha import alpha

STORY = [article("a"), article("b"), article("c")]
ALL = ["a", "b", "c"]


def described(
    values: Sequence[tuple[Value | None, Value | None]],
    type_: AttributeType,
    *,
    level: Level = "nominal",
    choices: tuple[str, ...] = (),
) -> DescribingReport:
    """Two coders with the same claims, each with these values of one attribute."""
    sides: list[LayerContent] = []
    for side, name in enumerate("AB"):
        spans = [
            span(
                f"{name}{i}",
                "a",
                (10 * i, 10 * i + 8),
                attributes={} if (value := pair[side]) is None else {"x": value},
            )
            for i, pair in enumerate(values)
        ]
        sides.append(layer(name, spans))
    book = codebook(Attribute("x", "X", type_, level=level, choices=choices))
    return compare(sides, [article("a", 1000)], book).describing["claim.x"]


def test_a_choice_is_compared_at_its_declared_level_in_the_order_of_its_choices() -> None:
    values = [("low", "low"), ("low", "mid"), ("mid", "mid"), ("high", "high"), ("high", "mid")]
    choices = ("low", "mid", "high")
    place = {choice: i for i, choice in enumerate(choices)}
    ranked = [[place[a] for a, _ in values], [place[b] for _, b in values]]
    plain = described(values, "choice", choices=choices)
    assert (plain.level, plain.alpha) == ("nominal", alpha(ranked))
    ordered = described(values, "choice", level="ordinal", choices=choices)
    assert ordered.level == "ordinal"
    assert ordered.alpha.value == pytest.approx(alpha(ranked, distances.ordinal).value)
    assert ordered.alpha.value != pytest.approx(plain.alpha.value)


def test_choices_that_are_numbers_keep_their_size_at_the_interval_level() -> None:
    values = [("1", "1"), ("1", "10"), ("10", "10"), ("100", "100")]
    got = described(values, "choice", level="interval", choices=("1", "10", "100"))
    sizes = [[float(a) for a, _ in values], [float(b) for _, b in values]]
    assert got.alpha.value == pytest.approx(alpha(sizes, distances.interval).value)
    words = described([("x", "x"), ("y", "z")], "choice", level="interval", choices=("x", "y", "z"))
    assert words.alpha.value == pytest.approx(alpha([[1, 2], [1, 3]], distances.interval).value)


def test_choices_are_sets_compared_by_masi() -> None:
    got = described(
        [(("p",), ("p",)), (("p", "q"), ("p",)), (("q",), ("q",)), ((), ())],
        "choices",
        choices=("p", "q"),
    )
    sets = [
        [frozenset("p"), frozenset("pq"), frozenset("q"), frozenset()],
        [frozenset("p"), frozenset("p"), frozenset("q"), frozenset()],
    ]
    assert (got.level, got.alpha) == ("masi", alpha(sets, distances.masi))


def test_numbers_take_their_level_and_everything_else_is_nominal() -> None:
    values = [(1, 1), (2, 3), (10, 10)]
    table = [[1, 2, 10], [1, 3, 10]]
    assert described(values, "number", level="ratio").alpha == alpha(table, distances.ratio)
    assert described(values, "number").alpha == alpha(table)
    dates = described([("2026", "2026"), ("2026-01", "2025")], "date", level="ordinal")
    assert dates.level == "nominal"
    assert described([(True, True), (False, False)], "yes_no").alpha.value == 1


def test_a_span_without_the_value_or_with_a_retired_one_is_missing() -> None:
    got = described(
        [("u", "u"), ("v", None), ("v", "v"), (None, "u")], "choice", choices=("u", "v")
    )
    assert (got.aligned, got.alpha.value, got.coverage) == (2, 1, 1)
    retired = described(
        [("u", "u"), ("old", "v"), ("v", "v")], "choice", level="ordinal", choices=("u", "v")
    )
    assert (retired.aligned, retired.alpha.value) == (2, 1)


def test_coverage_is_the_share_of_both_coders_spans_that_are_aligned() -> None:
    book = codebook(Attribute("x", "X", "text"))
    one = layer("A", [span("1", "a", (0, 10), attributes={"x": "p"}), span("2", "a", (20, 30))])
    other = layer("B", [span("3", "a", (0, 8), attributes={"x": "p"})])
    got = compare([one, other], [article("a")], book).describing["claim.x"]
    assert got.aligned == 1
    assert got.coverage == pytest.approx(2 / 3)
    assert got.alpha.reason == "no_variation"


def test_attributes_without_spans_or_without_values_say_so() -> None:
    nothing = described([], "text")
    assert (nothing.alpha.reason, nothing.coverage, nothing.aligned) == ("no_units", None, 0)
    silent = described([(None, None)], "text")
    assert (silent.alpha.reason, silent.coverage) == ("no_pairable_units", 1)


def coder(
    name: str,
    clusters: Sequence[Sequence[str]],
    *,
    lacks: Sequence[str] = (),
    articles: str = "abc",
) -> LayerContent:
    """Two claims in each article, called a0, a1, b0 ...; `clusters` names them."""
    spans = [
        span(f"{name}{a}{i}", a, (20 * i, 20 * i + 10))
        for a in articles
        for i in range(2)
        if f"{a}{i}" not in lacks
    ]
    groups = [[f"{name}{claim}" for claim in group] for group in clusters]
    return layer(name, spans, finished=list(articles), clusters=groups)


def linked(*layers: LayerContent) -> AgreementReport:
    return compare(layers, STORY, codebook())


def test_links_are_counted_over_pairs_of_claims_in_different_articles() -> None:
    one = coder("A", [["a0", "b0", "c0"], ["a1", "b1"]])
    other = coder("B", [["a0", "b0"], ["a1", "b1", "c1"]])
    got = linked(one, other).linking
    # 6 claims, 15 pairs, 3 of them inside an article; A links 4, B links 4, both 2.
    ours = [1] * 2 + [1] * 2 + [0] * 2 + [0] * 6
    theirs = [1] * 2 + [0] * 2 + [1] * 2 + [0] * 6
    assert got.pairwise_alpha.value == pytest.approx(alpha([ours, theirs]).value)
    assert got.link_f1.value == pytest.approx(0.5)
    assert got.coverage == 1
    assert got.end_to_end_f1.value == pytest.approx(0.5)


def test_pairs_inside_one_article_do_not_count_as_links() -> None:
    one = coder("A", [["a0", "a1", "b0"]])
    other = coder("B", [["a0", "b0"]])
    got = linked(one, other).linking
    assert got.link_f1.value == pytest.approx(2 * 1 / (2 + 1))


def test_a_claim_that_one_coder_lacks_counts_end_to_end_only() -> None:
    one = coder("A", [["a0", "b0", "c0"]])
    other = coder("B", [["a0", "b0"]], lacks=["c0"])
    got = linked(one, other).linking
    assert got.coverage == pytest.approx(10 / 11)
    assert got.link_f1.value == 1
    assert got.end_to_end_f1.value == pytest.approx(2 * 1 / (3 + 1))


def test_only_members_that_are_the_same_are_linked() -> None:
    spans = [span(f"A{a}", a, (0, 10)) for a in "abc"]
    one = layer("A", spans, finished=ALL, clusters=[["Aa", "Ab"]])
    other = layer(
        "B",
        [span(f"B{a}", a, (0, 10)) for a in "abc"],
        finished=ALL,
        clusters=[["Ba", "Bb"]],
        others={"partial": [["Ba", "Bc"]], "contradicts": [["Bb", "Bc"]]},
    )
    assert linked(one, other).linking.link_f1.value == 1


def test_links_do_not_cross_stories() -> None:
    heads = [article("a"), article("b"), article("c", story="t")]
    one, other = coder("A", [["a0", "b0", "c0"]]), coder("B", [["a0", "b0"]])
    got = compare([one, other], heads, codebook()).linking
    assert got.link_f1.value == 1


def test_tables_of_three_coders_are_added() -> None:
    layers = [coder("A", [["a0", "b0"]]), coder("B", [["a0", "b0"]]), coder("C", [["a0", "c0"]])]
    got = linked(*layers).linking
    # A-B agree on one link; A-C and B-C have one each that the other lacks.
    assert got.link_f1.value == pytest.approx(2 * 1 / (2 + 2 + 2))


def test_undefined_links_say_why() -> None:
    nobody = linked(coder("A", []), coder("B", [])).linking
    assert nobody.pairwise_alpha.reason == nobody.link_f1.reason == "no_variation"
    single = compare(
        [coder("A", [], articles="a"), coder("B", [], articles="a")], STORY, codebook()
    )
    assert single.linking.pairwise_alpha.reason == "too_few_articles"
    assert single.linking.coverage == 1
    empty = linked(layer("A", finished=ALL), layer("B", finished=ALL)).linking
    assert (empty.link_f1.reason, empty.coverage) == ("no_units", None)
    apart = linked(
        coder("A", [], lacks=["b0", "b1", "c0", "c1"]), coder("B", [["a0", "b0"]])
    ).linking
    assert apart.pairwise_alpha.reason == apart.link_f1.reason == "no_pairable_units"
    assert apart.end_to_end_f1.value == 0


def test_a_relation_is_found_where_both_its_ends_are_aligned() -> None:
    def side(name: str, relations: Sequence[tuple[str, str, str]]) -> LayerContent:
        spans = [
            span(f"{name}c1", "a", (0, 20)),
            span(f"{name}c2", "a", (30, 50)),
            span(f"{name}s", "a", (60, 70), kind="source"),
        ]
        ends = [(type_, f"{name}{start}", f"{name}{end}") for type_, start, end in relations]
        return layer(name, spans, relations=ends)

    one = side("A", [("attributes", "c1", "s"), ("attributes", "c2", "s")])
    other = side("B", [("attributes", "c1", "s")])
    got = compare([one, other], [article("a")], codebook()).relations
    assert list(got) == ["attributes"]
    assert got["attributes"].value == pytest.approx(2 / 3)


def test_a_relation_to_a_span_the_other_coder_lacks_is_not_found() -> None:
    one = layer(
        "A",
        [span("1", "a", (0, 20)), span("2", "a", (60, 70), kind="source")],
        relations=[("attributes", "1", "2")],
    )
    other = layer("B", [span("3", "a", (0, 20))])
    assert compare([one, other], [article("a")], codebook()).relations["attributes"].value == 0


def test_a_relation_into_boilerplate_does_not_count() -> None:
    one = layer(
        "A",
        [span("1", "a", (0, 20)), span("2", "a", (60, 70), kind="source")],
        relations=[("attributes", "1", "2")],
    )
    other = layer("B", [span("3", "a", (0, 20))])
    heads = [article("a", boilerplate=[(55, 100)])]
    assert compare([one, other], heads, codebook()).relations == {}
