"""What stands beside a call: a number read as a test of its own, regions tested, another edition of a classification.

What a laboratory or a pathologist called counts; this says where something else would say otherwise, and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.derived import Band, NumberTest, Panel
from desktop.clinical.editing import FIELDS
from desktop.clinical.labels import within
from desktop.clinical.risk.case_facts import CaseFacts
from desktop.services.library import Library
from desktop.services.uses import WorkedOut

_NO_CALL = "No call of the laboratory is recorded, and only the call counts."


def beside_the_call(library: Library, case: Case) -> tuple[WorkedOut, ...]:
    """Every number that is a test of its own, and every overall call over recorded parts."""
    tests = (_tested(library, case, one) for one in library.derived.tests.values())
    panels = (_summed(library, case, one) for one in library.derived.panels.values())
    return tuple(one for one in (*tests, *panels) if one is not None)


def with_editions(library: Library, case: Case, facts: CaseFacts, found: Sequence[WorkedOut]) -> tuple[WorkedOut, ...]:
    """The same, the class of a classification with the edition that gave it and what other editions would give."""
    relation = library.rules.classification
    return tuple(
        replace(one, by=relation.name, beside=editions_differ(library, case, facts))
        if one.fact == relation.answer
        else one
        for one in found
    )


def differences(library: Library, case: Case, facts: CaseFacts) -> tuple[tuple[str, str], ...]:
    """For a page: the facts whose call something else stands against, each with one sentence.

    Regions that nobody recorded stand in the cell of the call, and are not told again.
    """
    told = [*_class_differs(library, case, facts)]
    for one in beside_the_call(library, case):
        call = FIELDS[one.kind or one.fact].read(case)
        if one.remark and (one.kind or str(call.value) not in one.possible):
            told.append((one.kind or one.fact, one.remark))
    return tuple(told)


def regions_recorded(library: Library, case: Case, call: str) -> tuple[int, int]:
    """How many of the parts of an overall call are recorded in the result that gives it, and how many there are."""
    panel, result = library.derived.panels[call], FIELDS[call].reading(case).result
    parts = [getattr(result, part) for part in panel.parts] if result is not None else []
    return sum(1 for one in parts if one.is_known), len(panel.parts)


def editions_differ(library: Library, case: Case, facts: CaseFacts) -> str:
    """What other editions would make of the same slide; empty where they agree, or nothing can be worked out."""
    rules, relation = library.rules, library.rules.classification
    without = {name: value for name, value in facts.facts.items() if name != relation.answer}
    if not any(name in without for name in relation.inputs):
        return ""
    now = rules.histology(without)
    told = [
        f"{one.version} gives {_or(library, relation.answer, one.possible)}, "
        f"{now.version} {_or(library, relation.answer, now.possible)}."
        for one in rules.other_editions(without)
        if one.possible != now.possible
    ]
    reported = FIELDS["inpc_version"].read(case)
    if told and reported.is_known and FIELDS[relation.answer].read(case).is_known:
        told.append(f"Reported by the {library.labels.answer('inpc_version', reported)}.")
    return " ".join(told)


def _class_differs(library: Library, case: Case, facts: CaseFacts) -> Iterator[tuple[str, str]]:
    """An entered class that the other facts do not give, and editions that differ."""
    rules, relation = library.rules, library.rules.classification
    entered = facts.facts.get(relation.answer)
    without = {name: value for name, value in facts.facts.items() if name != relation.answer}
    editions = editions_differ(library, case, facts)
    known = [name for name in relation.inputs if name in without]
    if entered is not None and known:
        reading = rules.histology(without)
        if entered not in reading.possible:
            names = ", ".join(within(library.labels.words["form"].get(one, one)) for one in known)
            reported = _capital(library.labels.value(relation.answer, entered))
            gives = f"{reading.version} gives {_or(library, relation.answer, reading.possible)}"
            sentence = f"{reported} was reported and counts; {gives} from {names} and age. {editions}"
            yield relation.answer, sentence.strip()
            return
    if editions:
        yield relation.answer, editions


def _tested(library: Library, case: Case, test: NumberTest) -> WorkedOut | None:
    reading = FIELDS[test.number].reading(case)
    if reading.result is None or not isinstance(reading.answer.value, Decimal):
        return None
    band = test.band(reading.answer.value)
    # the call of the same report goes before that of another
    own: Answer[object] = getattr(reading.result, test.call)
    call = own if own.is_known else FIELDS[test.call].read(case)
    evidence = library.labels.word("evidence", band.cited.status)
    return WorkedOut(
        fact=test.number,
        possible=(band.value,),
        inputs=(test.number,),
        kind=test.call,
        basis=f"{band.text} ({evidence})",
        remark=_against(library, test, band, reading.answer.value, call),
    )


def _against(library: Library, test: NumberTest, band: Band, number: Decimal, call: Answer[object]) -> str:
    labels = library.labels
    reads = f"{labels.name(test.number)} {number} reads as {labels.value(test.call, band.value)} ({band.text})"
    if not call.is_known:
        return f"{reads}. {_NO_CALL}"
    if str(call.value) in band.calls:
        return ""
    return f"Called {labels.answer(test.call, call)}; {reads}. {test.differs}"


def _summed(library: Library, case: Case, panel: Panel) -> WorkedOut | None:
    reading = FIELDS[panel.call].reading(case)
    if reading.result is None:
        return None
    answers = {part: cast("Answer[bool]", getattr(reading.result, part)) for part in panel.parts}
    parts = {part: answer.value for part, answer in answers.items() if answer.value is not None}
    if not parts and not reading.answer.is_known:
        return None
    labels = library.labels
    tested = ", ".join(labels.name(one) for one in panel.parts if one in parts)
    untested = ", ".join(labels.name(one) for one in panel.untested(parts))
    recorded = f"{len(parts)} of {len(panel.parts)} regions recorded"
    return WorkedOut(
        fact=panel.call,
        possible=panel.possible(parts),
        inputs=tuple(parts),
        basis=f"{recorded}: {tested}" if tested else recorded,
        remark=_partly(library, panel, reading.answer, panel.possible(parts), tested or "no region", untested),
    )


def _partly(
    library: Library, panel: Panel, call: Answer[object], possible: tuple[str, ...], tested: str, untested: str
) -> str:
    if not call.is_known:
        return ""
    if str(call.value) not in possible:
        return next(one.disagreement for one in library.rules.totals if one.key == panel.call)
    if str(call.value) == panel.absent and untested:
        return panel.partly.format(tested=tested, open=untested)
    return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _or(library: Library, kind: str, values: Sequence[object]) -> str:
    return " or ".join(library.labels.value(kind, one) for one in values)
