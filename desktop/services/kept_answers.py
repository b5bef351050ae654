"""What the rules say of a child now, as it is kept for an occasion: a printed page, a decision."""

from __future__ import annotations

from db.assessments import KeptAssessment
from desktop.clinical.case import Case
from desktop.clinical.risk import Assessment
from desktop.clinical.risk.case_facts import CaseFacts
from desktop.services.assessing import assess_case
from desktop.services.library import Library


def kept_answers(library: Library, case: Case, occasion: str) -> tuple[KeptAssessment, ...]:
    """One answer a scheme, each with every fact that was used and the row it stands in."""
    assessed = assess_case(library, case)
    return tuple(
        KeptAssessment(
            case_id=case.id,
            case_version=case.version,
            occasion=occasion,
            scheme=one.scheme,
            scheme_version=one.version,
            rules=library.rules.checksum,
            facts=_facts(assessed.facts),
            answer=_answer(one),
        )
        for one in assessed.assessments
    )


def _facts(facts: CaseFacts) -> dict[str, object]:
    """Each fact that was used, and the result it was read from (the age is a fact of the case itself)."""
    rows = {name: str(row) for name, row in facts.sources.items()}
    return {name: {"value": value, "row": rows.get(name)} for name, value in facts.facts.items()}


def _answer(assessment: Assessment) -> dict[str, object]:
    return {
        "groups": list(assessment.groups),
        "settled": assessment.settled,
        "rows": list(assessment.rows),
        "deciding": list(assessment.deciding),
        "conflict": assessment.conflict,
        "not_covered": assessment.not_covered,
    }
