"""The views of the case list that a person named, each a row of their own. A removed view leaves its audit entries."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select

from db.audit import Audit
from db.tables import saved_views
from db.view_list import view_of
from desktop.clinical.listing import SavedView


class SavedViews:
    """Writes the views of the person who works."""

    def __init__(self, connection: Connection, audit: Audit, now: Callable[[], datetime]) -> None:
        self._connection, self._audit, self._now = connection, audit, now

    def of(self, person: UUID) -> list[SavedView]:
        """A person's views, the oldest first."""
        wanted = select(saved_views).where(saved_views.c.person_id == str(person)).order_by(saved_views.c.position)
        return [view_of(row.name, row.filters, row.sort, row.descending) for row in self._connection.execute(wanted)]

    def add(self, person: UUID, view: SavedView) -> None:
        """Store one more."""
        mine = saved_views.c.person_id == str(person)
        last = self._connection.scalar(select(func.max(saved_views.c.position)).where(mine))
        values = {"name": view.name, "filters": json.dumps(view.where), "sort": view.sort,
                  "descending": view.descending}  # fmt: skip
        place = 0 if last is None else last + 1
        row = {"person_id": str(person), "position": place, "changed_at": self._now().isoformat(), **values}
        self._connection.execute(insert(saved_views).values(row))
        self._audit.add("Saved view", saved_views.name, changes={key: [None, one] for key, one in values.items()})

    def remove(self, person: UUID, view: SavedView) -> None:
        """Take one away."""
        mine = saved_views.c.person_id == str(person)
        self._connection.execute(delete(saved_views).where(mine, saved_views.c.name == view.name))
        self._audit.add("Removed view", saved_views.name, changes={"name": [view.name, None]})
