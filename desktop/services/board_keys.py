"""The key file of an open board changes together with its database: passphrases, and who has one."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from db.attempts import forget_attempts, read_attempts
from db.errors import StorageError, WrongKeyError
from db.folder import BoardFolder
from db.keys import STANDARD, Cost, KeyFile, read_keys, wrap, write_keys
from db.next_keys import announce, is_stored, settle, waiting
from db.passphrases import LEAST, refuse_weak, why_weak
from db.recovery import is_group, is_recovery_text, recovery_bytes
from desktop.clinical.errors import UserError
from desktop.services.boards import Board
from desktop.services.opening import FAILED, KEYS_CHANGED, UNLOCKING
from desktop.services.unlocking import unlocked

if TYPE_CHECKING:
    from db.work import Work

__all__ = [
    "LEAST", "change_passphrase", "is_group", "keys_change", "keys_of", "prove_own", "set_passphrase",
    "settle_attempts", "why_weak",
]  # fmt: skip


def change_passphrase(board: Board, old: str, new: str, cost: Cost = STANDARD) -> None:
    """Give the person who has the board open another passphrase, if they know their present one or the recovery key.

    One slot of the key file is written anew, and no page of the database but for the entry in the history. No
    computer's keyring opens the board for them any more. Raises UserError, one sentence; then nothing is changed.
    """
    refuse_weak(new, board.name, board.person.name)
    prove_own(board, old)
    set_passphrase(board, new, cost)


def set_passphrase(board: Board, passphrase: str, cost: Cost = STANDARD) -> None:
    """Give the person who opened the board a new passphrase, without the present one: after the recovery key."""
    refuse_weak(passphrase, board.name, board.person.name)
    before = keys_of(board)
    slot = wrap(board.database.key, passphrase, before.board, board.person.id, board.person.name, cost)
    # one's own: an administrator could not do it for somebody without knowing it
    with keys_change(board, lambda keys: keys.with_slot(slot), board.own_work()) as work:
        settle_attempts(board, work)
        work.audit.add("New passphrase", "persons", board.person.id)
    forget_attempts(BoardFolder(board.folder).attempts)


def prove_own(board: Board, typed: str) -> None:
    """Raise WrongKeyError unless ``typed`` is the passphrase of whoever has the board open, or its recovery key.

    Wrong passphrases slow down and are written into the history, as at opening.
    """
    if is_recovery_text(typed):
        if not hmac.compare_digest(recovery_bytes(typed), board.database.key):
            raise WrongKeyError("That is the recovery key of another board, or an earlier one of this board.")
        return
    keys = keys_of(board)
    slot = keys.of_person(board.person.id)
    if slot is None:
        raise WrongKeyError(f"{board.person.name} has no passphrase on this board yet; type its recovery key instead.")
    key = unlocked(keys, slot, typed, BoardFolder(board.folder).attempts)
    if not hmac.compare_digest(key, board.database.key):
        raise UserError(KEYS_CHANGED)


def settle_attempts(board: Board, work: Work) -> None:
    """Write wrong passphrases since the last right one into the history of this transaction."""
    told = read_attempts(BoardFolder(board.folder).attempts).told()
    if told:
        work.audit.add(FAILED, UNLOCKING, changes=told)


def keys_of(board: Board) -> KeyFile:
    """The key file of an open board; one without slots where it is missing.

    What was changed from outside stays doubtful whatever is changed in it, whoever changes it: a new passphrase must
    not cover it up.
    """
    place = BoardFolder.existing(board.folder)
    found = None if board.read_only else waiting(place)
    if found is not None and is_stored(place, board.database.key, found):
        # stored, but it could not be put in place yet
        return _doubted(board, found.keys)
    if place.keys.exists():
        return _doubted(board, read_keys(place.keys))
    with board.database.read() as work:
        row = work.board
    return KeyFile(board=row.id, demonstration=row.demonstration, slots=())


def _doubted(board: Board, keys: KeyFile) -> KeyFile:
    return replace(keys, doubtful=True) if keys.changed_outside(board.database.key) else keys


@contextmanager
def keys_change(
    board: Board, change: Callable[[KeyFile], KeyFile], transaction: AbstractContextManager[Work]
) -> Generator[Work]:
    """One transaction with a change of the key file: both are stored, or neither, wherever the program is ended.

    ``change`` is given the key file as it is once nobody else writes: two changes at a time do not undo each other.
    """
    place, key = BoardFolder.existing(board.folder), board.database.key
    if board.read_only:
        raise StorageError("The board is open for reading only; nothing was changed.")
    with board.database.alone():
        settle(place, key)
        signed = change(keys_of(board)).signed(key)
        try:
            with transaction as work:
                yield work
                work.audit.flush()
                if work.audit.head is not None:
                    announce(place, signed, work.audit.head)
                else:
                    write_keys(place.keys, signed)
        finally:
            # stored or not, the audit says; what cannot be put in place now is so at the next opening
            with suppress(UserError):
                settle(place, key)
