from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from desk_world import DeskWorld
from made_projects import article, made
from pane_world import theme
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.app import acts, arranging
from annotator.app.desk import Desk, Here
from annotator.app.joining import join
from annotator.app.tagging import tag_span
from annotator.model.ids import ArticleId, SpanId
from annotator.ui.workspace import Workspace

FILLER = "Words that fill a line of the article and say nothing of any use to anybody."


def story() -> dict[str, str]:
    """Two long articles that say the same three things, in other places, and a third."""
    one = [FILLER] * 60
    two = [f"{FILLER} {FILLER}"] * 60
    for number, (here, there) in enumerate(((10, 30), (25, 35), (50, 48))):
        one[here], two[there] = f"Fact number {number}.", f"The same fact, number {number}."
    return {"one.txt": "\n".join(one), "two.txt": "\n".join(two), "three.txt": "Short."}


class Window:
    """A workspace over a story with three joined claims."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.project = made(folder, story())
        self.desk = Desk(self.project, "A")
        self.claims = [self._join(number) for number in range(3)]
        self.space = Workspace(self.desk, theme())
        qtbot.addWidget(self.space)
        self.space.resize(1400, 600)
        self.space.show()
        qtbot.waitExposed(self.space)
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()

    def _join(self, number: int) -> tuple[SpanId, SpanId]:
        layer = self.desk.layer
        assert layer is not None
        ends = []
        for file, words in (("one.txt", "Fact number"), ("two.txt", "The same fact, number")):
            where = article(self.project, file)
            start = self.project.text_of(where).index(f"{words} {number}")
            ends.append(
                tag_span(self.project, layer, where, [(start, start + len(words) + 2)], "claim")
            )
        reading = self.desk.reading
        assert reading is not None
        spans = [reading.spans[end] for end in ends]
        join(self.project, layer, reading.story.id, spans)
        return ends[0], ends[1]

    def article(self, file: str) -> ArticleId:
        return article(self.project, file)

    def top(self, file: str) -> int:
        return self.space.pane(self.article(file)).visible_range()[0]

    def tops(self) -> tuple[int, int]:
        return self.top("one.txt"), self.top("two.txt")

    def scroll(self, file: str, lines: int) -> None:
        """Turn the wheel over a pane, as a person does."""
        viewport = self.space.pane(self.article(file)).viewport()
        for _ in range(abs(lines)):
            turn = QPoint(0, -120 if lines > 0 else 120)
            place = QPointF(viewport.rect().center())
            event = QWheelEvent(
                place, viewport.mapToGlobal(place), QPoint(), turn, Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(viewport, event)

    def heights(self, number: int) -> tuple[int | str | None, int | str | None]:
        one, two = self.claims[number]
        here = self.space.pane(self.article("one.txt")).anchors([one])[one]
        there = self.space.pane(self.article("two.txt")).anchors([two])[two]
        return here, there


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    shown = Window(tmp_path, qtbot)
    yield shown
    shown.project.close()


@pytest.mark.parametrize("leader", ["one.txt", "two.txt"])
@pytest.mark.parametrize("number", [0, 1])
def test_a_joined_claim_a_third_below_the_top_is_level_with_its_partner(
    window: Window, number: int, leader: str
) -> None:
    pane = window.space.pane(window.article(leader))
    claim = window.claims[number][leader == "two.txt"]
    third = pane.viewport().height() / 3
    bar = pane.verticalScrollBar()
    for _ in range(200):
        bar.setValue(bar.value() + 1)
        place = pane.anchors([claim])[claim]
        if isinstance(place, int) and place <= third:
            break
    here, there = window.heights(number)
    assert isinstance(here, int)
    assert isinstance(there, int)
    assert abs(here - third) < 60
    assert abs(here - there) <= 60


def test_scrolling_one_article_to_either_end_brings_the_other_there(window: Window) -> None:
    ends = [window.space.pane(window.article(file)) for file in ("one.txt", "two.txt")]
    window.scroll("one.txt", 200)
    assert all(pane.visible_range()[1] == len(pane._text) for pane in ends)
    window.scroll("one.txt", -200)
    assert window.tops() == (0, 0)


def test_the_pane_a_person_scrolls_goes_where_the_person_wants_and_nowhere_else(
    window: Window,
) -> None:
    seen = []
    for _ in range(8):
        window.scroll("two.txt", 1)
        bar = window.space.pane(window.article("two.txt")).verticalScrollBar()
        seen.append(bar.value())
    steps = {later - sooner for sooner, later in pairwise(seen)}
    assert steps == {QApplication.wheelScrollLines()}


def test_going_down_the_other_column_never_goes_up(window: Window) -> None:
    before = 0
    for _ in range(60):
        window.scroll("one.txt", 1)
        assert window.top("two.txt") >= before
        before = window.top("two.txt")


def test_keys_that_scroll_take_the_others_along(window: Window) -> None:
    window.space.pane(window.article("one.txt")).setFocus()
    for _ in range(4):
        QTest.keyClick(window.space.pane(window.article("one.txt")), Qt.Key.Key_PageDown)
    assert window.top("one.txt") > 0
    assert window.top("two.txt") > 0


def test_switched_off_each_column_scrolls_by_itself(window: Window) -> None:
    window.space.scrolling.on = False
    window.scroll("one.txt", 10)
    assert window.top("one.txt") > 0
    assert window.top("two.txt") == 0


def test_a_jump_leaves_the_other_columns_where_they_are(window: Window) -> None:
    end = len(window.project.text_of(window.article("one.txt"))) - 5
    window.desk.place_requested.emit(window.article("one.txt"), end, end + 3)
    assert window.top("one.txt") > 0
    assert window.top("two.txt") == 0


def test_the_window_getting_another_size_scrolls_nothing(window: Window) -> None:
    window.scroll("one.txt", 8)
    before = window.tops()
    window.space.resize(1100, 500)
    window.settle()
    one, two = window.tops()
    assert abs(one - before[0]) <= len(FILLER)
    assert abs(two - before[1]) <= 2 * len(FILLER)
    window.scroll("one.txt", 1)
    assert window.top("two.txt") != two or window.top("one.txt") != one


def test_a_claim_that_is_joined_now_counts_at_once(window: Window) -> None:
    window.scroll("one.txt", 12)
    apart = window.top("two.txt")
    reading = window.desk.reading
    assert reading is not None
    window.scroll("one.txt", -200)
    for one, _ in window.claims:
        window.desk.focus(one)
        acts.leave_cluster(window.desk)
    window.desk.focus(None)
    window.scroll("one.txt", -200)
    window.scroll("one.txt", 12)
    assert window.top("two.txt") != apart


def hover(window: Window, place: QPoint) -> None:
    viewport = window.space.pane(window.article("one.txt")).viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)


def test_resting_on_a_span_shows_its_card_as_plain_text(window: Window, qtbot: QtBot) -> None:
    one, _ = window.claims[0]
    window.desk.go_to(window.desk.reading.spans[one])  # type: ignore[union-attr]  # it is there
    pane = window.space.pane(window.article("one.txt"))
    rect = pane.span_rect(one)
    assert rect is not None
    hover(window, rect.center())
    qtbot.waitUntil(QToolTip.isVisible)
    lines = QToolTip.text().removeprefix("<qt>").removesuffix("</qt>").split("<br>")
    assert lines[0].startswith("Claim, paragraph")
    assert "Cluster: 2 claims in 2 articles" in lines
    hover(window, QPoint(2, pane.viewport().height() - 3))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_what_stays_keeps_its_place_and_its_selection_when_a_column_goes(window: Window) -> None:
    two = window.article("two.txt")
    pane = window.space.pane(two)
    window.scroll("two.txt", 5)
    top, _ = pane.visible_range()
    pane.select(top + 10, top + 30)
    top = pane.visible_range()[0]
    window.desk.set_here(Here(window.article("three.txt"), 0, None))
    arranging.hide(window.desk)
    window.settle()
    assert window.desk.columns == (window.article("one.txt"), two)
    assert window.space.pane(two) is pane
    assert pane.selection() is not None
    assert abs(pane.visible_range()[0] - top) <= 3 * len(FILLER)
    assert len(window.space.findChildren(type(pane))) >= 2


def order(window: Window) -> list[ArticleId]:
    """The articles from left to right as they are on the screen."""
    return sorted(
        window.desk.columns,
        key=lambda article: window.space.pane(article).mapTo(window.space, QPoint()).x(),
    )


@pytest.mark.parametrize(
    "act", [arranging.move_left, arranging.move_right, arranging.pin, arranging.hide]
)
def test_the_screen_has_the_columns_in_the_order_of_the_desk(
    window: Window, act: Callable[[Desk], None]
) -> None:
    window.desk.set_here(Here(window.desk.columns[1], 0, None))
    act(window.desk)
    window.settle()
    assert order(window) == list(window.desk.columns)
    assert len(window.space._gutters) == len(window.desk.columns) - 1


def test_a_small_desk_says_why_a_column_cannot_be_moved_hidden_or_replaced(
    tmp_path: Path,
) -> None:
    world = DeskWorld(tmp_path)
    world.caret_at("one.txt", "The quay")
    desk = world.desk
    for act, words in (
        (arranging.move_left, "further to the left"),
        (arranging.next_hidden, "No article of this story is hidden"),
    ):
        assert not desk.attempt(partial(act, desk))
        assert words in world.ear.last
    arranging.pin(desk)
    assert not desk.attempt(partial(arranging.move_right, desk))
    assert "stays the first" in world.ear.last
    desk.show_beside(1)
    assert not desk.attempt(partial(arranging.hide, desk))
    assert "only column" in world.ear.last
    world.project.close()
