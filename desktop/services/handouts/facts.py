"""What a family's sentences may rest on: facts of the child as codes. What is not known or open is not among them."""

from __future__ import annotations

from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.handout.texts import Facts
from desktop.clinical.listing import LISTED_SCHEME
from desktop.clinical.meetings.basis import told_value
from desktop.services.assessing import CaseAssessment, assess_case
from desktop.services.library import Library

_READ = ("primary_site", "metastases", "mycn", "category")
_EIGHTEEN_MONTHS = 548
"""More than eighteen months to a family: from this day on every scheme counts a child as older."""


def family_facts(library: Library, case: Case, assessed: CaseAssessment | None = None) -> Facts:
    """The facts by their names; groups are those still reachable under the scheme of the list, never where sources
    differ: a family is told of no group that its team has not agreed on."""
    rules = assessed or assess_case(library, case)
    found: dict[str, tuple[str, ...]] = {name: _codes(case, name) for name in _READ}
    if isinstance(stage := rules.facts.facts.get("inrgss"), str):
        found["inrgss"] = (stage,)
    found["response_overall"] = _codes(case, "response_overall")
    found |= _group(rules)
    age = case.age_at_diagnosis
    if age is not None:
        found["age_over_18_months"] = ("yes" if age >= _EIGHTEEN_MONTHS else "no",)
    return {name: codes for name, codes in found.items() if codes}


def _group(rules: CaseAssessment) -> dict[str, tuple[str, ...]]:
    listed = next((one for one in rules.assessments if one.scheme == LISTED_SCHEME), None)
    if listed is None or listed.not_covered is not None or listed.conflict is not None:
        return {}
    settled = "yes" if listed.settled else "no"
    return {"group": tuple(listed.groups), "settled": (settled,), "deciding": rules.asking[LISTED_SCHEME].deciding}


def _codes(case: Case, name: str) -> tuple[str, ...]:
    answer = FIELDS[name].read(case)
    return tuple(told_value(answer.value).split()) if answer.is_known else ()
