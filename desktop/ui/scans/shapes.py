"""The shapes of the body as painter's paths, and the pattern that tells a value apart without colour."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen

from desktop.clinical.body import Form, Shape

_WIDE, _TIGHT = 8.0, 4.0
"""The distance of the lines of a pattern, in units of the body."""


def path_of(shape: Shape) -> QPainterPath:
    """The closed outline of a shape."""
    path = QPainterPath()
    at = shape.at
    if shape.form is Form.ELLIPSE:
        path.addEllipse(QPointF(at[0], at[1]), at[2], at[3])
        return path
    if shape.form is Form.BAR:
        path.moveTo(at[0], at[1])
        path.lineTo(at[2], at[3])
        stroker = QPainterPathStroker()
        stroker.setWidth(shape.width)
        stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
        return stroker.createStroke(path).simplified()
    return _smooth([QPointF(x, y) for x, y in zip(at[::2], at[1::2], strict=True)])


def _smooth(points: list[QPointF]) -> QPainterPath:
    """A closed line through the middles of the sides, bent at the corners."""
    middles = [(one + other) / 2 for one, other in zip(points, points[1:] + points[:1], strict=True)]
    path = QPainterPath(middles[-1])
    for corner, end in zip(points, middles, strict=True):
        path.quadTo(corner, end)
    path.closeSubpath()
    return path


def fill(painter: QPainter, path: QPainterPath, share: float, colour: QColor) -> None:
    """Fill by how much of the scale a value is: empty, wide lines, tight lines, solid."""
    if share <= 0:
        return
    if share > 0.9:
        painter.fillPath(path, colour)
        return
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour, 1.2 if share <= 0.5 else 1.7))
    for line in _hatch(path.boundingRect(), _WIDE if share <= 0.5 else _TIGHT):
        painter.drawLine(line)
    painter.restore()


def _hatch(rect: QRectF, step: float) -> list[QLineF]:
    high = rect.height()
    count = int((rect.width() + high) / step) + 1
    lefts = (rect.left() - high + place * step for place in range(count + 1))
    return [QLineF(left, rect.bottom(), left + high, rect.top()) for left in lefts]
