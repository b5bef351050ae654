"""Sentences before a date is recorded: what would move by it, and what speaks against the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.clinical.dates import day_words
from desktop.clinical.timeline import PlannedEvent
from desktop.services.planning import Shift
from desktop.ui.models.plan_rows import moved_words
from desktop.ui.words import counted, joined

_NAMED = 3


def moving_words(shifts: Sequence[Shift]) -> str:
    """``22 events after it move by +7 d: induction cycle 4 to 13 Oct 2026, … and 19 more.``"""
    if not shifts:
        return "Nothing that is still to come moves."
    days = sorted({one.days for one in shifts})
    by = moved_words(days[0]) if len(days) == 1 else f"{moved_words(days[0])} to {moved_words(days[-1])}"
    named = [f"{one.event.title} to {day_words(one.event.planned)}" for one in shifts[:_NAMED]]
    more = len(shifts) - len(named)
    told = "; ".join(named) + (f"; and {more} more" if more else "")
    verb = "moves" if len(shifts) == 1 else "move"
    return f"{counted(len(shifts), 'event')} still to come {verb} by {by}: {told}."


def breaks_words(shifts: Sequence[Shift]) -> str:
    """Which events would be pushed out of a window that has a source; empty if none."""
    out = [one.event.title for one in shifts if one.event.outside_window]
    return f"Outside its window then: {joined(out)}." if out else ""


def against_words(event: PlannedEvent, day: date, before: Sequence[PlannedEvent]) -> str:
    """What does not fit the day: its window, or an event ``before`` it that took place later; empty if nothing."""
    later = [one for one in before if one.actual is not None and one.actual > day]
    if later:
        return f"Before {later[0].title}, which took place on {day_words(later[0].on)}."
    if event.latest is not None and day > event.latest:
        return f"{(day - event.latest).days} d after its window, which ends on {day_words(event.latest)}."
    if event.earliest is not None and day < event.earliest:
        return f"{(event.earliest - day).days} d before its window, which begins on {day_words(event.earliest)}."
    return ""
