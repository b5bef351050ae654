"""Meetings, referrals and agendas in the words of the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from desktop.clinical.dates import day_words
from desktop.clinical.labels import Labels
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.meetings.meeting import Meeting
from desktop.services.meetings.agenda import AgendaItem
from desktop.services.meetings.attending import Quorum
from desktop.services.meetings.readiness import Readiness, Ready
from desktop.ui.words import capital, clock_words, counted

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TEENS = range(11, 14)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def when_words(meeting: Meeting) -> str:
    """``Thu 26 Nov 2026, 14:00``."""
    day = f"{_DAYS[meeting.day.weekday()]} {day_words(meeting.day)}"
    return f"{day}, {meeting.begins}" if meeting.begins else day


def state_words(meeting: Meeting, today: date) -> str:
    """``in 3 days``, ``today``, ``closed``, ``called off: no quorum``."""
    if meeting.cancelled:
        return f"called off: {meeting.cancelled}"
    if meeting.closed_at is not None:
        return "closed"
    return in_days(meeting.day, today)


def in_days(day: date, today: date) -> str:
    """How far a day is: ``today``, ``tomorrow``, ``in 3 days``, ``2 days ago``."""
    days = (day - today).days
    if days < 0:
        return f"{counted(-days, 'day')} ago, not closed yet"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {counted(days, 'day')}")


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``3rd``, ``11th``."""
    ending = "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def ready_words(readiness: Readiness) -> str:
    """``Ready``, ``2 missing, 1 older than the treatment``."""
    missing, stale = readiness.count(Ready.MISSING), readiness.count(Ready.STALE)
    told = [f"{count} {words}" for count, words in ((missing, "missing"), (stale, "stale")) if count]
    return ", ".join(told) or "Ready"


def ready_lines(labels: Labels, readiness: Readiness) -> str:
    """Every fact that lacks, is older than the treatment, or cannot matter any more, by its state."""
    told = []
    for state, head in ((Ready.MISSING, "Missing"), (Ready.STALE, "Older than the treatment"),
                        (Ready.CURRENT, "Current"), (Ready.CANNOT_MATTER, "Cannot matter")):  # fmt: skip
        named = [ready_name(labels, one.name) + (f" ({day_words(one.on)})" if one.on else "")
                 for one in readiness.lines if one.state is state]  # fmt: skip
        if named:
            told.append(f"{head}: {', '.join(named)}")
    return "\n".join(told)


def ready_name(labels: Labels, name: str) -> str:
    """What a line of readiness is about: a list of the record, or a fact."""
    return labels.words["examined"].get(name) or labels.words["fact"].get(name) or name.replace("_", " ")


def decision_state(labels: Labels, item: AgendaItem) -> str:
    """Where the child stands in this meeting: ``not yet``, ``typed``, ``read back``, ``confirmed``, ``noted``."""
    if item.decision is not None:
        return _written(item.decision.decision)
    if item.referral.ended is not None:
        return labels.word("referrals.ended", item.referral.ended)
    return "not yet"


def _written(one: Decision) -> str:
    if one.confirmed_at is not None:
        return f"confirmed {clock_words(one.confirmed_at.astimezone())}"
    return "read back" if one.read_back_at is not None else "typed" if one.recommendation else "begun"


def who(item: AgendaItem) -> str:
    """The child by name, hospital number and case number."""
    case = item.case
    return ", ".join((case.name or "No name yet", *([case.mrn] if case.mrn else []), f"case {case.number}"))


def quorum_words(quorum: Quorum, entered: int) -> str:
    """``Met: 9 entered``, or which disciplines are missing."""
    if not entered:
        asked = ", ".join(_asked(one.discipline.words, one.least) for one in quorum.counts if one.least)
        return f"nobody entered yet; asked for: {asked}" if asked else "nobody entered yet"
    there = counted(entered, "person", "people")
    if quorum.is_met:
        return f"met, {there} entered"
    missing = ", ".join(_asked(one.discipline.words, one.least - one.there) for one in quorum.missing)
    return f"not met, missing: {missing}; {there} entered"


def _asked(words: str, count: int) -> str:
    name = words[:1].lower() + words[1:]
    return name if count == 1 else f"{name} ({count})"


def length_words(meeting: Meeting, minutes: int, children: int) -> str:
    """``3 children, 30 min, until 14:30``."""
    told = [counted(children, "child", "children"), f"{minutes} min"]
    if meeting.begins and children:
        hour, _, minute = meeting.begins.partition(":")
        begins = datetime(meeting.day.year, meeting.day.month, meeting.day.day, int(hour), int(minute))  # noqa: DTZ001
        told.append(f"until {begins + timedelta(minutes=minutes):%H:%M}")
    return ", ".join(told)


def codes(labels: Labels, kind: str, values: Sequence[object]) -> list[tuple[object, str]]:
    """Codes with their words, to choose from."""
    return [(one, capital(labels.word(kind, one))) for one in values]
