"""From a case to the facts that rules see: which results count, where they stand, and what contradicts what.

The one place below ``risk`` that knows the case's own fields; the engine beside it does not. A silence of any kind
is unknown to the rules. A stage that was entered goes before one that follows from its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.current import current, is_after, standing
from desktop.clinical.facts import FactValue
from desktop.clinical.results import Result
from desktop.clinical.risk.pack import RulePack
from desktop.clinical.risk.stage import StageReading

_PATHOLOGY = ("category", "grade", "mki", "histology")
_PLOIDY = ("dna_index", "ploidy")
_STAGED = ("inrgss", "inss", "symptomatic", "resection")
_STAGE_PARTS = ("idrfs", "compartments", "metastases", "marrow_percent", "marrow_mibg")
_REGIONS = ("sca", "loss_1p", "loss_3p", "loss_4p", "loss_11q", "gain_1q", "gain_2p", "gain_17q")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Results that disagree on one fact: the one that is used, whether a person marked it, and the others."""

    fact: str
    used: UUID
    marked: bool
    others: tuple[UUID, ...]
    by_date: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """The facts of one case.

    ``sources``: the result row that each fact came from, the parts of the stage among them (a derived stage names
    the row of its parts; the age is a fact of the case itself and has none).
    ``warnings``: results that contradict each other, with which is used and why; facts left out because they stand in
    another result or were found after treatment began; facts that cannot both be right. ``notes``: where an entered
    stage differs from what its parts give. ``derived``: the facts that were worked out and not entered.
    """

    facts: dict[str, FactValue]
    sources: dict[str, UUID]
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """The warnings about facts that are not used or cannot both be right; the others are results that differ."""
        return self.warnings[len(self.contradictions) :]


class _Found(NamedTuple):
    """One fact that counts, with its result and what contradicts it."""

    name: str
    value: FactValue
    source: UUID
    contradiction: Contradiction | None


def facts_of(case: Case, rules: RulePack) -> CaseFacts:
    """The facts that ``assess`` and ``histology`` take, in completed days, codes and measured numbers."""
    found, parts = list(_risk_facts(case)), _staging_parts(case)
    warnings = [*_left_out(case, {one.name for one in found}), *_after_treatment(case)]
    facts = {one.name: one.value for one in found} | _age_fact(case)
    sources = {one.name: one.source for one in (*found, *parts)}
    contradictions = tuple(one.contradiction for one in (*found, *parts) if one.contradiction)
    notes: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    # a case without any part of a stage has nothing to derive it from
    reading = rules.stage(staging_facts_of(case)) if parts else None
    if reading is not None and reading.answer in facts:
        notes = _stage_notes(str(facts[reading.answer]), reading)
    elif reading is not None and reading.stage is not None:
        facts[reading.answer] = reading.stage
        # the site of the disease decides most; where it is not known, the part that is
        sources[reading.answer] = sources.get("metastases", parts[0].source)
        derived = (reading.answer,)
    return CaseFacts(
        facts=facts,
        sources=sources,
        warnings=(*(_contradiction_words(one) for one in contradictions), *warnings),
        notes=notes,
        derived=derived,
        contradictions=contradictions,
    )


def staging_facts_of(case: Case) -> dict[str, FactValue]:
    """The facts that ``stage`` takes; marrow in per cent of tumour cells."""
    return {one.name: one.value for one in _staging_parts(case)} | _age_fact(case)


def _risk_facts(case: Case) -> Iterator[_Found]:
    yield from _facts(_before_treatment(case, case.stagings), _STAGED)
    yield from _facts(case.mycn, ("mycn",))
    for results, names in _groups(case):
        yield from _facts_of_one(results, names)


def _groups(case: Case) -> tuple[tuple[Sequence[Result], tuple[str, ...]], ...]:
    """Facts that belong together: one specimen or one test answers them, and several are never blended."""
    return (
        (_untreated(case, case.pathology), _PATHOLOGY),
        (case.ploidy, _PLOIDY),
        (case.segmental, _REGIONS),
    )


def _staging_parts(case: Case) -> list[_Found]:
    return list(_facts(_before_treatment(case, case.stagings), _STAGE_PARTS))


def _facts_of_one(results: Sequence[Result], names: tuple[str, ...]) -> Iterator[_Found]:
    """The facts of the one result that counts among those that answer any of them."""
    if len(results) == 1:
        yield from _facts_alone(results[0], names)
        return
    chosen = current(results, lambda one: _told(one, names)).result
    if chosen is None:
        return
    others = [one for one in standing(results) if one is not chosen]
    for name in names:
        value = _value(chosen, name)
        if value is not None:
            against = [one for one in others if _value(one, name) not in (None, value)]
            yield _Found(name, value, chosen.id, _contradiction(name, chosen, against))


def _facts_alone(result: Result, names: Sequence[str]) -> Iterator[_Found]:
    """The usual: one result says it, or is silent, and nothing can stand against it."""
    for name in names:
        value = _value(result, name)
        if value is not None:
            yield _Found(name, value, result.id, None)


def _told(result: Result, names: tuple[str, ...]) -> Answer[object]:
    """All that a result answers of some facts, as one answer; its first silence if it answers none."""
    answers = [(name, _answer(result, name)) for name in names]
    told = tuple((name, answer.value) for name, answer in answers if answer.is_known)
    return Answer(value=told) if told else answers[0][1]


def _left_out(case: Case, found: set[str]) -> Iterator[str]:
    """Facts that only another result than the one that counts has."""
    for results, names in _groups(case):
        if len(results) < 2:
            continue
        elsewhere = [name for name in names if any(_answer(one, name).is_known for one in standing(results))]
        missing = [name for name in elsewhere if name not in found]
        if missing:
            yield (
                f"{', '.join(missing)}: known only from another result than the one that counts, "
                "and not mixed with it; enter them together if they are of one specimen or test."
            )


def _untreated(case: Case, results: Sequence[Result]) -> Sequence[Result]:
    """Results from before treatment, and those that a person marked as the ones to use.

    The class of a specimen that was treated is not known, even where there is no other (fact base, section 3.3).
    """
    begun = _begun(case)
    # what was corrected is gone first: a correction from after treatment began would else leave it to count
    return [one for one in standing(results) if one.chosen_because or not _is_later(one, begun)]


def _before_treatment(case: Case, results: Sequence[Result]) -> Sequence[Result]:
    """Results from before treatment go first: a group rests on the disease as it was found.

    Later ones are used only where a person marked them, or where there are no others.
    """
    return _untreated(case, results) or results


def _after_treatment(case: Case) -> Iterator[str]:
    begun = _begun(case)
    if begun is None:
        return
    told_of: tuple[tuple[str, Sequence[Result], Sequence[Result]], ...] = (
        ("staging", case.stagings, _before_treatment(case, case.stagings)),
        ("pathology", case.pathology, _untreated(case, case.pathology)),
    )
    for words, results, counted in told_of:
        later = [one for one in standing(results) if _is_later(one, begun)]
        if later:
            used = all(one in counted for one in later)
            told = "used all the same" if used else "not used for the group"
            yield (
                f"{words}: a result dates from after treatment began and is {told}; "
                "check its day and the start of treatment."
            )


def _begun(case: Case) -> date | None:
    return min((plan.start for plan in case.plans), default=None)


def _is_later(result: Result, begun: date | None) -> bool:
    performed = result.provenance.performed_on
    return begun is not None and performed is not None and performed.earliest > begun


def _facts(results: Sequence[Result], names: Sequence[str]) -> Iterator[_Found]:
    if len(results) == 1:
        yield from _facts_alone(results[0], names)
        return
    for name in names if results else ():
        one = _fact(results, name)
        if one is not None:
            yield one


def _fact(results: Sequence[Result], name: str) -> _Found | None:
    found = current(results, lambda one: _answer(one, name))
    if found.result is None or found.answer.value is None:
        return None
    contradiction = _contradiction(name, found.result, found.contradicted_by)
    return _Found(name, found.answer.value, found.result.id, contradiction)


def _contradiction(name: str, used: Result, others: Sequence[Result]) -> Contradiction | None:
    if not others:
        return None
    by_date = all(is_after(used, one) for one in others)
    return Contradiction(name, used.id, bool(used.chosen_because), tuple(one.id for one in others), by_date)


def _answer(result: Result, name: str) -> Answer[FactValue]:
    """An answer as rules take it."""
    value = _value(result, name)
    silence: Answer[FactValue] = getattr(result, name)
    return silence if value is None else Answer(value=value)


def _value(result: Result, name: str) -> FactValue | None:
    """A value as rules take it: codes as plain text, sets as sorted lists; None for a silence."""
    value: FactValue | frozenset[object] | None = getattr(result, name).value
    if value is None:
        return None
    if isinstance(value, frozenset):
        return tuple(sorted(str(one) for one in value))
    return str(value) if isinstance(value, str) else value


def _age_fact(case: Case) -> dict[str, FactValue]:
    """Age at diagnosis in completed days; a diagnosis before birth is no age that a rule can use."""
    age = case.age_at_diagnosis
    return {} if age is None or age < 0 else {"age_days": age}


def _contradiction_words(one: Contradiction) -> str:
    why = "no other was performed later" if one.by_date else "it stands last, and the dates do not tell which is later"
    if one.marked:
        why = "a person marked it as the one to use"
    count = len(one.others)
    others = "another result says" if count == 1 else f"{count} other results say"
    return f"{one.fact}: results contradict each other; {others} otherwise. The one used counts because {why}."


def _stage_notes(entered: str, reading: StageReading) -> tuple[str, ...]:
    if entered in reading.possible:
        return ()
    given = " or ".join(reading.possible)
    return (f"{reading.answer}: {entered} was entered and counts, although its parts give {given}; check them.",)
