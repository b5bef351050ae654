"""The chart of laboratory markers, each in multiples of its own laboratory's limit."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from desktop.services.marker_chart import MarkerChart
from desktop.ui.charts.ground import Mark
from desktop.ui.charts.span import Span
from desktop.ui.charts.view import KeyedChart
from desktop.ui.markers.drawing import draw_chart
from desktop.ui.markers.sheet import Sheet, sheet_of
from desktop.ui.markers.shown import Shown
from desktop.ui.theme import Look
from desktop.ui.timeline.strokes import Strokes

_NAME = "Chart of laboratory markers, in multiples of each laboratory's own limit"


class ChartView(KeyedChart[Shown, Sheet]):
    """The markers that are chosen, over the months in sight."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _NAME, "marker")

    def show_chart(self, chart: MarkerChart, only: frozenset[str]) -> None:
        """Show these markers; the months stay in sight unless the child or all the months are others."""
        days = [point.day for one in chart.series for point in one.points]
        whole, before = Span.around(days, chart.today), self.shown
        kept = before is not None and before.chart.case == chart.case and before.span.whole() == whole
        self.show_this(Shown(chart, only, before.span if kept and before is not None else whole))

    def draw(self, strokes: Strokes, shown: Shown, area: QRectF) -> tuple[Sheet, tuple[Mark, ...]]:
        """Lay it out and draw it."""
        sheet = sheet_of(strokes, shown, area)
        return sheet, draw_chart(strokes, sheet)
