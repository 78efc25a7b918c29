from __future__ import annotations

from typing import get_args

import pytest
from made_projects import refused

from annotator.model.codebook import (
    ATTRIBUTE_TYPES,
    LEVELS,
    SHAPES,
    Attribute,
    AttributeType,
    Code,
    Codebook,
    Kind,
    Level,
    Shape,
    check_kind,
    check_value,
)
from annotator.model.span import Value

NESTED = (Code("top", "Top", codes=(Code("mid", "Mid", codes=(Code("leaf", "Leaf"),)),)),)
KIND = Kind(
    "claim", "Claim", "C", "#123456", "solid",
    attributes=(
        Attribute("mood", "Mood", "choice", choices=("good", "bad")),
        Attribute("tags", "Tags", "choices", choices=("a", "b", "c")),
        Attribute("count", "Count", "number", "ratio"),
        Attribute("note", "Note", "text"),
        Attribute("day", "Day", "date"),
        Attribute("sure", "Sure", "yes_no"),
    ),
    codes=(*NESTED, Code("other", "Other")),
)  # fmt: skip
BOOK = Codebook(1, "", (KIND, Kind("source", "Source", "S", "#123456", "dotted")))


@pytest.mark.parametrize(
    ("attribute", "value", "kept"),
    [
        ("mood", "good", "good"),
        ("tags", ["c", "a"], ("c", "a")),
        ("tags", ("b",), ("b",)),
        ("tags", [], ()),
        ("count", 12, 12),
        ("count", -0.5, -0.5),
        ("count", 10**400, 10**400),
        ("note", "", ""),
        ("note", "\U0001f525", "\U0001f525"),
        ("day", "2026", "2026"),
        ("day", "2026-11", "2026-11"),
        ("day", "2026-11-22", "2026-11-22"),
        ("sure", False, False),
    ],
)
def test_a_value_of_its_type_is_kept(attribute: str, value: object, kept: Value) -> None:
    found = check_value(KIND, attribute, value, "here")
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize(
    ("attribute", "value", "wanted"),
    [
        ("mood", "awful", "one of good, bad"),
        ("mood", "Good", "one of good, bad"),
        ("mood", ["good"], "one of good, bad"),
        ("mood", None, "one of good, bad"),
        ("tags", "a", "a list of different choices"),
        ("tags", ["a", "a"], "a list of different choices"),
        ("tags", ["a", "d"], "a list of different choices"),
        ("tags", ["a", None], "a list of different choices"),
        ("tags", [["a"]], "a list of different choices"),
        ("count", "12", "a number"),
        ("count", True, "a number"),
        ("count", float("nan"), "a number"),
        ("count", float("inf"), "a number"),
        ("note", 3, "a text"),
        ("day", "22.11.2026", "a date"),
        ("day", "2026-13", "a date"),
        ("day", "2026-02-30", "a date"),
        ("day", "2026-1-2", "a date"),
        ("day", "\u0662\u0660\u0662\u0666", "a date"),
        ("day", "", "a date"),
        ("day", 2026, "a date"),
        ("sure", 1, "true or false"),
        ("sure", "yes", "true or false"),
    ],
)
def test_a_value_of_another_type_is_refused_by_its_place(
    attribute: str, value: object, wanted: str
) -> None:
    with refused(f"spans[2].attributes.{attribute}", wanted):
        check_value(KIND, attribute, value, f"spans[2].attributes.{attribute}")


def test_an_attribute_that_is_not_declared_is_refused_with_those_that_are() -> None:
    with refused("no attribute \u00abtone\u00bb for claim", "mood, tags, count"):
        check_value(KIND, "tone", "good", "here")


def test_a_code_at_any_depth_is_known_and_parents_come_first() -> None:
    assert [code.id for code in KIND.all_codes()] == ["top", "mid", "leaf", "other"]
    assert check_kind(BOOK, "claim", "leaf", "here") is KIND
    assert check_kind(BOOK, "claim", None, "here") is KIND


def test_an_unknown_kind_or_code_is_refused() -> None:
    with refused("spans[0].kind", "no kind \u00abtone\u00bb", "claim, source"):
        check_kind(BOOK, "tone", None, "spans[0]")
    with refused("spans[0].code", "has no code \u00ableaf\u00bb"):
        check_kind(BOOK, "source", "leaf", "spans[0]")


def test_the_lists_of_words_are_the_words_of_their_types() -> None:
    assert set(ATTRIBUTE_TYPES) == set(get_args(AttributeType))
    assert set(LEVELS) == set(get_args(Level))
    assert set(SHAPES) == set(get_args(Shape))
