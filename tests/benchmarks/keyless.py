"""The same database without a key, only to be measured against: the program itself never opens one."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from db import driver

_FILE = 2  # of a row of PRAGMA database_list


@contextmanager
def without_key(folder: Path) -> Generator[None]:
    """While it lasts, databases below ``folder`` are written and read as they are; all others as always.

    Same driver, same settings, same program above it: what differs is that no page is encrypted or signed.
    """
    prepare, root = driver.prepare, folder.resolve()

    def prepare_either(connection: Any, key: bytes, *, read_only: bool) -> None:
        path = Path(connection.execute("PRAGMA database_list").fetchone()[_FILE])
        keyless = path.resolve().is_relative_to(root)
        prepare(_Keyless(connection) if keyless else connection, key, read_only=read_only)

    with patch.object(driver, "prepare", prepare_either):
        yield


class _Keyless:
    """A connection that is told everything but its key."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, statement: str) -> Any:
        """Run a statement, unless it is the one that gives the key."""
        return None if statement.startswith("PRAGMA key") else self._connection.execute(statement)
