from __future__ import annotations

from itertools import pairwise

from hypothesis import given, strategies as st
from pane_world import span

from annotator.ui.span_plan import (
    DEEPEST_LANE,
    LinePlan,
    Stroke,
    clipped,
    merged,
    outside,
    plan_lines,
)

TEXT = "x" * 100
LINES = [(0, 30), (31, 60), (61, 100)]
STRETCHES = st.lists(
    st.tuples(st.integers(0, 99), st.integers(1, 30)).map(lambda p: (p[0], p[0] + p[1]))
)


def covered(stretches: list[tuple[int, int]]) -> set[int]:
    return {place for start, end in stretches for place in range(start, end)}


@given(STRETCHES, st.integers(0, 60), st.integers(1, 40))
def test_unions_cuts_and_remainders_cover_what_they_should(
    stretches: list[tuple[int, int]], start: int, length: int
) -> None:
    end, union = start + length, merged(stretches)
    assert covered(union) == covered(stretches)
    assert all(one[1] < other[0] for one, other in pairwise(union))
    assert covered(clipped(union, start, end)) == covered(union) & set(range(start, end))
    assert covered(outside(start, end, union)) == set(range(start, end)) - covered(union)


def strokes(plan: LinePlan) -> list[tuple[int, int, bool, bool]]:
    return [(s.start, s.end, s.opens, s.closes) for s in plan.strokes]


def test_a_span_over_three_lines_opens_on_the_first_and_closes_on_the_last() -> None:
    plans = plan_lines(LINES, [(span("a", "claim", (20, 70), text=TEXT), 0)], ())
    assert [strokes(plan) for plan in plans] == [
        [(20, 30, True, False)],
        [(31, 60, False, False)],
        [(61, 70, False, True)],
    ]
    assert [plan.endings for plan in plans] == [[], [], [("a", 70)]]


def test_the_way_between_two_pieces_is_marked_as_a_gap() -> None:
    (plan,) = plan_lines([(0, 60)], [(span("a", "claim", (5, 10), (20, 25), text=TEXT), 1)], ())
    assert Stroke("claim", 1, 10, 20, opens=False, closes=False, gap=True) in plan.strokes
    assert plan.bands == {"claim": [(5, 10), (20, 25)]}


def test_what_is_drawn_stays_bounded_however_many_spans_lie_over_each_other() -> None:
    many = [(span(f"s{i}", "claim", (i // 10, 60 + i // 10), text=TEXT), i) for i in range(300)]
    plans = plan_lines(LINES, many, ())
    assert sum(len(plan.strokes) for plan in plans) <= 3 * (DEEPEST_LANE + 1)
    assert covered([(s.start, s.end) for s in plans[0].strokes]) == set(range(30))


def test_boxes_do_not_push_underlines_closer_together() -> None:
    boxes = [(span(f"s{i}", "figure", (0, 20 - i), text=TEXT), i) for i in range(5)]
    (plan,) = plan_lines([(0, 60)], boxes, {"figure"})
    assert plan.depth == 0
