"""Underlines as tiles: each shape is drawn once, then repeated along the words it marks."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from annotator.model.codebook import Shape


def draw_underline(
    painter: QPainter, shape: Shape, colour: QColor, rect: QRectF, ratio: float
) -> None:
    """Draw one underline that fills a rectangle; `ratio` is device pixels per pixel."""
    if shape in {"solid", "box"}:
        painter.fillRect(rect, colour)
    else:
        tile = _tile(shape, colour.rgba(), rect.height(), ratio)
        painter.drawTiledPixmap(rect, tile)


@lru_cache(maxsize=128)
def _tile(shape: Shape, rgba: int, height: float, ratio: float) -> QPixmap:
    dot = max(round(height), 1)
    width = {"dotted": 2 * dot, "dashed": 5 * dot, "wave": 4 * dot}[shape]
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    colour = QColor.fromRgba(rgba)
    painter = QPainter(pixmap)
    if shape == "wave":
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.3))
        path = QPainterPath(QPointF(0, height / 2))
        path.quadTo(width / 4, -height / 2, width / 2, height / 2)
        path.quadTo(width * 3 / 4, height * 3 / 2, width, height / 2)
        painter.drawPath(path)
    else:
        painter.fillRect(QRectF(0, 0, dot if shape == "dotted" else 3 * dot, height), colour)
    painter.end()
    return pixmap
