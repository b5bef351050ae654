"""What a family's sentences may rest on: facts of the child as codes. What is not known or open is not among them."""

from __future__ import annotations

from collections.abc import Collection

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.editing import FIELDS
from desktop.clinical.handout.texts import Facts, HandoutTexts
from desktop.clinical.listing import LISTED_SCHEME
from desktop.clinical.meetings.basis import told_value
from desktop.clinical.timeline.rows import add_months
from desktop.clinical.vocabulary import REST_NOT_RECORDED, Inrgss, Silence
from desktop.services.asking import answer_of
from desktop.services.assessing import CaseAssessment, assess_case
from desktop.services.library import Library

_AT_DIAGNOSIS = ("primary_site", "category", "mycn")
"""What was so at diagnosis and is told as that, whatever came later."""
_MAY_COME = frozenset({None, Silence.NOT_ASKED, Silence.REQUESTED})
"""Of every other silence no answer is on its way: to tell a family of one would promise what may never come."""
_EIGHTEEN_MONTHS, _SURELY_OLDER = 18, 550
"""A child is older than eighteen months by the calendar, or, where only the days are known, by any calendar."""


def family_facts(library: Library, case: Case, texts: HandoutTexts, assessed: CaseAssessment | None = None) -> Facts:
    """The facts by their names; groups are those still reachable under the scheme of the list, never where sources
    differ: a family is told of no group that its team has not agreed on.

    Once the disease has come back, or did not respond, nothing is said of its spread, its group and the last response:
    they are of the time before.
    """
    found = {name: _codes(case, name) for name in _AT_DIAGNOSIS}
    if not standing(case.recurrences):
        rules = assessed or assess_case(library, case)
        found |= _spread(case, rules, texts.facts["metastases"])
        found["response_overall"] = _codes(case, "response_overall")
        found |= _group(case, rules)
        found["age_over_18_months"] = _is_older(case)
    return {name: codes for name, codes in found.items() if codes}


def _spread(case: Case, rules: CaseAssessment, in_words: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The stage, and the sites where the list is whole and each has words: one that leaves a site out would be wrong.

    A stage without spread is not told beside sites of spread: the record says two things.
    """
    stage = rules.facts.facts.get("inrgss")
    sites = tuple(one for one in _codes(case, "metastases") if one != REST_NOT_RECORDED)
    found: dict[str, tuple[str, ...]] = {}
    if isinstance(stage, str) and (not sites or stage not in (Inrgss.L1, Inrgss.L2)):
        found["inrgss"] = (stage,)
    if REST_NOT_RECORDED not in _codes(case, "metastases") and all(one in in_words for one in sites):
        found["metastases"] = sites
    return found


def _group(case: Case, rules: CaseAssessment) -> dict[str, tuple[str, ...]]:
    listed = next((one for one in rules.assessments if one.scheme == LISTED_SCHEME), None)
    if listed is None or listed.not_covered is not None or listed.conflict is not None:
        return {}
    settled = "yes" if listed.settled else "no"
    return {"group": tuple(listed.groups), "settled": (settled,), "deciding": _awaited(case, rules)}


def _awaited(case: Case, rules: CaseAssessment) -> tuple[str, ...]:
    """What may still come and settles the group by itself; nothing where that hangs on what does not come."""
    asked = rules.asking[LISTED_SCHEME]
    ways = [one for one in asked.sets if all(_may_come(case, fact) for fact in one)]
    return tuple(fact for fact in asked.deciding if any(fact in one for one in ways))


def _may_come(case: Case, fact: str) -> bool:
    return fact not in FIELDS or answer_of(case, fact).silence in _MAY_COME


def _is_older(case: Case) -> tuple[str, ...]:
    """Whether the child was older than eighteen months at diagnosis; nothing where that is not sure."""
    born, diagnosed, days = case.born.value, case.diagnosed.value, case.age_at_diagnosis
    if born is not None and diagnosed is not None and born.full is not None and diagnosed.full is not None:
        return ("yes" if diagnosed.full > add_months(born.full, _EIGHTEEN_MONTHS) else "no",)
    return ("yes",) if days is not None and days > _SURELY_OLDER else ()


def _codes(case: Case, name: str) -> tuple[str, ...]:
    answer = FIELDS[name].read(case)
    return tuple(told_value(answer.value).split()) if answer.is_known else ()
