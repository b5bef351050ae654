"""What would settle it: the open facts of one scheme by their weight, and over all schemes the tests that settle most.

A test is what one result answers together: several regions of the tumour's genome come back at once. Whether a test
settles a scheme is asked of the rules: every combination of its possible answers is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.facts import FactValue
from desktop.clinical.risk import Assessment, RulePack
from desktop.services.assessing import Branch, CaseAssessment, branches_of
from desktop.services.library import Library
from desktop.services.tracing.origins import silence_of
from desktop.services.tracing.parts import OpenFact, SettlingTest, Weight
from desktop.services.tracing.seen import Seen

_ONE_RESULT = ("pathology", "ploidy", "segmental")
"""Results that answer all their facts together; what else is asked, is asked one by one."""

_ASKED = (Weight.DECIDES, Weight.MATTERS)


def open_facts(case: Case, seen: Seen) -> tuple[OpenFact, ...]:
    """The open facts of a scheme: those that decide, smallest settling sets first, then those that matter."""
    return tuple(
        OpenFact(
            name=name,
            title=seen.labels.name(name),
            silence=silence_of(case, seen, name),
            weight=weight,
            alone=(name,) in seen.case.asking[seen.one.scheme].sets,
            branches=_branches(seen, name) if weight in _ASKED else (),
        )
        for name, weight in _weighed(seen.case, seen.one)
    )


def _branches(seen: Seen, name: str) -> tuple[Branch, ...]:
    return branches_of(seen.rules, seen.case.facts, seen.one.scheme, name)


def _weighed(case: CaseAssessment, one: Assessment) -> Iterator[tuple[str, Weight]]:
    """Every open fact with its weight; those of the smallest settling sets first."""
    to_ask = case.asking[one.scheme]
    soonest = dict.fromkeys(name for names in to_ask.sets for name in names)
    for name in dict.fromkeys((*soonest, *to_ask.deciding)):
        yield name, Weight.DECIDES
    for name in case.can_narrow[one.scheme]:
        yield name, Weight.MATTERS
    for name in case.cannot_matter(one.scheme):
        yield name, Weight.CANNOT_MATTER
    for name in (*one.deciding, *one.cannot_change):
        if name in case.not_applicable:
            yield name, Weight.NOT_APPLICABLE


def ranked_tests(library: Library, assessed: CaseAssessment) -> tuple[SettlingTest, ...]:
    """The tests that can still change anything: those that settle most schemes first, whatever they show."""
    open_now = [one for one in assessed.assessments if one.not_covered is None]
    told = [(assessed.asking[one.scheme].deciding, assessed.can_narrow[one.scheme]) for one in open_now]
    names = dict.fromkeys(name for deciding, narrowing in told for name in (*deciding, *narrowing))
    found = [_test(library, assessed, facts) for facts in _tests(names)]
    return tuple(sorted(found, key=lambda one: (-len(one.settles), -len(one.decides), -len(one.narrows))))


def _tests(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The facts, together where one result answers them."""
    groups: dict[str, list[str]] = {}
    for name in names:
        results = FIELDS[name].results if name in FIELDS else None
        groups.setdefault(results if results in _ONE_RESULT else name, []).append(name)
    return [tuple(one) for one in groups.values()]


def _test(library: Library, assessed: CaseAssessment, facts: tuple[str, ...]) -> SettlingTest:
    rules, known = library.rules, assessed.facts.facts
    settles, decides, narrows = [], [], []
    for one in assessed.assessments:
        if one.not_covered is not None:
            continue
        mine = [name for name in facts if name in assessed.asking[one.scheme].deciding]
        if mine and _settled_by(rules, known, one.scheme, facts):
            settles.append(one.scheme)
        elif mine:
            decides.append(one.scheme)
        elif any(name in assessed.can_narrow[one.scheme] for name in facts):
            narrows.append(one.scheme)
    title = ", ".join(library.labels.name(name) for name in facts)
    return SettlingTest(
        title=title, facts=facts, settles=tuple(settles), decides=tuple(decides), narrows=tuple(narrows)
    )


def _settled_by(rules: RulePack, known: Mapping[str, FactValue], scheme: str, facts: tuple[str, ...]) -> bool:
    """Whether every possible combination of answers leaves nothing open under the scheme."""
    now = rules.assess(known, scheme)
    if not now.deciding:
        return True
    still_open = [name for name in facts if name in (*now.deciding, *now.cannot_change)]
    if not still_open:
        return False
    name, *_ = still_open
    return all(
        _settled_by(rules, {**known, name: value}, scheme, facts) for value in rules.possible(known, name, scheme)
    )
