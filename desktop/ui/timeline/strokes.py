"""Strokes on the scene: every shape in a token's colour, on its layer. Texts keep their size under any zoom."""

from __future__ import annotations

from enum import IntEnum
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractGraphicsShapeItem,
    QGraphicsItem,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
)

from desktop.ui.icons import Icons
from desktop.ui.tokens import RADIUS_SMALL, REGULAR, Colours

_MOST_KEPT = 3000
"""A ground wider than that (an axis drawn near) is painted anew rather than kept as a picture."""


class Inks(Protocol):
    """What a drawing is made with: the window's look, or that of a picture that leaves it."""

    icons: Icons
    colours: Colours

    def px(self, measure: float) -> int:
        """A measure that holds text, grown with the text."""

    def font(self, step: str, weight: int = REGULAR) -> QFont:
        """A step of the type scale."""

    def colour(self, token: str) -> QColor:
        """A colour token."""


class Layer(IntEnum):
    """What lies over what."""

    BANDS = 0
    GRID = 10
    CHOSEN = 15
    PLAN = 20
    NOW = 30
    TODAY = 40
    WORDS = 50
    SELECTION = 60


class Strokes:
    """Draws on one scene. ``words`` are the places of all texts written so far."""

    def __init__(self, look: Inks, scene: QGraphicsScene, ratio: float) -> None:
        self.look, self.scene, self._ratio = look, scene, ratio
        self.words: list[QRectF] = []
        self._fonts: dict[tuple[str, int], QFont] = {}
        self._metrics: dict[tuple[str, int], QFontMetricsF] = {}

    def metrics(self, step: str = "note", weight: int = REGULAR) -> QFontMetricsF:
        """The measures of one face of text."""
        key = (step, weight)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self._font(step, weight))
        return self._metrics[key]

    def _font(self, step: str, weight: int) -> QFont:
        key = (step, weight)
        if key not in self._fonts:
            self._fonts[key] = self.look.font(step, weight)
        return self._fonts[key]

    def width(self, words: str, step: str = "note", weight: int = REGULAR) -> float:
        """How wide a text is."""
        return self.metrics(step, weight).horizontalAdvance(words)

    def line(self, start: QPointF, end: QPointF, token: str, layer: Layer, width: float = 1.0) -> None:
        """A straight line."""
        self.scene.addLine(start.x(), start.y(), end.x(), end.y(), self._pen(token, width)).setZValue(layer)

    def rule(self, left: float, y: float, right: float) -> None:
        """A level hairline, sharp on whole pixels."""
        self.line(QPointF(left, y + 0.5), QPointF(right, y + 0.5), "line", Layer.GRID)

    def band(self, rect: QRectF, token: str, tip: str = "") -> None:
        """A ground without an edge; it never changes, so its picture is kept."""
        item = self.scene.addRect(rect, QPen(Qt.PenStyle.NoPen), QBrush(self.look.colour(token)))
        if rect.width() < _MOST_KEPT:
            item.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        item.setToolTip(tip)
        item.setZValue(Layer.BANDS)

    def hatched(self, rect: QRectF, token: str, tip: str = "") -> None:
        """A ground of slanted lines, which no colour is needed to see."""
        brush = QBrush(self.look.colour(token), Qt.BrushStyle.BDiagPattern)
        item = self.scene.addRect(rect, QPen(Qt.PenStyle.NoPen), brush)
        item.setToolTip(tip)
        item.setZValue(Layer.BANDS)

    def rounded(
        self, rect: QRectF, fill: str, edge: str, *, width: float = 1.2, dashed: bool = False, layer: Layer = Layer.NOW
    ) -> QAbstractGraphicsShapeItem:
        """A box with rounded corners; an empty ``fill`` leaves it hollow."""
        path = QPainterPath()
        radius = min(RADIUS_SMALL, rect.height() / 2)
        path.addRoundedRect(rect, radius, radius)
        return self._shape(self.scene.addPath(path), fill, edge, width, dashed, layer)

    def circle(self, rect: QRectF, fill: str, edge: str, *, dashed: bool = False) -> None:
        """A circle in a square."""
        self._shape(self.scene.addEllipse(rect), fill, edge, 1.5, dashed, Layer.NOW)

    def diamond(self, rect: QRectF, fill: str, edge: str, *, dashed: bool = False) -> None:
        """A diamond in a square."""
        middle = rect.center()
        corners = [
            QPointF(middle.x(), rect.top()),
            QPointF(rect.right(), middle.y()),
            QPointF(middle.x(), rect.bottom()),
            QPointF(rect.left(), middle.y()),
        ]
        self._shape(self.scene.addPolygon(QPolygonF(corners)), fill, edge, 1.5, dashed, Layer.NOW)

    def square(self, rect: QRectF, fill: str, edge: str) -> None:
        """A square with sharp corners, which is no circle however small."""
        self._shape(self.scene.addRect(rect), fill, edge, 1.5, False, Layer.NOW)

    def triangle(self, rect: QRectF, fill: str, edge: str, *, down: bool = False, dashed: bool = False) -> None:
        """A triangle in a square, on its base or on its point."""
        base, point = (rect.top(), rect.bottom()) if down else (rect.bottom(), rect.top())
        corners = [QPointF(rect.left(), base), QPointF(rect.center().x(), point), QPointF(rect.right(), base)]
        self._shape(self.scene.addPolygon(QPolygonF(corners)), fill, edge, 1.5, dashed, Layer.NOW)

    def tick(self, centre: QPointF) -> None:
        """The tick in a mark that is done."""
        side = self.look.px(10)
        picture = self.look.icons.pixmap("done", self.look.colours.surface, side, self._ratio)
        item = QGraphicsPixmapItem(picture)
        item.setPos(centre.x() - side / 2, centre.y() - side / 2)
        item.setZValue(Layer.WORDS)
        self.scene.addItem(item)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        *,
        tone: str = "text",
        step: str = "note",
        weight: int = REGULAR,
        centred: bool = False,
        layer: Layer = Layer.WORDS,
    ) -> QRectF:
        """Write with the middle of the line at ``y``, from ``x`` on or centred on it; gives the place it takes."""
        item = QGraphicsSimpleTextItem(words)
        item.setFont(self._font(step, weight))
        item.setBrush(QBrush(self.look.colour(tone)))
        item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        item.setZValue(layer)
        bounds = item.boundingRect()
        item.setPos(round(x - bounds.width() / 2 if centred else x), round(y - bounds.height() / 2))
        self.scene.addItem(item)
        place = bounds.translated(item.pos())
        self.words.append(place)
        return place

    def _shape(
        self, item: QAbstractGraphicsShapeItem, fill: str, edge: str, width: float, dashed: bool, layer: Layer
    ) -> QAbstractGraphicsShapeItem:
        pen = self._pen(edge, width)
        if dashed:
            pen.setDashPattern((2.0, 1.6))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        item.setPen(pen)
        item.setBrush(QBrush(self.look.colour(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush))
        item.setZValue(layer)
        return item

    def _pen(self, token: str, width: float = 1.0) -> QPen:
        return QPen(self.look.colour(token), width)
