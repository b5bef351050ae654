"""The board itself: its name, and whether its children exist."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select

from db.audit import Audit
from db.errors import DamagedError
from db.first_look import BoardRow
from db.tables import boards


def read_board(connection: Connection) -> BoardRow:
    """The board's row. Raises DamagedError if there is none."""
    row = connection.execute(select(boards)).first()
    if row is None:
        raise DamagedError("The database of this board does not say which board it is; put back a backup.")
    return BoardRow(
        id=UUID(row.id),
        name=row.name,
        demonstration=row.demonstration,
        created_at=datetime.fromisoformat(row.created_at),
    )


def add_board(connection: Connection, audit: Audit, board: BoardRow) -> None:
    """Store the row of a new board."""
    moment = board.created_at.isoformat()
    row = {"id": str(board.id), "name": board.name, "demonstration": board.demonstration}
    connection.execute(insert(boards), row | {"created_at": moment, "changed_at": moment, "version": 1})
    changes: dict[str, list[object]] = {"name": [None, board.name], "demonstration": [None, board.demonstration]}
    audit.add("New board", boards.name, board.id, changes=changes)
