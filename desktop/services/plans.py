"""Reading a child's treatment plan: which one holds, and its dates under the template."""

from __future__ import annotations

from datetime import date

from desktop.clinical.case import Case, TreatmentPlan
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import PlannedEvent, Template, plan
from desktop.services.library import Library


def current_plan(case: Case) -> TreatmentPlan | None:
    """The plan that holds: the one begun last, or None."""
    return case.plans[-1] if case.plans else None


def template_of(library: Library, chosen: TreatmentPlan) -> Template:
    """The template of a plan. Raises UserError if this program has none of that name."""
    template = library.templates.get(chosen.template)
    if template is None:
        raise UserError(f"The treatment template {chosen.template} is not among those that this program has.")
    return template


def lay_out(library: Library, chosen: TreatmentPlan, today: date | None = None) -> tuple[PlannedEvent, ...]:
    """Planned and actual dates of one plan."""
    actual = {event.event: event.actual for event in chosen.events}
    return plan(template_of(library, chosen), chosen.start, actual, today)


def plan_case(library: Library, case: Case, today: date | None = None) -> tuple[PlannedEvent, ...]:
    """Planned and actual dates of the current plan; empty where the child has none."""
    chosen = current_plan(case)
    return () if chosen is None else lay_out(library, chosen, today)
