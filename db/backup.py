"""Verified, encrypted copies of a database, and the checks that say whether a file is sound."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from db.driver import connect
from db.errors import DamagedError, StorageError
from db.private_files import create_private, private_umask, sync_file, sync_folder

ROOM = 3
"""How many times its own size a database needs free before it is copied or upgraded."""


def make_backup(source: Any, database: Path, key: bytes, target: Path) -> None:
    """Copy an open database to ``target``, encrypted with the same key, and open the copy to verify it.

    Raises StorageError where the disk has no room, DamagedError where the copy is not sound; then there is no copy.
    """
    refuse_without_room(database)
    with private_umask():
        target.parent.mkdir(mode=0o700, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        part.unlink(missing_ok=True)
        create_private(part)
    try:
        with closing(connect(part, key)) as copy:
            source.backup(copy)
        verify_copy(part, key, row_counts(source))
        sync_file(part)
        part.replace(target)
        sync_folder(target.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def verify_copy(path: Path, key: bytes, counts: dict[str, int]) -> None:
    """Open a copy and check it whole. Raises DamagedError if it is not sound or lacks rows."""
    with closing(connect(path, key)) as copy:
        if integrity_faults(copy) or row_counts(copy) != counts:
            raise DamagedError("The copy of the board made before the change is not sound; nothing was changed.")


def refuse_without_room(database: Path) -> None:
    """Raise StorageError unless the disk has room for a copy and an upgrade."""
    needed = ROOM * database.stat().st_size
    if shutil.disk_usage(database.parent).free < needed:
        raise StorageError(
            f"The disk needs {needed // 2**20 + 1} MB free to copy the board first; free some space and try again."
        )


def integrity_faults(connection: Any) -> list[str]:
    """What SQLCipher and SQLite find wrong with a file: every page's code, then the structure."""
    cipher = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    if cipher:
        return cipher
    plain = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    return [] if plain == ["ok"] else plain


def row_counts(connection: Any) -> dict[str, int]:
    """How many rows each table has."""
    wanted = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    names = [str(row[0]) for row in connection.execute(wanted).fetchall()]
    # names of our own tables; a parameter cannot stand for a table
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
