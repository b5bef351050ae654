"""The drawing of a chart: which part of the time is in sight, what is selected; drawn anew only when that changes."""

from __future__ import annotations

from datetime import date
from typing import Generic, Protocol, Self, TypeVar
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView

from desktop.ui.charts.ground import Ground, Mark
from desktop.ui.charts.span import Span
from desktop.ui.theme import Look
from desktop.ui.timeline.strokes import Layer, Strokes

_NARROWEST, _EDGE = 260, 6


class Shows(Protocol):
    """What a chart shows, as one value: equal values need no new drawing."""

    @property
    def span(self) -> Span:
        """The months in sight."""

    def point_of(self, key: UUID | None) -> tuple[UUID, date] | None:
        """The key and the day of the point of an entry; None where it has none."""

    def looking_at(self, span: Span) -> Self:
        """The same with other months in sight."""

    def step(self, current: UUID | None, key: Qt.Key) -> UUID | None:
        """The point that a key leads to."""


S = TypeVar("S", bound=Shows)
G = TypeVar("G", bound=Ground)


class ChartCanvas(QGraphicsView, Generic[S, G]):
    """``moved``: other months are in sight."""

    moved = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._scene = QGraphicsScene(self)
        self._drawn: tuple[object, ...] = ()
        self._ring: list[QGraphicsItem] = []
        self.shown: S | None = None
        self.sheet: G | None = None
        self.marks: tuple[Mark, ...] = ()
        self.selected: UUID | None = None
        self.drawings = 0
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bars in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bars(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self.redraw)

    # what is shown

    def draw(self, strokes: Strokes, shown: S, area: QRectF) -> tuple[G, tuple[Mark, ...]]:
        """Draw everything; gives its measures and the points in sight."""
        raise NotImplementedError

    def emphasis(self) -> object:
        """What of the selection the drawing itself shows, besides the ring; another one needs a new drawing."""
        return None

    def select(self, key: UUID | None) -> None:
        """Select the point of a result and bring it into sight; none where that is not drawn."""
        found = self.shown.point_of(key) if self.shown is not None else None
        self.selected = found[0] if found else None
        if self.shown is not None and found is not None:
            self.look_at(self.shown.span.bringing(found[1]))
        self.redraw()
        self._draw_selection()

    def zoom(self, steps: int, at: float = 0.5) -> None:
        """Closer (above 0) or wider, by steps; by default the selected point stays where it is, if there is one."""
        if self.shown is not None:
            self.look_at(self.shown.span.zoomed(steps, at))

    def zoom_at_selection(self, steps: int) -> None:
        """Closer or wider around the selected point, or around the middle."""
        mark = next((one for one in self.marks if one.key == self.selected), None)
        self.zoom(steps, self.share_of(mark.place.center().x()) if mark is not None else 0.5)
        if mark is not None:
            self.select(self.selected)

    def show_all(self) -> None:
        """Every month."""
        if self.shown is not None:
            self.look_at(self.shown.span.whole())

    def pan(self, by: int) -> None:
        """Later or earlier by a part of what is in sight."""
        if self.shown is not None:
            self.look_at(self.shown.span.stepped(by))

    def sizeHint(self) -> QSize:
        """As high as it was told to be."""
        return QSize(self._look.px(_NARROWEST), self.minimumHeight())

    def look_at(self, span: Span) -> None:
        """Have these months in sight."""
        if self.shown is not None and span != self.shown.span:
            self.show_this(self.shown.looking_at(span))

    def show_this(self, shown: S) -> None:
        """Show this; what is not among it is no longer selected."""
        self.shown = shown
        if shown.point_of(self.selected) is None:
            self.selected = None
        self.redraw()
        self.moved.emit()

    # drawing

    def redraw(self) -> None:
        """Draw everything again if anything that is seen changed."""
        room = self.viewport().size()
        ratio = self.devicePixelRatioF()
        state = (self.shown, room, self._look.colours, self._look.scale, ratio, self.emphasis())
        if self.shown is None or room.width() < 100 or room.height() < 60 or state == self._drawn:
            return
        self._drawn = state
        self.drawings += 1
        self._scene.clear()
        self._ring = []
        self._scene.setSceneRect(QRectF(0, 0, room.width(), room.height()))
        strokes = self._strokes()
        area = QRectF(_EDGE, _EDGE, room.width() - 2 * _EDGE, room.height() - 2 * _EDGE)
        self.sheet, self.marks = self.draw(strokes, self.shown, area)
        self._draw_selection()

    def _draw_selection(self) -> None:
        """A ring round the selected point, and one round the chart while the keyboard is here."""
        for item in self._ring:
            self._scene.removeItem(item)
        self._ring, strokes, focus = [], self._strokes(), self.hasFocus()
        for mark in (one for one in self.marks if one.key == self.selected):
            place = mark.place.adjusted(-5, -5, 5, 5)
            self._ring.append(strokes.rounded(place, "selected", "selected", layer=Layer.CHOSEN))
            self._ring.append(strokes.rounded(place, "", "accent", width=2.0 if focus else 1.0, layer=Layer.SELECTION))
        if focus:
            whole = self._scene.sceneRect().adjusted(1, 1, -1, -1)
            self._ring.append(strokes.rounded(whole, "", "accent", width=2.0, layer=Layer.SELECTION))

    def _strokes(self) -> Strokes:
        return Strokes(self._look, self._scene, self.devicePixelRatioF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width spreads the months anew."""
        super().resizeEvent(event)
        self.redraw()

    def share_of(self, x: float) -> float:
        """Which part of the months lies left of a place."""
        if self.sheet is None:
            return 0.5
        place = self.sheet.place
        return min(max((x - place.left()) / place.width(), 0.0), 1.0)
