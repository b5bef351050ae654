"""Changing a child's treatment plan event by event: what took place, what is fixed or left out, which gates are open.

What concerns the plan as a whole (beginning, resting, stopping, another protocol) stands in ``plan_course``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.neutral_calendar import mixes_days
from desktop.clinical.timeline import EventStatus, PlannedEvent
from desktop.clinical.treatment_plan import GateConfirmation, PlanEvent, TreatmentPlan
from desktop.clinical.vocabulary import SlipReason
from desktop.services.boards import Board
from desktop.services.cases import save_case
from desktop.services.doubts import new_impossible
from desktop.services.library import Library
from desktop.services.plans import current_plan, plan_case

_OVER = frozenset({EventStatus.DONE, EventStatus.SKIPPED, EventStatus.STOPPED})
_UNREAL = (
    "This child came de-identified: its days count from the diagnosis (D+0), and a day of our calendar cannot stand "
    "among them; nothing was changed, ask the sender for the record of today."
)
NO_PLAN = "This child has no treatment plan yet; start one before recording dates."


@dataclass(frozen=True, slots=True)
class Shift:
    """An event still to come that would move: as it would then be, and the date it has now."""

    event: PlannedEvent
    before: date

    @property
    def days(self) -> int:
        """By how much; below 0: earlier."""
        return (self.event.planned - self.before).days


def record_event(
    board: Board,
    library: Library,
    case: Case,
    event: str,
    actual: date | None,
    reason: str = "",
    why: SlipReason | None = None,
) -> Case:
    """Record the day on which an event of the current plan happened; None takes that record back.

    ``why`` and ``reason`` say why it moved, as a code and in words.
    """
    after = with_event(library, case, event, actual, reason, why)
    return save_plan(board, library, case, after, f"Date of {event}")


def book_event(
    board: Board,
    library: Library,
    case: Case,
    event: str,
    booked: date | None,
    reason: str = "",
    why: SlipReason | None = None,
) -> Case:
    """Fix an event on a day (a theatre, a bed), on which it stays whatever moves before it; None lets it go again."""
    after = with_booking(library, case, event, booked, reason, why)
    return save_plan(board, library, case, after, f"Fixed day of {event}")


def leave_out(
    board: Board,
    library: Library,
    case: Case,
    event: str,
    reason: str = "",
    why: SlipReason | None = None,
    *,
    left_out: bool = True,
) -> Case:
    """Say that an event is not given, and why; or that it is after all. What follows hangs on what is left.

    Raises UserError for an event that took place, and without a reason: nothing planned is dropped in silence.
    """
    after = with_left_out(library, case, event, reason, why, left_out=left_out)
    return save_plan(board, library, case, after, f"{'Leaving out' if left_out else 'Taking up'} {event}")


def confirm_gate(
    board: Board,
    library: Library,
    case: Case,
    event: str,
    condition: str,
    confirmed_on: date | None,
    by: str = "",
    note: str = "",
) -> Case:
    """Record that a person confirmed one condition of an event's gate; None takes it back.

    Raises UserError for a condition that the event does not have, and a day that is still to come.
    """
    after = with_gate(library, case, event, condition, confirmed_on, by, note)
    return save_plan(board, library, case, after, f"Gate of {event}")


def with_event(
    library: Library, case: Case, event: str, actual: date | None, reason: str = "", why: SlipReason | None = None
) -> Case:
    """The case with one event's actual date set or taken back. Raises UserError without a plan or such an event."""

    def happened(one: PlanEvent) -> PlanEvent:
        if actual is None:
            return replace(one, actual=None)
        return replace(one, actual=actual, reason=reason, why=why, left_out=False)

    return _with(library, case, event, happened)


def with_booking(
    library: Library, case: Case, event: str, booked: date | None, reason: str = "", why: SlipReason | None = None
) -> Case:
    """The case with one event fixed on a day, or let go again. Raises UserError where it took place already."""
    planned = _event(library, case, event)
    if booked is not None and planned.actual is not None:
        raise UserError(f"“{planned.title}” took place already; its day is not fixed any more.")
    return _with(library, case, event, lambda one: replace(one, booked=booked, left_out=False, reason=reason, why=why))


def with_left_out(
    library: Library, case: Case, event: str, reason: str = "", why: SlipReason | None = None, *, left_out: bool = True
) -> Case:
    """The case with one event left out, or not any more. Raises UserError as ``leave_out`` does."""
    planned = _event(library, case, event)
    if left_out and planned.actual is not None:
        raise UserError(f"“{planned.title}” took place; take its date back before leaving it out.")
    if left_out and why is None and not reason.strip():
        raise UserError(f"Say why “{planned.title}” is left out; nothing was changed.")
    return _with(library, case, event, lambda one: replace(one, left_out=left_out, booked=None, why=why, reason=reason))


def with_gate(
    library: Library, case: Case, event: str, condition: str, confirmed_on: date | None, by: str = "", note: str = ""
) -> Case:
    """The case with one condition confirmed, or not any more. Raises UserError as ``confirm_gate`` does."""
    planned = _event(library, case, event)
    if all(one.id != condition for one in planned.conditions):
        raise UserError(f"“{planned.title}” has no condition {condition}; nothing was changed.")
    if confirmed_on is not None and confirmed_on > _today():
        raise UserError("A condition is confirmed on a day that is still to come; write the day on which it was.")
    plan = plan_of(case)
    known = next((one for one in plan.gates if (one.event, one.condition) == (event, condition)), None)
    others = tuple(one for one in plan.gates if one is not known)
    if confirmed_on is None:
        return with_plan(case, replace(plan, gates=others))
    said = GateConfirmation(event=event, condition=condition, confirmed_on=confirmed_on, confirmed_by=by, note=note)
    said = said if known is None else replace(said, id=known.id)
    return with_plan(case, replace(plan, gates=(*others, said)))


def what_moves(library: Library, case: Case, event: str, actual: date | None) -> tuple[Shift, ...]:
    """What recording this day, or taking the record back, would move; by date. Nothing is changed."""
    return moves_between(library, case, with_event(library, case, event, actual), event)


def moves_between(
    library: Library, case: Case, after: Case, event: str = "", today: date | None = None
) -> tuple[Shift, ...]:
    """Which events still to come have another date in ``after``, but ``event`` itself; by date."""
    before = {one.id: one.planned for one in plan_case(library, case, today)}
    moved = (
        Shift(one, before[one.id])
        for one in plan_case(library, after, today)
        if one.id != event and one.status not in _OVER and one.id in before
    )
    return tuple(sorted((one for one in moved if one.days), key=lambda one: one.event.planned))


def plan_of(case: Case) -> TreatmentPlan:
    """The plan that holds. Raises UserError without one."""
    chosen = current_plan(case)
    if chosen is None:
        raise UserError(NO_PLAN)
    return chosen


def with_plan(case: Case, plan: TreatmentPlan) -> Case:
    """The case with another version of the plan that holds."""
    return replace(case, plans=(*case.plans[:-1], plan))


def save_plan(board: Board, library: Library, before: Case, after: Case, action: str) -> Case:
    """Store what was changed in a plan. Raises UserError if it would say what cannot be, as a day before the birth."""
    if mixes_days(after) and not mixes_days(before):
        raise UserError(_UNREAL)
    wrong = new_impossible(library, before, after, _today())
    if wrong:
        raise UserError(f"{wrong.rstrip('.')}; nothing was changed.")
    return save_case(board, library, before, after, action)


def _event(library: Library, case: Case, event: str) -> PlannedEvent:
    plan_of(case)
    found = next((one for one in plan_case(library, case) if one.id == event), None)
    if found is None:
        raise UserError(f"The plan has no event {event}; nothing was changed.")
    return found


def _with(library: Library, case: Case, event: str, change: Callable[[PlanEvent], PlanEvent]) -> Case:
    """The case with what is known of one event changed; what says nothing any more is not kept."""
    _event(library, case, event)
    plan = plan_of(case)
    known = next((one for one in plan.events if one.event == event), PlanEvent(event=event))
    changed = change(known)
    others = tuple(one for one in plan.events if one.event != event)
    return with_plan(case, replace(plan, events=others if changed.says_nothing else (*others, changed)))


def _today() -> date:
    return datetime.now().astimezone().date()
