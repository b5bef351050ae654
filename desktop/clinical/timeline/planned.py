"""One event of a child's plan: when it was planned, what really happened, and what a person still has to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.clinical.timeline.rows import Condition, EventKind, FactStatus


class EventStatus(StrEnum):
    """Where an event stands. ``due``: its day or its window is now; ``late``: that is over and nothing is recorded.

    ``skipped`` and ``stopped`` are decisions of a person; a missing record is never read as one.
    """

    PLANNED = "planned"
    DUE = "due"
    DONE = "done"
    LATE = "late"
    SKIPPED = "skipped"
    STOPPED = "stopped"


class Standing(StrEnum):
    """Where an event stands in the words that drawing, table, panel and page all use; worked out once, here.

    ``now``: a course that has begun and has days to come. ``on hold``: treatment rests. ``unrecorded``: a later course
    took place, nothing is recorded here. The others are those of the status.
    """

    PLANNED = "planned"
    DUE = "due"
    NOW = "now"
    DONE = "done"
    LATE = "late"
    ON_HOLD = "on hold"
    UNRECORDED = "not recorded"
    SKIPPED = "left out"
    STOPPED = "stopped"


_STANDING = {
    EventStatus.PLANNED: Standing.PLANNED,
    EventStatus.DUE: Standing.DUE,
    EventStatus.DONE: Standing.DONE,
    EventStatus.LATE: Standing.LATE,
    EventStatus.SKIPPED: Standing.SKIPPED,
    EventStatus.STOPPED: Standing.STOPPED,
}


class GateState(StrEnum):
    """Where a gate stands.

    NOT_YET: what comes before it has not happened. OPEN: it waits for a person. CONFIRMED: every condition is.
    UNRECORDED: the event took place and no confirmation is on record.
    """

    NOT_YET = "not_yet"
    OPEN = "open"
    CONFIRMED = "confirmed"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEvent:
    """One event with its dates.

    ``planned`` is the date that holds from what really happened before the event; ``actual`` is what happened,
    and is never moved. ``earliest`` and ``latest`` are the window where a source gives one. ``phase`` is the
    phase's id, ``gate`` the conditions in words, ``source`` the source keys with their doubts.
    ``begins`` and ``ends`` are the days that a bar covers (a transplant begins before its day 0).
    ``conditions`` and ``confirmed`` (their ids) are the gate in parts. ``ready``: all that it hangs on has happened.
    ``brief`` is the title for a list's cell, ``step`` the place among the steps that all protocols share.
    ``overtaken``: nothing is recorded here, but a later course of the plan is. ``going_on``: the course has begun,
    today is one of its days and no later course has begun. ``wanted`` is the day that what comes before it asks for;
    it differs from ``planned`` where a day is ``booked``. ``on_hold``: treatment rests, and nobody knows until when.
    """

    id: str
    phase: str
    title: str
    planned: date
    earliest: date | None
    latest: date | None
    actual: date | None
    gate: str | None
    status: EventStatus
    source: str
    fact_status: FactStatus
    kind: EventKind = EventKind.COURSE
    short: str = ""
    brief: str = ""
    step: int = 0
    begins: date | None = None
    ends: date | None = None
    conditions: tuple[Condition, ...] = ()
    gate_label: str = ""
    confirmed: frozenset[str] = frozenset()
    ready: bool = False
    overtaken: bool = False
    going_on: bool = False
    booked: bool = False
    wanted: date | None = None
    on_hold: bool = False

    @property
    def standing(self) -> Standing:
        """Where the event stands, in the one word for it."""
        if self.going_on:
            return Standing.NOW
        decided = self.status in {EventStatus.SKIPPED, EventStatus.STOPPED}
        if self.on_hold and not self.overtaken and not decided and self.actual is None:
            return Standing.ON_HOLD
        return Standing.UNRECORDED if self.overtaken and not decided else _STANDING[self.status]

    @property
    def on(self) -> date:
        """The date that counts: the actual one, else the planned one."""
        return self.actual or self.planned

    @property
    def days_moved(self) -> int:
        """Days by which the event itself came later than planned (below 0: earlier); 0 while it is not done."""
        return (self.actual - self.planned).days if self.actual else 0

    @property
    def outside_window(self) -> bool:
        """Whether the date that counts lies outside a window that has a source."""
        early = self.earliest is not None and self.on < self.earliest
        return early or (self.latest is not None and self.on > self.latest)

    @property
    def fixed(self) -> bool:
        """Whether the event stands on a day that was fixed and is still to come."""
        decided = self.status in {EventStatus.DONE, EventStatus.SKIPPED, EventStatus.STOPPED}
        return self.booked and not decided

    @property
    def booked_too_early(self) -> bool:
        """Whether the day that is booked comes before what precedes the event allows."""
        return self.fixed and self.wanted is not None and self.planned < self.wanted

    @property
    def open_conditions(self) -> tuple[Condition, ...]:
        """The conditions of the gate that nobody has confirmed."""
        return tuple(one for one in self.conditions if one.id not in self.confirmed)

    @property
    def gate_state(self) -> GateState | None:
        """Where the gate stands; None for an event without a gate. Of what was given up nothing waits for anybody."""
        if not self.conditions:
            return None
        if self.status in {EventStatus.SKIPPED, EventStatus.STOPPED} and self.open_conditions:
            return GateState.NOT_YET
        if not self.open_conditions:
            return GateState.CONFIRMED
        if self.actual is not None:
            return GateState.UNRECORDED
        return GateState.OPEN if self.ready else GateState.NOT_YET

    def document(self) -> dict[str, str | None]:
        """The event as other programs read it; the keys are fixed."""
        return {
            "id": self.id,
            "phase": self.phase,
            "title": self.title,
            "planned": self.planned.isoformat(),
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "actual": self.actual.isoformat() if self.actual else None,
            "gate": self.gate,
            "status": str(self.status),
            "source": self.source,
        }
