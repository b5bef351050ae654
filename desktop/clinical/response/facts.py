"""What another program hands over to have a response graded: every key and value checked by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.errors import UserError
from desktop.clinical.facts import shown
from desktop.clinical.response.conditions import Measured
from desktop.clinical.response.criteria import Component, CriteriaFile, Measure


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What is known of one component: a grade that was given, or measurements."""

    grade: str | None
    measured: Measured


@dataclass(frozen=True, slots=True)
class ResponseFacts:
    """What is known of one child: by component, or one grade under criteria whose records are only kept."""

    criteria: str
    parts: Mapping[str, PartFacts]
    grade: str | None = None


def read_graded(document: Mapping[str, object], criteria: CriteriaFile) -> ResponseFacts:
    """Read facts for criteria with components. Raises UserError that names the key or value."""
    _only("Facts", document, ("criteria", *criteria.components), criteria)
    parts = {key: _part(key, document.get(key), component, criteria) for key, component in criteria.components.items()}
    return ResponseFacts(criteria.file.id, parts)


def read_kept(document: Mapping[str, object], criteria: CriteriaFile) -> ResponseFacts:
    """Read a grade under criteria that are only kept. Raises UserError that names the key or value."""
    _only("Facts", document, ("criteria", "grade"), criteria)
    grade = document.get("grade")
    if not isinstance(grade, str) or grade not in criteria.grades:
        raise UserError(f"Facts, grade: {shown(grade)} is not a known value; use {', '.join(criteria.grades)}.")
    return ResponseFacts(criteria.file.id, {}, grade)


def _part(name: str, value: object, component: Component, criteria: CriteriaFile) -> PartFacts:
    if value is None:
        return PartFacts(None, {})
    if not isinstance(value, dict):
        raise UserError(f'Facts, {name}: this must be one JSON object; give a grade as {{"grade": "..."}}.')
    _only(f"Facts, {name}", value, ("grade", "involved", *component.measures), criteria)
    given = {key: one for key, one in value.items() if one is not None}
    grade = _grade(name, given, component, criteria)
    measured = {
        key: _value(name, component.measures[key], one)
        for key, one in given.items()
        if key not in ("grade", "involved")
    }
    if grade is not None and measured:
        raise UserError(
            f"Facts, {name}: {next(iter(measured))} stands beside a grade or beside no involvement; "
            "give the one or the other."
        )
    _check_highest(name, component, measured)
    return PartFacts(grade, measured)


def _grade(name: str, given: Mapping[str, object], component: Component, criteria: CriteriaFile) -> str | None:
    grade, involved = given.get("grade"), given.get("involved")
    if grade is not None and (not isinstance(grade, str) or grade not in component.grades):
        raise UserError(f"Facts, {name}, grade: {shown(grade)} is not a known value; use {_list(component.grades)}.")
    if involved is not None and not isinstance(involved, bool):
        raise UserError(f"Facts, {name}, involved: {shown(involved)} is not a known value; use true or false.")
    if involved is None or (involved and grade != criteria.absent):
        return None if grade is None else str(grade)
    if involved or grade not in (None, criteria.absent):
        raise UserError(f'Facts, {name}: the grade contradicts "involved"; give the one or the other.')
    return criteria.absent


def _value(name: str, measure: Measure, value: object) -> Decimal | bool | str:
    where = f"Facts, {name}, {measure.key}: {shown(value)} is not a known value"
    if measure.kind == "flag":
        if not isinstance(value, bool):
            raise UserError(f"{where}; use true or false.")
        return value
    if measure.kind == "code":
        if not isinstance(value, str) or value not in measure.codes:
            raise UserError(f"{where}; use {_list(measure.codes)}.")
        return value
    words = "a whole number" if measure.kind == "whole" else "a number"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise UserError(f"{where}; use {words}, {_range(measure.most)}.")
    number = Decimal(str(value))
    fits = number.is_finite() and number >= 0 and (measure.most is None or number <= measure.most)
    if not fits or (measure.kind == "whole" and number != int(number)):
        raise UserError(f"{where}; use {words}, {_range(measure.most)}.")
    return number


def _check_highest(name: str, component: Component, measured: Measured) -> None:
    """A value above what its method can give was read by another method."""
    for key, value in measured.items():
        by = component.measures[key].most_by
        code = measured.get(by[0]) if by is not None else None
        if by is None or not isinstance(code, str) or not isinstance(value, Decimal):
            continue
        if value > by[1][code]:
            raise UserError(
                f"Facts, {name}, {key}: {shown(value)} is not a known value; "
                f"use {_range(by[1][code])} where {by[0]} is {code}."
            )


def _only(where: str, document: Mapping[str, object], keys: Iterable[str], criteria: CriteriaFile) -> None:
    known = tuple(keys)
    for key in document:
        if key in known:
            continue
        for one in criteria.outside:
            if key in one.keys:
                raise UserError(f"{where}: {shown(key)} is not a known key: {one.sentence}")
        raise UserError(f"{where}: {shown(key)} is not a known key; use {', '.join(known)}.")


def _range(most: Decimal | int | None) -> str:
    return "0 or more" if most is None else f"from 0 to {most}"


def _list(values: Iterable[str]) -> str:
    return ", ".join(values)
