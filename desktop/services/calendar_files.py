"""Days on their way into a calendar: iCalendar files, which name a child only by case number unless asked otherwise.

A calendar is seen by many eyes and synchronised to many places; what leaves is written down before it does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

from icalendar import Calendar, Event
from icalendar.enums import CLASS, STATUS, TRANSP

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.neutral_calendar import is_neutral
from desktop.clinical.timeline import EventStatus, FactStatus, PlannedEvent
from desktop.services.boards import Board
from desktop.services.chart_export import give_out
from desktop.services.due import DueItem
from desktop.services.files import write_whole
from desktop.services.history import write_out

SAVED, FAILED = "Calendar saved", "Calendar was not saved after all"
PRODUCT = "-//Crestboard//Crestboard//EN"
_DEFAULT = "A planning default, not verified by a source."
_NOT_GIVEN = frozenset({EventStatus.SKIPPED, EventStatus.STOPPED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One day in a calendar. ``key`` keeps it the same entry when the file is read again after a day has moved."""

    key: UUID
    day: date
    title: str
    note: str = ""
    settled: bool = False


def calendar_file(entries: Iterable[Entry], stamp: datetime | None = None) -> bytes:
    """An iCalendar file of whole days, private and transparent: they block nobody's time.

    ``stamp`` is when it was made, now unless given. What took place is confirmed, what is planned is tentative.
    """
    made = Calendar.new(prodid=PRODUCT, name="Crestboard")
    now = (stamp or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    for one in entries:
        made.add_component(
            Event.new(
                uid=f"{one.key}@crestboard",
                stamp=now,
                start=one.day,
                end=one.day + timedelta(days=1),
                summary=one.title,
                description=one.note or None,
                status=STATUS.CONFIRMED if one.settled else STATUS.TENTATIVE,
                classification=CLASS.PRIVATE,
                transparency=TRANSP.TRANSPARENT,
            )
        )
    written: bytes = made.to_ical()
    return written


def plan_entries(case: Case, events: Sequence[PlannedEvent], *, named: bool = False) -> tuple[Entry, ...]:
    """The events of a child's plan that took place or are to come; those left out or stopped are no days.

    ``named`` puts the child's name into each title; without it a title has the case number alone. Raises UserError
    for a child who came de-identified.
    """
    if is_neutral(case):
        raise UserError(
            f"Case {case.number} came de-identified: no day of its plan is real, so no calendar was written; ask the "
            "sender for the days."
        )
    who = _who(case.number, case.name, named=named)
    return tuple(
        Entry(uuid5(case.id, one.id), one.on, f"{who}: {one.title}", _plan_note(one), one.actual is not None)
        for one in events
        if one.status not in _NOT_GIVEN and not (one.overtaken and one.actual is None)
    )


def template_entries(template: str, events: Sequence[PlannedEvent]) -> tuple[Entry, ...]:
    """The events of a template laid out for nobody."""
    return tuple(
        Entry(uuid5(NAMESPACE_OID, f"{template}/{one.id}"), one.on, one.title, _plan_note(one), one.actual is not None)
        for one in events
    )


def due_entries(items: Sequence[DueItem], *, named: bool = False) -> tuple[Entry, ...]:
    """What is due over all children. What is overdue stands on the day on which it was planned."""
    return tuple(
        Entry(
            uuid5(one.case_id, one.key),
            one.day,
            f"{_who(one.number, one.child, named=named)}: {one.title}",
            _due_note(one),
        )
        for one in items
    )


def save_plan_calendar(board: Board, case: Case, content: bytes, path: Path) -> bool:
    """Write down that a child's days leave, then write the file; False where nothing could be written down."""
    return give_out(board, case, SAVED, FAILED, content, path)


def save_due_calendar(board: Board, items: Sequence[DueItem], content: bytes, path: Path) -> None:
    """The same for the days of all children."""
    children = len({one.case_id for one in items})
    told = {"children": (None, children), "digest": (None, hashlib.sha256(content).hexdigest())}
    write_out(board, SAVED, FAILED, told, lambda: write_whole(path, content))


def _who(number: int, name: str, *, named: bool) -> str:
    return f"{name or 'No name yet'} (case {number})" if named else f"Case {number}"


def _plan_note(event: PlannedEvent) -> str:
    told = [_window(event.earliest, event.latest)]
    if event.actual is None and event.gate is not None and event.open_conditions:
        told.append(f"To confirm first: {'; '.join(one.title for one in event.open_conditions)}.")
    if event.actual is None and not event.booked and event.fact_status is not FactStatus.VERIFIED:
        told.append(_DEFAULT)
    return " ".join(part for part in told if part)


def _window(earliest: date | None, latest: date | None) -> str:
    if earliest is None and latest is None:
        return ""
    if earliest is None or latest is None:
        return f"Not before {day_words(earliest)}." if earliest else f"Until {day_words(latest or date.max)}."
    return f"Window {day_words(earliest)} to {day_words(latest)}."


def _due_note(item: DueItem) -> str:
    told = ["Overdue." if item.overdue else "", f"{item.note}." if item.note else "", _DEFAULT if item.doubt else ""]
    until = f"Until {day_words(item.latest)}." if item.latest is not None and item.latest != item.day else ""
    return " ".join(part for part in (*told[:2], until, told[2]) if part)
