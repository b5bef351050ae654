"""What people decided about a child's plans, for the printed page: rests, a stop, fixed days, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.clinical.dates import day_words
from desktop.clinical.labels import Labels
from desktop.clinical.timeline import PlannedEvent, Standing
from desktop.clinical.treatment_plan import PlanEvent, TreatmentPlan
from desktop.reports.phrases import Phrase, head, plain
from desktop.services.library import Library
from desktop.services.plan_words import slip_words
from desktop.services.plans import begun_template

_NO_REASON = "no reason recorded"


def decided(library: Library, chosen: TreatmentPlan, events: Sequence[PlannedEvent]) -> Iterator[Phrase]:
    """One statement each, with why; nothing for a plan that runs as it was laid out."""
    labels, known = library.labels, {one.event: one for one in chosen.events}
    if chosen.stopped is not None:
        why = _why(slip_words(labels, chosen.stopped_why, chosen.stopped_reason))
        yield head("Plan stopped"), plain(f" {day_words(chosen.stopped)}{why}")
    for rest in chosen.pauses:
        why = _why(slip_words(labels, rest.why, rest.reason))
        until = (
            f"{day_words(rest.begun)} to {day_words(rest.ended)}" if rest.ended else f"since {day_words(rest.begun)}"
        )
        yield head("Rested" if rest.ended else "Treatment rests"), plain(f" {until}{why}")
    if chosen.first_event:
        title = next((one.title for one in events if one.id == chosen.first_event), chosen.first_event)
        yield head("Joined at"), plain(f" {title}, {day_words(chosen.start)}")
    fixed = [_fixed(labels, one, known[one.id]) for one in events if one.fixed]
    if fixed:
        yield head("Fixed days"), plain(f" {'; '.join(fixed)}")
    left = [
        f"{one.title}{_why(_words(labels, known[one.id]))}" for one in events if one.standing is Standing.SKIPPED
    ]  # fmt: skip
    if left:
        yield head("Left out"), plain(f" {'; '.join(left)}")


def earlier(library: Library, plans: Sequence[TreatmentPlan]) -> Iterator[Phrase]:
    """The plans before the one that holds: which, from when, and how each ended."""
    for one in plans:
        template = begun_template(library, one)
        title = template.title.partition(":")[0] if template is not None else one.template
        ended = ""
        if one.stopped is not None:
            why = _why(slip_words(library.labels, one.stopped_why, one.stopped_reason))
            ended = f", stopped {day_words(one.stopped)}{why}"
        yield head("Earlier plan"), plain(f" {title}, from {day_words(one.start)}{ended}")


def _fixed(labels: Labels, event: PlannedEvent, known: PlanEvent) -> str:
    """``Surgery 11 Jan 2027 (theatre), too early: 21 Jan 2027 at the soonest``."""
    words = _words(labels, known)
    early = ""
    if event.booked_too_early and event.wanted is not None:
        early = f", too early: {day_words(event.wanted)} at the soonest"
    return f"{event.title} {day_words(event.planned)}{f' ({words})' if words else ''}{early}"


def _words(labels: Labels, known: PlanEvent) -> str:
    return slip_words(labels, known.why, known.reason)


def _why(words: str) -> str:
    """The cause after what it caused, as part of a sentence that goes on."""
    return f" ({words.strip().rstrip('.') or _NO_REASON})"
