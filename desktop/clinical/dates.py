"""Dates as precise as they were given, and ages in completed days.

A referral may say "November 2026" or only "2026"; the precision is kept and never filled in. Ages are computed
from full dates only (staging and risk fact base, section 9: never from months).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY_ZERO = date(1850, 1, 1)
"""The day of diagnosis in the neutral calendar of de-identified records."""
NEUTRAL_YEARS = range(1800, 1900)
"""The neutral calendar: no child of any board lived in these years, so a date in them is told as days from diagnosis,
wherever such a record goes, and can be taken for nobody's day."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, order=False)
class PartialDate:
    """A day, a month or a year. ``month`` and ``day`` are None where the source did not give them.

    Raises ValueError for a date that no calendar has.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The full date of a calendar day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2026``, ``2026-11`` or ``2026-11-03``. Raises ValueError for anything else."""
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not an ISO date: {text!r}")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def __str__(self) -> str:
        """ISO with the precision given; this is also the stored form, and it sorts."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def full(self) -> date | None:
        """The calendar day, or None where month or day is not known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def earliest(self) -> date:
        """The first calendar day this can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last calendar day this can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def surely_before(self, other: PartialDate) -> bool:
        """Whether it is before the other whatever month or day the two leave open."""
        return self.latest < other.earliest

    def words(self) -> str:
        """As people read it: ``03 Nov 2026``, ``Nov 2026`` or ``2026``; in the neutral calendar ``D+188``."""
        if self.year in NEUTRAL_YEARS:
            return _from_day_zero(self)
        if self.month is None:
            return f"{self.year:04d}"
        month = f"{_MONTHS[self.month - 1]} {self.year:04d}"
        return month if self.day is None else f"{self.day:02d} {month}"


def _from_day_zero(when: PartialDate) -> str:
    """``D+188``, ``D−5``; of a month or a year its middle: ``about D+165``."""
    middle = when.earliest + (when.latest - when.earliest) // 2
    days = (middle - DAY_ZERO).days
    told = f"D\u2212{-days}" if days < 0 else f"D+{days}"
    return told if when.day is not None else f"about\u00a0{told}"


def neutral_day(day: date, origin: date) -> date | None:
    """The day of the neutral calendar that is as many days from day 0 as ``day`` is from ``origin``; None beyond it."""
    moved = DAY_ZERO + timedelta(days=(day - origin).days)
    return moved if moved.year in NEUTRAL_YEARS else None


def day_words(day: date) -> str:
    """A calendar day as people read it: ``03 Nov 2026``; in the neutral calendar ``D+188``."""
    return PartialDate.of(day).words()


def counted_days(days: int) -> str:
    """A number of days as every page and list says it: ``1 day``, ``438 days``, ``2,217 days``."""
    return f"{days:,} {'day' if days == 1 else 'days'}"


def completed_days(born: PartialDate, when: PartialDate) -> int | None:
    """Age in completed days, or None unless both dates are full. Negative before birth."""
    if born.full is None or when.full is None:
        return None
    return (when.full - born.full).days


def completed_years(born: PartialDate, when: PartialDate) -> int | None:
    """Age in completed years by the calendar, or None unless both dates are full or the age is the same either way."""
    least, most = (_years(one, other) for one, other in ((born.latest, when.earliest), (born.earliest, when.latest)))
    return least if least == most else None


def _years(born: date, when: date) -> int:
    return when.year - born.year - ((when.month, when.day) < (born.month, born.day))


def age_words(born: date, when: date) -> str:
    """Age in years, months and days by the calendar, for example ``1 y 2 m 12 d``; never used by a rule."""
    months = (when.year - born.year) * 12 + when.month - born.month
    if when.day < born.day:
        months -= 1
    year, month = divmod(born.year * 12 + born.month - 1 + months, 12)
    anchor = date(year, month + 1, min(born.day, monthrange(year, month + 1)[1]))
    years, months = divmod(months, 12)
    return f"{years} y {months} m {(when - anchor).days} d"
