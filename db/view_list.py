"""A person's views of the case list, read through the driver alone: the first list waits for nothing heavy."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from desktop.clinical.listing import SavedView


def views_of(connection: Any, person: UUID) -> list[SavedView]:
    """A person's views, the oldest first."""
    wanted = "SELECT name, filters, sort, descending FROM saved_views WHERE person_id = ? ORDER BY position"
    return [view_of(*row) for row in connection.execute(wanted, (str(person),))]


def view_of(name: str, filters: str, sort: str, descending: object) -> SavedView:
    """The view of a row."""
    where = tuple((str(key), str(value)) for key, value in json.loads(filters))
    return SavedView(name, where, sort, bool(descending))
