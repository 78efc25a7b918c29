from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st
from made_projects import refused

from annotator.model.cluster import (
    Cluster,
    Member,
    MemberRelation,
    check_same_once,
    same_cluster_of,
)
from annotator.model.errors import KnownError
from annotator.model.ids import ClusterId, LayerId, SpanId, StoryId, new_id
from annotator.model.names import clean_name, coder_name


def cluster(id_: str, *members: tuple[str, MemberRelation]) -> Cluster:
    return Cluster(
        ClusterId(id_),
        LayerId("l"),
        StoryId("s"),
        members=tuple(Member(SpanId(claim), relation) for claim, relation in members),
    )


def test_a_name_is_composed_and_has_no_outer_space() -> None:
    assert clean_name("  Jose\u0301 \u00a0", "coder") == "Jos\u00e9"


@pytest.mark.parametrize("name", ["", " \t\n", "\u2028"])
def test_an_empty_name_is_refused(name: str) -> None:
    with refused("The name of a story is empty"):
        clean_name(name, "story")


def test_a_name_has_two_hundred_characters_at_most() -> None:
    assert clean_name("x" * 200, "story") == "x" * 200
    with refused("over 200"):
        clean_name("x" * 201, "story")


@pytest.mark.parametrize(
    "hidden",
    ["\0", "\n", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u2028", "\ue000", "\ud800"],
)
def test_a_name_with_a_character_that_cannot_be_seen_is_refused(hidden: str) -> None:
    with refused(f"U+{ord(hidden):04X}"):
        clean_name(f"An{hidden}na", "coder")


@given(st.text())
def test_a_clean_name_is_clean_already(name: str) -> None:
    try:
        cleaned = clean_name(name, "story")
    except KnownError:
        return
    assert clean_name(cleaned, "story") == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize("name", ["gold", "Gold", " KEY ", "units", "All"])
def test_a_coder_is_not_called_like_a_special_layer(name: str) -> None:
    with refused("cannot be called"):
        coder_name(name)


def test_ids_are_26_characters_and_all_different() -> None:
    ids = {new_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert all(
        len(id_) == 26 and set(id_) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for id_ in ids
    )
    assert all(id_[0] in "01234567" for id_ in ids)


def test_a_claim_is_same_in_one_cluster_at_most() -> None:
    both = [cluster("c1", ("s1", "same")), cluster("c2", ("s2", "same"), ("s1", "same"))]
    with refused("clusters", "\u00abs1\u00bb", "\u00abc1\u00bb", "\u00abc2\u00bb"):
        check_same_once(both, "clusters")


def test_a_claim_may_be_partial_or_contradict_in_many_clusters() -> None:
    many = [
        cluster("c1", ("s1", "same")),
        cluster("c2", ("s1", "partial")),
        cluster("c3", ("s1", "contradicts")),
        cluster("c4", ("s1", "partial")),
    ]
    check_same_once(many, "clusters")


def test_the_cluster_of_a_claim_is_the_one_where_it_is_same() -> None:
    known = [cluster("c1", ("s1", "partial")), cluster("c2", ("s1", "same")), cluster("c3")]
    assert same_cluster_of(known, SpanId("s1")) is known[1]
    assert same_cluster_of(known[:1], SpanId("s1")) is None


def test_a_refusal_is_one_sentence_with_what_to_do() -> None:
    assert str(KnownError("The disk is full", "free some space")) == (
        "The disk is full; free some space."
    )
    assert KnownError("The disk is full").sentence == "The disk is full."
