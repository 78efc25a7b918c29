from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from pane_world import LONG, TEXT, MakePane, quoted, span, theme
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from unicode_texts import TEXTS

from annotator.model.ids import SpanId
from annotator.ui.article_pane import ArticlePane

ONE_PANE = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
CLAIM = SpanId("claim")


def middle(rect: QRect | None) -> QPoint:
    assert rect is not None
    return rect.center()


def copied(pane: ArticlePane) -> str:
    return pane.createMimeDataFromSelection().text()


@ONE_PANE
@given(text=TEXTS, data=st.data())
def test_what_is_selected_is_that_stretch_of_the_text_in_every_plane(
    make_pane: MakePane, text: str, data: st.DataObject
) -> None:
    pane = _the_pane(make_pane)
    pane.show_text(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pane.select(start, end)
    assert copied(pane) == text[start:end]
    assert pane.caret() == end
    stripped = text[start:end].strip()
    found = pane.selection()
    assert (text[found[0] : found[1]] if found else "") == stripped
    pane.set_caret(start)
    assert pane.caret() == start
    assert pane.selection() is None


@ONE_PANE
@given(text=TEXTS.filter(bool), data=st.data())
def test_selecting_by_keyboard_gives_whole_characters_in_every_plane(
    make_pane: MakePane, text: str, data: st.DataObject
) -> None:
    pane = _the_pane(make_pane)
    pane.show_text(text)
    start = data.draw(st.integers(0, len(text) - 1))
    pane.set_caret(start)
    for _ in range(data.draw(st.integers(1, 4))):
        QTest.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    # In right-to-left words the key goes the other way, and may come back to where it began.
    first, last = sorted((start, pane.caret()))
    assert copied(pane) == text[first:last]
    assert first < last or not pane.textCursor().hasSelection()


def test_one_key_selects_one_wide_character(make_pane: MakePane) -> None:
    pane = make_pane()
    pane.set_caret(TEXT.index("🚢"))
    QTest.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert copied(pane) == "🚢"
    assert pane.selection() == (TEXT.index("🚢"), TEXT.index("🚢") + 1)


def _the_pane(make_pane: MakePane) -> ArticlePane:
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, ArticlePane)]
    visible = [pane for pane in shown if pane.isVisible()]
    return visible[0] if visible else make_pane()


def test_copied_words_keep_their_no_break_space(make_pane: MakePane) -> None:
    pane = make_pane()
    pane.select(0, TEXT.index("voted"))
    QTest.keyClick(pane, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == TEXT[: TEXT.index("voted")]
    assert "\u00a0" in QApplication.clipboard().text()


def test_control_a_selects_the_whole_article(make_pane: MakePane) -> None:
    pane = make_pane()
    QTest.keyClick(pane, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert pane.selection() == (0, len(TEXT))


def test_the_caret_moves_by_keyboard_and_says_so(make_pane: MakePane, qtbot: QtBot) -> None:
    pane = make_pane()
    pane.set_caret(0)
    with qtbot.waitSignal(pane.caret_moved) as moved:
        QTest.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert moved.args == [len("Crews ")]
    with qtbot.waitSignal(pane.selection_changed):
        QTest.keyClick(pane, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert pane.selection() is not None


@pytest.mark.parametrize(
    "key",
    [
        Qt.Key.Key_C,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Return,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Backspace,
    ],
)
def test_keys_that_are_not_for_reading_reach_the_window(qtbot: QtBot, key: Qt.Key) -> None:
    class Window(QWidget):
        heard: list[int]

        def event(self, event: QEvent) -> bool:
            # Before Qt's own use of Tab, as a shortcut of the window would be.
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                self.heard.append(event.key())
            return super().event(event)

    window = Window()
    window.heard = []
    qtbot.addWidget(window)
    pane = ArticlePane(theme(), window)
    pane.show_text(TEXT)
    window.show()
    QTest.keyClick(pane, key)
    assert window.heard == [key]
    assert pane.toPlainText().startswith("Crews"), "and the text stays as it is"


def test_a_click_on_nested_spans_names_the_smallest(make_pane: MakePane, qtbot: QtBot) -> None:
    claim = quoted("claim", "claim", "Some 1,430 workers have been away")
    figure = quoted("figure", "figure", "1,430")
    pane = make_pane(spans=[claim, figure])
    with qtbot.waitSignal(pane.span_clicked) as clicked:
        QTest.mouseClick(
            pane.viewport(), Qt.MouseButton.LeftButton, pos=middle(pane.span_rect(figure.id))
        )
    assert clicked.args == ["figure"]
    assert pane.spans_at(TEXT.index("1,430")) == ["figure", "claim"]


def test_a_click_beside_every_span_names_none(make_pane: MakePane) -> None:
    pane = make_pane(spans=[quoted("claim", "claim", "Nine ships")])
    heard: list[object] = []
    pane.span_clicked.connect(heard.append)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 290))
    assert heard == []


def test_a_span_out_of_sight_has_a_direction_and_no_place(make_pane: MakePane) -> None:
    far = len(LONG) - 20
    first, last = (
        span("first", "claim", (0, 10), text=LONG),
        span("last", "claim", (far, far + 9), text=LONG),
    )
    pane = make_pane(LONG, [first, last])
    assert pane.span_rect(first.id) is not None
    assert pane.direction(first.id) is None
    assert pane.span_rect(last.id) is None
    assert pane.direction(last.id) == "below"
    pane.scroll_to(far, far + 9)
    assert pane.span_rect(last.id) is not None
    assert pane.direction(first.id) == "above"
    assert pane.direction(SpanId("unknown")) is None


@pytest.mark.parametrize("paragraph", [0, 1, 30, 60, 90, 119])
def test_scrolling_to_a_place_shows_it_wherever_it_is(make_pane: MakePane, paragraph: int) -> None:
    pane = make_pane(LONG)
    start = sum(len(line) + 1 for line in LONG.split("\n")[:paragraph])
    pane.scroll_to(start, start + 8)
    first, last = pane.visible_range()
    assert first <= start < start + 8 <= last
    pane.scroll_to(0, 5)
    assert pane.visible_range()[0] == 0


def test_a_place_in_good_view_is_not_moved(make_pane: MakePane) -> None:
    pane = make_pane(LONG)
    heard: list[None] = []
    pane.scrolled.connect(lambda: heard.append(None))
    pane.scroll_to(TEXT.index("Some"), TEXT.index("Some") + 4)
    assert heard == []
    pane.scroll_to(len(LONG) // 2, len(LONG) // 2 + 5)
    assert heard


def test_the_place_stays_when_the_pane_gets_narrower_or_its_text_larger(
    make_pane: MakePane,
) -> None:
    pane = make_pane(LONG, width=600)
    middle_of_text = LONG.index("Nine", len(LONG) // 2)
    pane.scroll_to(middle_of_text, middle_of_text + 4)
    top = pane.visible_range()[0]
    pane.resize(330, 300)
    first, last = pane.visible_range()
    assert first <= top < last
    pane.set_theme(theme().scaled(2))
    first, last = pane.visible_range()
    assert first <= top < last


def test_a_text_of_one_paragraph_is_set_like_any_other(make_pane: MakePane) -> None:
    one, two = make_pane("Nine ships wait."), make_pane("Nine ships wait.\nOne more.")
    claim = quoted("claim", "claim", "Nine ships")
    for pane in (one, two):
        pane.set_spans([span("claim", "claim", (0, 10))])
    assert one.span_rect(claim.id) == two.span_rect(claim.id)
    one.resize(300, 200)
    one.set_theme(theme("dark"))
    two.resize(300, 200)
    two.set_theme(theme("dark"))
    assert one.span_rect(claim.id) == two.span_rect(claim.id)


def test_nothing_can_be_typed_pasted_or_dropped(make_pane: MakePane) -> None:
    pane = make_pane()
    QApplication.clipboard().setText("intruder")
    QTest.keyClicks(pane, "abc")
    QTest.keyClick(pane, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    pane.select(0, len(TEXT))
    assert copied(pane) == TEXT
    assert pane.document().characterCount() - 1 == len(TEXT) + 1  # the ship takes two units
    assert not pane.acceptDrops()


def test_a_press_on_selected_words_begins_anew_instead_of_dragging_them(
    make_pane: MakePane,
) -> None:
    pane = make_pane(spans=[quoted("claim", "claim", "Nine ships")])
    place = middle(pane.span_rect(CLAIM))
    pane.select(0, len(TEXT))
    QTest.mousePress(pane.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pane.selection() is None
    QTest.mouseRelease(pane.viewport(), Qt.MouseButton.LeftButton, pos=place)
