"""The chart of a trend with its keys; the lines of the selected lesion come and go with the selection."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from desktop.services.trends import Trend
from desktop.ui.charts.ground import Mark
from desktop.ui.charts.span import Span
from desktop.ui.charts.view import KeyedChart
from desktop.ui.theme import Look
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.trends.drawing import draw_trend
from desktop.ui.trends.sheet import TrendSheet, trend_sheet
from desktop.ui.trends.shown import TrendShown


class TrendView(KeyedChart[TrendShown, TrendSheet]):
    """All series of a trend, over the months in sight."""

    def __init__(self, look: Look, title: str, one: str) -> None:
        super().__init__(look, title, one)

    def show_trend(self, trend: Trend) -> None:
        """Show a trend that has a point; the months stay in sight unless the child or all the months are others."""
        days = [point.day for one in trend.series for point in one.points]
        whole, before = Span.around(days, trend.today), self.shown
        kept = before is not None and before.trend.case == trend.case and before.span.whole() == whole
        self.show_this(TrendShown(trend, before.span if kept and before is not None else whole))

    def draw(self, strokes: Strokes, shown: TrendShown, area: QRectF) -> tuple[TrendSheet, tuple[Mark, ...]]:
        """Lay it out and draw it."""
        sheet = trend_sheet(strokes, shown, self.selected, area)
        return sheet, draw_trend(strokes, sheet)

    def emphasis(self) -> object:
        """The selected point brings its lines."""
        return self.selected
