from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.app.resources import resource_path
from annotator.model.ids import ArticleId, LayerId, SpanId
from annotator.model.span import Span, cut_pieces
from annotator.ui.article_pane import ArticlePane
from annotator.ui.theme import load_theme

TEXT = "A headline\n\nThe first words after a blank line, and so on.\n"


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.7, 0.95])
def test_a_click_anywhere_on_the_words_after_a_blank_line_hits_their_span(
    qtbot: QtBot, share: float
) -> None:
    pane = ArticlePane(load_theme(resource_path("themes", "light.toml")))
    qtbot.addWidget(pane)
    pane.resize(500, 300)
    start = TEXT.index("The first")
    pieces = cut_pieces(TEXT, [(start, start + 15)], "here")
    pane.show_text(TEXT)
    pane.set_spans([Span(SpanId("s"), LayerId("l"), ArticleId("a"), "claim", pieces)])
    pane.show()
    clicked: list[object] = []
    pane.span_clicked.connect(clicked.append)
    cursor = QTextCursor(pane.document())
    pane._layout.positions.place(cursor, start + 5)
    words = pane.cursorRect(cursor)
    place = QPoint(words.center().x() + 2, words.top() + round(words.height() * share))
    QTest.mouseClick(
        pane.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    assert clicked == ["s"]
