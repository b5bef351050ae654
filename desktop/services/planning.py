"""Changing a child's treatment plan: begin one, and record what really happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from desktop.clinical.case import Case, PlanEvent, TreatmentPlan
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import PlannedEvent
from desktop.services.boards import Board
from desktop.services.cases import save_case
from desktop.services.doubts import new_impossible
from desktop.services.library import Library
from desktop.services.plans import current_plan, plan_case

__all__ = ["Shift", "plan_case", "record_event", "start_plan", "what_moves"]


@dataclass(frozen=True, slots=True)
class Shift:
    """An event still to come that would move: as it would then be, and the date it has now."""

    event: PlannedEvent
    before: date

    @property
    def days(self) -> int:
        """By how much; below 0: earlier."""
        return (self.event.planned - self.before).days


def start_plan(board: Board, library: Library, case: Case, template: str, start: date) -> Case:
    """Lay out a template from its first day. An earlier plan stays readable in the record.

    Raises UserError for a day on which it cannot have begun, such as one before the birth.
    """
    if template not in library.templates:
        raise UserError(f"There is no treatment template {template}; choose one of {', '.join(library.templates)}.")
    begun = TreatmentPlan(template=template, template_version=library.templates[template].version, start=start)
    after = replace(case, plans=(*case.plans, begun))
    _refuse_impossible(library, case, after)
    return save_case(board, library, case, after, "Start of treatment plan")


def record_event(board: Board, library: Library, case: Case, event: str, actual: date | None, reason: str = "") -> Case:
    """Record the day on which an event of the current plan happened; None takes that record back."""
    after = with_event(library, case, event, actual, reason)
    _refuse_impossible(library, case, after)
    return save_case(board, library, case, after, f"Date of {event}")


def _refuse_impossible(library: Library, before: Case, after: Case) -> None:
    """Raise UserError if the plan would say what cannot be, such as a day before the birth."""
    wrong = new_impossible(library, before, after, datetime.now().astimezone().date())
    if wrong:
        raise UserError(f"{wrong.rstrip('.')}; nothing was changed.")


def with_event(library: Library, case: Case, event: str, actual: date | None, reason: str = "") -> Case:
    """The case with one event's actual date set or taken back. Raises UserError without a plan or such an event."""
    chosen = current_plan(case)
    if chosen is None:
        raise UserError("This child has no treatment plan yet; start one before recording dates.")
    if all(event != one.id for one in plan_case(library, case)):
        raise UserError(f"The plan has no event {event}; nothing was changed.")
    others = tuple(one for one in chosen.events if one.event != event)
    known = next((one for one in chosen.events if one.event == event), None)
    if actual is not None:
        done = known or PlanEvent(event=event, actual=actual)
        others = (*others, replace(done, actual=actual, reason=reason))
    return replace(case, plans=(*case.plans[:-1], replace(chosen, events=others)))


def what_moves(library: Library, case: Case, event: str, actual: date | None) -> tuple[Shift, ...]:
    """What recording this day, or taking the record back, would move; by date. Nothing is changed."""
    before = {one.id: one.planned for one in plan_case(library, case)}
    after = plan_case(library, with_event(library, case, event, actual))
    moved = (Shift(one, before[one.id]) for one in after if one.id != event and one.actual is None)
    return tuple(sorted((one for one in moved if one.days), key=lambda one: one.event.planned))
