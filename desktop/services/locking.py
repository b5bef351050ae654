"""Locking an open board: its key is dropped until one of its people unlocks it again. It stays held for writing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from db.attempts import FREE, LONGEST, read_attempts
from db.database import utc_now
from db.errors import NoBoardError, WrongKeyError
from db.folder import BoardFolder
from db.keys import KeyFile, read_keys
from db.next_keys import settle, waiting
from db.recovery import is_recovery_text, recovery_bytes
from db.replacement import finish_replacing
from desktop.clinical.errors import UserError
from desktop.services.boards import Board
from desktop.services.opening import KEYS_CHANGED, UNLOCKING, notices_on_opening, who_opened
from desktop.services.unlocking import by_passphrase

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
        # after a new key that came half way the board is closed already
        if not board.read_only and board.database.key:
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
    if not board.read_only and place.replacement.is_dir():
        # a new key that came half way, as a file was in use: the keys may be among what is still to be put in place
        finish_replacing(place)
    if recovery_key is None and passphrase is not None and is_recovery_text(passphrase):
        recovery_key = passphrase
    person: UUID | None = None
    if recovery_key is not None:
        key, keys = recovery_bytes(recovery_key), _keys(place)
    else:
        present = read_keys(place.keys)
        key, slot, keys = by_passphrase(place, present, _named(place, present, board, user), passphrase)
        person = slot.person
    board.database.reopen(key)
    try:
        if not board.read_only:
            with suppress(UserError):  # what cannot be put in place now is so at the next opening
                settle(place, key)
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


def _named(place: BoardFolder, keys: KeyFile, board: Board, user: str | None) -> str:
    """The name in the key file of whoever is meant: of whoever had the board open it may be an earlier one."""
    mine = keys.of_person(board.person.id)
    if mine is None and (later := waiting(place)) is not None:
        mine = later.keys.of_person(board.person.id)
    if user is None or user == board.person.name:
        if mine is None:
            raise WrongKeyError(f"{board.person.name} has no passphrase on this board; use the recovery key.")
        return mine.name
    return user
