"""The engine of an open board: connections of the driver, and transactions that begin as what they are for."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from db.driver import connect

WRITE = "crestboard_write"
"""Execution option of a connection whose transaction writes."""


def build_engine(path: Path, key: bytes, *, read_only: bool) -> Engine:
    """The engine of one open board. Parameters never stand in an error's text: they are patients' data."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key, read_only=read_only),
        poolclass=QueuePool,
        # the connection that wrote last knows what it wrote; any other reads, and deciphers, all of its pages anew
        pool_use_lifo=True,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # a read that turns into a write later would fail at once with "database is locked"
    writes = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
