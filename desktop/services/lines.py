"""One line of the case list, worked out from a case, the rule pack and the plan."""

from __future__ import annotations

from datetime import date

from desktop.clinical.biology import biology_strip
from desktop.clinical.case import Case
from desktop.clinical.listing import CaseLine
from desktop.clinical.risk import Assessment
from desktop.clinical.risk.case_facts import CaseFacts, facts_of
from desktop.clinical.timeline import next_due, phase_now
from desktop.clinical.vocabulary import Silence
from desktop.services.library import Library
from desktop.services.plans import current_plan, lay_out, template_of

LISTED_SCHEME = "cog-v2"


def line_of(library: Library, case: Case) -> CaseLine:
    """The list's view of one child under the listed scheme."""
    facts = facts_of(case, library.rules)
    assessment = library.rules.assess(facts.facts, LISTED_SCHEME)
    phase, due, due_on = _plan_words(library, case)
    return CaseLine(
        case_id=case.id,
        number=case.number,
        mrn=case.mrn,
        name=case.name,
        born=case.born.value,
        age_days=case.age_at_diagnosis,
        diagnosed=case.diagnosed.value,
        stage=stage_words(facts),
        scheme=LISTED_SCHEME,
        groups=tuple(assessment.groups),
        settled=assessment.settled,
        conflict=assessment.conflict is not None,
        not_covered=assessment.not_covered is not None,
        deciding=tuple(assessment.deciding),
        missing=missing_facts(case, assessment),
        phase=phase,
        next_due=due,
        next_due_on=due_on,
        status=case.status.value,
        demonstration=case.demonstration,
        deleted=case.deleted is not None,
        rules=library.rules.checksum,
    )


def stage_words(facts: CaseFacts) -> str:
    """INRGSS where known, else INSS named as such, else empty."""
    if "inrgss" in facts.facts:
        return str(facts.facts["inrgss"])
    return f"INSS {facts.facts['inss']}" if "inss" in facts.facts else ""


def missing_facts(case: Case, assessment: Assessment) -> tuple[str, ...]:
    """Names of the facts without a value: those that decide first, then the open cells of the biology strip."""
    open_cells = [
        cell.name
        for cell in biology_strip(case)
        if cell.answer.silence not in (None, Silence.NOT_APPLICABLE) and cell.name not in assessment.deciding
    ]
    return (*assessment.deciding, *open_cells)


def _plan_words(library: Library, case: Case) -> tuple[str, str, date | None]:
    """The phase, the next event and its date; empty words where the child has no plan."""
    chosen = current_plan(case)
    if chosen is None:
        return "", "", None
    events = lay_out(library, chosen)
    due = next_due(events)
    phase = phase_now(template_of(library, chosen), events)
    return phase[0], due.title if due else "", due.planned if due else None
