"""How backups are put into words: when, why, how large, and what going back to one would lose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.clinical.dates import PartialDate
from desktop.services.backups import AUTOMATIC, BackupLine, total_size
from desktop.services.going_back import Difference
from desktop.services.opening import moment_in
from desktop.ui.models.proof_model import Row
from desktop.ui.words import clock_words, counted, size_words

HEADS = ("Made", "Why", "Cases", "Size", "State")
NUMBERS = frozenset({2, 3})
"""The columns of numbers."""

STATE = 4
"""The column that says whether a backup can be used."""

_REASONS = {
    AUTOMATIC: "Automatic",
    "asked": "Made by hand",
    "before-import": "Before an import",
    "before-restore": "Before a restore",
}
MADE_WHEN = (
    "Crestboard makes a backup at most every half hour if something changed, and before every import, restore and "
    "upgrade."
)
"""What happens by itself; a test holds it against the rules."""

VERIFIED, CHECKED, UNREADABLE = "Verified when made", "Verified just now", "Cannot be read"


def reason_words(reason: str) -> str:
    """Why a backup was made."""
    if reason.startswith("before-upgrade"):
        return "Before an upgrade"
    return _REASONS.get(reason, "Another reason")


def moment_words(made: datetime, now: datetime) -> str:
    """Day and time as the clock on the wall had them: ``21 Nov 2026, 14:05``."""
    local = made.astimezone(now.tzinfo)
    return f"{PartialDate.of(local.date()).words()}, {clock_words(local)}"


def backup_rows(lines: Sequence[BackupLine], now: datetime, elsewhere: Sequence[BackupLine] = ()) -> list[Row]:
    """One row for each backup; those from ``elsewhere`` say the name of their file."""
    return [_row(line, now, line in elsewhere) for line in lines]


def kept_words(lines: Sequence[BackupLine]) -> str:
    """How many there are, what is known of them, and how much of the disk they take."""
    if not lines:
        return "There is no backup yet"
    good = [line for line in lines if not line.fault]
    when = "verified just now" if good and all(line.checked for line in good) else "verified when made"
    bad, size = len(lines) - len(good), size_words(total_size(lines))
    if not bad:
        return f"{counted(len(lines), 'backup')}, {when}, {size} in all"
    told = [f"{len(good):,} {when}"] if good else []
    return f"{counted(len(lines), 'file')}: {', '.join([*told, f'{bad:,} cannot be read'])}"


def fault_words(line: BackupLine, now: datetime) -> str:
    """What is wrong with a file that cannot be read, by the day and time that a person knows it by."""
    if line.made is not None:
        return f"The backup of {moment_words(line.made, now)} is damaged."
    if not line.size:
        return line.fault
    named = moment_in(line.path.name)
    which = f"The file of {moment_words(named, now)}" if named is not None else "This file"
    return f"{which} is damaged or is not a backup."


KEPT = "The present board is kept as a backup first."
"""Said wherever somebody goes back."""


def lost_words(told: Difference, now: datetime) -> tuple[str, str]:
    """What would be lost by going back: a statement with the numbers, and what it means."""
    cases = f"{counted(told.cases, 'case')} then, {told.cases_now:,} now"
    return f"Made {moment_words(told.made, now)}: {cases}.", f"{_entries_words(told.entries)} {KEPT}"


def _entries_words(entries: int | None) -> str:
    if entries is None:
        return "Going back to it undoes an earlier restore: everything on the board now will no longer be there."
    if not entries:
        return "Nothing was entered since then."
    return f"{counted(entries, 'change')} since then will no longer be on the board."


def _row(line: BackupLine, now: datetime, elsewhere: bool) -> Row:
    size = size_words(line.size)
    if line.made is None:
        named = moment_in(line.path.name)
        known = (moment_words(named, now), "By its name") if named is not None else ("Not known", line.path.name)
        return Row((*known, "", size, UNREADABLE), True, line.path.name)
    why = f"File {line.path.name}" if elsewhere else reason_words(line.reason)
    state = UNREADABLE if line.fault else CHECKED if line.checked else VERIFIED
    words = (moment_words(line.made, now), why, f"{line.cases:,}", size, state)
    return Row(words, bool(line.fault), line.path.name)
