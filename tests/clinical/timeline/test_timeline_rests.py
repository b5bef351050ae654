"""Treatment that rests, days that are fixed, and a template that is joined midway."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import EventStatus, Pause, PlannedEvent, Standing, Template, joined, plan
from desktop.clinical.timeline.pauses import stretched

TEMPLATE = Template.parse(resources.read_text("protocols/cog-high-risk.toml"), "cog-high-risk.toml").chosen()
IDS = [one.id for one in TEMPLATE.events]
START = date(2026, 1, 5)


def day(number: int) -> date:
    """So many days after the start."""
    return START + timedelta(days=number)


def by_id(events: tuple[PlannedEvent, ...]) -> dict[str, PlannedEvent]:
    return {one.id: one for one in events}


def test_an_interval_is_longer_by_the_rest_in_it() -> None:
    done = {"C1": START, "C2": day(21)}
    rested = by_id(plan(TEMPLATE, START, done, pauses=[Pause(day(30), day(44))]))
    plain = by_id(plan(TEMPLATE, START, done))
    assert rested["C3"].planned == plain["C3"].planned + timedelta(days=14)
    assert rested["HDC1"].planned == plain["HDC1"].planned + timedelta(days=14), "counted once, not at every step"
    assert rested["C2"].planned == plain["C2"].planned
    assert rested["RT"].earliest == rested["HDC2"].planned + timedelta(days=28), "a window is not longer"


def test_a_rest_without_an_end_moves_with_every_day_and_nothing_is_late() -> None:
    done = {"C1": START, "C2": day(21)}
    for number in (40, 60, 200):
        events = by_id(plan(TEMPLATE, START, done, day(number), pauses=[Pause(day(30))]))
        assert events["C3"].planned == day(42 + number - 30)
        assert events["C3"].standing is Standing.ON_HOLD
        assert events["C3"].status is EventStatus.PLANNED
    before = by_id(plan(TEMPLATE, START, {"C1": START}, day(60), pauses=[Pause(day(30))]))
    assert before["C2"].status is EventStatus.LATE, "what was due before treatment rested is late all the same"


def test_a_fixed_day_stays_and_says_when_it_comes_too_early() -> None:
    booked = {"SURGERY_PRIMARY": day(110)}
    on_time = by_id(plan(TEMPLATE, START, {"C1": START}, booked=booked))
    late = by_id(plan(TEMPLATE, START, {"C1": day(20)}, booked=booked))
    assert on_time["SURGERY_PRIMARY"].planned == late["SURGERY_PRIMARY"].planned == day(110)
    assert not on_time["SURGERY_PRIMARY"].booked_too_early
    assert late["SURGERY_PRIMARY"].booked_too_early
    assert late["SURGERY_PRIMARY"].wanted == day(20 + 105)
    # what follows hangs on the day that is fixed
    assert late["EV_EOI"].planned >= day(110)
    with pytest.raises(UserError, match="has no event"):
        plan(TEMPLATE, START, {}, booked={"NOWHERE": START})


def test_joined_midway_nothing_hangs_on_what_came_before() -> None:
    part = joined(TEMPLATE, "HDC1")
    assert [one.id for one in part.events] == IDS[IDS.index("HDC1") :]
    events = by_id(plan(part, START, {}))
    nominal = by_id(plan(TEMPLATE, START, {}))
    assert events["HDC1"].planned == START
    for one in events.values():
        assert one.planned - START == nominal[one.id].planned - nominal["HDC1"].planned, one.id
    with pytest.raises(UserError, match="has no event"):
        joined(TEMPLATE, "C99")


@pytest.mark.parametrize("first", IDS)
def test_a_template_can_be_joined_at_each_of_its_events(first: str) -> None:
    part = joined(TEMPLATE, first)
    events = plan(part, START, {})
    assert events[0].id == first
    assert events[0].planned == START
    assert all(one.planned >= START for one in events if one.id != "CVL")


days = st.integers(0, 400)
rests = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=3).map(
    lambda told: [Pause(day(begun), day(begun + length)) for begun, length in _apart(told)]
)
happened = st.dictionaries(st.sampled_from(IDS), st.integers(0, 400), max_size=5)


def _apart(told: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Rests one after the other: none begins in another."""
    kept: list[tuple[int, int]] = []
    for begun, length in sorted(told):
        if not kept or begun > kept[-1][0] + kept[-1][1]:
            kept.append((begun, length))
    return kept


@given(days, days, rests)
def test_an_interval_grows_by_the_days_of_rest_that_lie_in_it(anchor: int, length: int, pauses: list[Pause]) -> None:
    found = stretched(day(anchor), day(anchor + length), pauses, None)
    resting = {
        one.begun + timedelta(days=number) for one in pauses for number in range((one.until(None) - one.begun).days)
    }
    worked = sum(
        1 for number in range((found - day(anchor)).days) if day(anchor) + timedelta(days=number) not in resting
    )
    assert worked == length, "so many days that are none of rest"
    assert found not in resting, "nothing is planned on a day of rest"


@given(happened, rests)
def test_a_rest_moves_nothing_forward_and_no_day_that_happened(told: dict[str, int], pauses: list[Pause]) -> None:
    actual = {one: day(number) for one, number in told.items()}
    before, after = plan(TEMPLATE, START, actual), plan(TEMPLATE, START, actual, pauses=pauses)
    for was, now in zip(before, after, strict=True):
        assert now.planned >= was.planned
        assert now.actual == was.actual == actual.get(now.id)


@given(happened, st.dictionaries(st.sampled_from(IDS), st.integers(0, 500), max_size=4))
def test_a_fixed_day_is_kept_whatever_happens(told: dict[str, int], fixed: dict[str, int]) -> None:
    actual, booked = ({one: day(number) for one, number in found.items()} for found in (told, fixed))
    for one in plan(TEMPLATE, START, actual, booked=booked):
        if one.id in booked:
            assert one.planned == booked[one.id]
            assert one.on == actual.get(one.id, booked[one.id])
