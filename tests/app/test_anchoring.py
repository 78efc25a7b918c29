from __future__ import annotations

from itertools import pairwise

from desk_world import DeskWorld
from hypothesis import given, strategies as st

from annotator.app import acts
from annotator.app.anchoring import (
    anchored_paragraphs,
    level_map,
    reference_share,
    touched_paragraphs,
)

OFFSETS = st.integers(0, 500)
PAIRS = st.lists(st.tuples(OFFSETS, OFFSETS), max_size=12)


def test_a_joined_claim_is_level_with_its_partner() -> None:
    to = level_map([(100, 300), (200, 350)], 400, 800)
    assert [to(offset) for offset in (0, 100, 200, 400)] == [0, 300, 350, 800]


def test_between_joined_claims_the_way_is_shared_in_proportion() -> None:
    to = level_map([(100, 300), (200, 350)], 400, 800)
    assert [to(50), to(150), to(300)] == [150, 325, 575]


def test_without_joined_claims_everything_is_in_proportion() -> None:
    to = level_map([], 100, 300)
    assert [to(offset) for offset in (-5, 0, 50, 100, 900)] == [0, 0, 150, 300, 300]


def test_an_empty_article_has_one_place() -> None:
    assert level_map([], 0, 50)(0) == 0
    assert level_map([(0, 7)], 0, 50)(0) == 7
    assert level_map([], 50, 0)(25) == 0


def test_where_joined_claims_cross_as_many_as_possible_stay_level() -> None:
    to = level_map([(10, 90), (20, 30), (40, 50), (60, 70)], 100, 100)
    assert [to(20), to(40), to(60)] == [30, 50, 70]
    assert to(10) == 15


@given(PAIRS, st.integers(500, 600), st.integers(500, 600))
def test_the_map_never_goes_back_and_never_leaves_the_article(
    pairs: list[tuple[int, int]], length: int, other: int
) -> None:
    to = level_map(pairs, length, other)
    mapped = [to(offset) for offset in range(-1, length + 2)]
    assert all(one <= two for one, two in pairwise(mapped))
    assert min(mapped) >= 0
    assert max(mapped) <= other
    assert mapped[-1] == other or length in {here for here, _ in pairs}


@given(PAIRS)
def test_claims_that_do_not_cross_are_all_level(pairs: list[tuple[int, int]]) -> None:
    here = sorted({one for one, _ in pairs})
    there = sorted({two for _, two in pairs})
    joined = list(zip(here, there, strict=False))
    to = level_map(joined, 501, 501)
    assert all(to(one) == two for one, two in joined)


@given(PAIRS)
def test_as_many_claims_are_level_seen_from_either_article(pairs: list[tuple[int, int]]) -> None:
    inside = {(here + 1, there + 1) for here, there in pairs}
    to = level_map(inside, 502, 502)
    back = level_map([(there, here) for here, there in inside], 502, 502)
    level = set(zip(to.here, to.there, strict=True)) & inside
    assert len(level) == len(set(zip(back.there, back.here, strict=True)) & inside)


@given(st.integers(0, 2_000), st.integers(1, 900), st.integers(0, 2_000))
def test_the_level_place_is_inside_the_view_and_reaches_both_ends(
    above: int, seen: int, below: int
) -> None:
    share = reference_share(above, above + seen, above + seen + below)
    assert 0 <= share <= 1
    if above == 0:
        assert share == 0
    elif below == 0:
        assert share == 1
    elif above >= seen and below >= seen:
        assert share == 1 / 3


@given(st.integers(50, 2_000), st.integers(1, 400))
def test_scrolling_down_never_moves_the_level_place_up(length: int, seen: int) -> None:
    places = []
    for start in range(max(length - seen, 0) + 1):
        end = min(start + seen, length)
        places.append(start + reference_share(start, end, length) * (end - start))
    assert all(one <= two + 1e-9 for one, two in pairwise(places))


def test_paragraphs_that_a_stretch_only_borders_are_not_touched() -> None:
    text = "one\n\ntwo\nthree"
    assert touched_paragraphs(text, []) == (0, 3)
    assert touched_paragraphs(text, [(0, 3)]) == (1, 3)
    assert touched_paragraphs(text, [(3, 5)]) == (0, 3)
    assert touched_paragraphs(text, [(2, 6), (1, 2)]) == (2, 3)
    assert touched_paragraphs("", []) == (0, 0)


def test_a_paragraph_is_anchored_by_a_claim_joined_to_another_article(world: DeskWorld) -> None:
    reading = world.desk.reading
    assert reading is not None
    one, two = world.article("one.txt"), world.article("two.txt")
    world.tag("two.txt", "Twelve people were hurt")
    world.tag("one.txt", "12 people were hurt")
    assert anchored_paragraphs(reading, one) == (0, 2)
    acts.begin(world.desk, "join")
    world.caret_at("two.txt", "Twelve")
    acts.choose_focused(world.desk)
    acts.confirm(world.desk)
    assert anchored_paragraphs(reading, one) == (1, 2)
    assert anchored_paragraphs(reading, two) == (1, 2)
    assert anchored_paragraphs(reading, world.article("three.txt")) == (0, 2)
