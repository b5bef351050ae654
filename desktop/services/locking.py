"""Locking an open board: its key is dropped until one of its people unlocks it again. It stays held for writing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from db.attempts import FREE, LONGEST, read_attempts
from db.database import utc_now
from db.errors import NoBoardError, WrongKeyError
from db.folder import BoardFolder
from db.keys import KeyFile, read_keys
from db.recovery import recovery_bytes
from desktop.services.boards import Board
from desktop.services.opening import KEYS_CHANGED, UNLOCKING, notices_on_opening, who_opened
from desktop.services.unlocking import key_for

ASKED, IDLE, SYSTEM, OTHER_PERSON = "asked", "timer", "system", "another person"
"""Why a board was locked: by its person, after a while without them, with the computer, or before somebody else."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A board that goes on: the very same, or for another of its people. ``notices`` are sentences for whoever came.

    ``recovered``: the recovery key was used, so that a passphrase may have been forgotten.
    """

    board: Board
    notices: tuple[str, ...] = ()
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong passphrases are free; with none left how long to ``wait``, and how long after the next one."""

    left: int
    wait: timedelta
    pause: timedelta

    @property
    def any_failed(self) -> bool:
        """Whether a wrong passphrase was typed since the board was last opened."""
        return self.left < FREE


def lock(board: Board, why: str) -> None:
    """Write down that the board was locked, then drop its key and let go of its file. Waits for writes under way.

    The key goes also where the entry cannot be written: the error is raised afterwards.
    """
    if board.database.locked:
        return
    try:
        if not board.read_only:
            with board.own_work() as work:
                work.audit.add("Locked", UNLOCKING, changes={"why": [None, why]})
    finally:
        board.database.close_for_lock()


def unlock(
    board: Board, *, passphrase: str | None = None, recovery_key: str | None = None, user: str | None = None
) -> Unlocked:
    """Go on with a locked board as ``user``, or as whoever had it open. Raises WrongKeyError, and all stays locked.

    A demonstration board needs neither passphrase nor key.
    """
    place = BoardFolder.existing(board.folder)
    asked = board.person.name if user is None else user
    if recovery_key is not None:
        key, person = recovery_bytes(recovery_key), None
        keys = _keys(place)
    else:
        keys = read_keys(place.keys)
        key, person = key_for(keys, passphrase, _named(keys, board, user), place.attempts)
    board.database.reopen(key)
    try:
        seen = board.database.first_look()
        who = who_opened(seen, person, asked)
        # for reading only, another process may have gone on with the history meanwhile
        told = notices_on_opening(board.database, seen, who, write=not board.read_only)
        after = board if who == board.person else replace(board, person=who, notices=())
        if not board.read_only:
            with after.own_work() as work:
                work.audit.add("Unlocked", UNLOCKING, changes={"with": [None, _used(board, person)]})
            board.say_holder(who.name)
    except BaseException:
        board.database.close_for_lock()
        raise
    changed = keys is not None and keys.changed_outside(key)
    return Unlocked(after, (*told, KEYS_CHANGED) if changed else told, recovered=person is None)


def tries(board: Board) -> Tries:
    """How wrong passphrases are slowed down at this moment."""
    attempts = read_attempts(BoardFolder(board.folder).attempts)
    over = max(0, attempts.count - FREE)
    after_next = over + 1 if attempts.count >= FREE else 0
    pause = min(LONGEST, timedelta(seconds=2 ** min(after_next, 10)))
    return Tries(max(0, FREE - attempts.count), attempts.wait(utc_now()), pause)


def who_can_unlock(board: Board) -> list[str]:
    """Who can unlock it, whoever had it open first."""
    keys = _keys(BoardFolder(board.folder))
    names = [slot.name for slot in keys.slots] if keys is not None else []
    mine = board.person.name
    return [mine, *sorted((one for one in names if one != mine), key=str.casefold)]


def _used(board: Board, person: UUID | None) -> str:
    """What the board was unlocked with, for the audit."""
    if person is None:
        return "the recovery key"
    return "nothing, as on every demonstration board" if board.demonstration else "a passphrase"


def _keys(place: BoardFolder) -> KeyFile | None:
    """The key file, or None where it cannot be read: with the recovery key one goes on without it."""
    try:
        return read_keys(place.keys)
    except NoBoardError:
        return None


def _named(keys: KeyFile, board: Board, user: str | None) -> str:
    """The name in the key file of whoever is meant: of whoever had the board open it may be an earlier one."""
    mine = keys.of_person(board.person.id)
    if user is None or user == board.person.name:
        if mine is None:
            raise WrongKeyError(f"{board.person.name} has no passphrase on this board; use the recovery key.")
        return mine.name
    return user
