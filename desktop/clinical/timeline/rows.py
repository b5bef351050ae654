"""What a timeline template is made of: phases, events, anchors and gates, each with its source and status.

A template is data that a centre may edit; nothing here knows a disease, a drug or a number.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

START = "start"
"""The anchor that stands for the start date of the whole plan."""


class FactStatus(StrEnum):
    """How far a fact can be trusted, least doubtful first."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    INVESTIGATIONAL = "investigational"


def worst(statuses: tuple[FactStatus, ...]) -> FactStatus:
    """The most doubtful of several statuses; verified if there are none."""
    order = list(FactStatus)
    return max(statuses, key=order.index, default=FactStatus.VERIFIED)


class EventKind(StrEnum):
    """What an event is: a course of treatment, a single procedure, or an evaluation of the disease."""

    COURSE = "course"
    PROCEDURE = "procedure"
    EVALUATION = "evaluation"


class Counting(StrEnum):
    """How the days of a course are numbered; the two are never mixed.

    DAY_1: the event's date is day 1, so day n is n - 1 days later and the day before is day 0.
    DAY_0: the event's date is day 0 (a cell infusion), so day n is n days later and day -7 a week before.
    """

    DAY_1 = "day 1"
    DAY_0 = "day 0"

    def offset(self, day: int) -> int:
        """Days from the event's date to the given day of its course."""
        return day - 1 if self is Counting.DAY_1 else day


def add_months(day: date, months: int) -> date:
    """The same day of the month, clamped to the month's end (31 Aug and 6 months: 28 or 29 Feb)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


When = tuple[tuple[str, frozenset[str]], ...]
"""On which options of which choices a row stands in the plan; all must hold, and an empty one always does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the ways that a choice leaves open."""

    id: str
    title: str
    note: str = ""
    status: FactStatus
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Where a source names alternatives or an optional phase: a person chooses one option, ``default`` until then."""

    id: str
    title: str
    default: str
    options: tuple[Option, ...]
    note: str = ""
    status: FactStatus
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A part of the treatment, in the order in which the phases follow each other.

    ``step`` is its place among the ``STEPS`` that all protocols share, for the strip of the case list.
    ``when`` says with which options it is part of the plan.
    """

    id: str
    title: str
    step: int
    note: str = ""
    when: When = ()
    status: FactStatus
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a gate: a person confirms it; the program never does."""

    id: str
    title: str
    note: str = ""
    status: FactStatus
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What an event's date hangs on: another event (or ``start``) and the days from there, 0 or more.

    Where ``months`` is given it stands for the days: months of the calendar, always counted from the anchor itself,
    so that a clamped end of a month adds up to nothing. ``earliest`` and ``latest`` are the window from the same
    anchor, in the same unit; None where no window has a source. ``if_done``: the anchor counts only once it has
    really happened. ``when`` says with which options it counts. ``basis`` says where the number comes from.
    """

    event: str
    days: int = 0
    months: int = 0
    earliest: int | None = None
    latest: int | None = None
    if_done: bool = False
    when: When = ()
    basis: str = ""
    status: FactStatus
    source: tuple[str, ...]

    def planned_from(self, day: date) -> date:
        """The day that this anchor asks for, once it is dated ``day`` itself."""
        return self._from(day, self.months or self.days)

    def earliest_from(self, day: date) -> date | None:
        """The first day of the window; None without one."""
        return None if self.earliest is None else self._from(day, self.earliest)

    def latest_from(self, day: date) -> date | None:
        """The last day of the window; None without one."""
        return None if self.latest is None else self._from(day, self.latest)

    def _from(self, day: date, number: int) -> date:
        return add_months(day, number) if self.months else day + timedelta(days=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of a template: a course, a procedure or an evaluation, dated by its anchors.

    ``first_day`` and ``last_day`` are the days of the course that a bar covers, in the course's own ``counting``;
    ``months`` is given instead for a treatment that runs for months. ``drugs`` is text to read, never an order.
    ``gate_label`` is what the gate is called on an axis, ``brief`` the title in a list's cell. ``step`` is that of
    the phase unless the event is a step of its own (an operation within induction). ``when`` says with which options
    it is part of the plan.
    """

    id: str
    phase: str
    kind: EventKind
    title: str
    short: str
    brief: str
    step: int
    counting: Counting = Counting.DAY_1
    first_day: int = 1
    last_day: int = 1
    months: int = 0
    drugs: str = ""
    note: str = ""
    gate: tuple[Condition, ...] = ()
    gate_label: str = ""
    when: When = ()
    status: FactStatus
    source: tuple[str, ...]
    after: tuple[Anchor, ...]
    anchors: tuple[Anchor, ...] = field(init=False)
    """The anchors that always count (not those that count only once done)."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "anchors", tuple(one for one in self.after if not one.if_done))

    @property
    def fact_status(self) -> FactStatus:
        """The most doubtful of the row itself and of every number that dates it."""
        return worst((self.status, *(one.status for one in self.anchors)))

    def begins(self, on: date) -> date:
        """The first day of the bar of an event that is dated ``on``."""
        return on + timedelta(days=self.counting.offset(self.first_day))

    def ends(self, on: date) -> date:
        """The last day of the bar of an event that is dated ``on``."""
        if self.months:
            return add_months(on, self.months) - timedelta(days=1)
        return on + timedelta(days=self.counting.offset(self.last_day))
