"""A chart with its keys, wheel and mouse: walked point by point, zoomed and moved.

The drawing offers assistive technology nothing; the table beside it has the same results, and each point is told.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)

from desktop.ui.charts.canvas import ChartCanvas, G, S
from desktop.ui.charts.span import Span
from desktop.ui.charts.walk import walks
from desktop.ui.theme import Look

_KEYS = (
    "Left and Right go from result to result, Up and Down to another {}; plus and minus zoom, 0 shows all, "
    "Shift with Left or Right moves."
)
_REACH, _NOTCH = 5.0, 120
_ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Underscore: -1}
_PANS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class KeyedChart(ChartCanvas[S, G]):
    """``one`` is what a series is called. ``chosen`` carries the key of the point that a person went to.

    ``opened``: Enter or a double click; ``removed``: Delete.
    """

    chosen = Signal(object)
    opened = Signal()
    removed = Signal()

    def __init__(self, look: Look, name: str, one: str) -> None:
        super().__init__(look)
        self._turned = 0
        self._held: tuple[float, Span] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = _KEYS.format(one)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._keys)

    def tell(self, words: str) -> None:
        """What the selected point says, for whoever does not see it."""
        self.setAccessibleDescription(f"{words} {self._keys}" if words else self._keys)
        if words and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, with Shift they move the months; plus, minus and 0 zoom; Enter and Delete as in the table."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if shift and key in _PANS:
            self.pan(_PANS[key])
        elif key in _ZOOMS and (shift or not modifiers):
            self.zoom_at_selection(_ZOOMS[key])
        elif modifiers:
            super().keyPressEvent(event)
        elif walks(key):
            self._walk(key)
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key) -> None:
        if self.shown is not None:
            self._pick(self.shown.step(self.selected, key))

    def _pick(self, key: UUID | None) -> None:
        if key is not None:
            self.select(key)
            self.chosen.emit(key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms where the pointer is, with Shift it moves; alone it scrolls the page."""
        modifiers = event.modifiers()
        turned = event.angleDelta().y() or event.angleDelta().x()
        if not modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            event.ignore()
            return
        self._turned += turned
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches and modifiers & Qt.KeyboardModifier.ControlModifier:
            self.zoom(notches, self.share_of(event.position().x()))
        elif notches:
            self.pan(-1 if notches > 0 else 1)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects the point that it hits; elsewhere it takes hold of the months."""
        if event.button() != Qt.MouseButton.LeftButton or self.shown is None:
            super().mousePressEvent(event)
            return
        found = self._at(event.position())
        self._held = (event.position().x(), self.shown.span) if found is None else None
        self._pick(found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What was taken hold of goes along with the pointer."""
        if self._held is not None and self.sheet is not None and event.buttons() & Qt.MouseButton.LeftButton:
            begun, span = self._held
            month = max(self.sheet.axis.width / span.shown, 1.0)
            self.look_at(span.moved(round((begun - event.position().x()) / month)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a point opens it."""
        if self._at(event.position()) is not None:
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here, and one sees it."""
        super().focusInEvent(event)
        self._draw_selection()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The rings become thin."""
        super().focusOutEvent(event)
        self._draw_selection()

    def _at(self, where: QPointF) -> UUID | None:
        """The point under the pointer; of several the nearest."""
        point = self.mapToScene(where.toPoint())
        reach = (-_REACH, -_REACH, _REACH, _REACH)
        hit = [one for one in self.marks if one.place.adjusted(*reach).contains(point)]
        nearest = min(hit, key=lambda one: (one.place.center() - point).manhattanLength(), default=None)
        return nearest.key if nearest else None
