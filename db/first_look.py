"""What is read of a board before anything heavy is loaded: which one it is, whose, and where its history ends."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlcipher3 import dbapi2

from db.chain import Head, head_faults, last_head
from db.driver import connect
from db.errors import DamagedError
from desktop.clinical.person import Person
from desktop.clinical.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """What a board says of itself. ``demonstration``: none of its children exists."""

    id: UUID
    name: str
    demonstration: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The board, everybody on it in the order of their names, and how the history fails to end where it should.

    ``last`` is the moment of the last entry, None where its history says none.
    """

    board: BoardRow
    people: tuple[Person, ...]
    faults: tuple[str, ...]
    last: datetime | None


def look(connection: Any, head: Head | None) -> FirstLook:
    """Read it through a driver connection. Raises DamagedError where the board does not say what it is."""
    row = connection.execute("SELECT id, name, demonstration, created_at FROM boards").fetchone()
    if row is None:
        raise DamagedError(
            "The database of this board does not say which board it is; nothing was changed, restore a backup."
        )
    board = BoardRow(
        id=UUID(row[0]), name=row[1], demonstration=bool(row[2]), created_at=datetime.fromisoformat(row[3])
    )
    return FirstLook(board, tuple(_people(connection)), _faults(connection, head), _last(connection))


def people_in(database: Path, key: bytes) -> tuple[Person, ...]:
    """Everybody on the board of a database file; nobody where the key does not open it, or it is damaged."""
    with suppress(dbapi2.Error, ValueError, TypeError), closing(connect(database, key, read_only=True)) as connection:
        return people_on(connection)
    return ()


def people_on(connection: Any) -> tuple[Person, ...]:
    """Everybody on a board of any schema, also of one from before people could leave."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(persons)").fetchall()}
    return tuple(_people(connection, "left_at" if "left_at" in columns else "NULL"))


def _people(connection: Any, left_at: str = "left_at") -> list[Person]:
    wanted = f"SELECT id, name, role, {left_at}, version, created_at, changed_at FROM persons ORDER BY name"  # noqa: S608
    return [
        Person(
            id=UUID(one), name=name, role=Role(role), left_at=_time(left),
            version=version, created_at=_time(made), changed_at=_time(last),
        )
        for one, name, role, left, version, made, last in connection.execute(wanted)
    ]  # fmt: skip


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _last(connection: Any) -> datetime | None:
    found = connection.execute("SELECT at FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    try:
        moment = _time(found[0]) if found else None
    except (TypeError, ValueError):
        return None
    return moment if moment is None or moment.tzinfo is not None else None


def _faults(connection: Any, head: Head | None) -> tuple[str, ...]:
    last, at_head = last_head(connection), None
    if head is not None:
        at_head = connection.execute("SELECT mac FROM audit WHERE seq = ?", (head.seq,)).fetchone()
    return head_faults(head, last, at_head[0] if at_head else None)
