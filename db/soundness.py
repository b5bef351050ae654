"""Whether a database file is whole, and whether the disk has room for a copy of it."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from db.driver import connect
from db.errors import DamagedError, StorageError

ROOM = 3
"""How many times its own size a database needs free before it is copied or upgraded."""


def verify_copy(path: Path, key: bytes, counts: dict[str, int]) -> None:
    """Open a copy and check it whole. Raises DamagedError if it is not sound or lacks rows."""
    with closing(connect(path, key)) as copy:
        if integrity_faults(copy) or row_counts(copy) != counts:
            raise DamagedError("The copy of the board is not sound; nothing was changed, check the disk.")


def refuse_without_room(database: Path, target: Path) -> None:
    """Raise StorageError unless the disk of ``target`` has room for a copy of a file and an upgrade of it."""
    needed = ROOM * database.stat().st_size
    if shutil.disk_usage(target).free < needed:
        raise StorageError(
            f"There is not enough free space: a copy of the board needs {needed // 2**20 + 1} MB. Free some space and "
            "try again."
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
