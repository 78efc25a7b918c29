from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from pane_world import KINDS, changed_area, picture, quoted, theme
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.model.article import ArticleHead
from annotator.model.ids import ArticleId, StoryId
from annotator.ui.article_column import ArticleColumn
from annotator.ui.article_pane import ArticlePane

HEBREW = (
    "\u05d4\u05e0\u05de\u05dc \u05e0\u05e9\u05e8\u05e3 \u05d1\u05d9\u05d5\u05dd \u05e9\u05e0\u05d9 "
    "\u05d1\u05d1\u05d5\u05e7\u05e8 \u05dc\u05e4\u05d9 Lindholm \u05d5-12 \u05d0\u05e0\u05e9\u05d9"
    "\u05dd \u05e0\u05e4\u05e6\u05e2\u05d5.\n"
    "\u05d0\u05d9\u05e9 \u05dc\u05d0 \u05de\u05ea."
)
ARABIC = (
    "\u0627\u062d\u062a\u0631\u0642 \u0627\u0644\u0631\u0635\u064a\u0641 \u064a\u0648\u0645 "
    "\u0627\u0644\u0627\u062b\u0646\u064a\u0646 \u0648\u0623\u0635\u064a\u0628 12 "
    "\u0634\u062e\u0635\u0627 \U0001f525 \u0647\u0646\u0627\u0643.\n"
    "\u0644\u0645 \u064a\u0645\u062a \u0623\u062d\u062f."
)
BOTH = pytest.mark.parametrize(
    ("language", "text"), [("he", HEBREW), ("ar", ARABIC)], ids=["Hebrew", "Arabic"]
)


MakeColumn = Callable[..., ArticleColumn]


@pytest.fixture
def column(qtbot: QtBot) -> MakeColumn:
    """Return a function that shows a text in a column, whose owner the test is."""
    kept = []

    def make(language: str, text: str, width: int = 420) -> ArticleColumn:
        head = ArticleHead(
            ArticleId("a"), StoryId("s"), 1, "Title", "Outlet", language, "2031-05-06", "", "",
            "a.txt", "0" * 64, len(text),
        )  # fmt: skip
        made = ArticleColumn(head, text, theme())
        kept.append(made)
        qtbot.addWidget(made)
        made.pane.set_kinds(KINDS)
        made.resize(width, 200)
        made.show()
        qtbot.waitExposed(made)
        return made

    return make


def word_rect(pane: ArticlePane, text: str, word: str) -> QRect:
    """Where a word is drawn, from the lines as they are laid out."""
    start = text.index(word)
    line = next(line for line in pane.view.lines_in_sight() if line.start <= start < line.end)
    ((left, right),) = line.stretches(start, start + len(word))
    return QRect(round(left), round(line.top), round(right - left), round(line.bottom - line.top))


@BOTH
def test_lines_begin_at_the_right_and_end_in_a_ragged_left_edge(
    column: MakeColumn, language: str, text: str
) -> None:
    pane = column(language, text).pane
    first, *_ = text.split()
    rect = word_rect(pane, text, first)
    page = pane._layout.page
    assert rect.right() == pytest.approx(page.left + page.width, abs=3)
    following = text.split()[1]
    assert word_rect(pane, text, following).right() < rect.left()


@BOTH
def test_paragraph_numbers_stand_in_the_margin_at_the_right(
    column: MakeColumn, language: str, text: str
) -> None:
    pane = column(language, text).pane
    page = pane._layout.page
    image = picture(pane)
    paper = image.pixel(2, image.height() - 2)
    inked = {
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != paper for y in range(round(page.pitch)))
    }
    assert any(x > page.left + page.width + page.em * 0.5 for x in inked)
    assert page.width + page.left < pane.viewport().width() - page.em
    assert page.left < pane.viewport().width() - page.left - page.width


@BOTH
def test_a_click_on_any_word_hits_the_span_over_it_and_no_other(
    column: MakeColumn, language: str, text: str
) -> None:
    pane = column(language, text).pane
    words = [word for word in text.replace(".", "").split() if text.count(word) == 1]
    pane.set_spans([quoted(f"s{n}", "claim", word, text=text) for n, word in enumerate(words)])
    clicked: list[object] = []
    pane.span_clicked.connect(clicked.append)
    for word in words:
        QTest.mouseClick(
            pane.viewport(), Qt.MouseButton.LeftButton, pos=word_rect(pane, text, word).center()
        )
    assert clicked == [f"s{number}" for number in range(len(words))]


@BOTH
def test_the_caret_goes_into_the_word_that_is_clicked(
    column: MakeColumn, language: str, text: str
) -> None:
    pane = column(language, text).pane
    for word in text.split()[:4]:
        rect = word_rect(pane, text, word)
        QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        assert text.index(word) < pane.caret() < text.index(word) + len(word)


@BOTH
def test_dragging_from_right_to_left_selects_the_words_between(
    column: MakeColumn, language: str, text: str
) -> None:
    pane = column(language, text, width=600).pane
    first, second = text.split()[:2]
    begin, end = word_rect(pane, text, first), word_rect(pane, text, second)
    viewport, left = pane.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, pos=QPoint(begin.right() - 1, begin.center().y()))
    QTest.mouseMove(viewport, QPoint(end.center().x(), end.center().y()))
    QTest.mouseMove(viewport, QPoint(end.left(), end.center().y()))
    QTest.mouseRelease(viewport, left, pos=QPoint(end.left(), end.center().y()))
    assert pane.selection() == (0, len(first) + 1 + len(second))


@BOTH
def test_a_mark_is_painted_under_its_words_only(
    column: MakeColumn, language: str, text: str
) -> None:
    pane = column(language, text).pane
    word = text.split()[2]
    bare = picture(pane)
    pane.set_spans([quoted("s", "claim", word, text=text)])
    area = changed_area(bare, picture(pane))
    rect = word_rect(pane, text, word)
    assert area.left() >= rect.left() - 2
    assert area.right() <= rect.right() + 2
    assert rect.top() <= area.top()
    assert area.bottom() <= rect.bottom() + 1


@BOTH
def test_the_number_of_a_cluster_stands_at_the_left_of_the_last_letter(
    column: MakeColumn, language: str, text: str
) -> None:
    pane = column(language, text, width=600).pane
    word = text.split()[2]
    made = quoted("s", "claim", word, text=text)
    pane.set_spans([made])
    bare = picture(pane)
    pane.set_cluster_marks({made.id: 3})
    area = changed_area(bare, picture(pane))
    rect = word_rect(pane, text, word)
    assert not area.isEmpty()
    assert area.right() <= rect.left()
    assert area.left() >= rect.left() - 14


@BOTH
def test_ribbons_meet_the_line_of_a_span(column: MakeColumn, language: str, text: str) -> None:
    pane = column(language, text).pane
    made = quoted("s", "claim", text.rsplit(maxsplit=1)[-1], text=text)
    pane.set_spans([made])
    (y,) = pane.anchors([made.id]).values()
    rect = word_rect(pane, text, text.rsplit(maxsplit=1)[-1])
    assert isinstance(y, int)
    assert rect.top() <= y <= rect.bottom()


@BOTH
def test_nothing_is_hit_beside_the_words(column: MakeColumn, language: str, text: str) -> None:
    pane = column(language, text).pane
    pane.set_spans([quoted("s", "claim", text.split("\n")[1], text=text)])
    rect = word_rect(pane, text, text.split("\n")[1])
    assert pane.spans_under(QPointF(rect.center())) == ["s"]
    assert pane.spans_under(QPointF(rect.left() - 8, rect.center().y())) == []


def test_an_article_that_follows_is_set_from_left_to_right_again(column: MakeColumn) -> None:
    pane = column("he", HEBREW).pane
    pane.show_text("Plain words.")
    page = pane._layout.page
    assert word_rect(pane, "Plain words.", "Plain").left() == pytest.approx(page.left, abs=2)


def test_the_header_is_mirrored_with_the_text(column: MakeColumn) -> None:
    for language, text in (("he", HEBREW), ("en", "Plain words.")):
        made = column(language, text)
        outlet, date = made._outlet, made._date
        mirrored = outlet.mapTo(made, QPoint()).x() > date.mapTo(made, QPoint()).x()
        assert mirrored == (language == "he")


MIXED = [
    ("he", "\u05dc\u05e4\u05d9 Lindholm \u05e0\u05e4\u05e6\u05e2\u05d5 12 \u05d0\u05e0 7 \u05db"),
    ("en", "abc 12 \u05dc\u05e4\u05d9 12 \u05d0\u05e0\u05e9\u05d9\u05dd def 7 \u05db x"),
    ("ar", "\u062d\u0633\u0628 Ob 12 \u0634\u062e\u0635\u0627 \u0641\u064a 2031 \u0647\u0646"),
]


@pytest.mark.parametrize(("language", "text"), MIXED)
def test_where_directions_meet_every_letter_is_marked_once_and_hit_where_it_is_drawn(
    column: MakeColumn, language: str, text: str
) -> None:
    pane = column(language, text, width=600).pane
    (line,) = pane.view.lines_in_sight()
    places = [line.stretches(offset, offset + 1) for offset in range(len(text))]
    assert all(len(place) == 1 for place in places)
    edges = sorted(place[0] for place in places)
    for (_, right), (left, _) in pairwise(edges):
        assert right == pytest.approx(left, abs=0.6)
    (whole,) = line.stretches(0, len(text))
    assert whole == pytest.approx((edges[0][0], edges[-1][1]), abs=0.6)
    hits = [line.at_x((place[0][0] + place[0][1]) / 2) for place in places]
    assert hits == list(range(len(text)))


@pytest.mark.parametrize(("language", "text"), MIXED)
def test_the_end_of_a_letter_is_at_its_left_in_words_that_run_so(
    column: MakeColumn, language: str, text: str
) -> None:
    pane = column(language, text, width=600).pane
    (line,) = pane.view.lines_in_sight()
    for offset, letter in enumerate(text):
        if letter == " ":
            continue
        ((left, right),) = line.stretches(offset, offset + 1)
        runs_left = unicodedata.bidirectional(letter) in ("R", "AL")
        assert line.ends_at(offset + 1) == (left if runs_left else right, runs_left), letter
