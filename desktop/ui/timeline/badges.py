"""Small signs at the corner of a mark: on hold, stopped, and a pin where a day is fixed; each has its word too."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from desktop.ui.timeline.strokes import Layer, Strokes

HOLD, STOP, LATE = "hold", "stop", "late"
_SIDE = 8


def draw_badges(strokes: Strokes, place: QRectF, badge: str, *, fixed: bool, too_early: bool) -> None:
    """What a mark says besides its shape: its badge at the right, the pin of a fixed day at the left."""
    if badge:
        draw_badge(strokes, _corner(strokes, place.topRight()), badge)
    if fixed:
        draw_pin(strokes, _corner(strokes, place.topLeft()), too_early=too_early)


def draw_badge(strokes: Strokes, place: QRectF, badge: str) -> None:
    """Two strokes on hold, a filled square where it was stopped, an exclamation mark where it is late."""
    if badge == STOP:
        strokes.square(place, "text2", "text2")
        return
    if badge == LATE:
        strokes.rounded(place.adjusted(0, -2, 0, 2), "surface", "surface")
        middle = place.center().x()
        strokes.line(QPointF(middle, place.top() - 2), QPointF(middle, place.bottom() - 2), "caution", Layer.NOW, 2.0)
        strokes.line(QPointF(middle, place.bottom()), QPointF(middle, place.bottom() + 2), "caution", Layer.NOW, 2.0)
        return
    strokes.rounded(place, "surface", "surface")
    for x in (place.left() + place.width() * 0.25, place.left() + place.width() * 0.75):
        strokes.line(QPointF(x, place.top()), QPointF(x, place.bottom()), "text2", Layer.NOW, 2.0)


def draw_pin(strokes: Strokes, place: QRectF, *, too_early: bool) -> None:
    """A triangle on its point: the mark is pinned to this day; hollow and amber where it is too early."""
    strokes.triangle(place, "surface" if too_early else "text", "caution" if too_early else "text", down=True)


def _corner(strokes: Strokes, corner: QPointF) -> QRectF:
    side = strokes.look.px(_SIDE)
    return QRectF(corner.x() - side / 2, corner.y() - side / 2, side, side)
