"""The names of the lanes stay in sight while the drawing is scrolled sideways, near the days."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.ui.theme import Look
from desktop.ui.timeline.ground import name_places
from desktop.ui.timeline.lanes import AXIS, LEFT, Sheet
from desktop.ui.tokens import REGULAR, STRONG


def width_of(sheet: Sheet) -> float:
    """How much of the drawing the names cover."""
    return sheet.origin - 4


def draw_pinned(painter: QPainter, look: Look, sheet: Sheet, left: float, lowest: float) -> None:
    """The column of names over the drawing, from ``left`` on; nothing where it is not scrolled."""
    if left <= 0:
        return
    column = QRectF(left, 0, width_of(sheet), lowest)
    painter.fillRect(column, look.colour("surface"))
    painter.setPen(QPen(look.colour("edge"), 1))
    painter.drawLine(column.topRight(), column.bottomRight())
    painter.setPen(QPen(look.colour("line"), 1))
    painter.drawLine(QPointF(left, sheet.px(AXIS) + 0.5), QPointF(column.right(), sheet.px(AXIS) + 0.5))
    for name, middle, strong in name_places(sheet):
        painter.setPen(look.colour("text" if strong else "text2"))
        painter.setFont(look.font("label", STRONG if strong else REGULAR))
        place = QRectF(left + sheet.px(LEFT), middle - sheet.px(10), column.width() - sheet.px(LEFT), sheet.px(20))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
