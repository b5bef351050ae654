"""The chart with what belongs to it: chips and zoom over it, the selected point and what is not drawn beneath it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.clinical.vocabulary import Marker
from desktop.services.library import Library
from desktop.services.marker_chart import MarkerChart
from desktop.services.markers import MarkerLine
from desktop.ui.markers.chart import ChartView
from desktop.ui.markers.choice import Choice
from desktop.ui.markers.told import NOTHING, at_foot_words, joined_words, not_drawn_words, point_words
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text, settle

_HIGH, _LOW, _LINES = 264, 200, 2


class ChartPanel(QWidget):
    """``chosen`` carries the key of the result that a person went to; ``opened`` and ``removed`` are about it."""

    chosen = Signal(object)
    opened = Signal()
    removed = Signal()

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library = look, library
        self.chart: MarkerChart | None = None
        self._line: MarkerLine | None = None
        self.choice = Choice(look, [library.markers.marker(one).name for one in Marker])
        self.view = ChartView(look)
        self.nothing = Text(look, NOTHING, tone="text2", wrap=True)
        self.told = Text(look, step="label", wrap=True)
        self.told.setMinimumHeight(self.told.fontMetrics().lineSpacing() * _LINES)
        self.left_out = Text(look, step="label", tone="text2", wrap=True)
        self.set_low(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.choice, self.nothing, self.view, self.told, self.left_out):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._wire()

    def _wire(self) -> None:
        self.choice.changed.connect(self._choose)
        self.choice.zoomed.connect(self._zoom)
        self.view.moved.connect(self._moved)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)
        self.view.removed.connect(self.removed)

    @property
    def has_chart(self) -> bool:
        """Whether anything is drawn."""
        return self.chart is not None and bool(self.chart.series)

    def show_chart(self, chart: MarkerChart) -> None:
        """Show a child's chart; of the same child the chosen markers and the months stay in sight."""
        same = self.chart is not None and self.chart.case == chart.case
        self.chart = chart
        if not same:
            self._line = None
        self.choice.show_series(chart.series, keep=same)
        for part in (self.choice, self.view, self.told):
            part.setVisible(bool(chart.series))
        self.nothing.setVisible(not chart.series)
        self._choose()

    def select(self, line: MarkerLine | None) -> None:
        """Select the point of a result, and say what the result says whether or not it has one."""
        self._line = line
        if self.chart is not None and self.has_chart:
            self.view.select(line.result.id if line is not None else None)
        self._say()

    def set_low(self, low: bool) -> None:
        """Whether the window is low; the chart then leaves more room for the table."""
        self.view.setFixedHeight(self._look.px(_LOW if low else _HIGH))

    def _choose(self) -> None:
        if self.chart is not None and self.has_chart:
            self.view.show_chart(self.chart, self.choice.only)
        if self._line is not None:
            self.select(self._line)
        else:
            self._say()

    def _zoom(self, steps: int) -> None:
        if steps:
            self.view.zoom_at_selection(steps)
        else:
            self.view.show_all()

    def _moved(self) -> None:
        if self.view.shown is not None:
            self.choice.show_span(self.view.shown.span)

    def _say(self) -> None:
        """The words beneath: of the selected result, and of those that are not drawn."""
        shown, chart = self.view.shown, self.chart
        if chart is None:
            return
        words = ""
        if shown is not None and chart.series and self._line is not None:
            words = point_words(self._library, shown, self._line)
        self.told.setText(words)
        self.view.tell(words)
        more = (joined_words(shown), at_foot_words(shown)) if shown is not None and chart.series else ()
        left_out = " ".join(filter(None, (not_drawn_words(chart), *more)))
        self.left_out.setText(left_out)
        self.left_out.setVisible(bool(left_out))
        settle(self)
