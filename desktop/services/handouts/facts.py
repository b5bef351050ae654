"""What a family's sentences may rest on: facts of the child as codes. What is not known or open is not among them.

Which facts these are, and when they are not told, is data in ``resources/handout/facts.toml``.
"""

from __future__ import annotations

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.editing import FIELDS
from desktop.clinical.handout.facts import AgeRule, FactRule
from desktop.clinical.handout.texts import Facts, HandoutTexts
from desktop.clinical.listing import LISTED_SCHEME
from desktop.clinical.meetings.basis import told_value
from desktop.clinical.timeline.rows import add_months
from desktop.clinical.vocabulary import REST_NOT_RECORDED, Silence
from desktop.services.asking import answer_of
from desktop.services.assessing import CaseAssessment, assess_case
from desktop.services.library import Library

_MAY_COME = frozenset({None, Silence.NOT_ASKED, Silence.REQUESTED})
"""Of every other silence no answer is on its way: to tell a family of one would promise what may never come."""


def family_facts(library: Library, case: Case, texts: HandoutTexts, assessed: CaseAssessment | None = None) -> Facts:
    """The facts by their names; groups are those still reachable under the scheme of the list, never where sources
    differ: a family is told of no group that its team has not agreed on.

    Once the disease has come back, or did not respond, only what lasts is said: the rest is of the time before.
    """
    rules = library.family_rules
    if standing(case.recurrences):
        found = {one.name: _codes(case, one.name) for one in rules.facts if one.lasting}
    else:
        seen = assessed or assess_case(library, case)
        found = {one.name: _fact(case, seen, one, texts) for one in rules.facts}
        found |= _group(case, seen)
        found |= {one.name: _is_older(case, one) for one in rules.ages}
    return {name: codes for name, codes in found.items() if codes}


def _fact(case: Case, seen: CaseAssessment, rule: FactRule, texts: HandoutTexts) -> tuple[str, ...]:
    """A fact as it may be told: a list only where it is whole, and nothing that stands against another fact."""
    codes = _codes(case, rule.name)
    if rule.by_rules:
        value = seen.facts.facts.get(rule.name)
        codes = (value,) if isinstance(value, str) else ()
    if rule.whole and not {*codes} <= texts.facts[rule.name].keys():
        return ()
    beside = [one for one in _codes(case, rule.beside) if one != REST_NOT_RECORDED] if rule.beside else []
    return () if beside and rule.never & {*codes} else codes


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


def _is_older(case: Case, rule: AgeRule) -> tuple[str, ...]:
    """Whether the child was older than some months at diagnosis; nothing where that is not sure."""
    born, diagnosed, days = case.born.value, case.diagnosed.value, case.age_at_diagnosis
    if born is not None and diagnosed is not None and born.full is not None and diagnosed.full is not None:
        return ("yes" if diagnosed.full > add_months(born.full, rule.months) else "no",)
    return ("yes",) if days is not None and days > rule.surely_days else ()


def _codes(case: Case, name: str) -> tuple[str, ...]:
    answer = FIELDS[name].read(case)
    return tuple(told_value(answer.value).split()) if answer.is_known else ()
