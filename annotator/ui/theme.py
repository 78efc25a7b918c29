"""What the program looks like: colours by role, two fonts, and how a codebook's colours fit in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from annotator.ui.colour import (
    contrast,
    faded,
    legible,
    mixed,
    strongest_veil,
)

_STYLE = "fusion"

_CHROME = """
QToolTip {{ background: {raised}; color: {ink}; border: 1px solid {line}; padding: 3px 6px; }}
QSplitter::handle {{ background: {window}; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 9px; }}
QScrollBar:horizontal {{ height: 9px; }}
QScrollBar::handle {{ background: {line}; border-radius: 3px; margin: 1px 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


THEMES = ("light", "dark", "contrast")  # in the order in which one comes after the other
_FOCUSED_SHARE = 0.16


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour by what it is for, and the fonts; sizes are in points."""

    name: str
    dark: bool
    window: QColor
    panel: QColor
    raised: QColor
    paper: QColor
    ink: QColor
    quiet: QColor
    line: QColor
    hover: QColor
    accent: QColor
    accent_soft: QColor
    on_accent: QColor
    selection: QColor
    notice: QColor
    on_notice: QColor
    ok: QColor
    warn: QColor
    fail: QColor
    interface: tuple[str, ...]
    interface_size: float
    reading: tuple[str, ...]
    reading_size: float
    text_contrast: float
    mark_contrast: float

    def scaled(self, factor: float) -> Theme:
        """Return the theme with all text `factor` times as large."""
        return replace(
            self,
            interface_size=self.interface_size * factor,
            reading_size=self.reading_size * factor,
        )

    def interface_font(self, scale: float = 1.0) -> QFont:
        """Return the sans serif of lists, buttons and everything that is not an article."""
        return _font(self.interface, self.interface_size * scale, QFont.StyleHint.SansSerif)

    def reading_font(self) -> QFont:
        """Return the serif in which articles are read."""
        return _font(self.reading, self.reading_size, QFont.StyleHint.Serif)

    def veil(self) -> QColor:
        """Return what covers greyed-out text: as much paper as leaves the text readable."""
        return faded(self.paper, strongest_veil(self.ink, self.paper, self.text_contrast))


class KindColours(NamedTuple):
    """How one kind of span is coloured on a theme's paper."""

    stroke: QColor  # marks
    text: QColor  # words in the kind's colour
    fill: QColor  # the band behind the words; see-through, so that bands over each other show
    focused: QColor  # the same for the span that is looked at


def kind_colours(theme: Theme, colour: str, *, faint: bool = False) -> KindColours:
    """Return the colours of a kind on a theme's paper, from its colour in the codebook.

    `faint` gives a lighter band, for marks that are drawn by their line more than their ground.
    """
    wanted = theme.text_contrast, theme.mark_contrast
    return _kind_colours(colour, theme.paper.rgb(), theme.ink.rgb(), theme.dark, wanted, faint)


@lru_cache(maxsize=256)
def _kind_colours(
    colour: str, paper: int, ink: int, dark: bool, wanted: tuple[float, float], faint: bool
) -> KindColours:
    base, ground = QColor(colour), QColor(paper)
    stroke = legible(base, ground, wanted[1])
    share = (0.07 if faint else 0.12) * (1.3 if dark else 1)
    # Bright colours on dark paper, above all: two bands and a stronger one must not drown words.
    strength = next(
        part / 10
        for part in range(10, -1, -1)
        if contrast(QColor(ink), _covered(ground, stroke, share, part / 10)) >= wanted[0]
    )
    return KindColours(
        stroke=stroke,
        text=legible(base, ground, wanted[0]),
        fill=faded(stroke, share * strength),
        focused=faded(stroke, _FOCUSED_SHARE * strength),
    )


def _covered(ground: QColor, stroke: QColor, share: float, strength: float) -> QColor:
    for part in (share, share, _FOCUSED_SHARE):
        ground = mixed(ground, stroke, part * strength)
    return ground


def load_theme(path: Path) -> Theme:
    """Return the theme in a TOML file with the tables colours, roles, fonts and contrast."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    base: dict[str, str] = data["colours"]
    roles: dict[str, Any] = {
        role: QColor(base.get(value, value)) for role, value in data["roles"].items()
    }
    fonts: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else float(value)
        for key, value in data["fonts"].items()
    }
    wanted = data["contrast"]
    return Theme(
        name=data["name"],
        dark=data["dark"],
        text_contrast=float(wanted["text"]),
        mark_contrast=float(wanted["marks"]),
        **roles,
        **fonts,
    )


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole application the theme; it may be called again to change it."""
    if app.style().name() != _STYLE:
        app.setStyle(_STYLE)
    app.setPalette(palette(theme))
    app.setFont(theme.interface_font())
    colours = {
        field.name: value.name()
        for field in fields(theme)
        if isinstance(value := getattr(theme, field.name), QColor)
    }
    app.setStyleSheet(_CHROME.format(**colours))


def palette(theme: Theme) -> QPalette:
    """Return the theme as Qt's palette.

    The palette is the program's own: what the desktop says about light or dark is not asked.
    """
    role = QPalette.ColorRole
    own = QPalette()
    for name, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.ink),
        (role.Base, theme.panel),
        (role.AlternateBase, theme.window),
        (role.Text, theme.ink),
        (role.PlaceholderText, theme.quiet),
        (role.Button, theme.raised),
        (role.ButtonText, theme.ink),
        (role.BrightText, theme.fail),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.ink),
        (role.Light, mixed(theme.window, theme.raised, 0.5)),
        (role.Midlight, theme.hover),
        (role.Mid, theme.line),
        (role.Dark, mixed(theme.line, theme.quiet, 0.4)),
        (role.Shadow, mixed(theme.line, theme.quiet, 0.7)),
    ):
        own.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        own.setColor(QPalette.ColorGroup.Disabled, name, mixed(theme.window, theme.quiet, 0.7))
    return own


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


def _font(families: tuple[str, ...], size: float, hint: QFont.StyleHint) -> QFont:
    font = QFont()
    font.setStyleHint(hint)
    font.setFamilies([name for name in families if name in _installed()] or [font.defaultFamily()])
    font.setPointSizeF(size)
    return font
