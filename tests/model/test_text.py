from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, strategies as st

from annotator.model.text import (
    canonical,
    paragraph_at,
    paragraphs,
    shortened,
    text_sha256,
)

# every code point of every plane, lone surrogates too, and often the ones that have a rule
ANY_TEXT = st.text(
    st.one_of(
        st.characters(codec=None, exclude_categories=()),
        st.sampled_from("\ufeff\r\n\u2028\u2029\ufdd0\ufdd1\0\x0b\x0c\t\ud83d\ude00\U0001f525 a"),
    )
)
REPLACED = [*range(9), 0xB, 0xC, *range(0xE, 0x20), 0xFDD0, 0xFDD1, 0xD800, 0xDBFF, 0xDC00, 0xDFFF]
KEPT = "\t\n \x7f\x85\xa0\u00ad\u200b\u200d\u202e\u2066\ufeff\ufffd\ufdd2\ufffe\U0001f525e\u0301"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_line_end_becomes_one_line_feed(end: str) -> None:
    assert canonical(f"a{end}{end}b{end}").text == "a\n\nb\n"
    assert canonical(f"a{end}b").replaced == 0


def test_a_carriage_return_before_a_pair_is_a_line_end_of_its_own() -> None:
    assert canonical("a\r\r\nb\n\rc").text == "a\n\nb\n\nc"


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff\ufeff"])
def test_a_byte_order_mark_at_the_start_is_dropped_and_one_inside_is_kept(mark: str) -> None:
    assert canonical(f"{mark}a\ufeffb").text == "a\ufeffb"
    assert canonical(f"{mark}a").replaced == 0


@pytest.mark.parametrize("code", REPLACED)
def test_what_cannot_be_kept_becomes_the_replacement_sign_and_is_counted(code: int) -> None:
    found = canonical(f"a{chr(code)}b{chr(code)}")
    assert found.text == "a\ufffdb\ufffd"
    assert found.replaced == 2


@pytest.mark.parametrize("character", KEPT)
def test_nothing_else_changes(character: str) -> None:
    assert canonical(f" a{character} ").text == f" a{character} "


def test_the_surrogates_of_a_pair_are_two_lone_ones() -> None:
    assert canonical("\ud83d\ude00") == canonical("\udbff\udfff")
    assert canonical("\ud83d\ude00").text == "\ufffd\ufffd"


@given(ANY_TEXT)
def test_the_rules_applied_twice_change_nothing_and_the_text_can_be_stored(text: str) -> None:
    once = canonical(text)
    again = canonical(once.text)
    assert again.text == once.text
    assert again.replaced == 0
    assert once.text.encode().decode() == once.text
    assert not set(once.text) & set(map(chr, [0xD, 0x2028, 0x2029, *REPLACED]))


@given(ANY_TEXT)
def test_every_character_that_no_rule_names_is_kept_in_its_place(text: str) -> None:
    ruled = {0xFEFF, 0xD, 0xA, 0x2028, 0x2029, *REPLACED, *range(0xD800, 0xE000)}
    plain = "".join(c for c in text if ord(c) not in ruled)
    assert canonical(plain) == canonical("\ufeff" + plain)
    assert canonical(plain).text == plain


def test_the_hash_of_a_text_is_over_its_utf_8() -> None:
    text = "muelle ardi\u00f3 \U0001f525"
    assert text_sha256(text) == hashlib.sha256(text.encode()).hexdigest()


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    text = "\n  one\n\n \t\u00a0\ntwo \U0001f525\nthree"
    assert [text[start:end] for start, end in paragraphs(text)] == [
        "  one",
        "two \U0001f525",
        "three",
    ]


@given(ANY_TEXT.map(lambda text: canonical(text).text))
def test_paragraphs_never_hold_a_line_feed_and_leave_only_space_between_them(text: str) -> None:
    found = paragraphs(text)
    assert all(text[start:end].strip() for start, end in found)
    assert all("\n" not in text[start:end] for start, end in found)
    ends = [0, *(end for _, end in found)]
    starts = [*(start for start, _ in found), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert not "".join(gaps).strip()
    assert all("\n" in gap for gap in gaps[1:-1])


def test_the_paragraph_at_an_offset_is_counted_from_one() -> None:
    text = "\none\n\ntwo"
    assert [paragraph_at(text, offset) for offset in (0, 1, 4, 5, 6, 8)] == [0, 1, 1, 1, 2, 2]


def test_a_long_text_is_shortened_at_a_word() -> None:
    assert shortened("one  two\nthree") == "one two three"
    assert shortened("one two three", 10) == "one two\u2026"
    assert shortened("a" * 70) == "a" * 60 + "\u2026"


@given(st.text(), st.integers(1, 80))
def test_a_shortened_text_is_one_line_of_the_given_length(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert "\n" not in short
    assert len(short) <= limit + 1
