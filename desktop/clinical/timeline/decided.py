"""What people decided about a plan that the drawing shows besides its events: times of rest, and a stop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.clinical.timeline.axis import Axis
from desktop.clinical.timeline.pauses import Pause


@dataclass(frozen=True, slots=True)
class Decided:
    """Rests in order, each until the day on which treatment goes on, and the day on which the plan was stopped."""

    pauses: tuple[Pause, ...] = ()
    stopped: date | None = None


NOTHING_DECIDED = Decided()


@dataclass(frozen=True, slots=True)
class RestBand:
    """A time of rest on the axis, by its number among all; ``open``: nobody has said when treatment goes on."""

    number: int
    left: float
    right: float
    begun: date
    ended: date | None

    @property
    def open(self) -> bool:
        """Whether it goes on still."""
        return self.ended is None


def rest_bands(axis: Axis, decided: Decided, today: date | None) -> tuple[RestBand, ...]:
    """Every rest that lies on the axis; one without an end runs to today."""
    found = []
    for number, one in enumerate(decided.pauses):
        left, right = axis.x(one.begun), axis.x(one.until(today))
        if one.begun <= axis.end and one.until(today) >= axis.start:
            found.append(RestBand(number, left, max(right, axis.end_x(one.begun)), one.begun, one.ended))
    return tuple(found)
