"""What comes next for one child: one rule for the list, the banner and the page of what is due.

A meeting is no part of it: it has its own column in the list and its own place in the banner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.labels import within
from desktop.clinical.record.afterwards import FollowUp
from desktop.clinical.screening import DueState
from desktop.clinical.timeline import PlannedEvent, next_due
from desktop.clinical.vocabulary import CaseStatus, Silence
from desktop.services.library import Library
from desktop.services.screening import ScreeningLine, screening_of

_GONE = frozenset({DueState.DONE, DueState.MISSED})
_NEVER = frozenset({Silence.DECLINED, Silence.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that comes next: what it is called, and as short as a list needs it; ``day`` is the first that it may
    be on, ``until`` the one after which it is late."""

    title: str
    brief: str
    day: date
    until: date


def coming_next(
    library: Library, case: Case, events: Sequence[PlannedEvent], today: date | None
) -> Coming | None:  # fmt: skip
    """The earliest of what is not over: events of the plan, follow-up tests, screening; of a closed case nothing.

    ``today`` only says which examination of the screening has given way to the one after it; without it screening is
    left out. A stored line has the day on which it was stored: of a child that nobody touches it goes on saying that
    screening is late, and since when.
    """
    if case.status is CaseStatus.CLOSED:
        return None
    event = next_due(events)
    found = [Coming(event.title, event.brief, event.planned, event.planned)] if event else []
    for entry, due in open_follow_ups(case):
        name = follow_up_name(library, entry)
        brief = library.labels.words["short_follow_up"].get(str(entry.test.value), "Follow-up test")
        found.append(Coming(name, brief, due.earliest, due.latest))
    screened = next(iter(open_screenings(library, case, today)), None) if today is not None else None
    if screened is not None:
        title = library.labels.words["short_follow_up"]["screening"]
        found.append(Coming(f"{title}: {within(screened.name)}", title, screened.planned, screened.planned))
    return min(found, key=lambda one: one.day, default=None)


def open_follow_ups(case: Case) -> Iterator[tuple[FollowUp, PartialDate]]:
    """The follow-up tests that have a day and have not taken place, each with that day."""
    for entry in standing(case.follow_ups):
        due = entry.due_on.value
        if due is not None and not _is_done(entry):
            yield entry, due


def open_screenings(library: Library, case: Case, today: date) -> tuple[ScreeningLine, ...]:
    """The examinations that the plan of screening has and that have not taken place, the earliest first."""
    plan = screening_of(library, case, today)
    if plan is None or not plan.taken_up:
        return ()
    return tuple(sorted((one for one in plan.lines if one.state not in _GONE), key=lambda one: one.planned))


def follow_up_name(library: Library, entry: FollowUp) -> str:
    """What a follow-up test is called."""
    return library.all_labels.word("follow_ups.test", entry.test.value) if entry.test.value else "Follow-up test"


def _is_done(entry: FollowUp) -> bool:
    """It took place, or is not to take place."""
    never = entry.outcome.silence in _NEVER
    return entry.outcome.is_known or never or entry.provenance.performed_on is not None
