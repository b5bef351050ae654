"""Reading a child's treatment plan: which one holds, and its dates under the template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.dates import NEUTRAL_YEARS
from desktop.clinical.errors import UserError
from desktop.clinical.neutral_calendar import as_of
from desktop.clinical.timeline import EventStatus, Pause, PlannedEvent, Template, joined, plan
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.services.library import Library


def current_plan(case: Case) -> TreatmentPlan | None:
    """The plan that holds: the one begun last, or None."""
    return case.plans[-1] if case.plans else None


def begun_template(library: Library, chosen: TreatmentPlan) -> Template | None:
    """The template that a plan stands on, its choices open: of an own one the very version. None if it is not here."""
    return library.shelf.begun(chosen.template, chosen.template_version)


def template_of(library: Library, chosen: TreatmentPlan) -> Template:
    """The template of a plan: its choices made, from the event with which the plan began.

    Raises UserError if the board has none of that name and version, or it has no such choice or event.
    """
    template = begun_template(library, chosen)
    if template is None:
        raise UserError(
            f"The treatment template {chosen.template} in version {chosen.template_version} is not among those that "
            "this board has; import its file in Settings, Treatment."
        )
    made = template.chosen({one.choice: one.option for one in chosen.choices})
    return joined(made, chosen.first_event) if chosen.first_event else made


def grouped_templates(library: Library) -> tuple[tuple[str, tuple[Template, ...]], ...]:
    """The templates under the words of their groups, in the order of the labels; those of no group come last."""
    words = library.labels.words["template_group"]
    found: dict[str, list[Template]] = {group: [] for group in words}
    for one in sorted(library.templates.values(), key=lambda each: each.title.casefold()):
        found[one.group if one.group in words else "other"].append(one)
    return tuple((words[group], tuple(ones)) for group, ones in found.items() if ones)


def lay_out(library: Library, chosen: TreatmentPlan, today: date | None = None) -> tuple[PlannedEvent, ...]:
    """Planned and actual dates of one plan; in the neutral calendar nothing of it is late by a day of ours."""
    if today is not None and (chosen.start.year in NEUTRAL_YEARS) is not (today.year in NEUTRAL_YEARS):
        today = None
    gates: dict[str, set[str]] = {}
    for one in chosen.gates:
        gates.setdefault(one.event, set()).add(one.condition)
    return plan(
        template_of(library, chosen),
        chosen.start,
        chosen.actual,
        today,
        gates,
        skipped={one.event for one in chosen.events if one.left_out},
        stopped=chosen.stopped is not None,
        booked={one.event: one.booked for one in chosen.events if one.booked is not None},
        pauses=[Pause(one.begun, one.ended) for one in chosen.pauses],
    )


def plan_case(library: Library, case: Case, today: date | None = None) -> tuple[PlannedEvent, ...]:
    """Planned and actual dates of the current plan; empty where the child has none."""
    chosen = current_plan(case)
    return () if chosen is None else lay_out(library, chosen, as_of(case, today) if today is not None else None)


def next_gate(events: Sequence[PlannedEvent]) -> PlannedEvent | None:
    """The next event that a person has to confirm something for, by planned date; None where there is none."""
    waiting = [one for one in events if one.open_conditions and not _over(one)]
    return min(waiting, key=lambda one: one.planned, default=None)


def before_gate(template: Template, events: Sequence[PlannedEvent], gate: PlannedEvent) -> tuple[PlannedEvent, ...]:
    """What the event of a gate hangs on and nobody has recorded."""
    anchors = {one.event for one in template.event(gate.id).anchors}
    return tuple(one for one in events if one.id in anchors and not _over(one))


def _over(event: PlannedEvent) -> bool:
    """It took place, was left out, or a later course has overtaken it."""
    decided = event.status in {EventStatus.DONE, EventStatus.SKIPPED, EventStatus.STOPPED}
    return decided or event.actual is not None or event.overtaken
