from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from made_projects import refused

from annotator.model.codebook import ATTRIBUTE_TYPES, LEVELS, SHAPES, Codebook
from annotator.services.codebook_json import codebook_document, read_codebook

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "codebooks"
MINIMAL = {"format": "annotator-codebook", "version": 1, "kinds": [{"id": "claim"}]}


def read(document: object) -> Codebook:
    return read_codebook(json.dumps(document), "book.json")


def test_the_minimal_form_has_defaults() -> None:
    (kind,) = read(MINIMAL).kinds
    assert (kind.name, kind.key, kind.shape) == ("claim", "C", "solid")
    assert not kind.attributes
    assert not kind.codes


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.json")), ids=lambda path: path.stem)
def test_a_shipped_codebook_comes_back_as_it_was(path: Path) -> None:
    book = read_codebook(path.read_text(encoding="utf-8"), path.name, 3)
    again = read_codebook(json.dumps(codebook_document(book)), "again", 3)
    assert (again.number, again.title, again.kinds, again.rules) == (
        3, book.title, book.kinds, book.rules,
    )  # fmt: skip


def test_the_hash_of_a_codebook_is_over_its_text() -> None:
    text = json.dumps(MINIMAL)
    assert read_codebook(text, "b").sha256 == hashlib.sha256(text.encode()).hexdigest()


IDS = st.text("abcd\u00e9", min_size=1, max_size=4)
LINES = st.lists(st.text(max_size=5), max_size=2)
GUIDE = dict.fromkeys(("use_when", "avoid_when", "examples", "counter_examples"), LINES)
CODE: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.fixed_dictionaries({"id": IDS}, optional={"definition": st.text(max_size=5), **GUIDE}),
    lambda inner: st.fixed_dictionaries(
        {"id": IDS, "codes": st.lists(inner, max_size=2)}, optional=GUIDE
    ),
    max_leaves=4,
)
CHOICES = st.lists(st.text(min_size=1, max_size=3), min_size=1, max_size=3, unique=True)
ATTRIBUTE = st.one_of(
    st.fixed_dictionaries(
        {"id": IDS, "type": st.sampled_from(["choice", "choices"]), "choices": CHOICES},
        optional={"level": st.sampled_from(LEVELS), "required": st.booleans()},
    ),
    st.fixed_dictionaries(
        {"id": IDS, "type": st.sampled_from(["number", "text", "date", "yes_no"])},
        optional={"help": st.text(max_size=5)},
    ),
)


def distinct(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries with ids that are all different, at any depth."""
    numbers = iter(range(1000))

    def named(entry: dict[str, Any]) -> dict[str, Any]:
        inner = {"codes": [named(code) for code in entry["codes"]]} if "codes" in entry else {}
        return {**entry, **inner, "id": f"{entry['id']}{next(numbers)}"}

    return [named(entry) for entry in entries]


BOOKS = st.fixed_dictionaries({
    "title": st.text(max_size=5),
    "rules": st.dictionaries(st.text(max_size=3), st.integers()),
    "kinds": st.lists(
        st.fixed_dictionaries(
            {
                "id": IDS,
                "attributes": st.lists(ATTRIBUTE, max_size=3).map(distinct),
                "codes": st.lists(CODE, max_size=2).map(distinct),
                "shape": st.sampled_from(SHAPES),
            },
            optional=GUIDE,
        ),
        min_size=1,
        max_size=3,
    ).map(distinct),
})  # fmt: skip


@given(BOOKS)
def test_any_codebook_comes_back_as_it_was(book: dict[str, Any]) -> None:
    kinds = [{**kind, "key": "CSF"[n]} for n, kind in enumerate(book["kinds"])]
    first = read({"format": "annotator-codebook", "version": 1, **book, "kinds": kinds})
    document = codebook_document(first)
    again = read(document)
    assert (again.title, again.kinds, dict(again.rules)) == (
        first.title, first.kinds, dict(first.rules),
    )  # fmt: skip
    assert [kind.id for kind in first.kinds] == [kind["id"] for kind in kinds]


def nested(depth: int) -> dict[str, Any]:
    code: dict[str, Any] = {"id": "bottom"}
    for level in range(depth - 1):
        code = {"id": f"c{level}", "codes": [code]}
    return code


def kind_with(**keys: object) -> Callable[[], dict[str, Any]]:
    return lambda: {**MINIMAL, "kinds": [{"id": "claim", **keys}]}


def attribute(**keys: object) -> Callable[[], dict[str, Any]]:
    return kind_with(attributes=[{"id": "a", "type": "text", **keys}])


REFUSALS: list[tuple[Callable[[], object], str]] = [
    (list, "the document: an object is expected"),
    (dict, "format"),
    (lambda: {**MINIMAL, "format": "annotator-layer"}, "format"),
    (lambda: {**MINIMAL, "version": 2}, "version 2 is newer"),
    (lambda: {**MINIMAL, "colour": 1}, "colour: unknown key"),
    (lambda: {**MINIMAL, "title": 1}, "title: 1 is not a text"),
    (lambda: {**MINIMAL, "rules": []}, "rules: [] is not an object"),
    (lambda: {"format": "annotator-codebook", "version": 1}, "kinds: this key is missing"),
    (lambda: {**MINIMAL, "kinds": []}, "at least one kind"),
    (
        lambda: {**MINIMAL, "kinds": [{"id": "a"}, {"id": "a", "key": "B"}]},
        "id \u00aba\u00bb is given twice",
    ),
    (
        lambda: {**MINIMAL, "kinds": [{"id": "ab"}, {"id": "ac"}]},
        "key \u00aba\u00bb is given twice",
    ),
    (lambda: {**MINIMAL, "kinds": [{}]}, "kinds[0].id: this key is missing"),
    (lambda: {**MINIMAL, "kinds": [{"id": "a.b"}]}, "kinds[0].id"),
    (lambda: {**MINIMAL, "kinds": [{"id": " a"}]}, "kinds[0].id"),
    (lambda: {**MINIMAL, "kinds": [{"id": ""}]}, "is empty"),
    (kind_with(name="a\u200bb"), "U+200B"),
    (kind_with(key="CC"), "kinds[0].key"),
    (kind_with(key="?"), "kinds[0].key"),
    (kind_with(colour="red"), "kinds[0].colour"),
    (kind_with(shape="star"), "kinds[0].shape"),
    (kind_with(definition=[]), "kinds[0].definition"),
    (kind_with(use_when="always"), "kinds[0].use_when"),
    (kind_with(more=1), "kinds[0].more: unknown key"),
    (kind_with(codes=[{"id": "a"}, {"id": "b", "codes": [{"id": "a"}]}]), "kinds[0].codes"),
    (kind_with(codes=[{"id": "a", "more": 1}]), "kinds[0].codes[0].more: unknown key"),
    (kind_with(codes=[nested(21)]), "nested over 20 deep"),
    (kind_with(codes=[{"id": str(n)} for n in range(5001)]), "more than 5000 codes"),
    (kind_with(attributes=[{"id": "a"}]), "kinds[0].attributes[0].type: this key is missing"),
    (attribute(type="colour"), "kinds[0].attributes[0].type"),
    (attribute(type="choice"), "kinds[0].attributes[0].choices"),
    (attribute(type="choice", choices=["b", "b"]), "\u00abb\u00bb is given twice"),
    (attribute(choices=["b"]), "of use to an attribute of type text"),
    (attribute(level="great"), "kinds[0].attributes[0].level"),
    (attribute(required="yes"), "kinds[0].attributes[0].required"),
    (attribute(default=3), "3 is not a text"),
    (attribute(type="choice", choices=["b"], default="c"), "one of b"),
    (attribute(help=1), "kinds[0].attributes[0].help"),
    (attribute(more=1), "kinds[0].attributes[0].more: unknown key"),
    (
        kind_with(attributes=[{"id": "a", "type": "text"}, {"id": "a", "type": "date"}]),
        "kinds[0].attributes: the id \u00aba\u00bb is given twice",
    ),
]


@pytest.mark.parametrize(("document", "words"), REFUSALS, ids=[words for _, words in REFUSALS])
def test_a_faulty_codebook_is_refused_by_the_path_of_the_fault(
    document: Callable[[], object], words: str
) -> None:
    with refused(words):
        read(document())


def test_what_is_ones_own_goes_under_x() -> None:
    read({**MINIMAL, "x": 1, "kinds": [{"id": "a", "x": {}, "codes": [{"id": "b", "x": []}]}]})


def test_every_type_has_a_default_of_its_own() -> None:
    defaults = {"choice": "b", "choices": ["b"], "number": 1.5, "text": "t", "date": "2026",
                "yes_no": True}  # fmt: skip
    for type_ in ATTRIBUTE_TYPES:
        choices = ["b"] if type_.startswith("choice") else []
        document = attribute(type=type_, choices=choices, default=defaults[type_])()
        book = read(document)
        assert read(codebook_document(book)).kinds == book.kinds
