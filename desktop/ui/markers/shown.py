"""What the chart shows, as one value: equal values need no new drawing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from desktop.services.marker_chart import MarkerChart, Point, Series
from desktop.ui.markers.span import Span


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
