from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st
from made_projects import refused

from annotator.model.ids import ArticleId, LayerId, SpanId
from annotator.model.relation import RELATION_ENDS, check_relation, relation_between
from annotator.model.span import Piece, Span, check_quote, cut_pieces, reading_order

TEXT = "ab\U0001f525\u0301de \u05e9\u05dc\u05d5\u05dd\n\U0001f1ea\U0001f1f8!"


def span(kind: str, id_: str, article: str = "a", bounds: Sequence[tuple[int, int]] = ()) -> Span:
    pieces = cut_pieces("0123456789", list(bounds) or [(0, 1)], "here")
    return Span(SpanId(id_), LayerId("l"), ArticleId(article), kind, pieces)


def test_pieces_come_in_order_with_the_words_they_cover() -> None:
    assert cut_pieces(TEXT, [(4, 6), (2, 3)], "here") == (
        Piece(2, 3, "\U0001f525"),
        Piece(4, 6, "de"),
    )


def test_pieces_may_touch() -> None:
    assert [p.quote for p in cut_pieces("abcd", [(0, 2), (2, 4)], "here")] == ["ab", "cd"]


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ([], "no passage"),
        ([(2, 2)], "covers nothing"),
        ([(3, 2)], "covers nothing"),
        ([(-1, 2)], "covers nothing"),
        ([(0, len(TEXT) + 1)], "past the end"),
        ([(10**20, 10**20 + 1)], "past the end"),
        ([(0, 3), (2, 4)], "overlap"),
        ([(0, 3), (0, 3)], "overlap"),
        ([(0, 5), (1, 2)], "overlap"),
    ],
)
def test_pieces_that_are_no_passage_are_refused(bounds: list[tuple[int, int]], words: str) -> None:
    with refused("spans[3].pieces", words):
        cut_pieces(TEXT, bounds, "spans[3].pieces")


@given(st.text(), st.data())
def test_the_words_of_a_piece_are_the_text_between_its_offsets(
    text: str, data: st.DataObject
) -> None:
    ends = data.draw(st.sets(st.integers(0, len(text))).map(sorted))
    bounds = list(zip(ends[::2], ends[1::2], strict=False))
    if not bounds:
        return
    pieces = cut_pieces(text, data.draw(st.permutations(bounds)), "here")
    assert [(p.start, p.end) for p in pieces] == bounds
    assert all(text[p.start : p.end] == p.quote for p in pieces)
    whole = Span(SpanId("s"), LayerId("l"), ArticleId("a"), "claim", pieces)
    assert (whole.start, whole.end) == (bounds[0][0], bounds[-1][1])
    assert whole.length == sum(len(p.quote) for p in pieces)
    assert whole.bounds == tuple(bounds)


def test_a_quote_that_is_not_what_the_text_says_is_refused() -> None:
    piece = Piece(2, 3, "\U0001f525")
    check_quote(piece, "\U0001f525", "here")
    with refused("spans[0].pieces[0].text", "does not match", "2 to 3"):
        check_quote(piece, "\ud83d", "spans[0].pieces[0].text")


def test_the_quote_of_a_span_joins_its_pieces() -> None:
    assert span("claim", "s", bounds=[(0, 2), (4, 6)]).quote == "01 \u2026 45"


def test_reading_order_puts_the_longer_span_first_at_one_place() -> None:
    spans = [
        span("claim", "b", bounds=[(2, 4)]),
        span("claim", "a", bounds=[(2, 4)]),
        span("claim", "c", bounds=[(2, 9)]),
        span("claim", "d", bounds=[(0, 1)]),
    ]
    assert [s.id for s in sorted(spans, key=reading_order)] == ["d", "c", "a", "b"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("claim", "source", ("attributes", "1", "2")),
        ("source", "claim", ("attributes", "2", "1")),
        ("claim", "figure", ("quantifies", "1", "2")),
        ("figure", "claim", ("quantifies", "2", "1")),
        ("source", "source", ("relays", "1", "2")),
    ],
)
def test_two_kinds_have_one_relation_whichever_is_chosen_first(
    one: str, other: str, expected: tuple[str, str, str]
) -> None:
    type_, start, end = relation_between(span(one, "1"), span(other, "2"))
    assert (type_, start.id, end.id) == expected
    assert (start.kind, end.kind) == RELATION_ENDS[type_]


@pytest.mark.parametrize(
    ("one", "other"),
    [("claim", "claim"), ("figure", "figure"), ("figure", "source"), ("source", "figure")],
)
def test_kinds_that_nothing_relates_are_refused(one: str, other: str) -> None:
    with refused(f"A {one} and a {other} cannot be related"):
        relation_between(span(one, "1"), span(other, "2"))


def test_a_relation_stays_inside_one_article() -> None:
    with refused("one article"):
        relation_between(span("claim", "1"), span("source", "2", article="b"))


def test_a_span_is_not_related_to_itself() -> None:
    with refused("itself"):
        relation_between(span("source", "1"), span("source", "1"))


@pytest.mark.parametrize(
    ("type_", "start", "end", "words"),
    [
        ("supports", "claim", "source", "unknown relation type"),
        ("attributes", "source", "claim", "leads from a claim to a source"),
        ("relays", "claim", "source", "leads from a source to a source"),
        ("quantifies", "claim", "source", "not from a claim to a source"),
    ],
)
def test_a_relation_between_the_wrong_kinds_is_refused_by_its_place(
    type_: str, start: str, end: str, words: str
) -> None:
    with refused("relations[4]", words):
        check_relation(type_, span(start, "1"), span(end, "2"), "relations[4]")
