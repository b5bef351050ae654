"""What stands beside a call, and what a laboratory result says, as answers that worked cases can expect parts of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from desktop.clinical.biomarkers import MarkerReading, MarkerRules
from desktop.clinical.derived import DerivedRules
from desktop.clinical.errors import UserError

_FINEST = Decimal("0.000001")
_YES = {True: "beyond", False: "not beyond", None: "exactly there"}


def beside_answer(rules: DerivedRules, facts: object) -> Mapping[str, object]:
    """How measured numbers and tested regions of one result read beside its calls.

    Facts are numbers, regions (true, false) and calls by their names. Raises UserError for any other.
    """
    given = _object(facts)
    panels, tests = rules.panels.values(), rules.tests.values()
    parts = {name for one in panels for name in one.parts}
    calls = dict.fromkeys(one.call for one in tests)
    _only(given, {*rules.tests, *parts, *calls, *rules.panels})
    numbers = {name: _number(given, name) for name in rules.tests if name in given}
    regions = {name: bool(given[name]) for name in given if name in parts}
    against: list[str] = []
    for call in calls:
        of_call = {name: value for name, value in numbers.items() if rules.tests[name].call == call}
        against += rules.against(_text(given, call), of_call)
    bands = [rules.tests[name].band(value) for name, value in numbers.items()]
    return {
        "reads": [f"{name}: {band.value}" for name, band in zip(numbers, bands, strict=True)],
        "against": against,
        "possible": [f"{one.call}: {each}" for one in panels for each in one.possible(regions)],
        "untested": [name for one in panels for name in one.untested(regions)],
        "reasons": [f"{band.text} [{band.cited.source}; {band.cited.status}]" for band in bands],
    }


def marker_answer(rules: MarkerRules, facts: object) -> Mapping[str, object]:
    """What one laboratory result says: against its own limit, printed limits, bins and cut-offs of outcome studies.

    Facts are ``marker``, ``value``, ``unit``, and where known the laboratory's own limit (``own_limit``) and the age in
    completed years on the day of the sample (``years``). Raises UserError for any other, and for unknown names.
    """
    given = _object(facts)
    _only(given, {"marker", "value", "unit", "own_limit", "years"})
    marker, unit, value = str(given.get("marker")), str(given.get("unit")), _number(given, "value")
    own, years = (_number(given, name) if name in given else None for name in ("own_limit", "years"))
    reading = rules.read(marker, value, unit, own_limit=own, years=None if years is None else int(years))
    return {
        "own": reading.own.standing.value if reading.own else None,
        "times": _told(reading.own.times) if reading.own else None,
        "published": [
            f"{one.published.cited.source}: {one.standing.value}" for one in reading.published if one.published
        ],
        "bins": list(_bins(reading)),
        "cuts": [f"{cut.id}: {_YES[beyond]}" for cut, beyond in reading.cuts],
        "shown": list(_shown(rules, reading)),
        "notes": [one.text for one in reading.notes],
    }


def _bins(reading: MarkerReading) -> Iterator[str]:
    for one in reading.scales:
        yield f"{one.scale.id}: {f'{one.bin.grade}, {one.bin.figure}' if one.bin else 'between two bins'}"


def _shown(rules: MarkerRules, reading: MarkerReading) -> Iterator[str]:
    """The value in the units that people compare, exact to six places."""
    for unit in rules.marker(reading.marker).shown_in:
        told = rules.convert(reading.value, reading.marker, reading.unit, unit)
        if told is not None:
            yield f"{_told(told)} {unit}"


def _told(number: Decimal) -> str:
    text = format(number.quantize(_FINEST), "f")
    return text.rstrip("0").rstrip(".")


def _object(facts: object) -> Mapping[str, object]:
    if not isinstance(facts, dict):
        raise UserError("Facts: this must be one object of keys and values; no key means unknown.")
    return facts


def _only(given: Mapping[str, object], known: set[str]) -> None:
    for name in given:
        if name not in known:
            raise UserError(f'Facts: "{str(name)[:40]}" is no fact of these tables; use {", ".join(sorted(known))}.')


def _number(given: Mapping[str, object], name: str) -> Decimal:
    value = given.get(name)
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        raise UserError(f'Facts: "{name}" must be a number of 0 or more.')
    return Decimal(value)


def _text(given: Mapping[str, object], name: str) -> str | None:
    value = given.get(name)
    return None if value is None else str(value)
