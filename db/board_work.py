"""The work of the board within one transaction: meetings, referrals, decisions and what hangs on them, row by row.

Every write leaves an entry; a row is changed only as whoever changes it last saw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from db.audit import Audit, AuditEntry
from db.columns import Values
from db.entities import (
    AMENDMENT,
    BOARD_WORK,
    CLINIC_TEXT,
    DECISION,
    DECISION_PARTS,
    GROUND,
    MEETING,
    QUORUM_RULE,
    Entity,
)
from db.errors import ChangedSince, FrozenDecision, StaleCase, StillNamed
from db.tables import TABLES
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.meetings.meeting import Meeting

T = TypeVar("T")

_OF_KIND = {entity.kind: entity for entity in BOARD_WORK}
_OF_TABLE = {entity.table: entity for entity in BOARD_WORK}
_MADE_BY = {MEETING.table: "day", QUORUM_RULE.table: "discipline", CLINIC_TEXT.table: "topic"}
"""The field that is never empty, so that nothing before it means a new row; of all others what they hang on."""


class BoardWork:
    """The rows of the board's work. A kind is named by its class, for example ``Meeting``."""

    def __init__(self, connection: Connection, audit: Audit) -> None:
        self._connection, self._audit = connection, audit

    def get(self, kind: type[T], key: UUID) -> T:
        """One row. Raises UserError where it is not there any more."""
        found = self.where(kind, id=key)
        if not found:
            raise UserError("What you meant is not on this board any more; look at the list again.")
        return found[0]

    def where(self, kind: type[T], **wanted: UUID | Iterable[UUID] | str | None) -> list[T]:
        """The rows of a kind by the keys that they hang on, in the order in which they were made.

        A key of None finds rows that name none, several keys those of any of them.
        """
        entity = _OF_KIND[kind]
        query = _ROWS[entity.table]
        for name, value in wanted.items():
            column = TABLES[entity.table].c[name]
            if value is None or isinstance(value, UUID | str):
                query = query.where(column.is_(None) if value is None else column == str(value))
            else:
                query = query.where(column.in_([str(one) for one in value]))
        return [cast("T", entity.decode(tuple(row))) for row in self._connection.execute(query)]

    def has(self, kind: type[object]) -> bool:
        """Whether there is any row of a kind."""
        table = TABLES[_OF_KIND[kind].table]
        return self._connection.execute(select(table.c.id).limit(1)).first() is not None

    def meeting(self, number: int) -> Meeting:
        """The meeting of a number. Raises UserError where there is none."""
        numbered = TABLES[MEETING.table].c.number == number
        row = self._connection.execute(_ROWS[MEETING.table].where(numbered)).first()
        if row is None:
            raise UserError(f"There is no meeting {number} on this board; see the numbers that `meetings` prints.")
        return cast("Meeting", MEETING.decode(tuple(row)))

    def next_number(self) -> int:
        """The number of the next meeting; a number is never given twice."""
        return (self._connection.scalar(select(func.max(TABLES[MEETING.table].c.number))) or 0) + 1

    def add(self, value: T, action: str) -> T:
        """Store a new row."""
        self._write(_OF_KIND[type(value)], None, value, action)
        return value

    def save(self, before: T, after: T, action: str) -> T:
        """Store a changed row. Raises StaleCase if it is not as ``before`` any more; the same again writes nothing."""
        entity = _OF_KIND[type(before)]
        if before == after:
            return before
        self._refuse_changed(entity, before)
        if "version" in entity.columns:
            after = replace(after, version=cast("Any", before).version + 1)  # type: ignore[type-var]
        self._write(entity, before, after, action)
        return after

    def remove(self, before: object, action: str) -> None:
        """Take a row away; the history keeps what it said. Raises StaleCase if it is not as ``before`` any more."""
        entity = _OF_KIND[type(before)]
        self._refuse_changed(entity, before)
        self._write(entity, before, None, action)

    def replace_all(self, before: Sequence[T], after: Sequence[T], action: str) -> None:
        """Store what became of rows of one kind: new ones, changed ones, and those that are not there any more."""
        old, new = {_key(one): one for one in before}, {_key(one): one for one in after}
        for key in old.keys() - new.keys():
            self.remove(old[key], action)
        for key, value in new.items():
            if key in old:
                self.save(old[key], value, action)
            else:
                self.add(value, action)

    def move_all(self, source: UUID, target: UUID, action: str) -> None:
        """Hang everything about one case on another: two records of one child became one."""
        for entity in (one for one in BOARD_WORK if "case_id" in one.columns):
            for value in self.where(entity.kind, case_id=source):
                self._write(entity, value, replace(value, case_id=target), action)

    def take_back(self, entries: Sequence[AuditEntry], action: str) -> list[UUID]:
        """Write the opposite of earlier entries. Returns the cases that they are about.

        Raises ChangedSince if a row is not as they left it, FrozenDecision if it belongs to a confirmed decision, and
        StillNamed if something that came later hangs on it.
        """
        touched: dict[UUID, None] = {}
        for entry in reversed([one for one in entries if one.entity in _OF_TABLE]):
            try:
                self._take_back(_OF_TABLE[entry.entity], entry, action)
            except IntegrityError:
                raise StillNamed("Something that came later hangs on it; nothing was undone.") from None
            if entry.case_id is not None:
                touched[entry.case_id] = None
        return list(touched)

    def _take_back(self, entity: Entity, entry: AuditEntry, action: str) -> None:
        key, case_id = str(entry.entity_id), str(entry.case_id)
        row = self._row(entity, key)
        made = next(iter(entry.changes.get(_MADE_BY.get(entity.table) or next(iter(entity.refers)), ("",))))
        told = {name: pair[0] for name, pair in entry.changes.items()}
        is_new = row is not None and made is None
        before = None if is_new else entity.restored(row, told, key, case_id)
        self._refuse_frozen(entity, row or before, entry)
        if entity.changes(before, row) != dict(entry.changes):
            raise ChangedSince
        self._put(entity, row, _counted(entity, before) if row is None and before is not None else before, action)

    def _refuse_frozen(self, entity: Entity, row: Values | None, entry: AuditEntry) -> None:
        """Nothing takes back what the chair confirmed, nor what was added to it for everybody to see.

        That it hangs on another case now is no part of what was confirmed.
        """
        if entry.changes.keys() == {"case_id"}:
            return
        if entity in {AMENDMENT, GROUND}:
            raise FrozenDecision
        decision = row
        if entity in DECISION_PARTS and row is not None and not _says_later(entry):
            decision = self._row(DECISION, str(row[entity.columns.index("decision_id")]))
        elif entity is not DECISION:
            return
        if decision is not None and cast("Decision", DECISION.decode(decision)).is_frozen:
            raise FrozenDecision

    def _write(self, entity: Entity, before: object, after: object, action: str) -> None:
        old = None if before is None else entity.encode(before)
        self._put(entity, old, None if after is None else entity.encode(after), action)

    def _put(self, entity: Entity, old: Values | None, new: Values | None, action: str) -> None:
        table = TABLES[entity.table]
        some = new if new is not None else old
        if some is None:
            return
        key = some[entity.key]
        if new is None:
            self._connection.execute(delete(table).where(table.c.id == key))
        elif old is None:
            self._connection.execute(insert(table), dict(zip(entity.columns, new, strict=True)))
        else:
            values = dict(zip(entity.columns, new, strict=True))
            self._connection.execute(update(table).where(table.c.id == key).values(values))
        case_id = some[entity.columns.index("case_id")] if "case_id" in entity.columns else None
        changes = entity.changes(old, new)
        if changes:
            self._audit.add(action, entity.table, key, case_id, changes)

    def _refuse_changed(self, entity: Entity, before: object) -> None:
        row = entity.encode(before)
        if self._row(entity, row[entity.key]) != row:
            raise StaleCase("Somebody changed this meanwhile; nothing was stored, look at it again and repeat it.")

    def _row(self, entity: Entity, key: str) -> Values | None:
        row = self._connection.execute(_ROWS[entity.table].where(TABLES[entity.table].c.id == key)).first()
        return None if row is None else tuple(row)


def _rows_of(entity: Entity) -> Select[Any]:
    table = TABLES[entity.table]
    order = [table.c[name] for name in ("day", "place", "number") if name in table.c]
    return select(*(table.c[name] for name in entity.columns)).order_by(*order, func.coalesce(table.c.id, ""))


def _key(value: object) -> UUID:
    return cast("UUID", cast("Any", value).id)


_LATER = "fate"
"""What became of an action is said after the decision is frozen, and can be taken back."""


def _counted(entity: Entity, row: Values) -> Values:
    """A row that is there again begins to count its versions anew; the history does not tell them."""
    told = [1 if name == "version" else value for name, value in zip(entity.columns, row, strict=True)]
    return tuple(told)


def _says_later(entry: AuditEntry) -> bool:
    return all(name.startswith(_LATER) for name in entry.changes)


_ROWS = {entity.table: _rows_of(entity) for entity in BOARD_WORK}
"""The rows of each kind in their order; put together once, for a case asks for several of them before it is shown."""
