"""One plan of a child, read once for everything that shows it: the drawing, the table, and what is told beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.timeline import Pause, PlannedEvent, Template, slips
from desktop.clinical.timeline.decided import Decided
from desktop.clinical.timeline.drawing import STOPPED, rest_key
from desktop.clinical.treatment_plan import PlanPause, TreatmentPlan
from desktop.services.library import Library
from desktop.services.markers import marker_lines
from desktop.services.plan_words import slip_words
from desktop.services.plans import template_of
from desktop.services.responding import on_timeline, responses_of
from desktop.ui.models.plan_rows import Row, decided_row, diagnosis_row, event_row, response_row, sample_row
from desktop.ui.timeline import Shown, ShownPlan
from desktop.ui.timeline.others import Fact, Other, others


@dataclass(frozen=True, slots=True)
class PlanReading:
    """``told`` is for the side panel, ``shown`` for the drawing, ``rows`` for the table."""

    template: Template
    told: ShownPlan
    shown: Shown
    rows: tuple[Row, ...]


def read_plan(
    library: Library, case: Case, chosen: TreatmentPlan, events: Sequence[PlannedEvent], today: date
) -> PlanReading:
    """Raises UserError if this program has not the plan's template."""
    template, lines = template_of(library, chosen), marker_lines(library, case)
    responses = responses_of(library, case)
    decisions = dict(_decisions(library, chosen))
    reasons = {one.event: slip_words(library.labels, one.why, one.reason) for one in chosen.events}
    gates = {
        (one.event, one.condition): ", ".join(
            filter(None, (one.confirmed_by, day_words(one.confirmed_on), one.note))
        )
        for one in chosen.gates
    }  # fmt: skip
    besides = others(library, case.diagnosed, responses, lines) | decisions
    told = ShownPlan(template, chosen.start, tuple(events), reasons, besides, gates)
    rests = tuple(Pause(one.begun, one.ended) for one in chosen.pauses)
    shown = Shown(
        case.id, template, chosen.start, tuple(events), today, case.diagnosed.value, lines,
        Decided(rests, chosen.stopped), on_timeline(responses),
    )  # fmt: skip
    first = {one.event: one.first for one in slips(template, chosen.start, events)}
    order = {one.id: place for place, one in enumerate(template.events)}
    ordered = sorted(events, key=lambda one: (one.on, order[one.id]))
    rows = (
        diagnosis_row(library, case.diagnosed),
        *(event_row(one, first[one.id], reasons.get(one.id, "")) for one in ordered),
        *(decided_row(key, one.title, one.facts[0].words, one.facts[-1].words) for key, one in decisions.items()),
        *(response_row(library, one) for one in responses),
        *(sample_row(library, one) for one in lines),
    )
    return PlanReading(template, told, shown, rows)


def _decisions(library: Library, plan: TreatmentPlan) -> Iterator[tuple[str, Other]]:
    """Rests and a stop, by the keys of their labels in the drawing."""
    for number, rest in enumerate(plan.pauses):
        why = slip_words(library.labels, rest.why, rest.reason)
        yield rest_key(number), _decision("Treatment rests" if rest.ended is None else "Treatment rested",
                                          rest_days(rest), why)  # fmt: skip
    if plan.stopped is not None:
        why = slip_words(library.labels, plan.stopped_why, plan.stopped_reason)
        yield STOPPED, _decision("Plan stopped", day_words(plan.stopped), why)


def _decision(title: str, when: str, why: str) -> Other:
    reason = Fact("Reason", why) if why else Fact("Reason", "no reason recorded", "text2")
    spoken = f"{title}, {when}, {reason.words}"
    return Other(title, "A decision about the plan as a whole", (Fact("When", when), reason), spoken)


def rest_days(rest: PlanPause) -> str:
    """``since 12 Nov 2026``; ``12 Nov 2026 to 20 Nov 2026``."""
    begun = day_words(rest.begun)
    return f"since {begun}" if rest.ended is None else f"{begun} to {day_words(rest.ended)}"
