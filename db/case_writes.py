"""Row writes of many cases, collected by table and written in few statements."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, update
from sqlalchemy.dialects import sqlite

from db.columns import Values
from db.entities import CASE, PARTS, Entity
from db.tables import TABLES

_ORDER = (CASE, *PARTS)

Parameters = list[dict[str, Any]]


def bulk_insert(table: Table) -> str:
    """The insert of whole rows in the order of the table's columns, for ``exec_driver_sql`` with plain tuples.

    Making a dictionary of each row, and checking it, took a third of the time of an import.
    """
    columns = [column.name for column in table.columns]
    return str(insert(table).compile(dialect=sqlite.dialect(), column_keys=columns))


class Writes:
    """Inserts, updates and deletes of one transaction."""

    def __init__(self) -> None:
        self._inserts: dict[str, list[Values]] = {entity.table: [] for entity in _ORDER}
        self._updates: dict[str, Parameters] = {entity.table: [] for entity in _ORDER}
        self._deletes: dict[str, Parameters] = {entity.table: [] for entity in _ORDER}

    def put(self, entity: Entity, before: Values | None, after: Values | None) -> None:
        """One row: new without ``before``, removed without ``after``, else changed."""
        if before is None and after is not None:
            self._inserts[entity.table].append(after)
        elif before is not None and after is None:
            self._deletes[entity.table].append({"key": before[entity.key]})
        elif after is not None:
            values = dict(zip(entity.columns, after, strict=True))
            values["key"] = values.pop("id")
            self._updates[entity.table].append(values)

    def execute(self, connection: Connection) -> None:
        """Write: removals first and from the leaves up, so that a freed identifier can be given to another case."""
        for entity in reversed(_ORDER):
            if self._deletes[entity.table]:
                connection.execute(_DELETES[entity.table], self._deletes[entity.table])
        for entity in _ORDER:
            if self._updates[entity.table]:
                connection.execute(_UPDATES[entity.table], self._updates[entity.table])
            if self._inserts[entity.table]:
                connection.exec_driver_sql(_INSERTS[entity.table], self._inserts[entity.table])


_DELETES = {
    entity.table: delete(TABLES[entity.table]).where(TABLES[entity.table].c.id == bindparam("key")) for entity in _ORDER
}
_UPDATES = {
    entity.table: update(TABLES[entity.table]).where(TABLES[entity.table].c.id == bindparam("key")) for entity in _ORDER
}
_INSERTS = {entity.table: bulk_insert(TABLES[entity.table]) for entity in _ORDER}
