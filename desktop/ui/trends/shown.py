"""What a trend shows, as one value: equal values need no new drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt

from desktop.services.trends import Level, Trend, TrendPoint, TrendSeries
from desktop.ui.charts.span import Span
from desktop.ui.charts.walk import step


@dataclass(frozen=True)
class TrendShown:
    """A child's trend and the months in sight."""

    trend: Trend
    span: Span

    def find(self, key: UUID | None) -> tuple[TrendSeries, TrendPoint] | None:
        """The point that an entry has a part in, with its series."""
        return self.trend.find(key)

    def levels(self, key: UUID | None) -> tuple[Level, ...]:
        """The lines that are always there, and those of the selected point."""
        found = self.find(key)
        return (*self.trend.levels, *(found[1].levels if found is not None else ()))

    def point_of(self, key: UUID | None) -> tuple[UUID, date] | None:
        """The key and the day of the point that an entry has a part in."""
        found = self.find(key)
        return None if found is None else (found[1].key, found[1].day)

    def looking_at(self, span: Span) -> TrendShown:
        """The same with other months in sight."""
        return replace(self, span=span)

    def step(self, current: UUID | None, key: Qt.Key) -> UUID | None:
        """The point that a key leads to."""
        return step(self.trend.series, current, key)
