"""What the chart shows, as one value: equal values need no new drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt

from desktop.services.marker_chart import MarkerChart, Point, Series
from desktop.ui.charts.span import Span
from desktop.ui.charts.walk import step


@dataclass(frozen=True)
class Shown:
    """A child's chart, the markers that were chosen (none: all), and the months in sight."""

    chart: MarkerChart
    only: frozenset[str]
    span: Span

    @property
    def series(self) -> tuple[Series, ...]:
        """The markers that are shown."""
        chosen = tuple(one for one in self.chart.series if one.name in self.only)
        return chosen or self.chart.series

    def find(self, key: UUID | None) -> tuple[Series, Point] | None:
        """The point of a result among those shown, with its series."""
        found = self.chart.find(key)
        return found if found is not None and found[0] in self.series else None

    def point_of(self, key: UUID | None) -> tuple[UUID, date] | None:
        """The key and the day of a point among those shown."""
        found = self.find(key)
        return None if found is None else (found[1].key, found[1].day)

    def looking_at(self, span: Span) -> Shown:
        """The same with other months in sight."""
        return replace(self, span=span)

    def step(self, current: UUID | None, key: Qt.Key) -> UUID | None:
        """The point that a key leads to."""
        return step(self.series, current, key)
