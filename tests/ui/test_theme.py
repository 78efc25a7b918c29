from __future__ import annotations

import pytest
from pane_world import THEMES, theme
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from annotator.ui.colour import contrast, mixed
from annotator.ui.theme import THEMES as THEME_NAMES, apply, kind_colours

TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0  # of WCAG 2.2, level AA
NAMES = sorted(path.stem for path in THEMES.glob("*.toml"))
COLOURS = ["#1f5fae", "#7a3f9d", "#b7791f", "#5f6b7a", "#ffff00", "#000000", "#ffffff"]


def test_there_is_a_light_a_dark_and_a_high_contrast_theme() -> None:
    assert sorted(THEME_NAMES) == NAMES == ["contrast", "dark", "light"]
    assert theme("dark").dark
    assert not theme("light").dark
    assert all(theme(name).name == name for name in NAMES)


def test_no_theme_wants_less_contrast_than_can_be_read() -> None:
    for name in NAMES:
        assert theme(name).text_contrast >= TEXT_CONTRAST
        assert theme(name).mark_contrast >= MARK_CONTRAST
    assert theme("contrast").text_contrast >= 7
    assert theme("contrast").mark_contrast >= TEXT_CONTRAST


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_all_text_can_be_read(name: str) -> None:
    t = theme(name)
    for ground in (t.window, t.panel, t.raised, t.paper, t.hover, t.accent_soft):
        assert contrast(t.ink, ground) >= t.text_contrast
    for ground in (t.window, t.panel, t.raised, t.paper):
        for text in (t.quiet, t.accent, t.ok, t.warn, t.fail):
            assert contrast(text, ground) >= t.text_contrast, (name, text.name(), ground.name())
    assert contrast(t.on_accent, t.accent) >= t.text_contrast
    assert contrast(t.on_notice, t.notice) >= t.text_contrast
    assert contrast(t.ink, t.selection) >= t.text_contrast


@pytest.mark.parametrize("name", NAMES)
def test_text_under_a_veil_can_still_be_read(name: str) -> None:
    t = theme(name)
    veil = t.veil()
    seen = mixed(t.ink, QColor(veil.rgb()), veil.alphaF())
    assert contrast(seen, t.paper) >= t.text_contrast - 0.1
    assert contrast(seen, t.paper) < contrast(t.ink, t.paper)


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("name", NAMES)
def test_the_marks_of_any_kind_stand_out_and_leave_the_words_legible(
    name: str, colour: str
) -> None:
    t = theme(name)
    kind = kind_colours(t, colour)
    assert contrast(kind.stroke, t.paper) >= t.mark_contrast
    assert contrast(kind.text, t.paper) >= t.text_contrast
    ground = t.paper
    for band in (kind.fill, kind.fill, kind.focused):
        ground = mixed(ground, QColor(band.rgb()), band.alphaF())
    assert contrast(t.ink, ground) >= t.text_contrast


@pytest.mark.usefixtures("qapp")
def test_larger_text_is_larger_everywhere() -> None:
    large = theme().scaled(2)
    assert large.reading_font().pointSizeF() == 2 * theme().reading_font().pointSizeF()
    assert large.interface_font().pointSizeF() == 2 * theme().interface_font().pointSizeF()


def test_applying_a_theme_changes_the_palette_whatever_the_desktop_wants(
    qapp: QApplication,
) -> None:
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    try:
        for name in ("dark", "light"):
            apply(qapp, theme(name))
            assert qapp.palette().color(QPalette.ColorRole.Window) == theme(name).window
            assert qapp.palette().color(QPalette.ColorRole.Text) == theme(name).ink
    finally:
        qapp.setPalette(before[0])
        qapp.setFont(before[1])
        qapp.setStyleSheet(before[2])
