"""What the rules do with a fact: which schemes ask for it, what it feeds, and what each answer would make of the group.

All of it is read from the rule pack; nothing here knows what a fact means.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.facts import FactValue
from desktop.clinical.risk import RulePack, Scheme
from desktop.clinical.risk.case_facts import CaseFacts
from desktop.services.assessing import Branch

AGE_FACTS = ("born", "diagnosed", "age_days")
"""The facts of a case that its age at diagnosis comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """A fact that follows from others: what it can be, from which facts, and what is said if another was entered.

    ``kind`` names the words of its values where they are another fact's. ``by`` is what it was worked out by,
    ``basis`` what is said in place of the inputs, ``words`` in place of the values. ``remark`` is all there is to be
    said of differences, where that is more than entered against worked out; ``beside`` what is said after it.
    """

    fact: str
    possible: tuple[object, ...]
    inputs: tuple[str, ...]
    differs: str = ""
    kind: str = ""
    by: str = ""
    basis: str = ""
    remark: str | None = None
    beside: str = ""
    words: str = ""

    @property
    def value(self) -> object:
        """The one value that is left, or None."""
        return self.possible[0] if len(self.possible) == 1 else None


def feeds(rules: RulePack, fact: str) -> tuple[str, ...]:
    """The facts that follow from this one directly."""
    found = [one.key for one in rules.measured if one.number == fact]
    found += [one.key for one in rules.totals if fact in one.parts]
    found += [rules.classification.answer] if fact in rules.classification.inputs else []
    return tuple(found)


def schemes_using(rules: RulePack, fact: str) -> tuple[Scheme, ...]:
    """The schemes with a row that asks for the fact, or for one that a number or the parts of a call stand for.

    A fact by which a scheme has no row for a child counts like any other: it is what puts the child outside.
    """
    measured = [one.key for one in rules.measured if one.number == fact]
    totals = [one.key for one in rules.totals if fact in one.parts]
    names = {fact, *measured, *totals, *(("age_days",) if fact in AGE_FACTS else ())}
    return tuple(one for one in rules.schemes if names & _asked(one))


def _asked(scheme: Scheme) -> set[str]:
    rows = {name for row in scheme.rows for part in (row.when, row.any_of) for name in part}
    return rows | {name for one in scheme.outside for name in one.when}


def used_only_by(rules: RulePack, fact: str) -> str:
    """What a fact feeds that no scheme asks for itself: the classification or the staging system; else empty."""
    if fact in rules.classification.inputs:
        return rules.classification.name.partition("-")[0]
    return rules.stage_answer.upper() if fact in rules.stage_facts else ""


def is_used(rules: RulePack, fact: str) -> bool:
    """Whether any rule goes by the fact, or by what follows from it."""
    return bool(schemes_using(rules, fact) or used_only_by(rules, fact) or feeds(rules, fact))


def facts_that_decide(rules: RulePack, deciding: Collection[str]) -> frozenset[str]:
    """The deciding facts, and the measured numbers that answer one of them."""
    return frozenset({*deciding, *(one.number for one in rules.measured if one.key in deciding)})


def parts_of_deciding(rules: RulePack, deciding: Collection[str]) -> dict[str, str]:
    """The parts of a deciding overall call that do not decide themselves, each with the call: one absent settles
    nothing."""
    found = ((part, one.key) for one in rules.totals if one.key in deciding for part in one.parts)
    return {part: call for part, call in found if part not in deciding}


def worked_out(rules: RulePack, found: CaseFacts, stage_parts: dict[str, FactValue]) -> tuple[WorkedOut, ...]:
    """Every fact that follows from entered ones, whether it was entered beside them or not."""
    return (*_classified(rules, found), *_measured(rules, found), *_staged(rules, found, stage_parts))


def _classified(rules: RulePack, found: CaseFacts) -> Iterator[WorkedOut]:
    relation = rules.classification
    without = {name: value for name, value in found.facts.items() if name != relation.answer}
    known = tuple(name for name in relation.inputs if name in without)
    if known:
        reading = rules.histology(without)
        age = ("age_days",) if "age_days" in without else ()
        yield WorkedOut(
            fact=relation.answer, possible=reading.possible, inputs=(*known, *age), differs=relation.entered
        )


def _measured(rules: RulePack, found: CaseFacts) -> Iterator[WorkedOut]:
    for one in rules.measured:
        if one.number in found.facts:
            value = one.classify(Decimal(str(found.facts[one.number])))
            yield WorkedOut(fact=one.key, possible=(value,), inputs=(one.number,), differs=one.disagreement)


def _staged(rules: RulePack, found: CaseFacts, parts: dict[str, FactValue]) -> Iterator[WorkedOut]:
    known = tuple(name for name in rules.stage_facts if name in parts)
    if known:
        reading = rules.stage(parts)
        yield WorkedOut(fact=reading.answer, possible=reading.possible, inputs=known, differs=" ".join(found.notes))


def what_if(rules: RulePack, found: CaseFacts, scheme: str, fact: str) -> tuple[Branch, ...]:
    """What each value of an open fact would leave of the groups; a number is asked as the class that it gives.

    A value for which the scheme has no row is told with no groups: left out, it would look as if it could not be.
    """
    column = next((one.key for one in rules.measured if one.number == fact), fact)
    if column in found.facts or column not in rules.columns:
        return ()
    assessed = [(value, rules.assess({**found.facts, column: value}, scheme)) for value in rules.values(column)]
    if not any(one.groups for _, one in assessed):
        return ()
    return tuple(Branch(value, one.groups, one.rows) for value, one in assessed if one.groups or one.not_covered)
