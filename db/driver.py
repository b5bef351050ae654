"""One connection of the driver: the raw key first, then the settings that were measured to be safe and quick."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

_SAFE = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-65536",
)


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Any:
    """One driver connection. Raises the driver's error if there is no such file; the key is tried at first use."""
    mode = "rw" if not read_only else "ro&immutable=1" if _cannot_change(path) else "ro"
    # no transactions of the driver's own making: without this DDL is not transactional
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False, isolation_level=None
    )
    try:
        prepare(connection, key, read_only=read_only)
    except dbapi2.Error:
        connection.close()
        raise
    return connection


def driver_versions() -> str:
    """Which database and which cipher this is, for a report."""
    with closing(dbapi2.connect(":memory:")) as connection:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
    return f"SQLite {dbapi2.sqlite_version}, SQLCipher {cipher[0] if cipher else 'unknown'}"


def _cannot_change(path: Path) -> bool:
    """Whether a database lies in a folder that cannot be written: then there is no room for the files of its log.

    Nobody else writes there: its files are its owner's only. What a log still holds is not passed over.
    """
    log = path.with_name(f"{path.name}-wal")
    return not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def prepare(connection: Any, key: bytes, *, read_only: bool) -> None:
    """Give the key, then the settings. The log is silenced first: a wrong key would write to standard error."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for statement in _SAFE:
        connection.execute(statement)
    connection.execute("PRAGMA query_only=ON" if read_only else "PRAGMA journal_mode=WAL")
