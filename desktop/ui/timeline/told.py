"""What is to be said about one selected event, as plain values: dates, conditions, why it moved, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.clinical.dates import day_words
from desktop.clinical.timeline import FactStatus, PlannedEvent, Slip, Standing, Template, causes, first_plan, slips
from desktop.clinical.timeline.drawing import Lane
from desktop.clinical.timeline.rows import START, Anchor, EventKind
from desktop.ui.models.plan_rows import gate_words, moved_words, now_planned_words
from desktop.ui.timeline.others import Fact, Other
from desktop.ui.timeline.stops import Stop
from desktop.ui.words import capital, counted

_MORE: Mapping[Standing, str] = {
    Standing.DUE: "its day or window is here",
    Standing.NOW: "begun, with days to come",
    Standing.LATE: "its day is over, nothing is recorded",
    Standing.UNRECORDED: "a later course took place",
    Standing.ON_HOLD: "treatment rests, nobody knows until when",
    Standing.SKIPPED: "by a person",
    Standing.STOPPED: "with the plan",
}
_TRUST: Mapping[FactStatus, str] = {
    FactStatus.VERIFIED: "This row: verified in its source",
    FactStatus.UNVERIFIED: "Unverified: no published source confirms it",
    FactStatus.INVESTIGATIONAL: "Investigational: under study",
}
_NO_REASON = "no reason recorded"


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
    """A plan as the inspector needs it. ``reasons`` are those recorded with the dates, by event id.

    ``others`` is what the timeline shows besides the plan's events, by the keys of its marks. ``gates`` says of each
    condition that was confirmed who did so, when, and what they saw.
    """

    template: Template
    start: date
    events: tuple[PlannedEvent, ...]
    reasons: Mapping[str, str]
    others: Mapping[str, Other] = field(default_factory=dict)
    gates: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def event(self, event_id: str) -> PlannedEvent | None:
        """An event of the plan."""
        return next((one for one in self.events if one.id == event_id), None)


def gate_title(event: PlannedEvent) -> str:
    """``Gate before induction cycle 3``."""
    title = event.title
    return f"Gate before {title[:1].lower() + title[1:] if title[1:2].islower() else title}"


def spoken(event: PlannedEvent, *, gate: bool, slip: Slip | None = None) -> str:
    """What is read out when an event is selected: ``Induction cycle 3, done 22 Sep 2026, gate not recorded``."""
    state = f"{_spoken_state(event)} {day_words(event.on)}"
    if slip is not None and slip.days:
        state += f", first planned {day_words(slip.first)}, {moved_words(slip.days)}"
    if gate:
        return f"{gate_title(event)}, {gate_words(event)}, {state}"
    return f"{event.title}, {state}" + (f", gate {gate_words(event)}" if event.conditions else "")


def spoken_stop(plan: ShownPlan, stop: Stop) -> str:
    """What is read out when a mark is selected."""
    other, event = plan.others.get(stop.event), plan.event(stop.event)
    if other is not None:
        return other.spoken
    slip = next((one for one in slips(plan.template, plan.start, plan.events) if one.event == stop.event), None)
    return spoken(event, gate=stop.lane is Lane.GATES, slip=slip) if event is not None else ""


def _spoken_state(event: PlannedEvent) -> str:
    if event.actual:
        return "now, begun" if event.standing is Standing.NOW else "done"
    planned = "now planned"
    return planned if event.standing is Standing.PLANNED else f"{event.standing}, {planned}"


def standing_words(event: PlannedEvent) -> str:
    """``Late: its day is over, nothing is recorded``; the first word is that of the drawing and of the table."""
    more = _MORE.get(event.standing)
    word = capital(event.standing)
    return f"{word}: {more}" if more else word


def trust_words(status: FactStatus) -> str:
    """What the status of a fact means, exactly."""
    return _TRUST[status]


def kind_words(plan: ShownPlan, event: PlannedEvent) -> str:
    """``Course, Induction``."""
    return f"{capital(str(event.kind))}, {plan.template.phase(event.phase).title}"


def facts(plan: ShownPlan, event: PlannedEvent) -> Iterator[Fact]:
    """The dates of an event, from the first plan to what really happened."""
    first = first_plan(plan.template, plan.start)[event.id]
    moved = (event.on - first.on).days
    now = now_planned_words(event)
    yield Fact("Status", standing_words(event), "caution" if event.standing is Standing.LATE else "text")
    yield Fact("First planned", day_words(first.on))
    if now:
        yield Fact("Now planned", now)
    yield Fact("Actual", day_words(event.actual)) if event.actual else Fact("Actual", "not recorded", "text2")
    if event.fixed:
        yield _fixed(event)
    yield Fact("Slip", f"{moved_words(moved)} against the first plan") if moved else Fact("Slip", "none", "text2")
    if plan.reasons.get(event.id):
        yield Fact("Reason", plan.reasons[event.id])
    yield _window(event)
    if event.kind is EventKind.COURSE and event.begins and event.ends:
        yield Fact("Runs", f"{day_words(event.begins)} to {day_words(event.ends)}")
    drugs = plan.template.event(event.id).drugs
    if drugs:
        yield Fact("In template", drugs, "text2")


def _fixed(event: PlannedEvent) -> Fact:
    """That its day is fixed, and whether what precedes it allows that day."""
    if event.booked_too_early and event.wanted is not None:
        soonest = day_words(event.wanted)
        return Fact("Fixed", f"on {day_words(event.planned)}: too early, soonest {soonest}", "caution")
    return Fact("Fixed", f"on {day_words(event.planned)}, whatever moves")


def _window(event: PlannedEvent) -> Fact:
    if event.earliest is None and event.latest is None:
        return Fact("Window", "none found in a source", "text2")
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
    """What the row itself and each number of its date rest on, each source by its name."""
    row = plan.template.event(event.id)
    yield Basis(_names(plan, row.source), row.status)
    for anchor in row.anchors:
        yield Basis(f"{_date_from(plan, anchor)}. {anchor.basis}. {_names(plan, anchor.source)}", anchor.status)


def _names(plan: ShownPlan, keys: Iterable[str]) -> str:
    return "; ".join(plan.template.sources.get(key, key) for key in keys)


def _date_from(plan: ShownPlan, anchor: Anchor) -> str:
    what = "the first day" if anchor.event == START else plan.template.event(anchor.event).title
    far = counted(anchor.months, "month") if anchor.months else f"{anchor.days} d" if anchor.days else ""
    return f"Date: {far} after {what}" if far else f"Date: that of {what}"
