"""When an automatic backup is due and which ones are kept: pure arithmetic on moments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

PAUSE = timedelta(minutes=30)
"""At most one automatic backup in this time."""

RECENT = timedelta(days=1)
"""Of the last day all are kept."""

DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""Besides, the last one of so many days, weeks and months."""


def is_due(last: datetime | None, now: datetime, *, changed: bool) -> bool:
    """Whether a backup is due: something changed since the last one, and that was a while ago.

    A last one in the future means that the clock was set back; it holds nothing up.
    """
    return changed and (last is None or last > now or now - last >= PAUSE)


def kept(moments: Collection[datetime], now: datetime) -> frozenset[datetime]:
    """Which automatic backups stay. Those dated in the future stay as well: the clock, not the backup, is in doubt."""
    recent = {moment for moment in moments if moment > now - RECENT}
    return frozenset(
        recent
        | _last_of_each(moments, lambda moment: moment.date().toordinal(), DAILY)
        | _last_of_each(moments, lambda moment: moment.isocalendar()[:2], WEEKLY)
        | _last_of_each(moments, lambda moment: (moment.year, moment.month), MONTHLY)
    )


def _last_of_each(moments: Iterable[datetime], period: Callable[[datetime], object], periods: int) -> set[datetime]:
    """The latest moment of each of the latest ``periods`` periods that have any."""
    latest: dict[object, datetime] = {}
    for moment in sorted(moments, reverse=True):
        latest.setdefault(period(moment), moment)
    return set(sorted(latest.values(), reverse=True)[:periods])
