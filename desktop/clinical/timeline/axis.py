"""The time axis: days to places, month ticks, and labels kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.clinical.dates import DAY_ZERO, NEUTRAL_YEARS, day_words
from desktop.clinical.timeline.rows import add_months

Measure = Callable[[str], float]
"""The width of a text in the drawer's unit."""

_STEPS = (7, 10, 25, 50, 100, 200, 365, 730, 1826, 3652)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month. ``year`` is set at the first tick and each January; ``label`` may be empty."""

    x: float
    label: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day of a month to the last day of another, spread over ``width``."""

    start: date
    end: date
    width: float

    @classmethod
    def around(cls, days: Sequence[date], width: float) -> Axis:
        """Whole months around the days. Raises ValueError if there are none."""
        first, last = min(days), max(days)
        return cls(first.replace(day=1), add_months(last.replace(day=1), 1) - timedelta(days=1), width)

    def x(self, day: date) -> float:
        """The place of a day's beginning, from 0 to the width; days off the axis stop at its ends."""
        whole = (self.end - self.start).days + 1
        return min(max((day - self.start).days / whole, 0.0), 1.0) * self.width

    def end_x(self, day: date) -> float:
        """The place of a day's end."""
        return self.x(day + timedelta(days=1))

    def middle(self, day: date) -> float:
        """The place of a day's middle."""
        return (self.x(day) + self.end_x(day)) / 2

    def day_at(self, x: float) -> date:
        """The day at a place; off the axis the first or the last."""
        whole = (self.end - self.start).days + 1
        return self.start + timedelta(days=min(max(int(x / self.width * whole), 0), whole - 1))

    def holds(self, day: date) -> bool:
        """Whether the day is on the axis."""
        return self.start <= day <= self.end


def month_ticks(axis: Axis, measure: Measure, gap: float) -> tuple[Tick, ...]:
    """A tick for each month; where the labels would not fit, for every third month or only for each January.

    In the neutral calendar, whose months are nobody's, ticks at whole numbers of days from diagnosis.
    """
    if axis.start.year in NEUTRAL_YEARS:
        return _counted_ticks(axis, measure, gap)
    months = list(_months(axis))
    each = axis.width / len(months)
    room = max(measure(one) for one in (*_MONTHS, str(axis.end.year))) + gap
    step = next((one for one in (1, 3, 12) if each * one >= room), 12)
    kept = [one for one in months if (one.month - 1) % step == 0]
    return tuple(_tick(axis, one, first=one == months[0], kept=one in kept) for one in months)


def day_ticks(axis: Axis, measure: Measure, gap: float) -> tuple[Tick, ...]:
    """Every day within the months, or every week of them, or none, as there is room."""
    if axis.start.year in NEUTRAL_YEARS:
        return ()
    whole = (axis.end - axis.start).days + 1
    each, room = axis.width / whole, measure("00") + gap
    # beside its tick the name of a month takes the room of several days
    first = next((day for day in range(2, 9) if each * (day - 1) >= measure("Sep") + 2 * gap), None)
    step = 1 if each >= room else 7
    if first is None or each * step < room:
        return ()
    days = (axis.start + timedelta(days=number) for number in range(whole))
    kept = (one for one in days if (one.day >= first if step == 1 else one.day in {8, 15, 22}))
    return tuple(Tick(axis.x(one), f"{one.day:02d}") for one in kept)


def _counted_ticks(axis: Axis, measure: Measure, gap: float) -> tuple[Tick, ...]:
    """``D+0``, ``D+50``: the finest of the usual steps for which the labels have room."""
    whole = (axis.end - axis.start).days + 1
    room = measure(day_words(axis.end)) + 2 * gap
    step = next((one for one in _STEPS if axis.width / whole * one >= room), whole)
    first = -(-(axis.start - DAY_ZERO).days // step) * step
    days = (DAY_ZERO + timedelta(days=number) for number in range(first, (axis.end - DAY_ZERO).days + 1, step))
    return tuple(Tick(axis.x(day), day_words(day)) for day in days)


def _months(axis: Axis) -> Iterator[date]:
    count = (axis.end.year - axis.start.year) * 12 + axis.end.month - axis.start.month + 1
    # each month from the first, never from the one before: clamping must not add up
    return (add_months(axis.start, number) for number in range(count))


def _tick(axis: Axis, month: date, *, first: bool, kept: bool) -> Tick:
    year = str(month.year) if first or month.month == 1 else ""
    return Tick(axis.x(month), _MONTHS[month.month - 1] if kept else "", year)


def short_day(day: date) -> str:
    """A day without its year, as on an axis that shows the years: ``07 Dec``; in the neutral calendar ``D+97``."""
    if day.year in NEUTRAL_YEARS:
        return day_words(day)
    return f"{day.day:02d} {_MONTHS[day.month - 1]}"


def today_word(day: date) -> str:
    """What the line of the day is as of which a plan is seen: in the neutral calendar that is no day of ours."""
    return "Last entry" if day.year in NEUTRAL_YEARS else "Today"


def keep_apart(
    wanted: Sequence[tuple[float, float]], width: float, gap: float, rows: int, slack: float = 0.0
) -> list[tuple[int, float] | None]:
    """Row and centre for texts so that none overlap: ``wanted`` gives each one's centre and width, in order of place.

    The first row with room is taken; None where no row has any. A text that would run off the axis is moved in
    first (see ``inside``), and to find room it may be moved on by ``slack`` times its own width.
    """
    ends = [float("-inf")] * rows
    chosen: list[tuple[int, float] | None] = []
    for centre, size in wanted:
        best = inside(centre, size, width)
        furthest = min(best + slack * size, max(width - size / 2, best))
        row = next((number for number, end in enumerate(ends) if end + size / 2 <= furthest), None)
        if row is None:
            chosen.append(None)
            continue
        placed = max(best, ends[row] + size / 2)
        ends[row] = placed + size / 2 + gap
        chosen.append((row, placed))
    return chosen


def inside(centre: float, size: float, width: float) -> float:
    """The centre of a text of that size, moved so that the text stays on the axis."""
    return min(max(centre, size / 2), max(width - size / 2, size / 2))


def moved_label(days: int) -> str:
    """``+7 d`` later, ``−7 d`` earlier, with a true minus."""
    return f"{days:+d} d".replace("-", "−")
