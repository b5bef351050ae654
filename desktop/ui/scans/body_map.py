"""The body with its segments: each filled by its value and with its digit. The list beside it says the same."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.clinical.answers import Answer
from desktop.clinical.body import Body, Shape
from desktop.ui.scans.shapes import fill, path_of
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG

_RING, _WIDE, _MOST, _SIDES = 9.0, 136, 170, 18
"""Radius of the ring with the digit, in units of the body; width on the screen, and the most; room for R and L."""


class BodyMap(QWidget):
    """``picked`` carries the place of a segment, counted from nought. The keyboard is in the list beside it."""

    picked = Signal(int)

    def __init__(self, look: Look, body: Body) -> None:
        super().__init__()
        self._look, self._body = look, body
        self._method, self._highest = "", 1
        self._places: Mapping[str, int] = {}
        self._values: tuple[Answer[int], ...] = ()
        self._chosen = -1
        self.from_back = False
        self._shapes: list[tuple[Shape, int, QPainterPath]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMaximumWidth(look.px(_MOST))
        look.changed.connect(self.update)

    def show_values(
        self, method: str, segments: tuple[str, ...], highest: int, values: tuple[Answer[int], ...]
    ) -> None:
        """Show the values of the segments of one method, in its order."""
        self._method, self._highest, self._values = method, highest, values
        self._places = {segment: place for place, segment in enumerate(segments)}
        self._shapes = [
            (shape, self._places[segment], path_of(shape))
            for shape, segment in self._body.of(method)
            if segment in self._places
        ]
        self.update()

    def show_chosen(self, place: int) -> None:
        """Ring one segment."""
        self._chosen = place
        self.update()

    def turn(self, from_back: bool) -> None:
        """Show it from the front or from the back."""
        self.from_back = from_back
        self.update()

    def segment_at(self, point: QPointF) -> int:
        """The place of the segment at a point of the widget, or -1."""
        inverted, _ = self._transform().inverted()
        found = inverted.map(point)
        return next((place for _, place, path in reversed(self._shapes) if path.contains(found)), -1)

    def sizeHint(self) -> QSize:
        """As wide as two beside a list need it."""
        width = self._look.px(_WIDE)
        return QSize(width, round(width * self._body.height / self._body.width))

    def minimumSizeHint(self) -> QSize:
        """It shrinks with its page."""
        return self.sizeHint() * 0.55

    def hasHeightForWidth(self) -> bool:
        """It keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """It keeps its shape."""
        return round(width * self._body.height / self._body.width)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a shape chooses its segment."""
        place = self.segment_at(event.position())
        if place >= 0:
            self.picked.emit(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shapes, then the ring of the chosen segment, then digits, then the sides."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        transform = self._transform()
        painter.save()
        painter.setTransform(transform, combine=True)
        for shape, place, path in self._shapes:
            self._paint_shape(painter, shape, place, path)
        painter.restore()
        for shape, place, path in self._shapes:
            if self._method in shape.digit:
                self._paint_digit(painter, transform.map(path.boundingRect().center()), place)
        self._paint_sides(painter)

    def _transform(self) -> QTransform:
        """From units of the body to the widget; mirrored from the back."""
        scale = min(self.width() / self._body.width, self.height() / self._body.height)
        left = (self.width() - self._body.width * scale) / 2
        moved = QTransform.fromTranslate(left, 0)
        if self.from_back:
            moved.translate(self._body.width * scale, 0)
            moved.scale(-1, 1)
        return moved.scale(scale, scale)

    def _paint_shape(self, painter: QPainter, shape: Shape, place: int, path: QPainterPath) -> None:
        value = self._values[place].value if place < len(self._values) else None
        painter.fillPath(path, self._look.colour("surface" if value is not None else "ground"))
        if value:
            fill(painter, path, min(value / self._highest, 1), self._look.colour("done"))
        chosen = place == self._chosen
        pen = QPen(self._look.colour("accent" if chosen else "edge"), 2.4 if chosen else 1.2)
        if shape.apart:
            pen.setDashPattern((2.2, 1.8))
        painter.strokePath(path, pen)

    def _paint_digit(self, painter: QPainter, middle: QPointF, place: int) -> None:
        radius = self._look.px(_RING)
        ring = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        chosen = place == self._chosen
        painter.setBrush(self._look.colour("surface"))
        painter.setPen(QPen(self._look.colour("accent" if chosen else "edge"), 1.4 if chosen else 1.0))
        painter.drawEllipse(ring)
        painter.setPen(self._look.colour("text"))
        painter.setFont(self._digit_font())
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, digit(self._values[place]))

    def _digit_font(self) -> QFont:
        return self._look.font("note", STRONG, figures=True)

    def _paint_sides(self, painter: QPainter) -> None:
        painter.setPen(self._look.colour("text2"))
        painter.setFont(self._look.font("note", STRONG))
        left, right = ("L", "R") if self.from_back else ("R", "L")
        side = self._look.px(_SIDES)
        top = round(self.height() * 0.14)
        scale = min(self.width() / self._body.width, self.height() / self._body.height)
        edge = (self.width() - self._body.width * scale) / 2
        across = self._body.width * scale
        painter.drawText(QRectF(edge, top, side, side), Qt.AlignmentFlag.AlignLeft, left)
        painter.drawText(QRectF(edge + across - side, top, side, side), Qt.AlignmentFlag.AlignRight, right)


def digit(told: Answer[int]) -> str:
    """What stands in the ring: the value, N where it cannot be judged, a question mark where nobody has said."""
    if told.value is not None:
        return str(told.value)
    return "?" if told.silence == "not_asked" else "N"
