from __future__ import annotations

import pytest
from pane_world import LONG, TEXT, THEMES, MakePane, changed_area, picture, quoted, theme
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from annotator.model.ids import SpanId
from annotator.ui import hit_marks
from annotator.ui.article_layout import PageLine
from annotator.ui.colour import contrast, mixed
from annotator.ui.hit_marks import _slot, hit_ground
from annotator.ui.theme import kind_colours

NAMES = sorted(path.stem for path in THEMES.glob("*.toml"))
WORKERS = (TEXT.index("workers"), TEXT.index("workers") + len("workers"))
SAID = (TEXT.index("said"), TEXT.index("said") + len("said"))


@pytest.mark.parametrize("name", NAMES)
def test_words_on_the_ground_of_a_hit_can_be_read_tagged_or_not(name: str) -> None:
    t = theme(name)
    ground = hit_ground(t)
    assert contrast(t.ink, ground) >= t.text_contrast
    for colour in ("#1f5fae", "#7a3f9d", "#b7791f", "#b3302b"):
        band = kind_colours(t, colour).fill
        assert contrast(t.ink, mixed(ground, QColor(band.rgb()), band.alphaF())) >= t.text_contrast


@pytest.mark.parametrize("name", NAMES)
def test_a_hit_looks_like_neither_a_span_nor_a_selection(name: str, make_pane: MakePane) -> None:
    pane = make_pane(spans=[quoted("here", "claim", "workers")])
    place = pane.span_rect(SpanId("here"))
    assert place is not None
    pane.set_spans([])
    pane.set_theme(theme(name))
    plain = picture(pane)
    pane.hits.show([WORKERS], None)
    hit = picture(pane)
    assert changed_area(plain, hit).height() >= place.height() - 1, "the whole height of the line"
    assert place.adjusted(-2, -2, 2, 2).contains(changed_area(plain, hit))
    pane.hits.show([], None)
    looks = [hit.copy(place)]
    for kind in ("claim", "source", "figure"):
        pane.set_spans([quoted("here", kind, "workers")])
        looks.append(picture(pane).copy(place))
    pane.set_spans([])
    pane.select(*WORKERS)
    looks.append(picture(pane).copy(place))
    corner = [look.pixelColor(2, 1) for look in looks]
    assert all(corner[0] != other for other in corner[1:])


def test_the_hit_that_is_shown_is_framed_also_where_it_is_selected(make_pane: MakePane) -> None:
    pane = make_pane()
    pane.hits.show([WORKERS, SAID], None)
    pane.select(*SAID)
    before = picture(pane)
    pane.hits.show([WORKERS, SAID], SAID)
    seen = changed_area(before, picture(pane))
    assert seen.isValid()
    pane.hits.show([WORKERS, SAID], WORKERS)
    assert not seen.intersects(changed_area(before, picture(pane)))


def test_hits_are_gone_when_nothing_is_sought_and_with_another_text(make_pane: MakePane) -> None:
    pane = make_pane()
    plain = picture(pane)
    pane.hits.show([WORKERS], WORKERS)
    assert picture(pane) != plain
    pane.hits.show([], None)
    assert picture(pane) == plain
    pane.hits.show([WORKERS], WORKERS)
    pane.show_text(TEXT)
    assert picture(pane) == plain


def test_the_text_does_not_move_and_marks_stay_over_a_hit(make_pane: MakePane) -> None:
    pane = make_pane(spans=[quoted("claim", "claim", "Some 1,430 workers have")])
    place = pane.span_rect(SpanId("claim"))
    before = picture(pane)
    pane.hits.show([WORKERS], None)
    assert pane.span_rect(SpanId("claim")) == place
    assert place is not None
    underline = place.bottom() - 6
    x = place.right() - 60
    column = [picture(pane).pixelColor(x, y) for y in range(underline - 4, place.bottom() + 4)]
    was = [before.pixelColor(x, y) for y in range(underline - 4, place.bottom() + 4)]
    darkest = min(column, key=lambda colour: colour.lightness())
    assert darkest == min(was, key=lambda colour: colour.lightness())


def test_five_thousand_hits_cost_only_the_lines_in_sight(
    make_pane: MakePane, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LONG * 5
    hits = [(at, at + 1) for at in range(0, min(len(text), 10_000), 2)]
    pane = make_pane(text)
    pane.hits.show(hits, None)
    filled: list[QRectF] = []

    def counted(line: PageLine, left: float, right: float) -> QRectF:
        filled.append(_slot(line, left, right))
        return filled[-1]

    monkeypatch.setattr(hit_marks, "_slot", counted)
    picture(pane)
    start, end = pane.visible_range()
    assert 0 < len(filled) <= end - start
