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


def stopping_words(events: Sequence[PlannedEvent]) -> str:
    """``12 events still to come are given up: Induction cycle 4, … and 9 more.``"""
    if not events:
        return "Nothing is still to come."
    more = len(events) - _NAMED
    told = "; ".join(one.title for one in events[:_NAMED]) + (f"; and {more} more" if more > 0 else "")
    verb = "is" if len(events) == 1 else "are"
    return f"{counted(len(events), 'event')} still to come {verb} given up: {told}."


def breaks_words(shifts: Sequence[Shift]) -> str:
    """Which events would be pushed out of a window that has a source; empty if none."""
    out = [one.event.title for one in shifts if one.event.outside_window]
    return f"Outside its window then: {joined(out)}." if out else ""


def early_words(events: Sequence[PlannedEvent]) -> str:
    """Which days that are fixed would then come before what precedes them allows; empty if none."""
    told = [f"{one.title} on {day_words(one.planned)}" for one in events]
    return f"Fixed on a day that is then too early: {joined(told)}." if told else ""


def too_early_words(event: PlannedEvent) -> str:
    """That a fixed day comes before what precedes the event allows; empty where it does not."""
    if not event.booked_too_early or event.wanted is None:
        return ""
    return f"Too early: what precedes it allows {day_words(event.wanted)} at the soonest."


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
