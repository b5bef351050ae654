"""What part of the time is in sight: whole months, closer and wider by steps, moved by months; plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, floor

from desktop.clinical.timeline.axis import Axis
from desktop.clinical.timeline.rows import add_months

_STEP = 1.6
"""How much closer one step comes."""
_QUIET = timedelta(days=92)
"""Today is taken onto the axis unless the last point lies further back than that and than the points span."""


@dataclass(frozen=True, slots=True)
class Span:
    """``months`` whole months from ``first`` on, of which ``shown`` are in sight from number ``start`` on."""

    first: date
    months: int
    start: int
    shown: int

    @classmethod
    def around(cls, days: Sequence[date], today: date) -> Span:
        """Whole months around the points, and today where it is near. Raises ValueError if there is no day."""
        begin, end = min(days), max(days)
        if end < today <= end + max(end - begin, _QUIET):
            end = today
        first = begin.replace(day=1)
        months = _months(first, end) + 1
        return cls(first, months, 0, months)

    @property
    def is_whole(self) -> bool:
        """Whether everything is in sight."""
        return self.shown == self.months

    @property
    def is_closest(self) -> bool:
        """Whether it cannot come closer."""
        return self.shown == 1

    def axis(self, width: float) -> Axis:
        """The months in sight, spread over a width."""
        return Axis(self._month(self.start), self._month(self.start + self.shown) - timedelta(days=1), width)

    def zoomed(self, steps: int, at: float = 0.5) -> Span:
        """Closer (above 0) or wider by steps; what is ``at`` this part of the width stays there as nearly as it can."""
        shown = self.shown
        for _ in range(abs(steps)):
            shown = max(floor(shown / _STEP), 1) if steps > 0 else min(ceil(shown * _STEP), self.months)
        return self._at(round(self.start + (self.shown - shown) * at), shown)

    def moved(self, months: int) -> Span:
        """Later (above 0) or earlier, as far as there is something."""
        return self._at(self.start + months, self.shown)

    def stepped(self, by: int) -> Span:
        """Moved by a third of what is in sight, a month at least."""
        return self.moved(by * max(self.shown // 3, 1))

    def bringing(self, day: date) -> Span:
        """Moved no further than it takes to have a day in sight."""
        month = _months(self.first, day)
        return self._at(min(max(self.start, month - self.shown + 1), month), self.shown)

    def whole(self) -> Span:
        """Everything."""
        return replace(self, start=0, shown=self.months)

    def _at(self, start: int, shown: int) -> Span:
        return replace(self, start=min(max(start, 0), self.months - shown), shown=shown)

    def _month(self, number: int) -> date:
        return add_months(self.first, number)


def _months(first: date, day: date) -> int:
    return (day.year - first.year) * 12 + day.month - first.month
