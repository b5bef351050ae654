"""What the rules say about one case, and what each answer to an open question would make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.clinical.case import Case
from desktop.clinical.risk import Assessment, HistologyReading, RulePack, StageReading
from desktop.clinical.risk.case_facts import CaseFacts, facts_of, staging_facts_of
from desktop.clinical.risk.disagreement import Disagreement, disagreements
from desktop.services.asking import Asking, asking, not_applicable
from desktop.services.doubts import contradictions
from desktop.services.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAssessment:
    """One assessment a scheme, in the rule pack's order, with the facts and readings they rest on.

    ``can_narrow`` names, for each scheme, the unknown facts that belong to no settling set and whose answer could
    still take groups away, alone or together with others (an undifferentiated grade makes the histology unfavourable):
    never call them irrelevant.
    ``asking`` has for each scheme the deciding facts that can be asked for: not those that do not apply to the child.
    ``disagreements`` has each pair of schemes that differ whatever is still open, with the fact that lies behind it.
    """

    assessments: tuple[Assessment, ...]
    facts: CaseFacts
    stage: StageReading
    histology: HistologyReading
    can_narrow: Mapping[str, tuple[str, ...]]
    asking: Mapping[str, Asking]
    not_applicable: frozenset[str]
    disagreements: tuple[Disagreement, ...] = ()

    def cannot_matter(self, scheme: str) -> tuple[str, ...]:
        """The unknown facts that can take no group away under a scheme, whatever the answer to them and to others."""
        told = next(one for one in self.assessments if one.scheme == scheme)
        excluded = self.not_applicable | {*self.can_narrow[scheme]}
        return tuple(name for name in told.cannot_change if name not in excluded)


@dataclass(frozen=True, slots=True)
class Branch:
    """If ``value`` were the answer to the open question: the groups and rows that would be left.

    ``not_covered``: why the scheme would then have no row for this child; groups and rows are empty.
    """

    value: str | int
    groups: tuple[str, ...]
    rows: tuple[str, ...]
    not_covered: str | None = None


def assess_case(library: Library, case: Case) -> CaseAssessment:
    """Assess one case against every scheme of the rule pack."""
    rules = library.rules
    facts = checked_facts(library, case)
    assessments = tuple(rules.assess(facts.facts, scheme.id) for scheme in rules.schemes)
    to_ask = {one.scheme: asking(rules, case, facts, one) for one in assessments}
    absent = not_applicable(case, {name for one in assessments for name in (*one.deciding, *one.cannot_change)})
    weak = {one.scheme: _left_over(one, to_ask[one.scheme], absent) for one in assessments}
    return CaseAssessment(
        assessments=assessments,
        facts=facts,
        can_narrow={one.scheme: _can_narrow(rules, facts, one, weak[one.scheme], absent) for one in assessments},
        asking=to_ask,
        not_applicable=absent,
        stage=rules.stage(staging_facts_of(case)),
        histology=rules.histology(facts.facts),
        disagreements=disagreements(rules, facts.facts, assessments),
    )


def checked_facts(library: Library, case: Case) -> CaseFacts:
    """The facts of a case for the rules, warned of where two of them cannot both be right: no group hides that."""
    facts = facts_of(case, library.rules)
    return replace(facts, warnings=(*facts.warnings, *contradictions(library, case)))


def conflict_words(one: Assessment) -> str:
    """Which sources disagree; while results are open it is said that this need not come to be so for this child."""
    if one.conflict is None or one.only_sources_differ:
        return one.conflict or ""
    return f"If the child turns out to be so: {one.conflict}"


def branches(library: Library, case: Case, scheme: str, column: str) -> tuple[Branch, ...]:
    """What each possible answer to one open column would leave of the groups; impossible answers are left out."""
    return branches_of(library.rules, facts_of(case, library.rules), scheme, column)


def branches_of(rules: RulePack, facts: CaseFacts, scheme: str, column: str) -> tuple[Branch, ...]:
    """The same for facts that are at hand."""
    found = []
    for value in rules.possible(facts.facts, column, scheme):
        assessment = rules.assess({**facts.facts, column: value}, scheme)
        found.append(Branch(value, assessment.groups, assessment.rows, assessment.not_covered))
    return tuple(found)


def _left_over(one: Assessment, to_ask: Asking, absent: frozenset[str]) -> list[str]:
    """The open facts of a scheme that can be asked for and settle nothing."""
    return [name for name in (*to_ask.others, *one.cannot_change) if name not in absent]


def _can_narrow(
    rules: RulePack, facts: CaseFacts, one: Assessment, columns: Sequence[str], absent: frozenset[str]
) -> tuple[str, ...]:
    with_others = rules.scheme(one.scheme).can_narrow(facts.facts, columns, absent) if columns else ()
    return tuple(
        column
        for column in columns
        if column in with_others
        or any(set(branch.groups) != set(one.groups) for branch in branches_of(rules, facts, one.scheme, column))
    )
