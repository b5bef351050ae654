"""Everything that was said about a treatment plan, in words and in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from desktop.clinical.dates import day_words
from desktop.clinical.labels import Labels
from desktop.clinical.timeline import Template
from desktop.clinical.treatment_plan import PlanChoice, PlanEvent, TreatmentPlan
from desktop.clinical.vocabulary import SlipReason
from desktop.services.library import Library
from desktop.services.plans import begun_template, template_of


class PlanLine(NamedTuple):
    """One thing: its name, what is said of it, and why or by whom."""

    name: str
    told: str
    why: str = ""


def slip_words(labels: Labels, why: SlipReason | None, reason: str) -> str:
    """Why something moved, rests or was stopped: the code's words, then a person's own."""
    return ": ".join(part for part in (labels.word("slip_reason", why.value) if why else "", reason.strip()) if part)


def event_words(event: PlanEvent) -> str:
    """What is known of one event: ``22 Sep 2026``, ``fixed on 3 Oct 2026``, ``left out``."""
    if event.actual is not None:
        return day_words(event.actual)
    if event.left_out:
        return "left out"
    return f"fixed on {day_words(event.booked)}" if event.booked is not None else ""


def version_words(plan: TreatmentPlan, template: Template | None) -> str:
    """Of which version of its template a plan is, and by which one it is laid out where that is another."""
    if template is None or template.version == plan.template_version:
        return f"version {plan.template_version}"
    return f"begun with version {plan.template_version}; laid out by version {template.version}"


def plan_lines(library: Library, plan: TreatmentPlan) -> Iterator[PlanLine]:
    """Template and first day, the ways that were chosen, rests and stop, then event by event with its gates.

    A plan of a template that this board does not have is told by its ids.
    """
    labels, whole = library.labels, begun_template(library, plan)
    template = None if whole is None else template_of(library, plan)
    title = template.title if template is not None else plan.template
    yield PlanLine(title, f"from {day_words(plan.start)}", version_words(plan, whole))
    titles = {one.id: one.title for one in template.events} if template is not None else {}
    if plan.first_event:
        yield PlanLine("Joined at", titles.get(plan.first_event, plan.first_event))
    for made in plan.choices:
        yield PlanLine(*choice_words(whole, made), made.reason)
    for rest in plan.pauses:
        until = f"until {day_words(rest.ended)}" if rest.ended is not None else "and goes on"
        yield PlanLine("Rest", f"from {day_words(rest.begun)} {until}", slip_words(labels, rest.why, rest.reason))
    if plan.stopped is not None:
        why = slip_words(labels, plan.stopped_why, plan.stopped_reason)
        yield PlanLine("Stopped", day_words(plan.stopped), why)
    for event in plan.events:
        name = titles.get(event.event, event.event)
        yield PlanLine(name, event_words(event), slip_words(labels, event.why, event.reason))
    for gate in plan.gates:
        name = f"Gate of {titles.get(gate.event, gate.event)}: {_condition(template, gate.event, gate.condition)}"
        who = ", ".join(part for part in (gate.confirmed_by, gate.note) if part)
        yield PlanLine(name, f"confirmed {day_words(gate.confirmed_on)}", who)


def choice_words(template: Template | None, made: PlanChoice) -> tuple[str, str]:
    """``("Consolidation", "Single transplant")``; by their ids where the template is not there."""
    known = next((one for one in template.choices if one.id == made.choice), None) if template is not None else None
    if known is None:
        return made.choice, made.option
    return known.title, next((one.title for one in known.options if one.id == made.option), made.option)


def _condition(template: Template | None, event: str, condition: str) -> str:
    if template is None:
        return condition
    found = (gate.title for one in template.events if one.id == event for gate in one.gate if gate.id == condition)
    return next(found, condition)
