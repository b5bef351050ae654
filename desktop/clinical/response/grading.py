"""One component graded: the first row that holds, or not evaluable while a missing measurement keeps more open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.clinical.response.conditions import Findings, Measured
from desktop.clinical.response.criteria import Component, Dispute, GradeRow
from desktop.clinical.risk.rows import Cited


@dataclass(frozen=True, slots=True)
class PartGrade:
    """The grade of one component and why. ``disputed`` are the grades that other readings give."""

    grade: str
    reasons: tuple[str, ...]
    disputed: tuple[tuple[Dispute, str], ...] = ()


def grade_component(component: Component, measured: Measured, unknown: str) -> PartGrade:
    """Grade one component from its measurements; ``unknown`` is the grade where they do not suffice."""
    findings = _findings(component, measured)
    row, left = _first(component, findings)
    grade = row.grade if row is not None else unknown
    said = _said(component, findings, row) if row is not None else _open(component, findings, left)
    remarks = (
        cited(f"{component.title}: {one.text}", one.cited)
        for one in component.remarks
        if (not one.grades or grade in one.grades) and findings.holds(one.when) is True
    )
    return PartGrade(grade, (said, *remarks), tuple(_disputed(component, measured, grade, unknown)))


def cited(text: str, source: Cited) -> str:
    """A sentence with the place it stands and how well it is supported."""
    return f"{text} [{source.source}; {source.status}]"


def _findings(component: Component, measured: Measured, read_as: Mapping[str, str] | None = None) -> Findings:
    return Findings(component.tests, component.combined, measured, read_as)


def _first(component: Component, findings: Findings) -> tuple[GradeRow | None, tuple[GradeRow, ...]]:
    """The row that gives the grade, or None and the rows that stay possible."""
    left: list[GradeRow] = []
    for row in component.rows:
        holds = findings.holds(row.when)
        if holds is None:
            left.append(row)
        elif holds:
            if all(one.grade == row.grade for one in left):
                return row, ()
            return None, (*left, row)
    return None, tuple(left)


def _said(component: Component, findings: Findings, row: GradeRow) -> str:
    told = ", ".join(dict.fromkeys(findings.told(row.when)))
    return cited(f"{component.title} {row.grade}: {row.text}{f' ({told})' if told else ''}", row.cited)


def _open(component: Component, findings: Findings, left: tuple[GradeRow, ...]) -> str:
    grades = " or ".join(dict.fromkeys(row.grade for row in left))
    missing = ", ".join(dict.fromkeys(key for row in left for key in findings.missing(row.when)))
    possible = f"; still possible: {grades}" if grades else ""
    if not findings.measured:
        needed = ", ".join(component.measures)
        return f"{component.title} not evaluable: nothing was given; needed is a grade, or {needed}."
    if not missing:
        return f"{component.title} not evaluable: no rule holds for what was given."
    return f"{component.title} not evaluable: not given: {missing}{possible}."


def _disputed(component: Component, measured: Measured, grade: str, unknown: str) -> Iterator[tuple[Dispute, str]]:
    for dispute in component.disputes:
        row, _ = _first(component, _findings(component, measured, {dispute.of: dispute.read_as}))
        other = row.grade if row is not None else unknown
        if other != grade:
            yield dispute, other
