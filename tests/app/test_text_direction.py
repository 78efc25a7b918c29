from __future__ import annotations

import pytest

from annotator.app.text_direction import right_to_left


@pytest.mark.parametrize(
    "language",
    ["ar", "he", "fa", "ur", "yi", "AR", "fa-IR", "he_IL", "ar-Arab-EG", "az-Arab", "heb"],
)
def test_these_are_written_from_right_to_left(language: str) -> None:
    assert right_to_left(language)


@pytest.mark.parametrize(
    "language", ["", "en", "es", "az", "ku", "yi-Latn", "ar-Latn", "zh-Hans", "-"]
)
def test_these_are_not(language: str) -> None:
    assert not right_to_left(language)
