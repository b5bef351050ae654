"""The axis drawn nearer: days of the months where they have room, and the day at a place."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.clinical.timeline.axis import Axis, day_ticks

MEASURE = len  # a letter is a unit wide


def axis(each: float) -> Axis:
    start, end = date(2026, 1, 1), date(2026, 3, 31)
    return Axis(start, end, ((end - start).days + 1) * each)


def test_days_are_told_as_there_is_room() -> None:
    assert day_ticks(axis(0.3), MEASURE, 1.0) == ()
    assert {one.label for one in day_ticks(axis(0.8), MEASURE, 1.0)} == {"08", "15", "22"}
    labels = [one.label for one in day_ticks(axis(4.0), MEASURE, 1.0)]
    assert labels[:2] == ["03", "04"], "the name of the month stands over its first days"
    assert "31" in labels


def test_the_day_at_a_place_is_the_day_whose_middle_it_is() -> None:
    near = axis(4.0)
    for number in range(90):
        day = near.start + timedelta(days=number)
        assert near.day_at(near.middle(day)) == day
    assert near.day_at(-5) == near.start
    assert near.day_at(near.width + 5) == near.end
