"""A child who came de-identified is seen as of its last entry: no day of it is a day of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from builders import full_case, small_case

from desktop.clinical.answers import known
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import DAY_ZERO, PartialDate
from desktop.clinical.neutral_calendar import CODE_SYSTEM, as_of, is_neutral, last_day
from desktop.clinical.record.afterwards import FollowUp
from desktop.clinical.results import MycnResult, Provenance

TODAY = date(2026, 11, 26)


def day(number: int) -> date:
    return DAY_ZERO + timedelta(days=number)


def came(*performed: int, ahead: int = 0) -> Case:
    """A child with results of these days, and a follow-up that is due on another."""
    rows = tuple(
        MycnResult(provenance=Provenance(performed_on=PartialDate.of(day(one)), entered_at=datetime.now(UTC)))
        for one in performed
    )
    due = (FollowUp(due_on=known(PartialDate.of(day(ahead)))),) if ahead else ()
    return replace(Case(), diagnosed=known(PartialDate.of(DAY_ZERO)), mycn=rows, follow_ups=due)


def test_what_is_planned_and_when_it_was_typed_is_no_last_day() -> None:
    assert last_day(came(3, 40, 12, ahead=200)) == day(40)
    assert last_day(came(3, 40), until=day(39)) == day(3)
    assert last_day(full_case()) is None


def test_a_child_is_known_by_its_mark_or_by_its_day_of_diagnosis() -> None:
    marked = replace(small_case(), identifiers=(Identifier(system=CODE_SYSTEM, value="K7-4QX2"),))
    assert is_neutral(came()) and is_neutral(marked)
    assert not is_neutral(full_case()) and not is_neutral(Case())


def test_only_such_a_child_is_seen_as_of_another_day_than_today() -> None:
    assert as_of(full_case(), TODAY) == TODAY
    assert as_of(came(3, 40, ahead=200), TODAY) == day(40)
    assert as_of(replace(Case(), diagnosed=known(PartialDate(DAY_ZERO.year))), TODAY) == DAY_ZERO
