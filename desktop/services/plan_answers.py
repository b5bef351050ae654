"""Everything that a person says of one event of a plan at once: where it stands, why, and which conditions they saw.

It is one change with one entry in the history: a day and the gate before it belong together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import reduce

from desktop.clinical.case import Case
from desktop.clinical.timeline import EventStatus, PlannedEvent
from desktop.clinical.treatment_plan import GateConfirmation, PlanEvent
from desktop.clinical.vocabulary import SlipReason
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.planning import (
    Shift,
    moves_between,
    plan_of,
    save_plan,
    with_booking,
    with_event,
    with_gate,
    with_left_out,
)
from desktop.services.plans import plan_case


class Way(StrEnum):
    """What is known of an event; one of these holds."""

    NOTHING = "nothing"
    TOOK_PLACE = "took_place"
    FIXED = "fixed"
    LEFT_OUT = "left_out"


_ACTIONS = {Way.TOOK_PLACE: "Date of", Way.FIXED: "Fixed day of", Way.LEFT_OUT: "Leaving out"}
_BACK = {Way.TOOK_PLACE: "Date of", Way.FIXED: "Fixed day of", Way.LEFT_OUT: "Taking up"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAnswer:
    """What is said of one event. ``gates`` are its confirmed conditions by their ids, each as a person confirmed it."""

    way: Way = Way.NOTHING
    day: date | None = None
    why: SlipReason | None = None
    reason: str = ""
    gates: Mapping[str, GateConfirmation] = field(default_factory=dict)


def way_of(known: PlanEvent) -> Way:
    """Which of the ways holds; what took place had no need of its fixed day any more."""
    if known.actual is not None:
        return Way.TOOK_PLACE
    if known.left_out:
        return Way.LEFT_OUT
    return Way.FIXED if known.booked is not None else Way.NOTHING


def known_of(case: Case, event: str) -> PlanEvent:
    """What the plan that holds has of an event; something empty where it has nothing. Raises UserError without one."""
    return next((one for one in plan_of(case).events if one.event == event), PlanEvent(event=event))


def confirmed_of(case: Case, event: str) -> dict[str, GateConfirmation]:
    """The conditions of an event that people confirmed, by their ids. Raises UserError without a plan."""
    return {one.condition: one for one in plan_of(case).gates if one.event == event}


def with_answer(library: Library, case: Case, event: str, told: EventAnswer) -> Case:
    """The case with what is said of one event, where that is something new.

    Raises UserError as ``record_event``, ``book_event``, ``leave_out`` and ``confirm_gate`` do.
    """
    before = confirmed_of(case, event)
    answered = _with_way(library, case, event, told)
    gone = reduce(
        lambda one, condition: with_gate(library, one, event, condition, None),
        [condition for condition in before if condition not in told.gates],
        answered,
    )
    new = [one for condition, one in told.gates.items() if _said(before.get(condition)) != _said(one)]
    return reduce(
        lambda one, gate: with_gate(
            library, one, event, gate.condition, gate.confirmed_on, gate.confirmed_by, gate.note
        ),
        new,
        gone,
    )


def answer_event(board: Board, library: Library, case: Case, event: str, told: EventAnswer) -> Case:
    """Store what is said of one event as one change; nothing is written where it says nothing new.

    Raises UserError as ``with_answer`` does, and for what cannot be, such as a day before the birth.
    """
    after = with_answer(library, case, event, told)
    return case if after == case else save_plan(board, library, case, after, _action(case, after, event))


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a change to a plan would do: what moves, and which fixed days would come too early that did not before.

    ``stopped`` is what would be given up with the plan. ``event`` is the event itself as it would then be; None where
    the change is not about one.
    """

    shifts: tuple[Shift, ...] = ()
    early: tuple[PlannedEvent, ...] = ()
    stopped: tuple[PlannedEvent, ...] = ()
    event: PlannedEvent | None = None


def consequences(
    library: Library, before: Case, after: Case, event: str = "", today: date | None = None
) -> Consequences:
    """What comes of going from one version of the case to another, but to ``event`` itself; nothing is written."""
    was = {one.id: one for one in plan_case(library, before, today)}
    then = [one for one in plan_case(library, after, today) if one.id != event]
    return Consequences(
        moves_between(library, before, after, event, today),
        tuple(one for one in then if one.booked_too_early and not (one.id in was and was[one.id].booked_too_early)),
        tuple(
            one
            for one in then
            if one.status is EventStatus.STOPPED and not one.overtaken
            and one.id in was and was[one.id].status is not EventStatus.STOPPED
        ),
        next((one for one in plan_case(library, after, today) if one.id == event), None),
    )  # fmt: skip


def _with_way(library: Library, case: Case, event: str, told: EventAnswer) -> Case:
    known = known_of(case, event)
    if (told.way, told.day, told.why, told.reason) == (way_of(known), known.actual or known.booked, *_reason(known)):
        return case
    if told.way is Way.TOOK_PLACE:
        return with_event(library, case, event, told.day, told.reason, told.why)
    # what is recorded of an event that did not take place is changed where it stands
    cleared = with_event(library, case, event, None) if known.actual is not None else case
    if told.way is Way.FIXED:
        return with_booking(library, cleared, event, told.day, told.reason, told.why)
    left_out = told.way is Way.LEFT_OUT
    if not left_out and known_of(cleared, event).says_nothing:
        return cleared
    return with_left_out(library, cleared, event, told.reason, told.why, left_out=left_out)


def _reason(known: PlanEvent) -> tuple[SlipReason | None, str]:
    return known.why, known.reason


def _said(one: GateConfirmation | None) -> object:
    return None if one is None else (one.confirmed_on, one.confirmed_by, one.note)


def _action(before: Case, after: Case, event: str) -> str:
    """What the history calls it: by the event where that changed, else by its gate."""
    was, now = known_of(before, event), known_of(after, event)
    if was == now or (was.says_nothing and now.says_nothing):
        return f"Gate of {event}"
    way = way_of(now)
    return f"{_BACK[way_of(was)] if way is Way.NOTHING else _ACTIONS[way]} {event}"
