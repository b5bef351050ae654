"""What the timeline shows, as one value: equal values need no new drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop.clinical.timeline import PlannedEvent, Template
from desktop.clinical.timeline.axis import Measure
from desktop.clinical.timeline.drawing import PlanLayout
from desktop.clinical.timeline.layout import lay_out

_LABEL_ROWS, _GAP = 3, 6.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A child's plan on a day."""

    case: UUID
    template: Template
    start: date
    events: tuple[PlannedEvent, ...]
    today: date

    def placed(self, width: float, measure: Measure) -> PlanLayout:
        """Everything in its place on an axis of that width."""
        return lay_out(
            self.template,
            self.start,
            self.events,
            width=width,
            measure=measure,
            today=self.today,
            gap=_GAP,
            label_rows=_LABEL_ROWS,
        )
