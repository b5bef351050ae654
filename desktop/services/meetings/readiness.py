"""How ready a child is for the board: for what is asked, what is there, what is older than the treatment, what lacks.

No age in days makes a result old by itself: no source gives one. A result is stale once treatment went on after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.results import Result
from desktop.services.assessing import CaseAssessment, assess_case
from desktop.services.library import Library

EXAMINED = ("imaging", "scans", "marrow_samples", "markers", "responses", "organ_functions", "performance")
"""The lists of the record that a board in treatment asks for the latest of."""


class Ready(StrEnum):
    """Where a fact stands for the board."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    CANNOT_MATTER = "cannot matter"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyLine:
    """One fact or list of the record. ``on`` is when it was done, ``since`` the day of treatment that made it stale."""

    name: str
    state: Ready
    on: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """All lines, what decides first."""

    lines: tuple[ReadyLine, ...]

    def count(self, state: Ready) -> int:
        """How many lines are in a state."""
        return sum(one.state is state for one in self.lines)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing or stale."""
        return not self.count(Ready.MISSING) and not self.count(Ready.STALE)


def readiness_of(library: Library, case: Case, assessed: CaseAssessment | None = None) -> Readiness:
    """How ready a child is, by the facts that the rules still ask for and the latest of each examination."""
    rules = assessed or assess_case(library, case)
    return Readiness((*_deciding(rules), *_examined(case)))


def _deciding(assessed: CaseAssessment) -> Iterator[ReadyLine]:
    """What decides a group under any scheme is missing; what no scheme can use any more is told, so that nobody chases
    it."""
    deciding = dict.fromkeys(name for one in assessed.asking.values() for name in one.deciding)
    for name in deciding:
        yield ReadyLine(name=name, state=Ready.MISSING)
    nowhere = [set(assessed.cannot_matter(one.scheme)) for one in assessed.assessments if one.not_covered is None]
    for name in sorted(set.intersection(*nowhere) - deciding.keys() if nowhere else ()):
        yield ReadyLine(name=name, state=Ready.CANNOT_MATTER)


def _examined(case: Case) -> Iterator[ReadyLine]:
    treated = last_treated(case)
    for name in EXAMINED:
        rows: tuple[Result, ...] = getattr(case, name)
        on = max((day for one in standing(rows) if (day := _day(one)) is not None), default=None)
        if on is None:
            if treated is not None:
                yield ReadyLine(name=name, state=Ready.MISSING)
        elif treated is not None and treated > on:
            yield ReadyLine(name=name, state=Ready.STALE, on=on, since=treated)
        else:
            yield ReadyLine(name=name, state=Ready.CURRENT, on=on)


def last_treated(case: Case) -> date | None:
    """The latest day on which treatment is recorded to have gone on: a course of the plan, or an operation."""
    planned = [day for plan in case.plans for day in plan.actual.values()]
    operated = [day for one in standing(case.surgery) if (day := _day(one)) is not None]
    return max((*planned, *operated), default=None)


def _day(one: Result) -> date | None:
    on = one.provenance.performed_on
    return on.full if on is not None else None
