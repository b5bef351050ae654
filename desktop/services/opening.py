"""What is settled when a board opens: who is there, and what they should be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from db.attempts import forget_attempts, read_attempts
from db.backup_file import SUFFIX
from db.database import Database, utc_now
from db.drives import synced_by
from db.errors import WrongKeyError
from db.first_look import FirstLook
from desktop.clinical.dates import PartialDate
from desktop.clinical.person import Person
from desktop.clinical.vocabulary import Role

AGREEING = timedelta(minutes=5)
"""Clocks that are no further apart are called the same."""

KEYS_CHANGED = (
    "The key file was changed by something other than this program: somebody may have been added or removed; "
    "ask an administrator to look at who can open this board."
)


def who_opened(seen: FirstLook, person: UUID | None, name: str | None) -> Person:
    """Who opened the board; with the recovery key it is the person named, or the only one. Who left is nobody."""
    return one_of(seen.people, person, name)


def one_of(people: Sequence[Person], person: UUID | None, name: str | None) -> Person:
    """The one of these people who is meant by key, by name, or as the only one. Raises WrongKeyError, one sentence."""
    here = [one for one in people if one.left_at is None]
    found: Sequence[Person] = here
    if person is not None:
        found = [one for one in here if one.id == person]
    elif name is not None:
        found = [one for one in here if one.name.casefold() == name.casefold()]
    if len(found) != 1:
        names = ", ".join(one.name for one in here)
        raise WrongKeyError(f"Say who of this board you are with --user: {names}.")
    return found[0]


def keep_administered(database: Database, seen: FirstLook, who: Person) -> tuple[Person, tuple[str, ...]]:
    """Whoever opened the board, and a sentence where somebody had to be made an administrator.

    Before roles were held to, everybody could change their own; a board must not be left without one who may.
    """
    here = [one for one in seen.people if one.left_at is None]
    if any(one.role is Role.ADMINISTRATOR for one in here):
        return who, ()
    first = min(here, key=lambda one: (one.created_at is None, one.created_at, one.name))
    with database.work(who.id) as work:
        now = work.persons.get(first.id)
        named = work.persons.save(now, replace(now, role=Role.ADMINISTRATOR), "Administrator, as nobody was one")
    told = f"Nobody on this board was an administrator; {named.name}, its first person, is one now."
    return (named if named.id == who.id else who), (told,)


def notices_on_opening(database: Database, seen: FirstLook, person: Person, *, write: bool) -> tuple[str, ...]:
    """Sentences for whoever opens the board now: a history that does not end where it should, wrong passphrases, a
    clock that was set back, a folder that is copied to a cloud."""
    place = database.folder
    return (
        *_broken(database, seen, person, write=write),
        *_attempts(database, person, write=write),
        *clock_words(latest_moment(seen.last, place.backups), utc_now().astimezone()),
        *synced_words(synced_by(place.path)),
    )


def latest_moment(entry: datetime | None, backups: Path) -> datetime | None:
    """The latest moment that the board knows of: of its last entry, or in the name of a backup."""
    names = [path.name for path in backups.glob(f"*{SUFFIX}")]
    found = [one for one in (moment_in(name) for name in names) if one is not None]
    return max([*found, *([entry] if entry is not None else [])], default=None)


def clock_words(latest: datetime | None, now: datetime) -> tuple[str, ...]:
    """A sentence where this computer's clock is behind what was written already; small differences are none."""
    if latest is None or latest - now <= AGREEING:
        return ()
    told = (
        "This computer's clock may be wrong.\n"
        f"It says {_when(now)}, but the board was last written or backed up on {_when(latest.astimezone(now.tzinfo))}. "
        "Set the clock right before you enter anything, because dates and ages go by it."
    )
    return (told,)


def synced_words(what: str) -> tuple[str, ...]:
    """A sentence where the folder is copied to a cloud while it is written."""
    if not what:
        return ()
    told = (
        f"This board lies in a folder that {what} copies.\n"
        "Copying can mix old and new files and so damage the board. Close it, move its whole folder to one that is not "
        "copied, and open it there; backups may lie in the copied folder."
    )
    return (told,)


def moment_in(name: str) -> datetime | None:
    """When a backup was made by the name that the program gave its file."""
    found = re.search(r"(\d{8}T\d{6})\d{6}Z", name)
    try:
        return datetime.strptime(f"{found[1]}Z", "%Y%m%dT%H%M%S%z") if found else None
    except ValueError:
        return None


def _broken(database: Database, seen: FirstLook, person: Person, *, write: bool) -> tuple[str, ...]:
    """Whether the history still ends where it should. What is found is itself recorded, or writing would hide it."""
    if seen.faults and write:
        with database.work(person.id) as work:
            work.audit.add("Audit found broken on opening", BROKEN, changes={"found": [None, list(seen.faults)]})
    return seen.faults


def _attempts(database: Database, person: Person, *, write: bool) -> tuple[str, ...]:
    """Wrong passphrases since the last opening: said to whoever opens now, and kept in the audit."""
    place = database.folder
    found = read_attempts(place.attempts)
    if not found.count or found.first is None or found.last is None:
        return ()
    if write:
        with database.work(person.id) as work:
            work.audit.add(FAILED, UNLOCKING, changes=found.told())
        forget_attempts(place.attempts)
    times = "was a wrong passphrase" if found.count == 1 else f"were {found.count} wrong passphrases"
    moment, names = _when(found.last.astimezone()), ", ".join(sorted(found.names))
    return (f"Since the board was last opened there {times}, last on {moment} for {names}.",)


def _when(moment: datetime) -> str:
    """``23 Nov 2026, 11:42``, as the clock on the wall has it."""
    return f"{PartialDate.of(moment.date()).words()}, {moment:%H:%M}"


FAILED = "Failed unlock"
UNLOCKING = "unlocking"
"""What an entry about opening and locking is about."""

BROKEN = "audit_chain"
"""What an entry about the audit itself is about; ``check`` goes on telling of it."""
