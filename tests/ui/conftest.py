"""Panes for the tests of the window's parts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pane_world import KINDS, TEXT, MakePane, theme
from pytestqt.qtbot import QtBot

from annotator.model.span import Span
from annotator.ui.article_pane import ArticlePane


@pytest.fixture
def make_pane(qtbot: QtBot) -> MakePane:
    """Return a function that shows a text with spans in a pane."""

    def make(text: str = TEXT, spans: Sequence[Span] = (), width: int = 420) -> ArticlePane:
        pane = ArticlePane(theme())
        qtbot.addWidget(pane)
        pane.resize(width, 300)
        pane.set_kinds(KINDS)
        pane.show_text(text)
        pane.set_spans(spans)
        pane.show()
        qtbot.waitExposed(pane)
        return pane

    return make
