"""The database's salt, kept beside it: it is no secret, but with it lost nothing can be salvaged."""

from __future__ import annotations

from contextlib import suppress

from db.folder import BoardFolder
from db.private_files import read_small, write_private

_LENGTH = 16


def keep_salt(folder: BoardFolder) -> None:
    """Copy the salt of a database that was just opened, where the copy is not of it. A refusal changes nothing."""
    with suppress(OSError):
        with folder.database.open("rb") as database:
            salt = database.read(_LENGTH)
        if kept_salt(folder) != salt:
            write_private(folder.salt, salt)


def kept_salt(folder: BoardFolder) -> bytes:
    """The copy; empty where there is none."""
    try:
        return read_small(folder.salt)
    except OSError:
        return b""
