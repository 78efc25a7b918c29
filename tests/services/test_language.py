from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from annotator.model.text import canonical
from annotator.services.language import detect, sentence_at, sentences

ENGLISH = "The mayor told reporters that the bridge would be closed until the end of the week."
SPANISH = "El alcalde dijo a los periodistas que el puente estar\u00eda cerrado toda la semana."
TEXT = (
    "Heading without a stop\n\n\U0001f525 One is here. Two, \u201cquoted.\u201d Three?\n- bullet\n"
)


@pytest.mark.parametrize(
    ("text", "language"), [(ENGLISH, "en"), (SPANISH, "es"), ("12 - 7 = 5", "")]
)
def test_the_language_is_told_or_left_open(text: str, language: str) -> None:
    assert detect(text) == language


def test_characters_the_detector_refuses_leave_the_language_open() -> None:
    assert detect("\ufdd2\x7f\ufffe " * 20) == ""


def test_sentences_end_at_stops_and_at_every_line_end() -> None:
    assert [TEXT[start:end] for start, end in sentences(TEXT, "en")] == [
        "Heading without a stop",
        "\U0001f525 One is here.",
        "Two, \u201cquoted.\u201d",
        "Three?",
        "- bullet",
    ]


@given(st.text(), st.sampled_from(["en", "es", "", "xx", "zh", "ar"]))
def test_sentences_are_stretches_of_the_text_that_leave_only_space_out(
    drawn: str, language: str
) -> None:
    text = canonical(drawn).text
    found = sentences(text, language)
    ends, starts = [0, *(end for _, end in found)], [*(start for start, _ in found), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert all(start >= end for end, start in zip(ends, starts, strict=True))
    assert not "".join(gaps).strip()
    for start, end in found:
        assert text[start:end] == text[start:end].strip()
        assert start < end
        assert "\n" not in text[start:end]


@pytest.mark.parametrize(
    ("at", "quote"),
    [
        ("Heading", "Heading without a stop"),
        ("stop", "Heading without a stop"),
        ("\U0001f525", "\U0001f525 One is here."),
        (". Two", "\U0001f525 One is here."),
        (" Two", "\U0001f525 One is here."),
        ("Two", "Two, \u201cquoted.\u201d"),
        ("Three", "Three?"),
        ("bullet", "- bullet"),
    ],
)
def test_the_sentence_at_the_caret(at: str, quote: str) -> None:
    found = sentence_at(TEXT, TEXT.index(at), "en")
    assert found is not None
    assert TEXT[slice(*found)] == quote


def test_a_blank_line_has_no_sentence() -> None:
    assert sentence_at(TEXT, TEXT.index("\n\n") + 1, "en") is None
    assert sentence_at("", 0, "en") is None


def test_at_the_end_of_the_text_the_last_sentence_counts() -> None:
    assert sentence_at("One. Two.", 9, "en") == (5, 9)


@given(st.text(), st.data())
def test_the_sentence_at_an_offset_is_one_of_the_line(drawn: str, data: st.DataObject) -> None:
    text = canonical(drawn).text
    offset = data.draw(st.integers(0, len(text)))
    found = sentence_at(text, offset, "en")
    if found is None:
        start = text.rfind("\n", 0, offset) + 1
        assert not text[start:].split("\n", 1)[0].strip()
    else:
        assert text[slice(*found)].strip()
        assert "\n" not in text[slice(*sorted((offset, found[0])))]
