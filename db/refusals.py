"""What the driver's error codes mean to a user: a full disk, a damaged file, a busy board."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from db.errors import DamagedError, FullError, StorageError
from desktop.clinical.errors import UserError

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_SENTENCES = {
    "SQLITE_READONLY": "The board {board} cannot be written here; nothing was changed, check the folder's permissions.",
    "SQLITE_BUSY": "The board {board} is busy with another writer; nothing was changed, try again in a moment.",
    "SQLITE_CANTOPEN": "The database of the board {board} cannot be opened; check the folder's permissions.",
    "SQLITE_PERM": "The database of the board {board} cannot be opened; check the folder's permissions.",
    "SQLITE_IOERR": "The disk with the board {board} does not answer; nothing was changed, check the disk.",
}


@contextmanager
def told_plainly(board: Path) -> Generator[None]:
    """Turn the driver's expected errors into one sentence each; anything else passes as it is."""
    try:
        yield
    except Exception as error:
        # SQLAlchemy, which may not be loaded yet, hands the driver's error on inside its own
        cause = getattr(error, "orig", error)
        refusal = refusal_for(cause, board) if isinstance(cause, dbapi2.Error) else None
        if refusal is None:
            raise
        raise refusal from error


def refusal_for(error: BaseException | None, board: Path) -> UserError | None:
    """The sentence for a driver's error, or None if it is none that is expected."""
    code = str(getattr(error, "sqlite_errorname", ""))
    if code.startswith(_DAMAGED):
        return DamagedError(
            f"The database of the board {board.name} is damaged or has other keys; nothing was changed, restore a "
            "backup."
        )
    if code.startswith("SQLITE_FULL"):
        return FullError(
            f"The disk with the board {board.name} is full; nothing was changed, free some space and try again."
        )
    for start, sentence in _SENTENCES.items():
        if code.startswith(start):
            return StorageError(sentence.format(board=board.name))
    return None
