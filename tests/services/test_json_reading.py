from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, strategies as st
from made_projects import refusal_of, refused

from annotator.services.json_reading import Node, check_header, parse_json

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not JSON: Expecting value in line 1, column 1"),
        ("{", "is not JSON"),
        ('{"a": 1,\n "b": }', "line 2, column 7"),
        ('{"a": 1} trailing', "Extra data"),
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "\u00abc\u00bb is given twice"),
        ('{"a": NaN}', "NaN is not a number"),
        ("[-Infinity]", "-Infinity is not a number"),
        ("[1e999]", "1e999 is not a number"),
        ('["\\ud83d"]', "half a character"),
        ('{"\\udc00": 1}', "half a character"),
        ("[" * 100_000, "nested too deeply"),
        ("[" + "9" * 5000 + "]", "a number that is too long"),
        ("{'a': 1}", "is not JSON"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(text: str, words: str) -> None:
    with refused("a.json", words):
        parse_json(text, "a.json")


@given(JSON)
def test_json_comes_back_as_it_was(value: object) -> None:
    assert parse_json(json.dumps(value), "a.json") == value


@given(st.text())
def test_any_text_is_json_or_refused(text: str) -> None:
    refusal = refusal_of(lambda: parse_json(text, "a.json"))
    assert not refusal or "a.json" in refusal


@pytest.mark.parametrize(
    ("value", "take", "words"),
    [
        ({"k": 1}, lambda node: node.text("k"), "top.k: 1 is not a text"),
        ({}, lambda node: node.text("k"), "top.k: this key is missing"),
        ({"k": None}, lambda node: node.text("k", ""), "null is not a text"),
        ({"k": 1}, lambda node: node.text_or_none("k"), "a text or null"),
        ({"k": True}, lambda node: node.whole("k"), "true is not a whole number of 0 or more"),
        ({"k": 1.0}, lambda node: node.whole("k"), "1.0 is not a whole number"),
        ({"k": -1}, lambda node: node.whole("k"), "-1 is not a whole number"),
        ({"k": 0}, lambda node: node.whole("k", least=1), "of 1 or more"),
        ({"k": 2**60}, lambda node: node.whole("k"), "at most"),
        ({"k": 10**400}, lambda node: node.whole("k"), "at most"),
        ({"k": 1}, lambda node: node.yes_no("k", default=True), "true or false"),
        ({"k": "z"}, lambda node: node.one_of("k", ["a", "b"]), "one of a, b"),
        ({"k": ["a", 1]}, lambda node: node.texts("k"), "a list of texts"),
        ({"k": "a"}, lambda node: node.texts("k"), "a list of texts"),
        ({"k": []}, lambda node: node.mapping("k"), "an object"),
        ({"k": {}}, lambda node: list(node.nodes("k")), "a list"),
        ({"k": [{}, 3]}, lambda node: list(node.nodes("k")), "top.k[1]: an object is expected"),
        ({}, lambda node: list(node.nodes("k", required=True)), "top.k: this key is missing"),
        ({"k": 1}, lambda node: node.done(), "top.k: unknown key"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused_by_its_path(
    value: object, take: Callable[[Node], object], words: str
) -> None:
    with refused(words):
        take(Node(value, "top"))


def test_a_long_value_is_cut_in_the_message() -> None:
    with refused("k: ", "\u2026 is not a whole number"):
        Node({"k": "x" * 500}, "").whole("k")


def test_every_key_asked_for_is_known() -> None:
    node = Node({"a": 1, "b": [{"c": ""}], "x": math.pi}, "")
    assert node.whole("a") == 1
    (inner,) = node.nodes("b")
    assert inner.path("c") == "b[0].c"
    node.done(allowed=("x",))


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({}, "format: \u00ab\u00bb is not \u00abannotator-layer\u00bb"),
        ({"format": "other", "version": 1}, "is not \u00abannotator-layer\u00bb"),
        ({"format": "annotator-layer"}, "version: this key is missing"),
        ({"format": "annotator-layer", "version": "1"}, "version"),
        ({"format": "annotator-layer", "version": 0}, "version"),
        ({"format": "annotator-layer", "version": 2}, "version 2 is newer"),
    ],
)
def test_another_format_or_a_newer_version_is_refused(header: object, words: str) -> None:
    with refused(words):
        check_header(Node(header, ""), "annotator-layer")
