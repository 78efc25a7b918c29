from __future__ import annotations

import pytest
from pane_world import KINDS, LONG, quoted, span, theme
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.model.ids import SpanId
from annotator.ui.article_pane import ArticlePane
from annotator.ui.ribbons import Ribbon, RibbonGutter

NEAR, FAR = SpanId("near"), SpanId("far")


class Desk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        far = len(LONG) - 30
        self.panes = [ArticlePane(theme(), self) for _ in range(2)]
        self.gutter = RibbonGutter(self.panes[0], self.panes[1], theme(), self)
        for widget, x, width in ((self.panes[0], 0, 380), (self.gutter, 380, 40)):
            widget.setGeometry(x, 0, width, 400)
        self.panes[1].setGeometry(420, 0, 380, 400)
        for pane in self.panes:
            pane.set_kinds(KINDS)
            pane.show_text(LONG)
            near = quoted("near", "claim", "Some 1,430 workers", text=LONG)
            pane.set_spans([near, span("far", "claim", (far, far + 9), text=LONG)])
        self.resize(800, 400)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def columns_painted(gutter: RibbonGutter) -> tuple[QImage, set[int]]:
    image = gutter.grab().toImage()
    ground = image.pixel(gutter.width() // 2, gutter.height() // 2)
    return image, {
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != ground for y in range(image.height()))
    }


def test_a_ribbon_crosses_the_gutter_from_claim_to_claim(desk: Desk) -> None:
    desk.gutter.set_links([Ribbon(NEAR, NEAR)])
    image, painted = columns_painted(desk.gutter)
    assert painted == set(range(image.width()))
    y = desk.panes[0].anchors([NEAR])[NEAR]
    assert isinstance(y, int)
    assert image.pixelColor(20, y) != image.pixelColor(20, y + 40)


def test_an_emphasised_ribbon_is_stronger(desk: Desk) -> None:
    desk.gutter.set_links([Ribbon(NEAR, NEAR)])
    quiet, _ = columns_painted(desk.gutter)
    desk.gutter.set_links([Ribbon(NEAR, NEAR, emphasised=True)])
    strong, _ = columns_painted(desk.gutter)

    accent = theme().accent.rgb()

    def accented(image: QImage) -> int:
        return sum(
            image.pixel(x, y) == accent for x in range(image.width()) for y in range(image.height())
        )

    assert accented(strong) > accented(quiet)


def test_an_end_out_of_sight_leaves_a_mark_that_can_be_clicked(desk: Desk, qtbot: QtBot) -> None:
    desk.gutter.set_links([Ribbon(NEAR, FAR), Ribbon(NEAR, NEAR)])
    with qtbot.waitSignal(desk.gutter.end_requested) as asked:
        place = QPoint(desk.gutter.width() - 10, desk.panes[1].viewport().height() - 12)
        QTest.mouseClick(desk.gutter, Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [FAR]


def test_the_ribbon_follows_when_a_pane_scrolls(desk: Desk) -> None:
    desk.gutter.set_links([Ribbon(NEAR, NEAR)])
    before = desk.gutter.grab().toImage()
    desk.panes[1].scroll_to(len(LONG) // 2, len(LONG) // 2 + 3)
    assert desk.gutter.grab().toImage() != before


def test_links_with_unknown_ends_are_left_out(desk: Desk) -> None:
    bare = desk.gutter.grab().toImage()
    desk.gutter.set_links([Ribbon(SpanId("gone"), NEAR)])
    assert desk.gutter.grab().toImage() == bare


def test_nothing_lies_over_a_viewport_so_that_panes_scroll_by_moving_pixels(desk: Desk) -> None:
    for pane in desk.panes:
        assert pane.viewport().findChildren(QWidget) == []
    for widget in desk.findChildren(QWidget):
        if widget.parent() is desk and widget not in desk.panes:
            assert not any(widget.geometry().intersects(pane.geometry()) for pane in desk.panes)
