"""What the dialog of an event is opened with: the event, what is known of it, and how to see what a change would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.labels import Labels
from desktop.clinical.timeline import PlannedEvent, first_plan
from desktop.clinical.treatment_plan import GateConfirmation, PlanEvent
from desktop.clinical.vocabulary import SlipReason
from desktop.services.library import Library
from desktop.services.plan_answers import (
    Consequences,
    EventAnswer,
    Way,
    confirmed_of,
    consequences,
    known_of,
    with_answer,
)
from desktop.services.planning import plan_of
from desktop.services.plans import plan_case, template_of


@dataclass(frozen=True, slots=True)
class Recording:
    """What is asked about: the event with what is known of it (``known``) and of its gate (``gates``).

    ``case`` is the child, ``first`` is the event's day in the first plan, ``before`` are the events that it hangs on,
    ``preview`` says what would come of one of the ways with its day. ``person`` is at the board.
    """

    case: Case
    event: PlannedEvent
    labels: Labels
    first: date
    known: PlanEvent
    gates: Mapping[str, GateConfirmation]
    before: Sequence[PlannedEvent]
    preview: Callable[[Way, date | None], Consequences]
    person: str = ""

    @classmethod
    def of(
        cls, library: Library, case: Case, event: PlannedEvent, today: date | None = None, person: str = ""
    ) -> Recording:
        """For an event of the current plan of a case. Raises UserError without a plan."""
        chosen = plan_of(case)
        template = template_of(library, chosen)
        anchors = {one.event for one in template.event(event.id).after}
        before = tuple(one for one in plan_case(library, case, today) if one.id in anchors)
        gates = confirmed_of(case, event.id)

        def preview(way: Way, day: date | None) -> Consequences:
            # a reason is needed by the time it is stored, and moves nothing
            told = EventAnswer(way=way, day=day, why=SlipReason.OTHER, gates=gates)
            return consequences(library, case, with_answer(library, case, event.id, told), event.id, today)

        return cls(
            case=case,
            event=event,
            labels=library.labels,
            first=first_plan(template, chosen.start)[event.id].on,
            known=known_of(case, event.id),
            gates=gates,
            before=before,
            preview=preview,
            person=person,
        )


def planned_words(asked: Recording) -> str:
    """The day of the first plan, and the one it moved to since."""
    first = f"First planned for {day_words(asked.first)}"
    if asked.event.planned == asked.first:
        return f"{first}."
    how = "fixed on" if asked.event.booked else "moved to"
    return f"{first}, then {how} {day_words(asked.event.planned)}."
