"""From a case to the facts that rules see: which results count, where they stand, and what contradicts what.

The one place below ``risk`` that knows the case's own fields; the engine beside it does not. A silence of any kind
is unknown to the rules. A stage that was entered goes before one that follows from its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.current import current
from desktop.clinical.facts import FactValue
from desktop.clinical.results import Result
from desktop.clinical.risk.pack import RulePack
from desktop.clinical.risk.stage import StageReading

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


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """The facts of one case.

    ``sources``: the result row that each fact came from, the parts of the stage among them (a derived stage names
    the row of its parts; the age is a fact of the case itself and has none).
    ``warnings``: results that contradict each other, with which is used and why. ``notes``: where an entered stage
    differs from what its parts give. ``derived``: the facts that were worked out and not entered.
    """

    facts: dict[str, FactValue]
    sources: dict[str, UUID]
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """One fact that counts, with its result and what contradicts it."""

    name: str
    value: FactValue
    source: UUID
    contradiction: Contradiction | None


def facts_of(case: Case, rules: RulePack) -> CaseFacts:
    """The facts that ``assess`` and ``histology`` take, in completed days, codes and measured numbers."""
    found, parts = list(_risk_facts(case)), _staging_parts(case)
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
        warnings=tuple(_contradiction_words(one) for one in contradictions),
        notes=notes,
        derived=derived,
        contradictions=contradictions,
    )


def staging_facts_of(case: Case) -> dict[str, FactValue]:
    """The facts that ``stage`` takes; marrow in per cent of tumour cells."""
    return {one.name: one.value for one in _staging_parts(case)} | _age_fact(case)


def _risk_facts(case: Case) -> Iterator[_Found]:
    yield from _facts(case.stagings, _STAGED)
    yield from _facts(case.pathology, ("category", "grade", "mki", "histology"))
    yield from _facts(case.mycn, ("mycn",))
    yield from _facts(case.ploidy, ("dna_index", "ploidy"))
    yield from _facts(case.segmental, _REGIONS)


def _staging_parts(case: Case) -> list[_Found]:
    return list(_facts(case.stagings, _STAGE_PARTS))


def _facts(results: Sequence[Result], names: Sequence[str]) -> Iterator[_Found]:
    for name in names:
        one = _fact(results, name)
        if one is not None:
            yield one


def _fact(results: Sequence[Result], name: str) -> _Found | None:
    found = current(results, lambda one: _answer(one, name))
    if found.result is None or found.answer.value is None:
        return None
    contradiction = None
    if found.contradicted_by:
        others = tuple(one.id for one in found.contradicted_by)
        contradiction = Contradiction(name, found.result.id, bool(found.result.chosen_because), others)
    return _Found(name, found.answer.value, found.result.id, contradiction)


def _answer(result: Result, name: str) -> Answer[FactValue]:
    """An answer as rules take it: codes as plain text, sets as sorted lists."""
    answer: Answer[object] = getattr(result, name)
    value = answer.value
    if isinstance(value, frozenset):
        return Answer(value=tuple(sorted(str(one) for one in value)))
    if isinstance(value, str):
        return Answer(value=str(value))
    return answer  # type: ignore[return-value]


def _age_fact(case: Case) -> dict[str, FactValue]:
    """Age at diagnosis in completed days; a diagnosis before birth is no age that a rule can use."""
    age = case.age_at_diagnosis
    return {} if age is None or age < 0 else {"age_days": age}


def _contradiction_words(one: Contradiction) -> str:
    why = "a person marked it as the one to use" if one.marked else "no other was performed later"
    count = len(one.others)
    others = "another result says" if count == 1 else f"{count} other results say"
    return f"{one.fact}: results contradict each other; {others} otherwise. The one used counts because {why}."


def _stage_notes(entered: str, reading: StageReading) -> tuple[str, ...]:
    if entered in reading.possible:
        return ()
    given = " or ".join(reading.possible)
    return (f"{reading.answer}: {entered} was entered and counts, although its parts give {given}; check them.",)
