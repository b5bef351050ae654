"""Over the chart: which markers it shows, one chip each with the marker's own mark, and how close it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsScene, QSizePolicy, QStylePainter, QWidget

from desktop.services.marker_chart import Series
from desktop.ui.charts.span import Span
from desktop.ui.charts.zoom import Zooms
from desktop.ui.markers.sheet import DOT
from desktop.ui.theme import Look
from desktop.ui.timeline.marks import square
from desktop.ui.timeline.samples import shape
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import restyle

_TOLD = "Shows only the markers that are chosen; with none chosen, all."
_GAP = 8


class MarkerChip(Button):
    """A marker's name with its mark; pressed, it is among those that are shown alone."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name, kind="chip", icon="mark")
        self.name, self.number = name, 0
        self.setCheckable(True)
        self.setAccessibleName(f"Show only {name}")
        self.setAccessibleDescription(_TOLD)
        self.setToolTip(_TOLD)
        self.toggled.connect(self._mark)

    def _mark(self, on: bool) -> None:
        """Chosen, it carries a cross as every chip that filters."""
        self.setProperty("on", on)
        self.set_right_icon("clear" if on else "")
        restyle(self)

    def _draw_icon(self, painter: QStylePainter, name: str, left: int, colour: str, size: int = 16) -> None:
        if name != "mark":
            super()._draw_icon(painter, name, left, colour, size)
            return
        side = self.look.px(size)
        picture = mark_picture(self.look, self.number, side, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - side) // 2, picture)


class Choice(QWidget):
    """``changed``: other markers are chosen. ``zoomed`` carries steps, 0 for everything."""

    changed = Signal()
    zoomed = Signal(int)

    def __init__(self, look: Look, names: Sequence[str]) -> None:
        super().__init__()
        self.chips = [MarkerChip(look, one) for one in names]
        zooms = self.zooms = Zooms(look, self)
        self.closer, self.wider, self.all = zooms.closer, zooms.wider, zooms.all
        zooms.zoomed.connect(self.zoomed)
        row = Flow(self, gap=look.px(_GAP))
        for one in (*self.chips, self.closer, self.wider, self.all):
            row.addWidget(one)
        for chip in self.chips:
            chip.toggled.connect(lambda _on: self.changed.emit())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def only(self) -> frozenset[str]:
        """The names of the markers that are chosen; none means all."""
        return frozenset(one.name for one in self.chips if one.isChecked())

    def show_series(self, series: Sequence[Series], *, keep: bool) -> None:
        """Offer the markers that have a point, where there are several; with ``keep`` what was chosen stays so."""
        numbers = {one.name: one.number for one in series}
        for chip in self.chips:
            offered = len(series) > 1 and chip.name in numbers
            chip.number = numbers.get(chip.name, 0)
            chip.setVisible(offered)
            if chip.isChecked() and not (keep and offered):
                self.let_go(chip)
        self.updateGeometry()

    def let_go(self, chip: MarkerChip) -> None:
        """Choose a marker no more, and say so to nobody."""
        with QSignalBlocker(self):
            chip.setChecked(False)

    def show_span(self, span: Span) -> None:
        """Only what can still be done can be pressed."""
        self.zooms.show_span(span)


def mark_picture(look: Look, number: int, side: int, ratio: float) -> QPixmap:
    """A marker's mark as the chart has it."""
    scene = QGraphicsScene()
    shape(Strokes(look, scene, ratio), square(QPointF(side / 2, side / 2), look.px(DOT)), number)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, QRectF(0, 0, side, side), QRectF(0, 0, side, side))
    painter.end()
    return picture
