from __future__ import annotations

import pytest
from pane_world import KINDS, LONG, TEXT, MakePane, changed_area, picture, quoted, span, theme
from PySide6.QtCore import QRect

from annotator.model.ids import SpanId
from annotator.ui.article_pane import ArticlePane
from annotator.ui.span_plan import plan_lines

CLAIM = SpanId("claim")


def around(pane: ArticlePane, *ids: str) -> QRect:
    rect = QRect()
    for id_ in ids:
        place = pane.span_rect(SpanId(id_))
        assert place is not None
        rect |= place
    return rect


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS])
def test_a_span_of_every_kind_is_seen_where_it_is_and_nowhere_else(
    make_pane: MakePane, kind: str
) -> None:
    pane = make_pane()
    bare = picture(pane)
    pane.set_spans([quoted("a", kind, "have been away")])
    seen = changed_area(bare, picture(pane))
    assert seen.isValid()
    assert around(pane, "a").adjusted(-3, -3, 3, 8).contains(seen)
    assert seen.width() > around(pane, "a").width() * 0.9


def test_kinds_differ_in_shape_when_all_have_one_colour(make_pane: MakePane) -> None:
    pane = make_pane()
    pictures = []
    for kind in KINDS:
        pane.set_kinds([type(kind)(kind.id, "", "", "#444444", kind.shape)])
        pane.set_spans([quoted("a", kind.id, "have been away")])
        pictures.append(picture(pane))
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[:i])


def test_text_never_moves_when_it_is_tagged(make_pane: MakePane) -> None:
    pane = make_pane(spans=[quoted("later", "claim", "outside the breakwater")])
    before = pane.span_rect(SpanId("later"))
    pane.update_spans({CLAIM: quoted("claim", "claim", "Crews at the Lindholm quay")})
    pane.set_cluster_marks({CLAIM: 4})
    pane.set_focused(CLAIM)
    assert pane.span_rect(SpanId("later")) == before


def test_overlapping_claims_lie_in_lanes_below_each_other(make_pane: MakePane) -> None:
    outer = quoted("outer", "claim", "Some 1,430 workers have been away")
    inner = quoted("inner", "claim", "workers have")
    pane = make_pane(spans=[outer])
    alone = picture(pane)
    pane.set_spans([outer, inner])
    added = changed_area(alone, picture(pane))
    assert around(pane, "inner").adjusted(-2, 0, 2, 8).contains(added)
    assert added.bottom() > around(pane, "outer").top() + 20


def test_changing_one_span_paints_the_same_as_showing_all_anew(make_pane: MakePane) -> None:
    spans = [
        quoted("a", "claim", "Some 1,430 workers have been away"),
        quoted("b", "figure", "1,430"),
        quoted("c", "source", "the league"),
    ]
    stepwise, anew = make_pane(), make_pane(spans=spans)
    for added in [*spans, quoted("d", "claim", "workers")]:
        stepwise.update_spans({added.id: added})
    stepwise.update_spans({SpanId("d"): None})
    assert picture(stepwise) == picture(anew)


def test_a_change_repaints_by_itself_and_only_its_lines(
    make_pane: MakePane, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QRect] = []
    pane = make_pane(LONG)
    monkeypatch.setattr(
        pane.viewport(), "update", lambda *area: asked.append(QRect(*area)), raising=True
    )
    claim = quoted("claim", "claim", "Some 1,430 workers", text=LONG)
    pane.update_spans({CLAIM: claim})
    assert asked
    assert all(area.contains(around(pane, "claim")) for area in asked)
    assert all(area.height() < pane.viewport().height() / 2 for area in asked)


def test_a_span_of_two_pieces_leaves_the_words_between_them_bare(make_pane: MakePane) -> None:
    pane = make_pane()
    bare = picture(pane)
    pane.set_spans([quoted("a", "claim", "Some", "have been")])
    tagged = picture(pane)
    pane.set_spans([quoted("between", "claim", "1,430 workers")])
    gap = around(pane, "between").adjusted(3, 0, -3, -12)
    assert bare.copy(gap) == tagged.copy(gap)


def test_the_focused_span_and_candidates_are_outlined(make_pane: MakePane) -> None:
    pane = make_pane(spans=[quoted("claim", "claim", "Some 1,430 workers")])
    plain = picture(pane)
    pane.set_focused(CLAIM)
    focused = picture(pane)
    pane.set_focused(None)
    assert picture(pane) == plain
    pane.set_candidates([CLAIM])
    candidate = picture(pane)
    pane.set_candidates([])
    assert plain not in (focused, candidate)
    assert focused != candidate
    assert picture(pane) == plain


def test_everything_but_claims_fades_while_joining(make_pane: MakePane) -> None:
    pane = make_pane(
        spans=[quoted("claim", "claim", "Some 1,430 workers"), quoted("s", "source", "the league")]
    )
    plain = picture(pane)
    pane.set_faded(["claim"])
    faded = picture(pane)
    inside = around(pane, "claim").adjusted(4, 4, -4, -4)
    assert plain.copy(inside) == faded.copy(inside)
    other = around(pane, "s")
    assert plain.copy(other) != faded.copy(other)
    pane.set_faded(None)
    assert picture(pane) == plain


def test_greyed_regions_and_cluster_numbers_are_seen(make_pane: MakePane) -> None:
    pane = make_pane(spans=[quoted("claim", "claim", "Some 1,430 workers")])
    plain = picture(pane)
    pane.set_greyed([(TEXT.index("Nine"), len(TEXT))])
    grey = changed_area(plain, picture(pane))
    assert grey.top() > around(pane, "claim").bottom()
    pane.set_greyed([])
    pane.set_cluster_marks({CLAIM: 3})
    number = changed_area(plain, picture(pane))
    assert number.left() >= around(pane, "claim").right() - 1
    assert number.width() < 20


def test_a_pulse_ends_by_itself(make_pane: MakePane) -> None:
    pane = make_pane()
    plain = picture(pane)
    pane.scroll_to(0, 5)
    assert picture(pane) != plain
    pane._pulse_end.timeout.emit()
    assert picture(pane) == plain


def test_a_selection_is_seen_over_the_whole_height_of_its_lines(make_pane: MakePane) -> None:
    pane = make_pane(spans=[quoted("claim", "claim", "Some 1,430 workers")])
    start, end = TEXT.index("Some"), TEXT.index(" have")
    plain = picture(pane)
    pane.select(start, end)
    assert changed_area(plain, picture(pane)).height() >= around(pane, "claim").height() - 1


@pytest.mark.parametrize("name", ["light", "dark"])
def test_right_to_left_words_are_marked_where_they_are(make_pane: MakePane, name: str) -> None:
    text = "The quay was called רציף הצפון by 40 crews."
    start = text.index("רציף")
    pane = make_pane(text)
    pane.set_theme(theme(name))
    bare = picture(pane)
    pane.set_spans([span("claim", "claim", (start, start + 4), text=text)])
    seen = changed_area(bare, picture(pane))
    whole = span("whole", "claim", (start, start + len("רציף הצפון")), text=text)
    pane.set_spans([whole])
    # The first word of a right-to-left phrase stands at its right.
    assert abs(seen.right() - around(pane, "whole").right()) <= 2
    assert seen.width() < around(pane, "whole").width()


def test_a_span_of_a_kind_that_the_codebook_does_not_have_is_not_drawn(
    make_pane: MakePane,
) -> None:
    pane = make_pane()
    bare = picture(pane)
    pane.set_spans([quoted("odd", "rumour", "Some 1,430 workers")])
    pane.set_focused(SpanId("odd"))
    assert picture(pane) == bare


def test_ten_thousand_spans_are_drawn_in_a_bounded_number_of_strokes(make_pane: MakePane) -> None:
    spans = [
        span(f"s{i}", KINDS[i % 5].id, (i % 4000, i % 4000 + 90), text=LONG) for i in range(10_000)
    ]
    pane = make_pane(LONG, spans)
    picture(pane)
    lines = pane.view.lines_in_sight()
    plans = plan_lines(
        [(line.start, line.end) for line in lines],
        pane._index.with_lanes(lines[0].start, lines[-1].end),
        {"figure"},
    )
    assert sum(len(plan.strokes) for plan in plans) <= 500
