"""Which schema a database has."""

from __future__ import annotations

from typing import Any


def read_revision(connection: Any) -> str | None:
    """The schema's revision through a driver connection, or None for a database without one."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.execute(known).fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])
