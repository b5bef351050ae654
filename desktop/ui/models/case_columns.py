"""The columns of the case list as data: their heads, their words, the field each is sorted by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from desktop.clinical.dates import NEUTRAL_YEARS
from desktop.clinical.labels import Labels, within
from desktop.clinical.listing import CaseLine
from desktop.clinical.steps import STEPS
from desktop.ui.words import capital, days_words, joined, risk_words, short_age, short_date, short_day


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a cell depend on besides the line: the labels, what day it is, and what is being edited."""

    labels: Labels
    today: Callable[[], date]
    edited: Mapping[UUID, Sequence[str]] = field(default_factory=dict)
    """For each child the facts that are being edited, and whose field holds text that could not be used."""


Words = Callable[[Reading, CaseLine], str]

NO_DATE, NOT_KNOWN, NOT_STAGED, NOTHING_DUE, NO_MEETING = "no date", "not known", "not yet", "nothing planned", "none"
NOTHING_AWAITED = "nothing"
"""What stands in a cell that has no value: quiet words, never an empty cell."""

QUIET = frozenset({NO_DATE, NOT_KNOWN, NOT_STAGED, NOTHING_DUE, NO_MEETING, NOTHING_AWAITED})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, the field it is sorted by, its words, its usual width, its side, whether it begins hidden.

    ``before`` is the white space before it; ``most``: words that somebody typed take no more room than this from the
    other columns, and may be shortened; 0 where all of a cell is always shown. ``later``: lists were kept before it
    was there, so that one which does not name it has not chosen to show it.

    ``spoken`` are fuller words for the tooltip and for assistive technology, where the cell itself is short.
    """

    name: str
    head: str
    sort: str
    words: Words
    width: int
    right: bool = False
    hidden: bool = False
    spoken: Words | None = None
    before: int = 8
    most: int = 0
    later: bool = False


def phase_words(line: CaseLine) -> str:
    """The phase and the courses reached in it, ``Induction 1/5``; no count where there is but one course."""
    return f"{line.phase} {line.phase_done}/{line.phase_count}" if line.phase_count > 1 else line.phase


def missing_names(labels: Labels, line: CaseLine) -> tuple[list[str], str, list[str]]:
    """The facts that decide, the verb that follows them (``decides``), and what else is open."""
    names = [short_fact(labels, one) for one in line.deciding]
    others = [short_fact(labels, one) for one in line.missing if one not in line.deciding]
    return names, "decides" if len(names) == 1 else "decide", others


def short_fact(labels: Labels, fact: str) -> str:
    """A fact's name as short as lists need it; the labels' own name where there is no shorter one."""
    short = labels.words.get("short", {})
    return short.get(fact) or labels.name(fact)


def edited_words(labels: Labels, facts: Sequence[str]) -> str:
    """``From the last saved value; MYCN is being edited.`` Empty where nothing is."""
    if not facts:
        return ""
    names = joined([within(short_fact(labels, one)) for one in facts])
    value, verb = ("value", "is") if len(facts) == 1 else ("values", "are")
    return f"From the last saved {value}; {names} {verb} being edited."


def edited_names(labels: Labels, facts: Sequence[str]) -> str:
    """The same for a narrow cell, which has the sentence as its tooltip: ``MYCN not saved``."""
    return f"{joined([short_fact(labels, one) for one in facts])} not saved"


def due_words(line: CaseLine, today: date) -> tuple[str, bool]:
    """When the next event is due, and whether it is late: ``30 Nov``, ``late 6 d``."""
    if line.next_due_on is None:
        return (NO_DATE if line.next_due else ""), False
    if line.next_due_on.year in NEUTRAL_YEARS:
        return short_day(line.next_due_on, today), False
    behind = (today - line.next_due_on).days
    return (f"late {behind:,} d", True) if behind > 0 else (short_day(line.next_due_on, today), False)


def look_words(reading: Reading, line: CaseLine) -> tuple[str, str]:
    """What of a decision is to be looked at today, and how late it is; empty where nothing is."""
    today = reading.today()
    if line.look_on is None or line.look_on > today:
        return "", ""
    behind = (today - line.look_on).days + 1
    since = "" if line.look in AT_ONCE else f"late {behind:,} d"
    return reading.labels.word("look_short", line.look), since


AT_ONCE = ("condition", "basis")
"""What has happened already is late by no day."""


def meeting_words(line: CaseLine, today: date) -> str:
    """The board meeting: ``26 Nov``, or ``none``."""
    return short_date(line.board_on, today) if line.board_on else NO_MEETING


def _risk(reading: Reading, line: CaseLine) -> str:
    told = risk_words(reading.labels, line.groups, conflict=line.only_sources_differ, not_covered=line.not_covered)
    edited = edited_words(reading.labels, reading.edited.get(line.case_id, ()))
    return f"{told}. {edited}" if edited else told


def _phase_spoken(reading: Reading, line: CaseLine) -> str:
    if not line.step:
        return phase_words(line)
    return f"{phase_words(line)}, step {line.step} of {STEPS}: {reading.labels.word('step', line.step)}"


def _due(reading: Reading, line: CaseLine) -> str:
    when = due_words(line, reading.today())[0]
    due = f"{line.next_due}, {when}" if when else NOTHING_DUE
    look, late = look_words(reading, line)
    if not look:
        return due
    told = reading.labels.word("look", line.look)
    return f"Decision: {told}{f', {late}' if late else ''}; then {due}"


def _missing(reading: Reading, line: CaseLine) -> str:
    deciding, verb, others = missing_names(reading.labels, line)
    edited = edited_words(reading.labels, reading.edited.get(line.case_id, ()))
    parts = (edited.removesuffix("."), f"{joined(deciding)} {verb}" if deciding else "", ", ".join(others))
    return "; ".join(part for part in parts if part) or "complete"


def _waiting(reading: Reading, line: CaseLine) -> str:
    """The results that were requested, by their short names."""
    return ", ".join(short_fact(reading.labels, one) for one in line.waiting) or NOTHING_AWAITED


COLUMNS = (
    Column("child", "Child", "name", lambda _reading, line: line.name or "no name", 148, before=16, most=240),
    Column("identifier", "Identifier", "mrn", lambda _reading, line: line.mrn, 88, most=150),
    Column(
        "number", "Case", "number", lambda _reading, line: f"{line.number}", 52, right=True, hidden=True, later=True
    ),
    Column("age", "Age now", "born", lambda reading, line: short_age(line.born, reading.today()) or NO_DATE, 70),
    Column(
        "age_days",
        "At diagnosis",
        "age_days",
        lambda _reading, line: days_words(line.age_days) or NOT_KNOWN,
        92,
        right=True,
        hidden=True,
    ),
    Column(
        "diagnosed",
        "Diagnosed",
        "diagnosed",
        lambda _reading, line: line.diagnosed.words() if line.diagnosed else NO_DATE,
        100,
    ),
    Column("stage", "Stage", "stage", lambda _reading, line: line.stage or NOT_STAGED, 60),
    Column("risk", "Risk", "groups", _risk, 172),
    Column("phase", "Phase", "phase", lambda _reading, line: phase_words(line), 252, spoken=_phase_spoken),
    Column("due", "Next due", "next_due_on", _due, 160),
    Column("meeting", "Meeting", "board_on", lambda reading, line: meeting_words(line, reading.today()), 76, before=16),
    Column(
        "standing",
        "Standing",
        "status",
        lambda reading, line: capital(reading.labels.word("status", line.status)),
        84,
        hidden=True,
        later=True,
    ),
    Column("waiting", "Waiting for", "waiting", _waiting, 120, hidden=True, most=220, later=True),
    Column("missing", "Missing", "missing", _missing, 146),
)
"""In this order; the first is always shown, the last takes the room that is left."""

SORTS = {column.sort: at for at, column in enumerate(COLUMNS)}

PLACES = {column.name: at for at, column in enumerate(COLUMNS)}


def spoken(reading: Reading, column: Column, line: CaseLine) -> str:
    """A cell for assistive technology: its head and what it says."""
    words = (column.spoken or column.words)(reading, line)
    return f"{column.head}: {capital(words)}"
