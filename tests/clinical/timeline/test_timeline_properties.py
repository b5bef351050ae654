"""What holds for any plan: order, no event before what it hangs on, actual dates untouched, nothing accumulates."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import resources
from desktop.clinical.timeline import PlannedEvent, Template, plan
from desktop.clinical.timeline.rows import START

TEMPLATE = Template.parse(resources.read_text("protocols/cog-high-risk.toml"), "cog-high-risk.toml")
IDS = [one.id for one in TEMPLATE.events]
# those that are never a mere order anchor: one of these acts only on what really followed it
WAITED_FOR = sorted(set(IDS) - {one.event for row in TEMPLATE.events for one in row.after if one.if_done})

starts = st.dates(date(1990, 1, 1), date(2100, 1, 1))
# days after the start on which an event really happened, sane or not: a record may hold any contradiction
happened = st.dictionaries(st.sampled_from(IDS), st.integers(-40, 1200))


def laid_out(start: date, days: dict[str, int]) -> tuple[dict[str, PlannedEvent], dict[str, date]]:
    actual = {one: start + timedelta(days=number) for one, number in days.items()}
    return {one.id: one for one in plan(TEMPLATE, start, actual)}, actual


@given(starts, happened)
def test_no_event_is_planned_before_what_it_hangs_on(start: date, days: dict[str, int]) -> None:
    events, _ = laid_out(start, days)
    for row in TEMPLATE.events:
        for anchor in row.anchors:
            before = start if anchor.event == START else events[anchor.event].on
            assert events[row.id].planned >= before + timedelta(days=anchor.days)


@given(starts, happened)
def test_a_planned_date_is_one_that_an_anchor_gives(start: date, days: dict[str, int]) -> None:
    events, actual = laid_out(start, days)
    for row in TEMPLATE.events:
        dates = {
            (start if one.event == START else events[one.event].on) + timedelta(days=one.days)
            for one in row.after
            if not one.if_done or one.event in actual
        }
        assert events[row.id].planned in dates


@given(starts, happened)
def test_actual_dates_are_never_moved(start: date, days: dict[str, int]) -> None:
    events, actual = laid_out(start, days)
    assert {one.id: one.actual for one in events.values() if one.actual} == actual


@given(starts)
def test_without_a_record_the_events_come_in_the_order_of_the_file(start: date) -> None:
    events, _ = laid_out(start, {})
    dates = [events[one].planned for one in IDS]
    assert dates == sorted(dates)
    assert {(events[one].planned - start).days for one in ("C1", "C2", "C3", "C4", "C5")} == {0, 21, 42, 63, 84}


@given(starts, happened, st.sets(st.sampled_from(WAITED_FOR)))
def test_an_event_that_happened_as_planned_changes_no_date(start: date, days: dict[str, int], more: set[str]) -> None:
    events, actual = laid_out(start, days)
    as_planned = {one: events[one].planned for one in more if one not in actual}
    again = plan(TEMPLATE, start, {**actual, **as_planned})
    assert [one.on for one in again] == [events[one].on for one in IDS]


@given(starts)
def test_a_plan_that_went_as_planned_is_the_plan(start: date) -> None:
    events, _ = laid_out(start, {})
    again = plan(TEMPLATE, start, {one.id: one.planned for one in events.values()})
    assert [(one.planned, one.earliest, one.latest) for one in again] == [
        (one.planned, one.earliest, one.latest) for one in events.values()
    ]
    assert all(one.days_moved == 0 for one in again)


@given(starts, happened, st.sampled_from(WAITED_FOR), st.integers(1, 60))
def test_a_delay_never_brings_anything_forward(start: date, days: dict[str, int], one: str, late: int) -> None:
    before, _ = laid_out(start, days)
    after, _ = laid_out(start, {**days, one: (before[one].on - start).days + late})
    assert all(after[other].planned >= before[other].planned for other in IDS if other != one)
