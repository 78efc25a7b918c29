from __future__ import annotations

from itertools import combinations

from hypothesis import given, strategies as st
from pane_world import span

from annotator.model.ids import SpanId
from annotator.model.span import Span, reading_order
from annotator.ui.span_lanes import SpanIndex

TEXT = "x" * 120


def family(kind: str) -> str:
    return "box" if kind == "figure" else "line"


@st.composite
def spans(draw: st.DrawFn, id_: str | None = None) -> Span:
    cuts = sorted(draw(st.sets(st.integers(0, 119), min_size=2, max_size=4)))
    bounds = list(zip(cuts[::2], cuts[1::2], strict=False))
    kind = draw(st.sampled_from(["claim", "source", "figure"]))
    return span(id_ or f"s{draw(st.integers(0, 30))}", kind, *bounds, text=TEXT)


SPANS = st.lists(spans(), max_size=25, unique_by=lambda drawn: drawn.id)


@given(SPANS, st.integers(0, 119), st.integers(1, 40))
def test_the_spans_that_touch_a_stretch_are_found_in_reading_order(
    present: list[Span], start: int, length: int
) -> None:
    end = start + length
    expected = [s for s in sorted(present, key=reading_order) if s.start < end and s.end > start]
    index = SpanIndex(present, family)
    assert index.touching(start, end) == expected
    assert [found for found, _ in index.with_lanes(start, end)] == expected


@given(SPANS)
def test_spans_of_one_family_that_overlap_have_lanes_of_their_own(present: list[Span]) -> None:
    lanes = SpanIndex(present, family).with_lanes(0, 120)
    for (one, lane), (other, other_lane) in combinations(lanes, 2):
        if family(one.kind) == family(other.kind) and one.start < other.end > one.start:
            apart = one.end <= other.start or other.end <= one.start
            assert apart or lane != other_lane


@given(SPANS, st.integers(0, 119))
def test_a_lane_does_not_depend_on_what_was_in_sight_first(
    present: list[Span], somewhere: int
) -> None:
    from_the_middle = SpanIndex(present, family)
    from_the_middle.with_lanes(somewhere, somewhere + 10)
    assert from_the_middle.with_lanes(0, 120) == SpanIndex(present, family).with_lanes(0, 120)


@given(SPANS, st.lists(st.tuples(spans(), st.booleans(), st.integers(0, 110)), max_size=12))
def test_changing_spans_one_by_one_is_the_same_as_showing_all_anew(
    present: list[Span], changes: list[tuple[Span, bool, int]]
) -> None:
    index = SpanIndex(present, family)
    kept = {s.id: s for s in present}
    for changed, stays, looked_at in changes:
        index.with_lanes(looked_at, looked_at + 10)
        index.update(changed.id, changed if stays else None)
        kept.pop(changed.id, None)
        if stays:
            kept[changed.id] = changed
        anew = SpanIndex(kept.values(), family)
        assert len(index) == len(kept)
        assert index.with_lanes(0, 120) == anew.with_lanes(0, 120)
        assert index.touching(looked_at, looked_at + 5) == anew.touching(looked_at, looked_at + 5)


def test_a_change_says_where_lanes_may_have_moved() -> None:
    one, other = span("a", "claim", (0, 20), text=TEXT), span("b", "claim", (10, 40), text=TEXT)
    index = SpanIndex([one, span("far", "claim", (80, 90), text=TEXT)], family)
    assert index.update(SpanId("b"), other) == (0, 40)
    assert index.update(SpanId("a"), None) == (0, 40)
    assert index.update(SpanId("nowhere"), None) == (0, 0)


def test_the_smallest_span_at_a_place_comes_first() -> None:
    outer = span("outer", "claim", (0, 50), text=TEXT)
    inner = span("inner", "figure", (10, 20), text=TEXT)
    broken = span("broken", "claim", (5, 8), (30, 34), text=TEXT)
    index = SpanIndex([outer, inner, broken], family)
    assert index.covering(12) == [inner, outer]
    assert index.covering(6) == [broken, outer]
    assert index.covering(25) == [outer], "the gap between two pieces is not part of a span"
    assert index.covering(50) == [outer], "the caret behind the last word still means its span"
    assert index.covering(51) == []
