"""The audit: who did what, when, with before and after. Repositories write it; nothing removes from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, case, func, select

from db.case_writes import bulk_insert
from db.chain import COLUMNS, Head, Link, link
from db.errors import StorageError
from db.tables import audit

# one encoder for all: making one for each entry takes longer than using it
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_INSERT = bulk_insert(audit)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One thing done: ``changes`` maps each changed field to its value before and after (None: there was none).

    ``entity`` is the table (``cases``, ``mycn_results`` ...) or the kind of event (``import``, ``print`` ...).
    """

    seq: int
    at: datetime
    person: UUID
    action: str
    entity: str
    entity_id: UUID | None
    case_id: UUID | None
    changes: Mapping[str, Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One transaction as the audit tells it: its entries' numbers, who, and what was done to how many cases.

    ``action`` and ``entities`` are those of its entries, ``case_id`` the case if there is only one; ``told`` is what
    it says of the kinds of event that were asked for.
    """

    first: int
    last: int
    person: UUID
    action: str
    entities: frozenset[str]
    case_id: UUID | None
    cases: int
    told: Mapping[str, Mapping[str, Sequence[object]]]


class Audit:
    """The audit of one transaction: what it adds is chained and written when the transaction ends."""

    def __init__(self, connection: Connection, key: bytes, person: UUID | None, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._key = key
        self._person = person
        self._now = now
        self._pending: list[tuple[str, str, str | None, str | None, str]] = []
        self._at = ""
        self.head: Head | None = None
        """The end of the chain after ``flush``, or None if this transaction wrote no entry."""

    def add(
        self, action: str, entity: str, entity_id: UUID | str | None = None, case_id: UUID | str | None = None,
        changes: Mapping[str, Sequence[object]] | None = None,
    ) -> None:  # fmt: skip
        """Add one entry; used by the repositories, and by services for events without a row (import, print)."""
        row_key = None if entity_id is None else str(entity_id)
        case_key = None if case_id is None else str(case_id)
        self.add_told(action, entity, row_key, case_key, told_text(changes or {}))

    def add_told(self, action: str, entity: str, entity_id: str | None, case_id: str | None, text: str) -> None:
        """Add one entry whose changes were put into words by ``told_text``."""
        self._pending.append((action, entity, entity_id, case_id, text))

    def entries(self, case_id: UUID | None = None, limit: int | None = None) -> list[AuditEntry]:
        """Entries of one case, or all, latest first."""
        self.flush()
        wanted = select(audit).order_by(audit.c.seq.desc()).limit(limit)
        if case_id is not None:
            wanted = wanted.where(audit.c.case_id == str(case_id))
        return [entry_of(row) for row in self._connection.execute(wanted)]

    def between(self, first: int, last: int) -> list[AuditEntry]:
        """Entries by their numbers, both included, in the order of the chain."""
        wanted = select(audit).where(audit.c.seq.between(first, last)).order_by(audit.c.seq)
        return [entry_of(row) for row in self._connection.execute(wanted)]

    def later_by_others(self, last: int, person: UUID, quiet: Collection[str]) -> list[AuditEntry]:
        """What other people wrote after an entry; not of the kinds in ``quiet``, which change nothing."""
        others = (audit.c.seq > last, audit.c.person_id != str(person), audit.c.entity.not_in(quiet))
        wanted = select(audit).where(*others).order_by(audit.c.seq)
        return [entry_of(row) for row in self._connection.execute(wanted)]

    def later(self, last: int, kinds: Collection[str], case_ids: Iterable[UUID] | None = None) -> list[AuditEntry]:
        """What was written after an entry about some kinds of things, in the order of the chain; of some cases only."""
        wanted = select(audit).where(audit.c.seq > last, audit.c.entity.in_(kinds)).order_by(audit.c.seq)
        if case_ids is not None:
            keys = func.json_each(json.dumps([str(one) for one in case_ids])).table_valued("value")
            wanted = wanted.where(audit.c.case_id.in_(select(keys.c.value)))
        return [entry_of(row) for row in self._connection.execute(wanted)]

    def binned_by(self, case_ids: Iterable[UUID]) -> dict[UUID, str]:
        """What each case was last put into the bin by, or taken out of it, as its entry says."""
        keys = func.json_each(json.dumps([str(one) for one in case_ids])).table_valued("value")
        wanted = (
            select(audit.c.case_id, audit.c.action)
            .where(audit.c.case_id.in_(select(keys.c.value)), audit.c.entity == "cases")
            .where(func.json_type(audit.c.changes, "$.deleted").is_not(None))
            .order_by(audit.c.seq)
        )
        return {UUID(case_id): action for case_id, action in self._connection.execute(wanted)}

    def deeds(self, seen: int, telling: Collection[str]) -> list[Deed]:
        """The transactions after an entry, in their order; what they say of the kinds in ``telling`` is read too."""
        changes = case((audit.c.entity.in_(telling), audit.c.changes), else_="")
        columns = (audit.c.seq, audit.c.at, audit.c.person_id, audit.c.action, audit.c.entity, audit.c.case_id, changes)
        found = self._connection.execute(select(*columns).where(audit.c.seq > seen).order_by(audit.c.seq))
        return [_deed(list(rows)) for _, rows in groupby(found, key=itemgetter(1))]

    def rows(self) -> Iterator[Link]:
        """Every row in the order of the chain, for checking."""
        yield from self._connection.execute(select(*(audit.c[name] for name in COLUMNS)).order_by(audit.c.seq))

    def about(self, entity: str, *, of_board: bool = False) -> list[tuple[int, str]]:
        """Number and day of the entries about one kind of thing, as they stand: for checking, nothing is trusted.

        ``of_board``: only of those that belong to no case, which are found without reading all.
        """
        wanted = select(audit.c.seq, audit.c.at).where(audit.c.entity == entity).order_by(audit.c.seq)
        if of_board:
            wanted = wanted.where(audit.c.case_id.is_(None))
        return [(seq, str(at)[:10]) for seq, at in self._connection.execute(wanted)]

    def last(self) -> Head:
        """The end of the chain as it stands in the table."""
        row = self._connection.execute(select(audit.c.seq, audit.c.mac).order_by(audit.c.seq.desc()).limit(1)).first()
        return Head() if row is None else Head(row.seq, row.mac)

    def count_since(self, seq: int, but: Collection[str]) -> int:
        """How many entries there are after a number, other than about the kinds in ``but``."""
        wanted = select(func.count()).where(audit.c.seq > seq, audit.c.entity.not_in(but))
        return self._connection.scalar(wanted) or 0

    def mac_of(self, seq: int) -> str | None:
        """The code of one entry, or None if there is no such entry."""
        return self._connection.scalar(select(audit.c.mac).where(audit.c.seq == seq))

    def count(self) -> int:
        """How many entries there are."""
        return self._connection.scalar(select(func.count()).select_from(audit)) or 0

    def flush(self) -> None:
        """Chain and write what was added. Raises StorageError where nobody is named as the writer."""
        if not self._pending:
            return
        if self._person is None:
            raise StorageError("Nothing can be written while a board is only read; open it for writing.")
        head, rows = self.head or self.last(), list[Link]()
        at, person = self._moment(head), str(self._person)
        for action, entity, entity_id, case_id, changes in self._pending:
            row = link(self._key, head, at, person, action, entity, entity_id, case_id, changes)
            rows.append(row)
            head = Head(row[0], row[9])
        self._connection.exec_driver_sql(_INSERT, rows)
        self._pending.clear()
        self.head = head

    def _moment(self, head: Head) -> str:
        """The one time of this transaction, never that of the one before it.

        So entries that follow each other with one time are one transaction, whatever the clock does: undo rests on it.
        """
        if not self._at:
            moment = self._now()
            before = self._connection.scalar(select(audit.c.at).where(audit.c.seq == head.seq))
            self._at = (moment + timedelta(microseconds=moment.isoformat() == before)).isoformat()
        return self._at


def told_text(changes: Mapping[str, Sequence[object]]) -> str:
    """What an entry keeps of its changes."""
    return _encode(changes)


def entry_of(row: Sequence[object]) -> AuditEntry:
    """An entry from the first eight columns of its row."""
    seq, at, person, action, entity, entity_id, case_id, changes = row[:8]
    return AuditEntry(
        seq=int(str(seq)),
        at=datetime.fromisoformat(str(at)),
        person=UUID(str(person)),
        action=str(action),
        entity=str(entity),
        entity_id=None if entity_id is None else UUID(str(entity_id)),
        case_id=None if case_id is None else UUID(str(case_id)),
        changes=json.loads(str(changes)),
    )


def _deed(rows: Sequence[Any]) -> Deed:
    touched = {row.case_id for row in rows if row.case_id is not None}
    return Deed(
        first=rows[0].seq,
        last=rows[-1].seq,
        person=UUID(rows[0].person_id),
        action=rows[0].action,
        entities=frozenset(row.entity for row in rows),
        case_id=UUID(next(iter(touched))) if len(touched) == 1 else None,
        cases=len(touched),
        told={row.entity: json.loads(row[6]) for row in rows if row[6]},
    )
