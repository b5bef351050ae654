"""Where the value of a fact comes from: the result and its day, or the facts and the row that it was worked out by."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.case import Case
from desktop.clinical.dates import counted_days
from desktop.clinical.editing import FIELDS
from desktop.clinical.results import Result
from desktop.clinical.risk.domains import Assumed, Measured, Total
from desktop.services.ages import age_silence
from desktop.services.tracing.parts import FactKind, FactTrace
from desktop.services.tracing.seen import AGE, Seen


def fact_traces(case: Case, seen: Seen) -> tuple[FactTrace, ...]:
    """Every fact that the rows of the scheme ask for; last, what is assumed wherever it is not recorded."""
    asked = [_trace(case, seen, name) for name in seen.asked]
    return (*asked, *(_assumed(case, seen, one) for one in seen.rules.assumed if one.key not in seen.asked))


def outside_traces(case: Case, seen: Seen) -> tuple[FactTrace, ...]:
    """The facts that put the child outside the scheme, for example its histological category."""
    names = {name for one in seen.scheme.outside if one.sentence == seen.one.not_covered for name in one.when}
    return tuple(_assumed(case, seen, one) for one in seen.rules.assumed if one.key in names)


def _assumed(case: Case, seen: Seen, one: Assumed) -> FactTrace:
    """A fact that no row asks for and that the classification or the limits of the table do."""
    known = one.key in seen.case.facts.facts
    return FactTrace(
        name=one.key,
        title=seen.labels.name(one.key),
        kind=FactKind.ENTERED if known else FactKind.ASSUMED,
        value=seen.value(one.key, seen.case.facts.facts.get(one.key, one.value)),
        origin=_result_words(case, seen, one.key) if known else one.warning,
    )


def _trace(case: Case, seen: Seen, name: str) -> FactTrace:
    facts, left = seen.case.facts, seen.possible(name)
    measured = next((one for one in seen.rules.measured if one.key == name and one.number in facts.facts), None)
    value = seen.words(name)
    if measured is not None:
        kind, origin = FactKind.DERIVED, _measured(case, seen, measured)
    elif name in facts.derived:
        kind, origin = FactKind.DERIVED, _staged(case, seen)
    elif name in facts.facts:
        kind, origin = FactKind.ENTERED, _entered(case, seen, name)
        # what was recorded, and not only what the table reads it as
        value = value if name == AGE else _recorded(seen, name)
    elif len(left) == 1 and name not in (*seen.one.deciding, *seen.one.cannot_change):
        kind, origin = _follows(case, seen, name)
    else:
        kind, origin = FactKind.OPEN, silence_of(case, seen, name)
    return FactTrace(name=name, title=seen.labels.name(name), kind=kind, value=value, origin=origin)


def silence_of(case: Case, seen: Seen, name: str) -> str:
    """Why an open fact has no value: its typed silence with date and place, or that of the number it follows from."""
    if name == AGE:
        return age_silence(seen.labels, case)
    numbers = (one.number for one in seen.rules.measured if one.key == name)
    answers = [FIELDS[one].read(case) for one in (name, *numbers) if one in FIELDS]
    if answers and answers[0].is_known:
        return "not used"
    return seen.labels.silence(next((one for one in answers if not one.is_known and one != NOT_ASKED), NOT_ASKED))


def _recorded(seen: Seen, name: str) -> str:
    """The value as it was recorded, with what the table reads it as where that is another."""
    value = seen.case.facts.facts[name]
    told, read = seen.value(name, value), seen.words(name)
    return told if value in seen.possible(name) else f"{told}, read as {read}"


def _entered(case: Case, seen: Seen, name: str) -> str:
    if name == AGE:
        born, diagnosed = case.born.value, case.diagnosed.value
        if born is not None and diagnosed is not None:
            return f"born {born.words()}, diagnosed {diagnosed.words()}"
        return "entered in days"
    return _result_words(case, seen, name)


def _result_words(case: Case, seen: Seen, name: str) -> str:
    """The result that a fact came from: what it is, when, where, by which method."""
    source = seen.case.facts.sources.get(name)
    result = next((one for one in _results(case) if one.id == source), None)
    if result is None:
        return "entered"
    told = result.provenance
    day = told.performed_on.words() if told.performed_on else "day not recorded"
    parts = (day, told.laboratory, told.method, told.specimen, told.report_reference)
    words = ", ".join(part for part in parts if part)
    marked = f"; marked as the one to use: {result.chosen_because}" if result.chosen_because else ""
    others = next((len(one.others) for one in seen.case.facts.contradictions if one.fact == name), 0)
    differ = f"; {_others(others)} otherwise" if others else ""
    return f"result, {words}{marked}{differ}"


def _others(count: int) -> str:
    return "another result says" if count == 1 else f"{count} other results say"


def _results(case: Case) -> Iterator[Result]:
    for name in dict.fromkeys(one.results for one in FIELDS.values() if one.results is not None):
        yield from getattr(case, name)


def _measured(case: Case, seen: Seen, one: Measured) -> str:
    number = Decimal(str(seen.case.facts.facts[one.number]))
    place = "at" if number == one.limit else "below" if number < one.limit else "above"
    told = f"{seen.labels.name(one.number)} {number} is {place} {one.limit}"
    return f"{told}; {_result_words(case, seen, one.number)}"


def _staged(case: Case, seen: Seen) -> str:
    reading = seen.case.stage
    reasons = [one for one in reading.reasons if not one.startswith("Not known")]
    parts = [name for name in seen.rules.stage_facts if name in seen.case.facts.sources]
    told = ", ".join(f"{seen.labels.name(one)} ({_result_words(case, seen, one)})" for one in parts)
    return f"from its parts: {told}. {seen.labels.graded(' '.join(reasons))}"


def _follows(case: Case, seen: Seen, name: str) -> tuple[FactKind, str]:
    """A fact nobody entered that has one value left."""
    reading, relation = seen.case.histology, seen.rules.classification
    if name == relation.answer and reading.histology is not None:
        inputs = [one for one in (*relation.inputs, AGE) if one in seen.case.facts.facts]
        told = ", ".join(f"{seen.labels.name(one)} {_input(seen, one)}" for one in inputs)
        return FactKind.DERIVED, f"{reading.version} from {told}. {seen.labels.graded(' '.join(reading.reasons))}"
    for total in seen.rules.totals:
        if name == total.key or name in total.parts:
            told = _total(case, seen, total, name)
            if told:
                return FactKind.DERIVED, told
    if name not in seen.scheme.columns:
        return FactKind.ASSUMED, next((one.warning for one in seen.rules.assumed if one.key == name), "")
    return FactKind.DERIVED, "the only value that is possible together with the other facts"


def _input(seen: Seen, name: str) -> str:
    value = seen.case.facts.facts[name]
    return counted_days(int(str(value))) if name == AGE else seen.value(name, value)


def _total(case: Case, seen: Seen, total: Total, name: str) -> str:
    """An overall call from its parts, or a part from the call; empty if neither was recorded."""
    facts, labels = seen.case.facts.facts, seen.labels
    if name != total.key:
        call = facts.get(total.key)
        return "" if call is None else f"from {labels.name(total.key)} {seen.value(total.key, call)}"
    found = [one for one in total.parts if facts.get(one) is True] or [one for one in total.parts if one in facts]
    if not found:
        return ""
    told = ", ".join(f"{labels.name(one)} {seen.value(one, facts[one])}" for one in found)
    return f"from its regions: {told}; {_result_words(case, seen, found[0])}"
