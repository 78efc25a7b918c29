from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, strategies as st
from unicode_texts import CHARACTERS, TEXTS

from annotator.app.finding import MOST_HITS, Found, Hit, StoryText
from annotator.app.folding import FoldedText, folded
from annotator.model.ids import ArticleId

A, B = ArticleId("a"), ArticleId("b")
NEEDLES = st.lists(CHARACTERS, min_size=1, max_size=4).map("".join)


def found(text: str, words: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in StoryText({A: text}).find(words).hits]


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("The fire. A FIRE.", "fire", ["fire", "FIRE"]),
        ("El Se\u00f1or, el sen\u0303or", "senor", ["Se\u00f1or", "sen\u0303or"]),
        ("El Senor", "se\u00f1or", ["Senor"]),
        ("Gro\u00dfe Stra\u00dfe, STRASSE", "strasse", ["Stra\u00dfe", "STRASSE"]),
        ("o\ufb03ce, office", "office", ["o\ufb03ce", "office"]),
        ("\U0001f525 mill \U0001f525 mill", "mill", ["mill", "mill"]),
        ("caf\u00e9 cafe\u0301", "cafe", ["caf\u00e9", "cafe\u0301"]),
        ("\u03a3\u0395\u03a5\u03a3", "\u03c3\u03b5\u03c5\u03c2", ["\u03a3\u0395\u03a5\u03a3"]),
        ("12\u00a0000 people", "12 000", ["12\u00a0000"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("a mill", "", []),
        ("a mill", "  ", []),
        ("a mill", "\u0301", []),
    ],
)  # fmt: skip
def test_words_are_found_whatever_their_accents_and_capitals(
    text: str, words: str, hits: list[str]
) -> None:
    assert found(text, words) == hits


def test_half_a_character_is_no_hit_and_hides_none() -> None:
    assert found("\u00dfs", "s") == ["s"]
    assert found("\ufb03 f", "f") == ["f"]
    assert found("\u00df\u00df ss", "ss") == ["\u00df", "\u00df", "ss"]


@given(TEXTS, NEEDLES)
@example("e\u0301\u00df\U0001f525", "e")
def test_what_is_found_folds_to_what_was_sought(text: str, words: str) -> None:
    hits = StoryText({A: text}).find(words).hits
    for hit in hits:
        assert folded(text[hit.start : hit.end]) == folded(words)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@given(TEXTS, st.data())
def test_every_stretch_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stretch = text[start : data.draw(st.integers(start, len(text)))]
    if folded(stretch).strip():
        assert StoryText({A: text}).find(stretch).hits


@given(TEXTS)
def test_places_of_a_folded_text_are_places_of_the_text(text: str) -> None:
    mapped = FoldedText(text)
    places = [mapped.original(at) for at in range(len(mapped.words) + 1)]
    known = [place for place in places if place is not None]
    assert known == sorted(known)
    assert places[-1] == len(text)
    for at, place in enumerate(places):
        if place is not None:
            assert folded(text[:place]) == mapped.words[:at]


def test_hits_come_in_the_order_of_the_articles() -> None:
    hits = StoryText({B: "a mill, a mill", A: "mill"}).find("mill").hits
    assert hits == (Hit(B, 2, 6), Hit(B, 10, 14), Hit(A, 0, 4))
    assert Found(hits).in_article(B) == [(2, 6), (10, 14)]


def test_no_more_than_five_thousand_hits_are_kept_and_it_says_so() -> None:
    few = StoryText({A: "a " * MOST_HITS}).find("a")
    many = StoryText({A: "a " * MOST_HITS, B: "a"}).find("a")
    assert (len(few.hits), few.more) == (MOST_HITS, False)
    assert (len(many.hits), many.more) == (MOST_HITS, True)


def test_the_nearest_hit_is_the_next_one_from_a_place_around_the_end() -> None:
    articles = (B, A)
    hits = StoryText({B: "mill mill", A: "mill"}).find("mill")
    assert hits.nearest(articles, B, 0) == 0
    assert hits.nearest(articles, B, 1) == 1
    assert hits.nearest(articles, B, 6) == 2
    assert hits.nearest(articles, A, 1) == 0
