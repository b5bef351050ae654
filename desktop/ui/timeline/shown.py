"""What the timeline shows, as one value: equal values need no new drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop.clinical.dates import PartialDate
from desktop.clinical.timeline import PlannedEvent, Template
from desktop.clinical.timeline.axis import Measure
from desktop.clinical.timeline.decided import NOTHING_DECIDED, Decided
from desktop.clinical.timeline.drawing import PlanLayout
from desktop.clinical.timeline.graded import Graded
from desktop.clinical.timeline.layout import lay_out
from desktop.services.markers import MarkerLine


@dataclass(frozen=True, slots=True)
class Shown:
    """A child's plan on a day, with what the timeline shows besides: the day of the diagnosis,
    results of laboratory markers, graded responses, rests and a stop.
    """

    case: UUID
    template: Template
    start: date
    events: tuple[PlannedEvent, ...]
    today: date
    diagnosed: PartialDate | None = None
    markers: tuple[MarkerLine, ...] = ()
    decided: Decided = NOTHING_DECIDED
    graded: tuple[Graded, ...] = ()

    def placed(self, width: float, measure: Measure, gap: float, *, days: bool = False) -> PlanLayout:
        """Everything in its place on an axis of that width, words ``gap`` apart; with ``days`` told within months."""
        return lay_out(
            self.template,
            self.start,
            self.events,
            width=width,
            measure=measure,
            today=self.today,
            gap=gap,
            also=tuple(self._other_days()),
            decided=self.decided,
            graded=self.graded,
            days=days,
        )

    def _other_days(self) -> Iterator[date]:
        if self.diagnosed is not None and self.diagnosed.full:
            yield self.diagnosed.full
        yield from (one.day for one in self.markers if one.day is not None and one.reading is not None)
