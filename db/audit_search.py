"""Looking for entries of the audit: by words, person, case, kind, fact and time, an entry or a step at a time.

What was changed past the program must not hide: an entry whose person, time or text nobody can read is found, too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, case, func, or_, select

from db.audit import AuditEntry
from db.tables import audit, cases, persons

NOBODY = UUID(int=0)
"""Who wrote an entry whose person cannot be read."""

NO_TIME = datetime.min.replace(tzinfo=UTC)
"""When an entry was written whose time cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuery:
    """What is looked for. ``words`` all have to stand in what was done, in its changes or in the person's name.

    ``meanings`` are for a word the codes by which the audit says it: a text in the changes, a kind, what was done.
    ``kinds`` are entities (``cases``, ``print``, ``view`` ...); ``facts`` those fields of which one was changed.
    ``of_board``: only what is about no case, such as the board's rules; few entries, found without reading all.
    ``since`` and ``until`` are days of ``zone`` (None: of this computer), both included. ``before`` is an entry's
    number: the page ends with the one before it. ``limit`` counts entries, or steps where steps are asked for.
    """

    words: str = ""
    meanings: Mapping[str, Collection[str]] = field(default_factory=dict)
    person: UUID | None = None
    case_id: UUID | None = None
    of_board: bool = False
    kinds: Collection[str] | None = None
    facts: Collection[str] | None = None
    since: date | None = None
    until: date | None = None
    zone: tzinfo | None = UTC
    before: int | None = None
    limit: int | None = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditStep:
    """What fits of one transaction: its entries' numbers, and what was done to how many cases.

    ``person`` and ``case_id`` are keys as they stand; ``case_id`` is the case if there is only one.
    """

    first: int
    last: int
    at: datetime
    person: str
    action: str
    kinds: frozenset[str]
    case_id: str | None
    cases: int
    entries: int


def start_of(day: date, zone: tzinfo | None) -> datetime:
    """The moment at which a day begins, in UTC. ``zone`` None is where this computer stands, as it was on that day."""
    begin = datetime.combine(day, time(), zone)
    return begin.astimezone(UTC)


def search_audit(connection: Connection, query: AuditQuery) -> list[AuditEntry]:
    """The entries that fit, latest first."""
    columns = [column for column in audit.columns if column.name not in {"digest", "mac"}]
    rows = connection.execute(_fitting(columns, query).order_by(audit.c.seq.desc()).limit(query.limit))
    return [readable_entry(row) for row in rows]


def search_steps(connection: Connection, query: AuditQuery) -> list[AuditStep]:
    """The transactions of which something fits, latest first. Their changes are not read, however many they are."""
    columns = (audit.c.seq, audit.c.at, audit.c.person_id, audit.c.action, audit.c.entity, audit.c.case_id)
    found = connection.execute(_fitting(columns, query).order_by(audit.c.seq.desc()))
    steps: list[AuditStep] = []
    for _, rows in groupby(found, key=attrgetter("at")):
        if len(steps) == query.limit:
            break
        steps.append(_step(rows))
    found.close()
    return steps


def some_of(connection: Connection, query: AuditQuery, step: AuditStep, limit: int) -> list[AuditEntry]:
    """The first entries of a step that fit, in their order."""
    columns = [column for column in audit.columns if column.name not in {"digest", "mac"}]
    wanted = _fitting(columns, query).where(audit.c.seq.between(step.first, step.last))
    return [readable_entry(row) for row in connection.execute(wanted.order_by(audit.c.seq).limit(limit))]


def entries_of(connection: Connection, step: AuditStep, case_id: UUID | None, limit: int) -> list[AuditEntry]:
    """The entries of a whole step, in their order; with a case, those about it."""
    row = connection.execute(select(audit.c.at).where(audit.c.seq == step.first)).first()
    if row is None:
        return []
    other = audit.c.at != row.at
    below = connection.scalar(select(func.max(audit.c.seq)).where(audit.c.seq < step.first, other)) or 0
    above = connection.scalar(select(func.min(audit.c.seq)).where(audit.c.seq > step.last, other))
    wanted = select(audit).where(audit.c.seq > below).order_by(audit.c.seq).limit(limit)
    if above is not None:
        wanted = wanted.where(audit.c.seq < above)
    if case_id is not None:
        wanted = wanted.where(audit.c.case_id == str(case_id))
    return [readable_entry(row) for row in connection.execute(wanted)]


def facts_changed(connection: Connection, case_id: UUID) -> list[tuple[str, str]]:
    """Every fact of a case that has a history: the kind and the field."""
    told = case((func.json_valid(audit.c.changes) == 1, audit.c.changes), else_="{}")
    each = func.json_each(told).table_valued("key")
    wanted = select(audit.c.entity, each.c.key).select_from(audit).join(each, onclause=_always())
    rows = connection.execute(wanted.where(audit.c.case_id == str(case_id)).distinct().order_by(audit.c.entity))
    return [(str(entity), str(key)) for entity, key in rows]


def moments_of(connection: Connection, kinds: Collection[str], case_id: UUID | None = None) -> dict[datetime, str]:
    """When entries of some kinds were written: by this another entry tells what step it belongs to."""
    wanted = select(audit.c.at, audit.c.entity).where(audit.c.entity.in_(kinds))
    if case_id is not None:
        wanted = wanted.where(audit.c.case_id == str(case_id))
    rows = connection.execute(wanted)
    return {_moment(at): str(entity) for at, entity in rows}


def numbers_of(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """The numbers of cases by their keys; what is not on the board any more has none."""
    wanted = func.json_each(json.dumps(sorted(keys))).table_valued("value")
    rows = connection.execute(select(cases.c.id, cases.c.number).where(cases.c.id.in_(select(wanted.c.value))))
    return {str(key): int(number) for key, number in rows}


def readable_entry(row: Any) -> AuditEntry:
    """An entry from the first eight columns of its row; what cannot be read of it is nobody, no time, no change."""
    seq, at, person, action, entity, entity_id, case_id, changes = row[:8]
    return AuditEntry(
        seq=int(seq),
        at=_moment(at),
        person=_key(person) or NOBODY,
        action=str(action),
        entity=str(entity),
        entity_id=_key(entity_id),
        case_id=_key(case_id),
        changes=_changes(changes),
    )


def _always() -> ColumnElement[bool]:
    return audit.c.seq == audit.c.seq


def _fitting(columns: Iterable[ColumnElement[Any]], query: AuditQuery) -> Select[Any]:
    wanted = select(*columns).outerjoin(persons, persons.c.id == audit.c.person_id)
    wanted = _in_time(_about(wanted, query), query)
    for word in query.words.split():
        like = f"%{_escaped(word)}%"
        places = [place.ilike(like, escape="\\") for place in (audit.c.action, audit.c.changes, persons.c.name)]
        codes = list(query.meanings.get(word, ()))
        if codes:
            places += [audit.c.entity.in_(codes), audit.c.action.in_(codes)]
            places += [audit.c.changes.like(f'%"{_escaped(code)}"%', escape="\\") for code in codes]
        wanted = wanted.where(or_(*places))
    return wanted


def _about(wanted: Select[Any], query: AuditQuery) -> Select[Any]:
    if query.person is not None:
        wanted = wanted.where(audit.c.person_id == str(query.person))
    if query.case_id is not None:
        wanted = wanted.where(audit.c.case_id == str(query.case_id))
    if query.of_board:
        wanted = wanted.where(audit.c.case_id.is_(None))
    if query.kinds is not None:
        wanted = wanted.where(audit.c.entity.in_(query.kinds))
    if query.facts is not None:
        # a quotation mark inside a text has a stroke before it, so that no text is read as a field
        fields = [audit.c.changes.like(f'%"{_escaped(one)}":[%', escape="\\") for one in query.facts]
        wanted = wanted.where(or_(*fields))
    return wanted


def _in_time(wanted: Select[Any], query: AuditQuery) -> Select[Any]:
    """Times are texts in one form, so that they compare as texts."""
    if query.since is not None:
        wanted = wanted.where(audit.c.at >= start_of(query.since, query.zone).isoformat()[:19])
    if query.until is not None:
        after = start_of(query.until + timedelta(days=1), query.zone)
        wanted = wanted.where(audit.c.at < after.isoformat()[:19])
    if query.before is not None:
        wanted = wanted.where(audit.c.seq < query.before)
    return wanted


def _step(rows: Iterable[Any]) -> AuditStep:
    """Rows come latest first; what was done is what the first of them says."""
    first = last = next(iter(rows := iter(rows)))
    kinds, touched, count = {str(last.entity)}, {last.case_id}, 1
    for first in rows:
        kinds.add(str(first.entity))
        touched.add(first.case_id)
        count += 1
    touched.discard(None)
    return AuditStep(
        first=first.seq,
        last=last.seq,
        at=_moment(first.at),
        person=str(first.person_id),
        action=str(first.action),
        kinds=frozenset(kinds),
        case_id=str(next(iter(touched))) if len(touched) == 1 else None,
        cases=len(touched),
        entries=count,
    )


def _moment(told: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(told))
    except ValueError:
        return NO_TIME
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _key(told: object) -> UUID | None:
    try:
        return None if told is None else UUID(str(told))
    except ValueError:
        return None


def _changes(told: object) -> dict[str, list[object]]:
    try:
        found = json.loads(str(told))
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): pair for key, pair in found.items() if isinstance(pair, list) and len(pair) == 2}


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
