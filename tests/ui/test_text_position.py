from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from unicode_texts import TEXTS

from annotator.ui.text_position import TextPosition


@given(TEXTS)
def test_every_offset_comes_back_and_is_where_utf_16_has_it(text: str) -> None:
    positions = TextPosition(text)
    for offset in range(len(text) + 1):
        units = len(text[:offset].encode("utf-16-le")) // 2
        assert positions.units(offset) == units
        assert positions.offset(units) == offset


@given(TEXTS)
def test_a_place_inside_a_character_is_its_beginning(text: str) -> None:
    positions = TextPosition(text)
    for offset, character in enumerate(text):
        if ord(character) > 0xFFFF:
            assert positions.offset(positions.units(offset) + 1) == offset


def test_offsets_past_either_end_are_cut_back() -> None:
    positions = TextPosition("a🚢")
    assert (positions.units(-5), positions.units(99)) == (0, 3)
    assert (positions.offset(-5), positions.offset(99)) == (0, 2)


@pytest.mark.usefixtures("qapp")
@given(text=TEXTS, data=st.data())
def test_a_document_of_qt_counts_the_same_characters(text: str, data: st.DataObject) -> None:
    document = QTextDocument()
    document.setPlainText(text)
    positions = TextPosition(text)
    assert document.characterCount() - 1 == positions.units(len(text))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cursor = QTextCursor(document)
    positions.select(cursor, start, end)
    assert positions.selection_of(cursor) == (start, end)
    assert positions.caret_of(cursor) == end
