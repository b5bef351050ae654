"""Timeline templates that a board's team wrote: every version with its text, and whether it is still offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from db.audit import Audit
from db.tables import own_templates, persons


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTemplate:
    """One version of a template of the board. ``number`` counts its versions, ``version`` tells their contents too.

    ``based_on`` and ``based_on_version`` are what it was copied from, or the version before. ``withdrawn``: no new
    plan begins with it; those that did go on with it.
    """

    id: str
    version: str
    number: int
    content: str
    based_on: str
    based_on_version: str
    withdrawn: bool
    written_at: datetime
    written_by: str


class OwnTemplates:
    """The templates of a board within one transaction. Nothing is removed: a plan stands on a version."""

    def __init__(self, connection: Connection, audit: Audit, person: UUID | None, now: Callable[[], datetime]) -> None:
        self._connection, self._audit = connection, audit
        self._person, self._now = person, now

    def all(self) -> list[OwnTemplate]:
        """Every version of every template; of each template the newest first."""
        named = own_templates.join(persons, persons.c.id == own_templates.c.written_by)
        columns = own_templates.c
        order = (columns.id, columns.number.desc(), columns.written_at.desc())
        wanted = select(own_templates, persons.c.name).select_from(named).order_by(*order)
        return [
            OwnTemplate(
                id=row.id,
                version=row.version,
                number=row.number,
                content=row.content,
                based_on=row.based_on,
                based_on_version=row.based_on_version,
                withdrawn=bool(row.withdrawn),
                written_at=datetime.fromisoformat(row.written_at),
                written_by=row.name,
            )
            for row in self._connection.execute(wanted)
        ]

    def versions(self, template: str) -> list[OwnTemplate]:
        """The versions of one template, the newest first; none where the board has no such template."""
        return [one for one in self.all() if one.id == template]

    def add(
        self, action: str, template: str, version: str, number: int, content: str, *,
        based_on: tuple[str, str], told: dict[str, object], withdrawn: bool = False,
    ) -> None:  # fmt: skip
        """Store one more version. ``told`` is what the history says of it."""
        row = {
            "id": template,
            "version": version,
            "number": number,
            "content": content,
            "based_on": based_on[0],
            "based_on_version": based_on[1],
            "withdrawn": withdrawn,
            "written_at": self._now().isoformat(),
            "written_by": str(self._person),
        }
        self._connection.execute(insert(own_templates), row)
        named = {"template": template, **told}
        self._audit.add(action, own_templates.name, changes={key: [None, value] for key, value in named.items()})

    def set_withdrawn(self, action: str, template: str, title: str, withdrawn: bool) -> None:
        """Say of all versions of a template that they are not offered any more, or are again."""
        row = own_templates.c.id == template
        self._connection.execute(update(own_templates).where(row).values(withdrawn=withdrawn))
        changes: dict[str, list[object]] = {"template": [None, template], "title": [None, title]}
        changes["withdrawn"] = [not withdrawn, withdrawn]
        self._audit.add(action, own_templates.name, changes=changes)


def own_texts(connection: Any) -> list[tuple[str, str, str, bool]]:
    """Id, version, text and whether it is withdrawn, the newest of each first, through a driver connection."""
    wanted = "SELECT id, version, content, withdrawn FROM own_templates ORDER BY id, number DESC, written_at DESC"
    return [(row[0], row[1], row[2], bool(row[3])) for row in connection.execute(wanted).fetchall()]
