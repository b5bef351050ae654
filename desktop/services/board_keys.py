"""The key file of an open board changes together with its database: passphrases, and who has one."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import TYPE_CHECKING

from db.folder import BoardFolder
from db.keys import STANDARD, Cost, KeyFile, read_keys, wrap, write_keys
from db.passphrases import refuse_weak
from db.private_files import write_private
from desktop.services.boards import Board

if TYPE_CHECKING:
    from db.work import Work


def set_passphrase(board: Board, passphrase: str, cost: Cost = STANDARD) -> None:
    """Give the person who opened the board a new passphrase; also after opening with the recovery key."""
    refuse_weak(passphrase, board.name, board.person.name)
    before = keys_of(board)
    slot = wrap(board.database.key, passphrase, before.board, board.person.id, board.person.name, cost)
    # one's own: an administrator could not do it for somebody without knowing it
    with keys_change(board, before.with_slot(slot), board.own_work()) as work:
        work.audit.add("New passphrase", "persons", board.person.id)


def keys_of(board: Board) -> KeyFile:
    """The key file of an open board; one without slots where it is missing."""
    place = BoardFolder.existing(board.folder)
    if place.keys.exists():
        return read_keys(place.keys)
    with board.database.read() as work:
        row = work.board
    return KeyFile(board=row.id, demonstration=row.demonstration, slots=())


@contextmanager
def keys_change(board: Board, after: KeyFile, transaction: AbstractContextManager[Work]) -> Generator[Work]:
    """One transaction with a change of the key file: both are stored, or neither."""
    place = BoardFolder.existing(board.folder)
    before = place.keys.read_bytes() if place.keys.exists() else None
    try:
        with transaction as work:
            yield work
            write_keys(place.keys, after.signed(board.database.key))
    except BaseException:
        with suppress(OSError):
            if before is not None and place.keys.read_bytes() != before:
                write_private(place.keys, before)
        raise
