"""What is to be said about one selected event, as plain values: dates, conditions, why it moved, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from desktop.clinical.dates import day_words
from desktop.clinical.timeline import EventStatus, FactStatus, PlannedEvent, Template, causes, first_plan
from desktop.clinical.timeline.rows import START, Anchor, EventKind
from desktop.ui.models.plan_model import gate_words, moved_words
from desktop.ui.words import capital

_STATUS: Mapping[EventStatus, str] = {
    EventStatus.PLANNED: "Planned",
    EventStatus.DUE: "Due now",
    EventStatus.DONE: "Done",
    EventStatus.LATE: "Late: its day is over, nothing is recorded",
    EventStatus.SKIPPED: "Left out by a person",
    EventStatus.STOPPED: "Treatment was stopped",
}
_NO_REASON = "no reason recorded"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, its words, and the tone they are written in."""

    label: str
    words: str
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Cause:
    """Where a delay arose, by how much, and why."""

    event: str
    days: str
    reason: str


@dataclass(frozen=True, slots=True)
class Basis:
    """A sentence that something rests on, where it is from, and how far it can be trusted."""

    words: str
    status: FactStatus


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A plan as the inspector needs it. ``reasons`` are those recorded with the dates, by event id."""

    template: Template
    start: date
    events: tuple[PlannedEvent, ...]
    reasons: Mapping[str, str]

    def event(self, event_id: str) -> PlannedEvent | None:
        """An event of the plan."""
        return next((one for one in self.events if one.id == event_id), None)


def gate_title(event: PlannedEvent) -> str:
    """``Gate before induction cycle 3``."""
    title = event.title
    return f"Gate before {title[:1].lower() + title[1:] if title[1:2].islower() else title}"


def spoken(event: PlannedEvent, *, gate: bool) -> str:
    """What is read out when an event is selected: ``Induction cycle 3, done 22 Sep 2026, gate not recorded``."""
    state = f"{event.status} {day_words(event.on)}"
    if gate:
        return f"{gate_title(event)}, {gate_words(event)}, {state}"
    return f"{event.title}, {state}" + (f", gate {gate_words(event)}" if event.conditions else "")


def kind_words(plan: ShownPlan, event: PlannedEvent) -> str:
    """``Course, Induction``."""
    return f"{capital(str(event.kind))}, {plan.template.phase(event.phase).title}"


def facts(plan: ShownPlan, event: PlannedEvent) -> Iterator[Fact]:
    """The dates of an event, from the first plan to what really happened."""
    first = first_plan(plan.template, plan.start)[event.id]
    moved = (event.on - first.on).days
    late = event.status is EventStatus.LATE
    told = "A later course took place; nothing is recorded here" if event.overtaken else _STATUS[event.status]
    yield Fact("Status", told, "caution" if late else "text")
    yield Fact("First plan", day_words(first.on))
    if not event.actual or event.planned != first.on:
        yield Fact("Planned", day_words(event.planned))
    yield _window(event)
    yield Fact("Took place", day_words(event.actual)) if event.actual else Fact("Took place", "not recorded", "text2")
    if event.kind is EventKind.COURSE and event.begins and event.ends:
        yield Fact("Runs", f"{day_words(event.begins)} to {day_words(event.ends)}")
    yield Fact("Moved", f"{moved_words(moved)} against the first plan") if moved else Fact("Moved", "no", "text2")
    drugs = plan.template.event(event.id).drugs
    if drugs:
        yield Fact("In template", drugs, "text2")


def _window(event: PlannedEvent) -> Fact:
    if event.earliest is None and event.latest is None:
        return Fact("Window", "none with a source", "text2")
    ends = [day_words(day) for day in (event.earliest, event.latest) if day]
    words = " to ".join(ends) if len(ends) == 2 else f"{'from' if event.earliest else 'until'} {ends[0]}"
    if event.outside_window:
        return Fact("Window", f"{words}; its date lies outside", "caution")
    return Fact("Window", words)


def why_it_moved(plan: ShownPlan, event: PlannedEvent) -> tuple[Cause, ...]:
    """Each delay behind the event's date, with its reason."""
    titles = {one.id: one.title for one in plan.events}
    found = causes(plan.template, plan.start, plan.events, event.id)
    return tuple(
        Cause(titles[one.event], moved_words(one.own), plan.reasons.get(one.event) or _NO_REASON) for one in found
    )


def days_in_all(plan: ShownPlan, event: PlannedEvent) -> str:
    """How far the event is from the first plan; a delay may have been taken up in part."""
    days = (event.on - first_plan(plan.template, plan.start)[event.id].on).days
    return f"{abs(days)} d {'later' if days > 0 else 'earlier'} in all" if days else "taken up since"


def sources(plan: ShownPlan, event: PlannedEvent) -> Iterator[Basis]:
    """What the row itself and each number of its date rest on."""
    row = plan.template.event(event.id)
    names = plan.template.sources
    yield Basis("; ".join(names.get(key, key) for key in row.source), row.status)
    for anchor in row.anchors:
        yield Basis(f"{_date_from(plan, anchor)}: {anchor.basis} ({', '.join(anchor.source)})", anchor.status)


def _date_from(plan: ShownPlan, anchor: Anchor) -> str:
    what = "the first day" if anchor.event == START else plan.template.event(anchor.event).title
    return f"Date: {anchor.days} d after {what}" if anchor.days else f"Date: that of {what}"
