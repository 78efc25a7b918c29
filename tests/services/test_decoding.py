from __future__ import annotations

import codecs

import pytest
from hypothesis import given, strategies as st
from made_projects import refusal_of, refused

from annotator.services.decoding import LARGEST, Decoded, decode

WORDS = "El r\u00edo \u2013 \u201cs\u00ed\u201d \u20ac"


@pytest.mark.parametrize(
    ("mark", "encoding", "named"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    ],
)
def test_a_byte_order_mark_settles_the_encoding(mark: bytes, encoding: str, named: str) -> None:
    found = decode(mark + WORDS.encode(encoding), "a.txt", "latin-1")
    assert found.text.removeprefix("\ufeff") == WORDS
    assert (found.encoding, found.guessed) == (named, False)


def test_utf_8_comes_before_what_was_declared() -> None:
    assert decode(WORDS.encode(), "a.txt", "latin-1") == Decoded(WORDS, "utf-8", guessed=False)


def test_what_is_declared_is_used_and_is_no_guess() -> None:
    text = "\u041f\u043e\u0436\u0430\u0440"
    assert decode(text.encode("koi8-r"), "a.txt", "koi8-r") == Decoded(
        text, "koi8-r", guessed=False
    )


def test_cp1252_is_a_guess_and_said_to_be_one() -> None:
    assert decode(WORDS.encode("cp1252"), "a.txt") == Decoded(WORDS, "cp1252", guessed=True)


@pytest.mark.parametrize(
    ("data", "declared", "words"),
    [
        (b"", None, "a.txt is empty"),
        (b" \n\t\r\n", None, "holds no text"),
        (codecs.BOM_UTF8, None, "holds no text"),
        (b"x" * (LARGEST + 1), None, "over 20 MB"),
        (b"%PDF-1.7\n1 0 obj", None, "a PDF"),
        (b"PK\x03\x04rest", None, "packed"),
        (b"{\\rtf1 text}", None, "RTF"),
        (b"\x89PNG\r\n\x1a\n", None, "a picture"),
        (b"\xff\xd8\xff\xe0jpeg", None, "a picture"),
        (b"SQLite format 3\0", None, "a database"),
        (b"\xd0\xcf\x11\xe0\xa1", None, "old office"),
        (b"\x7fELF\x02", None, "a program"),
        (bytes(range(256)), None, "not a text file"),
        (b"\0\1\2\3 some words" * 3, None, "not a text file"),
        (b"caf\x81", None, "not readable as cp1252 (byte 3)"),
        (b"caf\xe9", "klingon", "no encoding called \u00abklingon\u00bb"),
        (b"caf\xe9", "rot13", "no encoding called"),
        (b"caf\xe9", "ascii", "not readable as ascii (byte 3)"),
        (b"caf\xe9", "utf-8", "not readable as utf-8 (byte 3)"),
        (codecs.BOM_UTF8 + b"caf\xe9", None, "not readable as utf-8"),
        (codecs.BOM_UTF16_LE + b"a\0b", None, "not readable as utf-16"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\0", None, "not readable as utf-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, declared: str | None, words: str) -> None:
    with refused("a.txt", words):
        decode(data, "a.txt", declared)


def test_twenty_megabytes_are_taken() -> None:
    assert len(decode(b"x" * LARGEST, "a.txt").text) == LARGEST


def test_a_few_control_characters_do_not_make_a_text_binary() -> None:
    assert decode(b"Words and a NUL \0 and words\x0c", "a.txt").text.count("\0") == 1


@given(st.binary(), st.sampled_from([None, "utf-8", "utf-16", "cp1252", "latin-1", "shift-jis"]))
def test_any_bytes_are_text_or_refused(data: bytes, declared: str | None) -> None:
    refusal = refusal_of(lambda: decode(data, "a.txt", declared))
    if refusal:
        assert "a.txt" in refusal
    else:
        assert decode(data, "a.txt", declared).text.strip("\ufeff \n\t\r")


@given(st.text(min_size=1).filter(str.strip))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    if sum(character < " " for character in text) * 10 <= len(text):
        assert decode(b" " + text.encode(), "a.txt").text == f" {text}"
