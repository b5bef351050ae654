"""How backups are put into words: when, why, how large, and what going back to one would lose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.clinical.dates import PartialDate
from desktop.services.backups import AUTOMATIC, BackupLine, total_size
from desktop.services.going_back import Difference
from desktop.ui.models.proof_model import Row
from desktop.ui.words import clock_words, counted

HEADS = ("Made", "Why", "Cases", "Size", "State")
STATE = 4
"""The column that says whether a backup can be used."""

_REASONS = {
    AUTOMATIC: "Automatic",
    "asked": "Asked for",
    "before-import": "Before an import",
    "before-restore": "Before a restore",
}
VERIFIED, CHECKED, UNREADABLE = "Verified when made", "Verified just now", "Cannot be read"
_STEP, _UNITS = 1024, ("kB", "MB", "GB")


def reason_words(reason: str) -> str:
    """Why a backup was made."""
    if reason.startswith("before-upgrade"):
        return "Before an upgrade"
    return _REASONS.get(reason, "Another reason")


def moment_words(made: datetime, now: datetime) -> str:
    """Day and time as the clock on the wall had them: ``21 Nov 2026, 14:05``."""
    local = made.astimezone(now.tzinfo)
    return f"{PartialDate.of(local.date()).words()}, {clock_words(local)}"


def size_words(size: int) -> str:
    """``640 kB``, ``1.2 MB``."""
    amount, unit = size / _STEP, _UNITS[0]
    for unit in _UNITS:
        if amount < _STEP or unit == _UNITS[-1]:
            break
        amount /= _STEP
    return f"{amount:.0f} {unit}" if unit == _UNITS[0] or amount >= 100 else f"{amount:.1f} {unit}"


def backup_rows(lines: Sequence[BackupLine], now: datetime, elsewhere: Sequence[BackupLine] = ()) -> list[Row]:
    """One row for each backup; those from ``elsewhere`` say the name of their file."""
    return [_row(line, now, line in elsewhere) for line in lines]


def kept_words(lines: Sequence[BackupLine]) -> str:
    """How many there are and how much of the disk they take."""
    if not lines:
        return "None yet"
    return f"{counted(len(lines), 'backup')}, {size_words(total_size(lines))} in all"


def lost_words(told: Difference, now: datetime) -> tuple[str, str]:
    """What would be lost by going back: a statement with the numbers, and what it means."""
    cases = f"{counted(told.cases, 'case')} then, {told.cases_now:,} now"
    statement = f"Made {moment_words(told.made, now)}: {cases}."
    return statement, f"{_entries_words(told.entries)} What the board is now is kept as a backup first."


def _entries_words(entries: int | None) -> str:
    if entries is None:
        return "It is from another course of the board's history: everything that stands on the board now would go."
    if not entries:
        return "Nothing was entered since."
    more = counted(entries, "more entry", "more entries")
    return f"The history has {more}: what was entered, changed or deleted since would go."


def _row(line: BackupLine, now: datetime, elsewhere: bool) -> Row:
    size = size_words(line.size)
    if line.made is None:
        return Row(("Not known", line.path.name, "", size, UNREADABLE), True, line.fault)
    why = f"File {line.path.name}" if elsewhere else reason_words(line.reason)
    state = UNREADABLE if line.fault else CHECKED if line.checked else VERIFIED
    words = (moment_words(line.made, now), why, f"{line.cases:,}", size, state)
    return Row(words, bool(line.fault), line.fault or line.path.name)
