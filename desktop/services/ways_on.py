"""When a board does not open: what can be done about it, from the kind of refusal and from what the folder still has.

Nothing here changes anything; each way is taken by a service of its own, after somebody chose it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db.errors import (
    DamagedError,
    HeldError,
    NewerSchemaError,
    NoBoardError,
    PlaceError,
    SchemaError,
    StorageError,
    WrongKeyError,
)
from db.folder import BoardFolder
from desktop.clinical.errors import UserError
from desktop.services.backups import backup_files


class Way(StrEnum):
    """One thing that can be done about a board that does not open; the safest first."""

    AGAIN = "again"
    READ_ONLY = "read only"
    RECOVERY_KEY = "recovery key"
    RESTORE = "restore"
    SALVAGE = "salvage"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What to say of a board that does not open: a heading, the sentences, and in small what support may ask for."""

    heading: str
    words: str
    small: str = ""


def trouble(error: UserError) -> Trouble:
    """What is the matter with the board, for the person who wanted to open it."""
    if isinstance(error, NewerSchemaError):
        versions = re.search(r"\(schema (\S+), this one knows (\S+)\)", str(error))
        small = f"Data format {versions[1]}; this Crestboard knows {versions[2]}." if versions else ""
        return Trouble(_CANNOT, _NEWER, small)
    if isinstance(error, DamagedError):
        return Trouble("This board is damaged", _DAMAGED if "other keys" in str(error) else str(error))
    return Trouble(_CANNOT, str(error))


_CANNOT = "This board cannot be opened"
_NEWER = (
    "This board was saved by a newer Crestboard. Nothing was changed. Install the newer version, then open it again."
)
_DAMAGED = (
    "Its file cannot be read completely, or belongs to another board. Nothing was changed. Restoring a backup is "
    "usually best."
)


def ways_on(folder: Path, error: UserError, *, write: bool = True) -> tuple[Way, ...]:
    """What can be done about a refusal, the safest first. Another board can be chosen always.

    ``write``: what was refused was opening for writing; else that is tried again before reading is.
    """
    found = _ways_on(folder, error)
    if write or Way.READ_ONLY not in found:
        return found
    return (Way.AGAIN, *(one for one in found if one not in {Way.READ_ONLY, Way.AGAIN}))


def _ways_on(folder: Path, error: UserError) -> tuple[Way, ...]:
    place = BoardFolder(folder)
    if isinstance(error, WrongKeyError | PlaceError) or not folder.is_dir():
        return ()
    if isinstance(error, NoBoardError):
        return _without_a_part(place)
    if isinstance(error, HeldError):
        return (Way.AGAIN, Way.READ_ONLY)
    if isinstance(error, NewerSchemaError):
        return (Way.RESTORE,) if backup_files(folder) else ()
    if isinstance(error, DamagedError | SchemaError):
        # reading what is damaged misleads; a backup, where there is one, is whole
        first = (Way.RESTORE, Way.READ_ONLY) if backup_files(folder) else (Way.READ_ONLY, Way.RESTORE)
        return (*first, Way.SALVAGE)
    if isinstance(error, StorageError):
        return (Way.AGAIN, Way.READ_ONLY)
    return ()


def cannot_open(error: UserError) -> bool:
    """Whether it is of no use to type another passphrase: the board itself is what has to be dealt with."""
    return isinstance(error, DamagedError | SchemaError | NoBoardError | PlaceError)


def _without_a_part(place: BoardFolder) -> tuple[Way, ...]:
    """The database or the key file is missing or cannot be read; a folder that has neither was never a board."""
    if place.database.is_file():
        return (Way.RECOVERY_KEY, Way.RESTORE)
    was_one = place.keys.exists() or place.salt.exists() or backup_files(place.path)
    return (Way.RESTORE,) if was_one else ()
