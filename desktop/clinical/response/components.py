"""Reading one component of a criteria file: measurements, tests, rows, disputes and remarks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction

from desktop.clinical.response.conditions import (
    Bounds,
    Condition,
    FixedTest,
    FlagTest,
    GivenTest,
    Holds,
    NumberTest,
    Quantity,
    Test,
)
from desktop.clinical.response.criteria import Component, Dispute, GradeRow, Measure, Remark
from desktop.clinical.risk.reading import Sources
from desktop.clinical.toml_tables import Table

KINDS = ("number", "whole", "flag", "code")
_LIMITS = ("at_least", "above", "at_most", "below")
_CHANGES = tuple(one.value for one in Quantity if one is not Quantity.MEASURE)
_CONDITION = ("all", "any", "none")


def read_component(entry: Table, sources: Sources, grades: Collection[str]) -> Component:
    """Read one component. Raises RuleFileError for a test, grade or measurement that does not exist."""
    entry.only("id", "title", "grades", "measure", "test", "row", "dispute", "remark", "source", "status")
    sources.cite(entry)
    measures = {one.key: one for one in (_measure(part) for part in entry.tables("measure", "key"))}
    tests: dict[str, Test] = {}
    combined: dict[str, Condition] = {}
    for part in entry.tables("test", "id"):
        if part.text("id") in {*tests, *combined}:
            raise part.refuse("this test stands twice; give each its own id")
        if any(key in part.values for key in _CONDITION):
            part.only("id", *_CONDITION)
            combined[part.text("id")] = _condition(part, {*tests, *combined})
        else:
            tests[part.text("id")] = _test(part, measures)
    known = {*tests, *combined}
    own = entry.names("grades")
    _check_grades(entry, own, grades)
    return Component(
        id=entry.text("id"),
        title=entry.text("title"),
        grades=own,
        measures=measures,
        tests=tests,
        combined=combined,
        rows=tuple(_row(part, sources, known, own) for part in entry.tables("row", "id")),
        disputes=tuple(_dispute(part, sources, known) for part in entry.tables("dispute", "of")),
        remarks=tuple(_remark(part, sources, known, own) for part in entry.tables("remark", "text")),
    )


def _measure(entry: Table) -> Measure:
    entry.only("key", "kind", "text", "most", "codes", "most_by")
    if entry.text("kind") not in KINDS:
        raise entry.refuse(f'"kind" is "{entry.text("kind")}"; use one of {", ".join(KINDS)}')
    most = entry.optional_whole("most", 0)
    return Measure(
        key=entry.text("key"),
        kind=entry.text("kind"),
        text=entry.text("text"),
        most=None if most is None else Decimal(most),
        codes=entry.names("codes"),
        most_by=_most_by(entry),
    )


def _most_by(entry: Table) -> tuple[str, Mapping[str, int]] | None:
    """``{ method = { a = 27, b = 72 } }``: the highest value by a coded measurement."""
    if "most_by" not in entry.values:
        return None
    table = Table.of(f"{entry.where}, most_by", entry.values["most_by"])
    if len(table.values) != 1:
        raise entry.refuse('"most_by" must name exactly one measurement')
    ((key, value),) = table.values.items()
    limits = Table.of(f"{entry.where}, most_by {key}", value)
    return key, {code: limits.whole(code, 1) for code in limits.values}


def _condition(entry: Table, known: Collection[str]) -> Condition:
    found = Condition(all_of=entry.names("all"), any_of=entry.names("any"), none_of=entry.names("none"))
    for name in found.names:
        if name not in known:
            raise entry.refuse(f'"{name}" is no test that stands before; use one of {", ".join(sorted(known))}')
    return found


def _test(entry: Table, measures: Mapping[str, Measure]) -> Test:
    found = _plain_test(entry)
    keys: tuple[str, ...] = ()
    match found:
        case NumberTest():
            keys = (*found.since, found.now)
        case FlagTest():
            keys = (found.key,)
        case GivenTest():
            keys = found.keys
        case FixedTest():
            pass
    for key in keys:
        if key not in measures:
            raise entry.refuse(f'"{key}" is no measurement of this component; use one of {", ".join(measures)}')
    return found


def _plain_test(entry: Table) -> Test:
    name = entry.text("id")
    if "always" in entry.values:
        entry.only("id", "always")
        return FixedTest(id=name, answer=entry.flag("always"))
    if "given" in entry.values or "needed" in entry.values:
        entry.only("id", "given", "needed")
        return GivenTest(id=name, keys=entry.names("given") or entry.names("needed"), needed="needed" in entry.values)
    if "flag" in entry.values:
        entry.only("id", "flag", "is", "unknown")
        return FlagTest(id=name, key=entry.text("flag"), wanted=entry.flag("is"), unknown=_unknown(entry))
    return _number_test(entry)


def _number_test(entry: Table) -> NumberTest:
    entry.only("id", "measure", *_CHANGES, "since", "unknown", "told", *_LIMITS)
    quantities = [one for one in Quantity if one in entry.values]
    if len(quantities) != 1:
        raise entry.refuse(f'a test on a number has one of "{Quantity.MEASURE}", {", ".join(_CHANGES)}')
    if not any(key in entry.values for key in _LIMITS):
        raise entry.refuse(f"there is no limit; use one of {', '.join(_LIMITS)}")
    quantity = quantities[0]
    if (quantity is Quantity.MEASURE) == bool(entry.names("since")):
        raise entry.refuse('a change needs "since", and a measurement has none')
    return NumberTest(
        id=entry.text("id"),
        quantity=quantity,
        since=entry.names("since"),
        now=entry.text(quantity),
        bounds=Bounds(**{key: _limit(entry, key) for key in _LIMITS}),
        unknown=_unknown(entry),
        told=entry.words("told"),
    )


def _limit(entry: Table, key: str) -> Fraction | None:
    value = entry.values.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise entry.refuse(f'"{key}" must be a number')
    return Fraction(value)


def _unknown(entry: Table) -> Holds:
    return entry.flag("unknown") if "unknown" in entry.values else None


def _row(entry: Table, sources: Sources, known: Collection[str], grades: Collection[str]) -> GradeRow:
    entry.only("id", "grade", *_CONDITION, "text", "source", "status")
    _check_grades(entry, (entry.text("grade"),), grades)
    return GradeRow(
        id=entry.text("id"),
        grade=entry.text("grade"),
        when=_condition(entry, known),
        text=entry.text("text"),
        cited=sources.cite(entry),
    )


def _dispute(entry: Table, sources: Sources, known: Collection[str]) -> Dispute:
    entry.only("of", "read_as", "sentence", "only_overall", "source", "status")
    for key in ("of", "read_as"):
        if entry.text(key) not in known:
            raise entry.refuse(f'"{key}" names "{entry.text(key)}", which is no test of this component')
    return Dispute(
        of=entry.text("of"),
        read_as=entry.text("read_as"),
        sentence=entry.text("sentence"),
        only_overall=entry.flag("only_overall"),
        cited=sources.cite(entry),
    )


def _remark(entry: Table, sources: Sources, known: Collection[str], grades: Collection[str]) -> Remark:
    entry.only("grades", *_CONDITION, "text", "source", "status")
    _check_grades(entry, entry.names("grades"), grades)
    return Remark(
        grades=entry.names("grades"),
        when=_condition(entry, known),
        text=entry.text("text"),
        cited=sources.cite(entry),
    )


def _check_grades(entry: Table, found: Collection[str], grades: Collection[str]) -> None:
    for grade in found:
        if grade not in grades:
            raise entry.refuse(f'"{grade}" is no grade here; use one of {", ".join(grades)}')
