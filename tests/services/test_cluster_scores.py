"""Scores of clusters and of links: counted, never enumerated, and equal to the enumeration."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings, strategies as st

from annotator.model.errors import KnownError
from annotator.services.coefficients import clusters
from annotator.services.coefficients.alpha import alpha
from annotator.services.coefficients.links import LinkTable, Placed, count_links

ALL = (
    clusters.pairwise_link,
    clusters.muc,
    clusters.b_cubed,
    clusters.ceaf_m,
    clusters.ceaf_e,
    clusters.lea,
    clusters.blanc,
)
Groups = list[list[int]]


@st.composite
def partitions(draw: st.DrawFn) -> Groups:
    members = draw(st.sets(st.integers(0, 8), max_size=8))
    labels = {member: draw(st.integers(0, 3)) for member in sorted(members)}
    return [[m for m in labels if labels[m] == label] for label in set(labels.values())]


def links(groups: Groups) -> set[frozenset[int]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def others(groups: Groups) -> set[frozenset[int]]:
    members = [member for group in groups for member in group]
    return {frozenset(pair) for pair in combinations(members, 2)} - links(groups)


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@settings(deadline=None)
@given(partitions(), partitions())
def test_pairwise_links_equal_the_enumeration(key: Groups, response: Groups) -> None:
    got = clusters.pairwise_link(key, response)
    mine, theirs = links(key), links(response)
    if not mine and not theirs:
        assert got.f1.reason in {"no_variation", "no_units"}
    else:
        assert got.recall.value == pytest.approx(share(len(mine & theirs), len(mine)))
        assert got.f1.value == pytest.approx(2 * len(mine & theirs) / (len(mine) + len(theirs)))


@settings(deadline=None)
@given(partitions(), partitions())
def test_blanc_equals_the_enumeration(key: Groups, response: Groups) -> None:
    classes = [(links(key), links(response)), (others(key), others(response))]
    recalls = [share(len(a & b), len(a)) for a, b in classes if a]
    got = clusters.blanc(key, response).recall
    if recalls:
        assert got.value == pytest.approx(sum(recalls) / len(recalls))
    else:
        assert got.reason in {"no_pairable_units", "no_units"}


@settings(deadline=None)
@given(partitions(), partitions())
def test_ceaf_uses_the_best_of_all_cluster_maps(key: Groups, response: Groups) -> None:
    small, large = sorted((key, response), key=len)
    best = max(
        sum(len(set(a) & set(b)) for a, b in zip(small, order, strict=True))
        for order in permutations(large, len(small))
    )
    got = clusters.ceaf_m(key, response).recall.value
    if key or response:
        assert got == pytest.approx(share(best, sum(len(group) for group in key)))
    else:
        assert got is None


@settings(deadline=None)
@given(partitions(), partitions())
def test_exchanging_the_sides_exchanges_recall_and_precision(key: Groups, response: Groups) -> None:
    for score in ALL[:-1]:  # BLANC reads from the key alone which classes count
        there, back = score(key, response), score(response, key)
        assert there.recall.value == pytest.approx(back.precision.value)
        assert there.f1.value == pytest.approx(back.f1.value)


@settings(deadline=None)
@given(partitions(), partitions(), st.permutations(range(9)))
def test_renaming_members_and_reordering_clusters_changes_nothing(
    key: Groups, response: Groups, names: Sequence[int]
) -> None:
    renamed = [
        [[names[member] for member in group][::-1] for group in side][::-1]
        for side in (key, response)
    ]
    for score in ALL:
        plain, other = score(key, response), score(*renamed)
        assert other.f1.value == pytest.approx(plain.f1.value)


@settings(deadline=None)
@given(partitions())
def test_identical_clusters_score_one_where_the_score_is_defined(key: Groups) -> None:
    for score in ALL:
        if score is clusters.muc and not links(key):
            continue  # blind to singletons
        value = score(key, key).f1.value
        assert value is None or value == pytest.approx(1)


def test_a_member_in_two_clusters_of_one_side_is_refused() -> None:
    with pytest.raises(KnownError, match="two clusters"):
        clusters.lea([["a", "b"], ["b", "c"]], [["a"]])


def test_the_rand_index_is_undefined_where_chance_is_certain() -> None:
    assert clusters.adjusted_rand([1, 1, 1], [2, 2, 2]).reason == "no_variation"
    assert clusters.adjusted_rand([1], [1]).reason == "no_pairable_units"
    assert clusters.adjusted_rand([], []).reason == "no_units"
    assert clusters.adjusted_rand([1, 1, 2, 2], [2, 2, 1, 1]).value == 1


@st.composite
def claims(draw: st.DrawFn) -> list[Placed]:
    label = st.one_of(st.none(), st.sampled_from("xyz"))
    listed = draw(
        st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2), label, label), max_size=12)
    )
    return [Placed(story, (story, article), a, b) for story, article, a, b in listed]


@settings(deadline=None)
@given(claims())
def test_counted_links_equal_the_enumeration_of_pairs(placed: list[Placed]) -> None:
    def same(a: Hashable, b: Hashable) -> bool:
        return a is not None and a == b

    cells = [
        (same(a.one, b.one), same(a.other, b.other))
        for a, b in combinations(placed, 2)
        if a.story == b.story and a.article != b.article
    ]
    wanted = LinkTable(
        cells.count((True, True)),
        cells.count((True, False)),
        cells.count((False, True)),
        cells.count((False, False)),
    )
    assert count_links(placed) == wanted


def test_link_alpha_of_a_table_is_nominal_alpha_of_its_pairs() -> None:
    one = [1] * 3 + [1] * 2 + [0] * 1 + [0] * 14
    other = [1] * 3 + [0] * 2 + [1] * 1 + [0] * 14
    table = LinkTable(3, 2, 1, 14)
    assert table.alpha().value == pytest.approx(alpha([one, other]).value)
    assert table.f1().value == pytest.approx(6 / 9)


def test_links_that_nobody_made_are_undefined() -> None:
    assert LinkTable(0, 0, 0, 9).alpha().reason == "no_variation"
    assert LinkTable(0, 0, 0, 9).f1().reason == "no_variation"
    assert LinkTable(0, 0, 0, 0).f1().reason == "no_pairable_units"
