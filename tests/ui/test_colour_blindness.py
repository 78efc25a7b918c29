"""The kinds of the codebook that comes with the program, as readers with other eyes see them."""

from __future__ import annotations

import json
import math
from itertools import combinations

import pytest
from pane_world import THEMES, theme
from PySide6.QtGui import QColor

from annotator.ui.theme import KindColours, kind_colours

CODEBOOK = THEMES.parent / "codebooks" / "news-claims.json"
KINDS: list[dict[str, str]] = json.loads(CODEBOOK.read_text("utf-8"))["kinds"]
NAMES = sorted(path.stem for path in THEMES.glob("*.toml"))
PAIRS = list(combinations(KINDS, 2))

# Full dichromacy on linear RGB: Machado, Oliveira and Fernandes 2009, severity 1.0
EYES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
# CIE 1976: about 2.3 is the least difference that is seen at all
TELLS_APART = 15.0

Triple = tuple[float, float, float]


def linear(colour: QColor) -> Triple:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return red, green, blue


def times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    one, two, three = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three


def lab(rgb: Triple) -> Triple:
    """CIELAB of linear sRGB under D65."""
    to_xyz = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
    clipped = (min(max(rgb[0], 0), 1), min(max(rgb[1], 0), 1), min(max(rgb[2], 0), 1))
    xyz = times(to_xyz, clipped)
    x, y, z = (
        math.cbrt(part / white)
        if part / white > 216 / 24389
        else (24389 / 27 * part / white + 16) / 116
        for part, white in zip(xyz, (0.95047, 1.0, 1.08883), strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(eye: str, one: QColor, other: QColor) -> float:
    return math.dist(*(lab(times(EYES[eye], linear(colour))) for colour in (one, other)))


def colours(name: str, kind: dict[str, str]) -> KindColours:
    return kind_colours(theme(name), kind["colour"], faint=kind["shape"] != "solid")


def test_the_simulation_leaves_grey_alone_and_takes_red_from_green() -> None:
    red, green = QColor("#c04040"), QColor("#6b6b00")
    for eye, matrix in EYES.items():
        seen = times(matrix, linear(QColor("#808080")))
        assert max(seen) - min(seen) < 0.001
        assert difference(eye, red, green) < math.dist(lab(linear(red)), lab(linear(green))) / 2


def test_no_two_kinds_have_the_same_shape_or_the_same_letter() -> None:
    assert len({kind["shape"] for kind in KINDS}) == len(KINDS)
    assert len({kind["key"].upper() for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", NAMES)
def test_the_marks_of_two_kinds_are_told_apart_by_colour_too(name: str, eye: str) -> None:
    seen = {
        f"{one['id']}/{other['id']}": difference(
            eye, colours(name, one).stroke, colours(name, other).stroke
        )
        for one, other in PAIRS
    }
    assert min(seen.values()) >= TELLS_APART, seen
