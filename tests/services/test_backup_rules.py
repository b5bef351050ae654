"""Which automatic backups are due and which stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.backup_rules import DAILY, MONTHLY, WEEKLY, is_due, kept

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def test_due_at_most_every_thirty_minutes_and_only_after_a_change() -> None:
    assert is_due(None, NOW, changed=True)
    assert not is_due(NOW - timedelta(minutes=29, seconds=59), NOW, changed=True)
    assert is_due(NOW - timedelta(minutes=30), NOW, changed=True)
    assert not is_due(NOW - timedelta(days=400), NOW, changed=False)


def test_a_clock_that_was_set_back_holds_no_backup_up() -> None:
    assert is_due(NOW + timedelta(days=3), NOW, changed=True)


def test_a_year_of_half_hours_thins_to_days_weeks_and_months() -> None:
    moments = [NOW - timedelta(minutes=30 * step) for step in range(48 * 400)]
    stay = sorted(kept(moments, NOW), reverse=True)
    recent = [moment for moment in stay if moment > NOW - timedelta(days=1)]
    assert len(recent) == 48
    older = [moment for moment in stay if moment <= NOW - timedelta(days=1)]
    days = {moment.date() for moment in stay}
    assert {(NOW - timedelta(days=step)).date() for step in range(DAILY)} <= days
    assert {(NOW - timedelta(weeks=step)).isocalendar()[:2] for step in range(WEEKLY)} <= {
        moment.isocalendar()[:2] for moment in stay
    }
    assert (NOW - timedelta(days=31 * (MONTHLY - 1))).month in {moment.month for moment in stay}
    assert len(older) <= DAILY + WEEKLY + MONTHLY
    assert min(stay) > NOW - timedelta(days=31 * MONTHLY)


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.sets(moments, max_size=60), moments)
def test_what_is_kept_is_kept_again_and_the_latest_always(found: set[datetime], now: datetime) -> None:
    stay = kept(found, now)
    assert stay <= found
    assert kept(stay, now) == stay
    assert not found or max(found) in stay
    assert {moment for moment in found if moment >= now} <= stay
