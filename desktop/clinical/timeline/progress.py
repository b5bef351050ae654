"""Where a child stands in the plan: the phase now, what comes next, how far it slipped from the first plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.clinical.timeline.planned import EventStatus, PlannedEvent, Standing
from desktop.clinical.timeline.planning import first_days, plan
from desktop.clinical.timeline.rows import START, EventKind
from desktop.clinical.timeline.template import Template

_OVER = (EventStatus.DONE, EventStatus.SKIPPED, EventStatus.STOPPED)


@dataclass(frozen=True, slots=True)
class Slip:
    """How far one event moved: ``first`` in the plan as first made, ``now`` as it counts today.

    ``days`` is the whole difference (below 0: earlier), ``own`` the part that arose at this very event.
    """

    event: str
    first: date
    now: date
    days: int
    own: int


def phase_now(template: Template, events: Sequence[PlannedEvent]) -> tuple[str, int, int]:
    """The title of the phase, the course the child has reached in it, and its courses in all: ``("Induction", 3, 5)``.

    The phase is that of the last course that took place; before the first course it is the first phase, at 0.
    A course without a record counts once a later one has taken place: cycle 3 is the third. A plan without courses
    counts its events.
    """
    courses = counted(events)
    done = [one for one in courses if one.status is EventStatus.DONE]
    phase_id = done[-1].phase if done else template.chosen().phases[0].id
    inside = [one for one in courses if one.phase == phase_id]
    reached = inside.index(done[-1]) + 1 if done else 0
    return template.phase(phase_id).title, reached, len(inside)


def counted(events: Sequence[PlannedEvent]) -> list[PlannedEvent]:
    """What a plan is counted by: its courses; where it has none, as in follow-up, all its events."""
    return [one for one in events if one.kind is EventKind.COURSE] or list(events)


def phase_words(template: Template, events: Sequence[PlannedEvent]) -> str:
    """``Induction 3 of 5`` while the third course runs; ``Induction 3 of 5 done`` once no course runs."""
    title, reached, courses = phase_now(template, events)
    return f"{title} {reached} of {courses}" + ("" if course_runs(events) else " done")


def course_runs(events: Sequence[PlannedEvent]) -> bool:
    """Whether a course has begun and is not over."""
    return any(one.standing is Standing.NOW for one in events if one.kind is EventKind.COURSE)


def step_now(template: Template, events: Sequence[PlannedEvent]) -> int:
    """The furthest step of treatment with a course or procedure that took place; before the first, the first phase's.

    Never goes back: an operation between two courses leaves the child at the operation's step.
    """
    done = [one.step for one in events if one.kind is not EventKind.EVALUATION and one.status is EventStatus.DONE]
    return max(done, default=template.chosen().phases[0].step)


def next_due(events: Sequence[PlannedEvent]) -> PlannedEvent | None:
    """The next event that is not over, by planned date; those that a later course has overtaken are left out.

    None when nothing is to come.
    """
    waiting = [one for one in events if one.status not in _OVER and not one.overtaken]
    return min(waiting, key=lambda one: one.planned, default=None)


def first_plan(template: Template, start: date, choices: Mapping[str, str] | None = None) -> Mapping[str, PlannedEvent]:
    """The plan as it was on the first day, with nothing happened yet, by event id.

    Here and below a template whose choices are made is itself; of another, the defaults hold.
    """
    return {one.id: one for one in plan(template, start, {}, choices=choices)}


def slips(template: Template, start: date, events: Sequence[PlannedEvent]) -> tuple[Slip, ...]:
    """How far each event moved against the first plan, in the order of the events."""
    first = first_days(template, start)
    return tuple(Slip(one.id, first[one.id], one.on, (one.on - first[one.id]).days, one.days_moved) for one in events)


def causes(template: Template, start: date, events: Sequence[PlannedEvent], event_id: str) -> tuple[Slip, ...]:
    """The delays that arose at an event itself or at what it hangs on, in the order of the events."""
    done = {one.id for one in events if one.actual}
    behind, open_ = {event_id}, [event_id]
    made = template.chosen()
    while open_:
        anchors = made.event(open_.pop()).after
        further = {one.event for one in anchors if one.event != START and (one.event in done or not one.if_done)}
        open_ += further - behind
        behind |= further
    return tuple(one for one in slips(template, start, events) if one.own and one.event in behind)


def days_behind(slipped: Sequence[Slip], events: Sequence[PlannedEvent]) -> int:
    """Days by which the next course that is not over (else the last one) is behind the first plan; below 0: ahead.

    ``slipped`` is what ``slips`` gave for these events. Without courses, the next event.
    """
    moved = {one.event: one.days for one in slipped}
    courses = counted(events)
    ahead = [one for one in courses if one.status not in _OVER and not one.overtaken]
    chosen = ahead[:1] or courses[-1:]
    return moved[chosen[0].id] if chosen else 0
