"""On which days a schedule plans an examination, and what became of each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop.clinical.dates import PartialDate
from desktop.clinical.results import Result
from desktop.clinical.screening.candidates import Candidate
from desktop.clinical.screening.rows import Fit, Phase, Schedule
from desktop.clinical.timeline.rows import add_months


class DueState(StrEnum):
    """What became of a planned examination. ``missed``: not done, and the turn of the next one has come."""

    DONE = "done"
    MISSED = "missed"
    OVERDUE = "overdue"
    DUE = "due"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Due:
    """One planned day of one examination; ``entry`` is the screening that counts for it."""

    planned: date
    state: DueState
    entry: Result | None = None


Planned = tuple[date, Phase]


def beginning(born: date, candidates: Sequence[Candidate]) -> date | None:
    """The day that months are counted from: birth, or the first day on which the predisposition was known.

    Rows that are for the child go before those that may be. None where no such day is known in full.
    """
    sure = [one for one in candidates if one.fit is Fit.YES] or list(candidates)
    days = [day for one in sure for day in one.found_on]
    if any(day.latest <= born for day in days):
        return born
    full = [day.full for day in days if day.full is not None]
    return min(full, default=None)


def planned_days(schedule: Schedule, born: date, begun: date) -> tuple[Planned, ...]:
    """Every planned day with its phase. Months count from ``begun``, never from the day before, month-ends clamped."""
    return tuple(_planned(schedule, born, begun))


def _planned(schedule: Schedule, born: date, begun: date) -> Iterator[Planned]:
    last: int | None = None
    for phase in schedule.phases:
        end = add_months(born, phase.until_months)
        counts = schedule.last_counts or phase is not schedule.phases[-1]
        months = 0 if last is None else last + phase.every_months
        while (day := add_months(begun, months)) < end or (day == end and counts):
            yield day, phase
            last = months
            months += phase.every_months


def due_days(planned: Sequence[Planned], done: Sequence[Result], today: date) -> tuple[Due, ...]:
    """What became of each planned day of one examination. An entry counts for the day it is nearest to."""
    by_day = nearest(planned, done)
    found = []
    for place, (day, phase) in enumerate(planned):
        entry = by_day.get(day)
        following = planned[place + 1][0] if place + 1 < len(planned) else day + timedelta(days=phase.window_days + 1)
        passed = following <= today or following in by_day
        found.append(Due(day, DueState.DONE if entry else _open(day, phase, today, passed=passed), entry))
    return tuple(found)


def _open(day: date, phase: Phase, today: date, *, passed: bool) -> DueState:
    if passed:
        return DueState.MISSED
    if today > day + timedelta(days=phase.late_days):
        return DueState.OVERDUE
    return DueState.DUE if today >= day - timedelta(days=phase.due_days) else DueState.COMING


def nearest(planned: Sequence[Planned], done: Sequence[Result]) -> dict[date, Result]:
    """For each planned day the entry that lies nearest to it, of those that lie nearer to no other day."""
    found: dict[date, tuple[int, Result]] = {}
    for entry in done:
        performed = entry.provenance.performed_on
        if performed is None or not planned:
            continue
        away, day, phase = min(((_away(performed, day), day, phase) for day, phase in planned), key=lambda one: one[:2])
        if away <= phase.window_days and (day not in found or away < found[day][0]):
            found[day] = (away, entry)
    return {day: entry for day, (_, entry) in found.items()}


def _away(performed: PartialDate, day: date) -> int:
    """How many days an examination lies from a planned day; none if it may have been on that day."""
    return max((performed.earliest - day).days, (day - performed.latest).days, 0)
