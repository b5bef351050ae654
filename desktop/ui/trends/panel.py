"""A trend with what belongs to it: zoom and saving over it, the selected point and what is not drawn beneath it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.services.trends import Trend
from desktop.ui.charts.zoom import ChartButton, Zooms
from desktop.ui.theme import Look
from desktop.ui.trends.chart import TrendView
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Text, settle

NOTHING = "Nothing can be drawn yet: a point needs a value and a whole day."
_HIGH, _LOW, _LINES = 264, 200, 2


class TrendPanel(QWidget):
    """``chosen`` carries the key of the entry that a person went to; ``opened`` and ``removed`` are about it.

    ``saved`` asks to save the chart (True) or the rows.
    """

    chosen = Signal(object)
    opened = Signal()
    removed = Signal()
    saved = Signal(bool)

    def __init__(self, look: Look, title: str, one: str) -> None:
        super().__init__()
        self._look = look
        self.trend: Trend | None = None
        self._entry: UUID | None = None
        self.zooms = Zooms(look, self)
        self.picture = ChartButton(look, "Save picture…", "Ctrl+Shift+U")
        self.rows = ChartButton(look, "Save CSV…", "Ctrl+Shift+C")
        self.view = TrendView(look, title, one)
        self.nothing = Text(look, NOTHING, tone="text2", wrap=True)
        self.told = Text(look, step="label", wrap=True)
        self.told.setMinimumHeight(self.told.fontMetrics().lineSpacing() * _LINES)
        self.notes = Text(look, step="label", tone="text2", wrap=True)
        self._head = QWidget()
        row = Flow(self._head, gap=8)
        for button in (*self.zooms.buttons, self.picture, self.rows):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self._head, self.nothing, self.view, self.told, self.notes):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_low(False)
        self._wire()

    def _wire(self) -> None:
        self.zooms.zoomed.connect(self._zoom)
        self.view.moved.connect(self._moved)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)
        self.view.removed.connect(self.removed)
        self.picture.clicked.connect(lambda _on=False: self.saved.emit(True))
        self.rows.clicked.connect(lambda _on=False: self.saved.emit(False))

    @property
    def has_chart(self) -> bool:
        """Whether anything is drawn."""
        return self.trend is not None and bool(self.trend.series)

    def show_trend(self, trend: Trend) -> None:
        """Show a child's trend; of the same child the months stay in sight."""
        self.trend = trend
        for part in (*self.zooms.buttons, self.picture, self.view):
            part.setVisible(self.has_chart)
        self.nothing.setVisible(not self.has_chart)
        if self.has_chart:
            self.view.show_trend(trend)
        self.notes.setText(" ".join(trend.notes))
        self.notes.setVisible(bool(trend.notes))
        self.select(self._entry)

    def select(self, entry: UUID | None) -> None:
        """Select the point that an entry has a part in, and say what it says whether or not it has one."""
        self._entry = entry
        trend = self.trend
        if trend is None:
            return
        if self.has_chart:
            self.view.select(entry)
        words = trend.told.get(entry, "") if entry is not None else ""
        self.told.setText(words)
        self.told.setVisible(self.has_chart or bool(words))
        self.view.tell(words)
        settle(self)

    def set_low(self, low: bool) -> None:
        """Whether the window is low; the chart then leaves more room for the list."""
        self.view.setFixedHeight(self._look.px(_LOW if low else _HIGH))

    def _zoom(self, steps: int) -> None:
        if steps:
            self.view.zoom_at_selection(steps)
        else:
            self.view.show_all()

    def _moved(self) -> None:
        if self.view.shown is not None:
            self.zooms.show_span(self.view.shown.span)
