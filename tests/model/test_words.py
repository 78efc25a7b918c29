from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from unicode_texts import TEXTS as ANY_TEXTS

from annotator.model.words import (
    next_end,
    next_start,
    previous_end,
    previous_start,
    snapped,
    word_at,
)

TEXTS = st.one_of(
    ANY_TEXTS,
    st.text("abc12'-., \n\u0301\u200d\u4e00\u0627\U0001f1f3\U0001f469", max_size=40),
)
SELECTIONS = TEXTS.filter(bool).flatmap(
    lambda text: st.tuples(
        st.just(text), st.integers(0, len(text) - 1), st.integers(1, len(text))
    ).filter(lambda drawn: drawn[1] < drawn[2])
)


def words(text: str) -> list[str]:
    """The text in words and signs, without white space."""
    found, at = [], 0
    while at < len(text):
        start, end = word_at(text, at)
        assert start == at
        found.append(text[start:end])
        at = end
    return [word for word in found if word.strip()]


@pytest.mark.parametrize(
    "marked",
    [
        "It's| well-known|,| isn\u2019t| it|?",
        "3,000| of| 12.5|;| at| 10:30|.",
        "\u00ab|Oye|\u00bb|,| dijo| \u2013| as\u00ed|.",
        "'|quoted|'| -|-|dash|-",
        "cafe\u0301s| \u0928\u092e\u0938\u094d\u0924\u0947",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645| \u0635\u05f4\u0644",
        "\u6211|\u4eec|\u53bb",
        "\u0e02\u0e48|\u0e32|\u0e27",
        "\U0001f469\u200d\U0001f692|\U0001f44d\U0001f3fd|!",
        "\U0001f1f3\U0001f1f4| a",
    ],
)
def test_words_are_what_a_reader_takes_for_one(marked: str) -> None:
    assert words(marked.replace("|", "")) == [word.strip() for word in marked.split("|")]


@pytest.mark.parametrize(
    ("selected", "whole"),
    [
        ("eople wer", "people were"),
        ("people", "people"),
        ("e", "people"),
        (", h", ", he"),
        ("said.", "said."),
        (".", "."),
    ],
)
def test_a_selection_grows_to_whole_words_and_takes_no_sign_along(
    selected: str, whole: str
) -> None:
    text = "\u00abpeople were hurt, he said.\u00bb"
    start = text.index(selected)
    assert text[slice(*snapped(text, start, start + len(selected)))] == whole


@given(SELECTIONS)
def test_snapping_only_grows_cuts_no_word_and_is_done_once(drawn: tuple[str, int, int]) -> None:
    text, start, end = drawn
    first, last = snapped(text, start, end)
    assert 0 <= first <= start < end <= last <= len(text)
    assert snapped(text, first, last) == (first, last)
    assert not any(c.isspace() for c in text[first:start] + text[end:last])
    assert first == 0 or word_at(text, first - 1)[1] == first
    assert last == len(text) or word_at(text, last)[0] == last


@given(TEXTS)
def test_every_code_point_is_in_one_word_and_white_space_is_in_none(text: str) -> None:
    for at in range(len(text)):
        start, end = word_at(text, at)
        assert start <= at < end
        assert {word_at(text, other) for other in range(start, end)} == {(start, end)}
        if text[at].isspace():
            assert start == at
    assert "".join(words(text)) == "".join(c for c in text if not c.isspace())


@given(TEXTS)
def test_steps_go_through_the_words_one_after_the_other_and_back(text: str) -> None:
    places = [word_at(text, at) for at in range(len(text)) if not text[at].isspace()]
    starts = sorted({start for start, _ in places})
    ends = sorted({end for _, end in places})
    for at in range(len(text) + 1):
        assert next_start(text, at) == next((s for s in starts if s > at), None)
        assert previous_start(text, at) == next((s for s in reversed(starts) if s < at), None)
        assert next_end(text, at) == next((e for e in ends if e > at), None)
        assert previous_end(text, at) == next((e for e in reversed(ends) if e < at), None)


def test_no_text_takes_the_square_of_its_length() -> None:
    text = "a" + "\u0301" * 100_000
    assert word_at(text, 50_000)[0] < 50_000
