"""Colour sums that themes rest on: contrast as WCAG 2.2 defines it, mixing, and finding a shade."""

from __future__ import annotations

from PySide6.QtGui import QColor


def luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(under: QColor, over: QColor, share: float) -> QColor:
    """Return the opaque colour seen where `over` covers `under` with `share` from 0 to 1."""
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * share,
        under.greenF() + (over.greenF() - under.greenF()) * share,
        under.blueF() + (over.blueF() - under.blueF()) * share,
    )


def faded(colour: QColor, share: float) -> QColor:
    """Return a colour that covers what is under it only with `share` from 0 to 1."""
    return QColor.fromRgbF(colour.redF(), colour.greenF(), colour.blueF(), share)


def legible(colour: QColor, paper: QColor, wanted: float) -> QColor:
    """Return the shade nearest to `colour`, of the same hue, that has the contrast on `paper`."""
    hue, saturation, lightness = colour.hslHueF(), colour.hslSaturationF(), colour.lightnessF()
    towards = 0.0 if luminance(paper) > 0.18 else 1.0
    shades = (
        QColor.fromHslF(hue, saturation, lightness + (towards - lightness) * step / 50)
        for step in range(51)
    )
    return next(shade for shade in shades if contrast(shade, paper) >= wanted)


def strongest_veil(ink: QColor, paper: QColor, wanted: float) -> float:
    """Return how much of `paper` can cover `ink`, 0 to 1, with the text still at the contrast."""
    shares = (step / 100 for step in range(100, -1, -1))
    return next(
        (share for share in shares if contrast(mixed(ink, paper, share), paper) >= wanted), 0.0
    )
