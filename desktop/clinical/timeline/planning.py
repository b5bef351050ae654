"""Dates for a template: planned ones from a start, moved by what really happened.

One rule: an event is planned on the latest of its anchors' dates plus the days from there, and an anchor's date is
what really happened, else what is planned. So a delay moves everything after it, and nothing is planned before
what it hangs on. A day that is booked stays, whatever happens before it; an interval across which treatment rests is
longer by the days of rest. Actual dates are never moved.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop.clinical.errors import UserError
from desktop.clinical.timeline.pauses import Pause, rests, stretched
from desktop.clinical.timeline.planned import EventStatus, PlannedEvent
from desktop.clinical.timeline.rows import START, Anchor, Event, EventKind, FactStatus
from desktop.clinical.timeline.template import Template


def plan(
    template: Template,
    start: date,
    actual: Mapping[str, date],
    today: date | None = None,
    gates: Mapping[str, Collection[str]] | None = None,
    *,
    skipped: Collection[str] = (),
    stopped: bool = False,
    choices: Mapping[str, str] | None = None,
    booked: Mapping[str, date] | None = None,
    pauses: Sequence[Pause] = (),
) -> tuple[PlannedEvent, ...]:
    """Lay a template out, in its own order.

    ``actual`` gives what happened by event id; ``gates`` the ids of confirmed conditions by event id; ``skipped``
    the events that a person left out (what hangs on them hangs on their other anchors, else on their planned date);
    ``stopped`` says that the treatment was stopped. ``choices`` gives options by choice, the template's defaults where
    it says nothing. ``booked`` are days that were fixed, by event id, and ``pauses`` the times of rest.
    Without ``today`` an event is either done or planned.
    Raises UserError for an event, a choice or an option that the template does not have.
    """
    template = template.chosen(choices)
    confirmed = {one: frozenset(ids) for one, ids in (gates or {}).items()}
    known = {one.id for one in template.events}
    for event_id in (*actual, *confirmed, *skipped, *(booked or {})):
        if event_id not in known:
            made = "".join(f", {choice} {option}" for choice, option in template.made.items())
            chosen = f" as it is chosen{made}" if made else ""
            raise UserError(f'The plan "{template.id}" has no event "{event_id}"{chosen}; correct the event\'s id.')
    course = _Course(start, actual, frozenset(skipped), booked or {}, pauses, today)
    for event in template.order:
        course.plan_one(event)
    overtaken = _overtaken(template, actual)
    laid_out = tuple(
        _planned_event(course, event, confirmed.get(event.id, frozenset()), today, stopped, event.id in overtaken)
        for event in template.events
    )
    return laid_out if today is None or stopped else _with_what_goes_on(laid_out, today)


def first_days(template: Template, start: date) -> Mapping[str, date]:
    """The day of each event in the plan as first made, with nothing happened yet. Open choices have their defaults."""
    template = template.chosen()
    course = _Course(start, {}, frozenset(), {}, (), None)
    for event in template.order:
        course.plan_one(event)
    return course.planned


@dataclass(frozen=True, slots=True)
class _Course:
    """The dates while they are worked out, anchors first."""

    start: date
    actual: Mapping[str, date]
    skipped: frozenset[str]
    booked: Mapping[str, date]
    pauses: Sequence[Pause]
    today: date | None
    wanted: dict[str, date] = field(default_factory=dict)
    planned: dict[str, date] = field(default_factory=dict)

    def date_of(self, anchor: Anchor) -> date:
        """What really happened, else what is planned."""
        if anchor.event == START:
            return self.start
        return self.actual.get(anchor.event) or self.planned[anchor.event]

    def binding(self, event: Event) -> tuple[Anchor, ...]:
        """The anchors that always count, without those that were skipped unless nothing else is left."""
        kept = tuple(one for one in event.anchors if one.event not in self.skipped or one.event in self.actual)
        return kept or event.anchors

    def plan_one(self, event: Event) -> None:
        """The latest of what the anchors say, and never before what has already happened ahead of it, unless booked."""
        counting = (*self.binding(event), *(one for one in event.after if self._preceded(event, one)))
        self.wanted[event.id] = max(self._due(one) for one in counting)
        self.planned[event.id] = self.booked.get(event.id) or self.wanted[event.id]

    def _due(self, anchor: Anchor) -> date:
        """The day that an anchor asks for, longer by the days of rest in between."""
        day = self.date_of(anchor)
        return stretched(day, anchor.planned_from(day), self.pauses, self.today)

    def on_hold(self, event: Event) -> bool:
        """Whether treatment rests, and the event would come after the rest began."""
        rest = rests(self.pauses)
        return rest is not None and self.planned[event.id] >= rest.begun

    def _preceded(self, event: Event, anchor: Anchor) -> bool:
        """Whether an anchor of mere order has happened, and not only after the event itself."""
        if not anchor.if_done or anchor.event not in self.actual:
            return False
        return event.id not in self.actual or self.actual[anchor.event] <= self.actual[event.id]

    def window(self, event: Event) -> tuple[date | None, date | None]:
        """The narrowest window of all anchors that give one."""
        bound = self.binding(event)
        early = [day for one in bound if (day := one.earliest_from(self.date_of(one))) is not None]
        late = [day for one in bound if (day := one.latest_from(self.date_of(one))) is not None]
        return max(early, default=None), min(late, default=None)

    def ready(self, event: Event) -> bool:
        """Whether all that the event hangs on has happened or was left out."""
        happened = {START, *self.actual, *self.skipped}
        return all(one.event in happened for one in event.anchors)


def _planned_event(
    course: _Course, event: Event, confirmed: frozenset[str], today: date | None, stopped: bool, overtaken: bool
) -> PlannedEvent:
    planned, actual = course.planned[event.id], course.actual.get(event.id)
    earliest, latest = course.window(event)
    begun = actual or planned
    return PlannedEvent(
        id=event.id,
        phase=event.phase,
        title=event.title,
        planned=planned,
        earliest=earliest,
        latest=latest,
        actual=actual,
        gate=_gate_words(event),
        status=_status(course, event, (earliest, latest), today, stopped),
        source=_source_words(event),
        fact_status=event.fact_status,
        kind=event.kind,
        short=event.short,
        brief=event.brief,
        step=event.step,
        begins=event.begins(begun),
        ends=event.ends(begun),
        conditions=event.gate,
        gate_label=event.gate_label,
        confirmed=confirmed,
        ready=course.ready(event),
        overtaken=overtaken,
        booked=event.id in course.booked,
        wanted=course.wanted[event.id],
        on_hold=not stopped and course.on_hold(event),
    )


def _with_what_goes_on(events: tuple[PlannedEvent, ...], today: date) -> tuple[PlannedEvent, ...]:
    """The course begun last goes on while today is one of its days; the next one ends it, whatever days were left."""
    begun = [one for one in events if one.kind is EventKind.COURSE and one.actual and _begins(one) <= today]
    last = max((_begins(one) for one in begun), default=None)
    on = {one.id for one in begun if _begins(one) == last and today <= (one.ends or one.on)}
    return tuple(replace(one, going_on=True) if one.id in on else one for one in events)


def _begins(event: PlannedEvent) -> date:
    return event.begins or event.on


def _status(
    course: _Course, event: Event, window: tuple[date | None, date | None], today: date | None, stopped: bool
) -> EventStatus:
    if event.id in course.actual:
        return EventStatus.DONE
    if event.id in course.skipped:
        return EventStatus.SKIPPED
    if stopped:
        return EventStatus.STOPPED
    if course.on_hold(event):
        return EventStatus.PLANNED
    planned = course.planned[event.id]
    # an event that was pushed beyond its window is not late before its own planned date
    if today is None or today < min(planned, window[0] or planned):
        return EventStatus.PLANNED
    return EventStatus.LATE if today > max(planned, window[1] or planned) else EventStatus.DUE


def _overtaken(template: Template, actual: Mapping[str, date]) -> frozenset[str]:
    """Events without a record that stand before a course of which there is one."""
    places = [place for place, one in enumerate(template.events) if one.kind is EventKind.COURSE and one.id in actual]
    before = template.events[: max(places, default=0)]
    return frozenset(one.id for one in before if one.id not in actual)


def _gate_words(event: Event) -> str | None:
    return "; ".join(_doubt(one.title, one.status) for one in event.gate) or None


def _source_words(event: Event) -> str:
    """The row's own sources, then those of its date where they differ: ``S-0532; date: PLANNING (unverified)``."""
    own = _doubt(", ".join(event.source), event.status)
    dates = dict.fromkeys(_doubt(", ".join(one.source), one.status) for one in event.anchors)
    others = [one for one in dates if one != own]
    return f"{own}; date: {', '.join(others)}" if others else own


def _doubt(words: str, status: FactStatus) -> str:
    return words if status is FactStatus.VERIFIED else f"{words} ({status})"
