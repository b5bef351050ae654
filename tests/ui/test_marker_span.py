"""The months in sight of the chart of markers: whole months, never beyond what there is, and the chosen day in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.charts.span import Span

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def test_whole_months_are_around_the_results() -> None:
    span = Span.around([date(2026, 8, 20), date(2026, 10, 2)], date(2026, 10, 9))
    axis = span.axis(300.0)
    assert (axis.start, axis.end) == (date(2026, 8, 1), date(2026, 10, 31))
    assert (span.months, span.is_whole, span.is_closest) == (3, True, False)


@pytest.mark.parametrize(("last", "months"), [(date(2026, 9, 1), 3), (date(2026, 3, 1), 1)])
def test_today_is_on_it_unless_the_results_are_long_past(last: date, months: int) -> None:
    assert Span.around([last], TODAY).months == months


def test_closer_and_wider_by_steps_until_a_month_and_until_everything() -> None:
    span = Span.around([date(2025, 12, 3), TODAY], TODAY)
    closer = [span := span.zoomed(1, 1.0) for _ in range(7)]
    assert [one.shown for one in closer] == [7, 4, 2, 1, 1, 1, 1]
    assert closer[-1].axis(1.0).end == date(2026, 11, 30), "the right edge was held"
    wider = [span := span.zoomed(-1) for _ in range(6)]
    assert [one.shown for one in wider] == [2, 4, 7, 12, 12, 12]
    assert wider[-1].is_whole


def test_moving_ends_where_there_is_nothing_more() -> None:
    span = Span.around([date(2025, 12, 3), TODAY], TODAY).zoomed(2, 0.0)
    assert span.moved(-1) == span
    assert span.moved(99).axis(1.0).end == date(2026, 11, 30)
    assert span.stepped(1).start == 1
    assert span.whole().is_whole


@given(
    days=st.lists(DAYS, min_size=1, max_size=6),
    steps=st.lists(st.tuples(st.integers(-3, 3), st.floats(0, 1), st.integers(-40, 40)), max_size=6),
)
def test_however_one_zooms_and_moves_a_day_can_be_brought_back(
    days: list[date], steps: list[tuple[int, float, int]]
) -> None:
    span = whole = Span.around(days, TODAY)
    for zoom, at, by in steps:
        span = span.zoomed(zoom, at).moved(by)
        assert 1 <= span.shown <= span.months == whole.months
        assert 0 <= span.start <= span.months - span.shown
    for day in days:
        axis = span.bringing(day).axis(1.0)
        assert axis.holds(day)
        assert axis.start.day == 1
        assert (axis.end + timedelta(days=1)).day == 1
    assert span.whole() == whole
