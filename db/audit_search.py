"""Looking for entries of the audit: by words, person, case, kind and time, a page at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, Select, or_, select

from db.audit import AuditEntry, entry_of
from db.tables import audit, persons


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuery:
    """What is looked for. ``words`` all have to stand in what was done, in its changes or in the person's name.

    ``since`` and ``until`` are days (UTC), both included; ``kinds`` are entities (``cases``, ``print``, ``view`` ...).
    ``before`` is an entry's number: the page ends with the one before it.
    """

    words: str = ""
    person: UUID | None = None
    case_id: UUID | None = None
    kinds: Collection[str] | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None
    limit: int | None = 200


def search_audit(connection: Connection, query: AuditQuery) -> list[AuditEntry]:
    """The entries that fit, latest first."""
    columns = [column for column in audit.columns if column.name not in {"digest", "mac"}]
    wanted = select(*columns).join(persons, persons.c.id == audit.c.person_id)
    wanted = _in_time(_about(wanted, query), query)
    for word in query.words.split():
        like = f"%{_escaped(word)}%"
        places = (audit.c.action, audit.c.changes, persons.c.name)
        wanted = wanted.where(or_(*(place.ilike(like, escape="\\") for place in places)))
    rows = connection.execute(wanted.order_by(audit.c.seq.desc()).limit(query.limit))
    return [entry_of(row) for row in rows]


def _about(wanted: Select[tuple[object, ...]], query: AuditQuery) -> Select[tuple[object, ...]]:
    if query.person is not None:
        wanted = wanted.where(audit.c.person_id == str(query.person))
    if query.case_id is not None:
        wanted = wanted.where(audit.c.case_id == str(query.case_id))
    if query.kinds is not None:
        wanted = wanted.where(audit.c.entity.in_(query.kinds))
    return wanted


def _in_time(wanted: Select[tuple[object, ...]], query: AuditQuery) -> Select[tuple[object, ...]]:
    """Times are texts in one form, so that they compare as texts."""
    if query.since is not None:
        wanted = wanted.where(audit.c.at >= query.since.isoformat())
    if query.until is not None:
        wanted = wanted.where(audit.c.at < (query.until + timedelta(days=1)).isoformat())
    if query.before is not None:
        wanted = wanted.where(audit.c.seq < query.before)
    return wanted


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
