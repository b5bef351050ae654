"""The days of screening, worked by hand from the calendar."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from plain_screening import AACR, days, screened

from desktop.clinical.screening import DueState, due_days, planned_days
from desktop.clinical.timeline.rows import add_months


def test_from_birth_every_three_months_then_every_six() -> None:
    found = days("2020-03-15", "2020-03-15")
    assert found[:5] == ["2020-03-15", "2020-06-15", "2020-09-15", "2020-12-15", "2021-03-15"]
    # six years old on 15 Mar 2026: the last of the three-monthly days, the next is half a year on
    assert found[22:28] == ["2025-09-15", "2025-12-15", "2026-03-15", "2026-09-15", "2027-03-15", "2027-09-15"]
    assert found[-2:] == ["2029-09-15", "2030-03-15"]
    # 0, 3 ... 72 months are 25 days; 78, 84 ... 120 are 8 more
    assert len(found) == 33


def test_the_tenth_birthday_counts_or_does_not_as_the_file_says() -> None:
    assert days("2020-03-15", "2020-03-15")[-1] == "2030-03-15"
    assert days("2020-03-15", "2020-03-15", replace(AACR, last_counts=False))[-1] == "2029-09-15"
    # the sixth birthday is no end of screening: it stays either way
    assert "2026-03-15" in days("2020-03-15", "2020-03-15", replace(AACR, last_counts=False))


def test_month_ends_are_clamped_and_never_pulled_along() -> None:
    found = days("2023-08-31", "2023-08-31")
    assert found[:6] == ["2023-08-31", "2023-11-30", "2024-02-29", "2024-05-31", "2024-08-31", "2024-11-30"]
    assert found[6] == "2025-02-28"
    assert found[-1] == "2033-08-31"


def test_a_child_born_on_the_leap_day() -> None:
    found = days("2020-02-29", "2020-02-29")
    assert found[:5] == ["2020-02-29", "2020-05-29", "2020-08-29", "2020-11-29", "2021-02-28"]
    assert found[16] == "2024-02-29"
    assert found[24:26] == ["2026-02-28", "2026-08-29"]
    assert found[-1] == "2030-02-28"


def test_from_the_day_the_predisposition_was_found() -> None:
    found = days("2020-03-15", "2020-08-20")
    assert found[:3] == ["2020-08-20", "2020-11-20", "2021-02-20"]
    # 66 months on it is 20 Feb 2026, the last before the sixth birthday; then six-monthly from there
    assert found[21:25] == ["2025-11-20", "2026-02-20", "2026-08-20", "2027-02-20"]
    assert found[-1] == "2030-02-20"


def test_found_after_the_sixth_birthday_it_is_six_monthly_at_once() -> None:
    assert days("2020-03-15", "2028-11-30") == ["2028-11-30", "2029-05-30", "2029-11-30"]


def test_found_on_the_sixth_birthday_or_on_the_tenth() -> None:
    assert days("2020-03-15", "2026-03-15")[:2] == ["2026-03-15", "2026-09-15"]
    assert days("2020-03-15", "2030-03-15") == ["2030-03-15"]
    assert days("2020-03-15", "2030-03-16") == []


def states(today: str, *done: tuple[str, str]) -> dict[str, DueState]:
    planned = planned_days(AACR, date(2020, 3, 15), date(2020, 3, 15))
    entries = [screened("abdominal_ultrasound", day, outcome) for day, outcome in done]
    return {str(one.planned): one.state for one in due_days(planned, entries, date.fromisoformat(today))}


def test_due_from_thirty_days_before_and_overdue_fourteen_days_after() -> None:
    birth = ("2020-03-15", "nothing_suspicious")
    assert states("2020-05-15", birth)["2020-06-15"] is DueState.COMING
    assert states("2020-05-16", birth)["2020-06-15"] is DueState.DUE
    assert states("2020-06-29", birth)["2020-06-15"] is DueState.DUE
    assert states("2020-06-30", birth)["2020-06-15"] is DueState.OVERDUE
    assert states("2020-09-14", birth)["2020-06-15"] is DueState.OVERDUE
    assert states("2020-09-15", birth)["2020-06-15"] is DueState.MISSED


def test_an_examination_counts_for_the_day_it_is_nearest_to() -> None:
    # 15 Jun and 15 Sep 2020 are 92 days apart: 45 days after the one is still its own, 46 lies between
    found = states("2020-09-20", ("2020-03-20", ""), ("2020-07-30", ""))
    assert (found["2020-03-15"], found["2020-06-15"]) == (DueState.DONE, DueState.DONE)
    assert states("2020-09-10", ("2020-07-31", ""))["2020-06-15"] is DueState.OVERDUE
    assert states("2020-09-10", ("2020-08-01", ""))["2020-09-15"] is DueState.DONE
    # done for the next one: the one before is over
    assert states("2020-09-10", ("2020-08-20", ""))["2020-06-15"] is DueState.MISSED


def test_a_month_alone_counts_for_a_day_within_it() -> None:
    assert states("2020-07-01", ("2020-06", ""))["2020-06-15"] is DueState.DONE
    assert states("2020-07-01", ("2020", ""))["2020-03-15"] is DueState.DONE


def test_the_last_one_is_over_when_its_time_is() -> None:
    # 91 days after 15 Mar 2030 is 14 Jun
    assert states("2030-06-14")["2030-03-15"] is DueState.OVERDUE
    assert states("2030-06-15")["2030-03-15"] is DueState.MISSED


def test_an_examination_without_a_day_counts_for_none() -> None:
    assert DueState.DONE not in states("2020-07-01", ("", "")).values()


births = st.dates(date(1990, 1, 1), date(2100, 1, 1))
later = st.integers(0, 4200)


@given(births, later)
def test_days_rise_stay_within_the_age_and_lie_at_most_half_a_year_apart(born: date, after: int) -> None:
    begun = born + timedelta(days=after)
    found = [day for day, _ in planned_days(AACR, born, begun)]
    end, sixth = add_months(born, 120), add_months(born, 72)
    assert found == sorted({*found})
    assert all(begun <= day <= end for day in found)
    assert bool(found) == (begun <= end)
    for one, other in pairwise(found):
        assert (other - one).days <= (92 if other <= sixth else 184)
    # screening never stops early: another step would lie beyond the age
    if found:
        step = 3 if add_months(found[-1], 3) <= sixth else 6
        assert found[-1] + timedelta(days=184 if step == 6 else 92) >= end


@given(births, later)
def test_every_day_is_a_whole_number_of_months_from_the_beginning(born: date, after: int) -> None:
    begun = born + timedelta(days=after)
    for day, _ in planned_days(AACR, born, begun):
        months = (day.year - begun.year) * 12 + day.month - begun.month
        assert months % 3 == 0
        assert day.day == min(begun.day, monthrange(day.year, day.month)[1])


@given(births, st.lists(st.integers(-100, 4000), max_size=12), st.integers(-10, 4200))
def test_each_examination_counts_once_at_most_and_today_moves_no_day(born: date, done: list[int], now: int) -> None:
    planned = planned_days(AACR, born, born)
    entries = [screened("abdominal_ultrasound", str(born + timedelta(days=one))) for one in done]
    found = due_days(planned, entries, born + timedelta(days=now))
    assert [one.planned for one in found] == [day for day, _ in planned]
    counted = [one.entry.id for one in found if one.entry]
    assert len({*counted}) == len(counted) <= len(entries)
    assert all((one.state is DueState.DONE) == (one.entry is not None) for one in found)
    # what is due or overdue are never more than two days: this one, and the next within thirty days of it
    assert sum(one.state in (DueState.DUE, DueState.OVERDUE) for one in found) <= 2
