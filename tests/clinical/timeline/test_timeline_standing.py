"""Where an event stands: one word, worked out once, for the drawing and the table alike."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from desktop.clinical.timeline import EventStatus, GateState, PlannedEvent, Standing, Template, plan
from desktop.clinical.timeline.drawing import Lane
from desktop.clinical.timeline.layout import lay_out
from desktop.clinical.timeline.rows import EventKind

START = date(2025, 1, 6)
TEMPLATE = Template.parse(resources.read_text("protocols/cog-high-risk.toml")).chosen()
IDS = [one.id for one in TEMPLATE.events]


def at(days: dict[str, int], day: int, **more: object) -> dict[str, PlannedEvent]:
    actual = {one: START + timedelta(days=number) for one, number in days.items()}
    return {one.id: one for one in plan(TEMPLATE, START, actual, START + timedelta(days=day), **more)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "standing"),
    [(83, Standing.DONE), (84, Standing.NOW), (104, Standing.NOW), (105, Standing.DONE)],
)
def test_a_course_is_now_on_its_days_and_done_after_them(day: int, standing: Standing) -> None:
    events = at({"C1": 0, "C2": 21, "C3": 42, "C4": 63, "C5": 84}, day)
    assert events["C5"].standing is standing
    assert events["C5"].status is EventStatus.DONE, "what other programs read keeps its fixed words"


def test_a_course_that_the_next_one_cut_short_is_done() -> None:
    events = at({"C1": 0, "C2": 14}, 16)
    assert events["C1"].standing is Standing.DONE
    assert events["C2"].standing is Standing.NOW


def test_nothing_goes_on_once_the_treatment_was_stopped_or_without_a_day() -> None:
    assert at({"C1": 0}, 3, stopped=True)["C1"].standing is Standing.DONE
    assert {one.id: one for one in plan(TEMPLATE, START, {"C1": START})}["C1"].standing is Standing.DONE


def test_an_event_that_a_later_course_overtook_is_not_recorded_and_never_late() -> None:
    events = at({"C1": 0, "C2": 21, "C3": 42}, 60)
    assert events["PBSC_HARVEST"].standing is Standing.UNRECORDED
    assert at({"C1": 0, "C3": 42}, 60, skipped=("C2",))["C2"].standing is Standing.SKIPPED


@settings(max_examples=80)
@given(
    st.dictionaries(st.sampled_from(IDS), st.integers(0, 700)),
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
)
def test_the_drawing_shows_the_standing_of_the_event(days: dict[str, int], today: date) -> None:
    actual = {one: START + timedelta(days=number) for one, number in days.items()}
    events = plan(TEMPLATE, START, actual, today)
    drawn = lay_out(TEMPLATE, START, events, width=720, measure=lambda text: 6.0 * len(text), today=today)
    marks = {(one.event, one.lane): one.standing for one in drawn.marks}
    bars = {one.event: one.standing for one in drawn.bars if one.lane is Lane.NOW}
    for event in events:
        shown = bars[event.id] if event.kind is EventKind.COURSE else marks[event.id, Lane(f"{event.kind}s")]
        assert shown is event.standing
    now = [one for one in events if one.standing is Standing.NOW]
    assert len({one.begins for one in now}) <= 1, "two courses go on only if they began on one day"
    assert all(one.begins and one.ends and one.begins <= today <= one.ends for one in now)


@pytest.mark.parametrize("more", [{"stopped": True}, {"skipped": {"C3"}}])
def test_no_gate_waits_for_anybody_before_what_was_given_up(more: dict[str, object]) -> None:
    waits, given_up = at({"C1": 0, "C2": 21}, 42), at({"C1": 0, "C2": 21}, 42, **more)
    assert waits["C3"].gate_state is GateState.OPEN
    assert given_up["C3"].gate_state is GateState.NOT_YET
    layout = lay_out(TEMPLATE, START, list(given_up.values()), width=900, measure=len)
    (mark,) = [one for one in layout.marks if one.event == "C3" and one.lane is Lane.GATES]
    assert mark.detail == str(given_up["C3"].standing)
