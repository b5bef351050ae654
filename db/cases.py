"""The cases of a board: whole cases go in and come out. Every write leaves one audit entry for each changed row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from db.audit import Audit, AuditEntry, told_text
from db.case_rows import CaseRows, Change, case_of, changes_between, gather, rows_of
from db.case_writes import Writes
from db.columns import Values
from db.database import driver_of
from db.entities import CASE, ENTITIES, PARTS, Entity
from db.errors import ChangedSince, DuplicateCase, StaleCase
from db.opposite import makes_case, opposite
from db.tables import TABLES, cases, identifiers
from desktop.clinical.case import Case, Deletion
from desktop.clinical.errors import UserError

CHUNK = 2000
"""Cases loaded or written at a time."""


class _Told:
    """What the audit says of changes. Of many new results it is the same: it names neither the result nor its case."""

    def __init__(self) -> None:
        self._of_new: dict[Values, str] = {}

    def text(self, change: Change) -> str:
        """The changes of one row as the audit keeps them."""
        entity, _, _, before, after = change
        if entity is CASE or before is not None or after is None:
            return told_text(entity.changes(before, after))
        # a row without the two keys that differ in every one and that the audit has in columns of its own
        alike = (entity.table, *after[1 : entity.key], *after[entity.key + 1 :])
        if alike not in self._of_new:
            self._of_new[alike] = told_text(entity.changes(before, after))
        return self._of_new[alike]


class Cases:
    """The cases of one board within one transaction."""

    def __init__(self, connection: Connection, audit: Audit, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._audit = audit
        self._now = now
        self._told = _Told()

    def get(self, case_id: UUID) -> Case:
        """One case, also from the bin. Raises UserError if the board has none of that key."""
        found = self.load_many([case_id])
        if case_id not in found:
            raise UserError("That case is not on this board; look at the list again.")
        return found[case_id]

    def by_number(self, number: int) -> Case:
        """The case of a case number. Raises UserError if there is none."""
        # a number beyond what the database can hold is no case's number either
        found = None
        if 0 < number < 2**63:
            found = self._connection.scalar(select(cases.c.id).where(cases.c.number == number))
        if found is None:
            raise UserError(f"There is no case {number} on this board; see the numbers that `list` prints.")
        return self.get(UUID(found))

    def find(self, system: str, value: str) -> UUID | None:
        """The case that an identifier names, or None."""
        wanted = select(identifiers.c.case_id).where(identifiers.c.system == system, identifiers.c.value == value)
        found = self._connection.scalar(wanted)
        return None if found is None else UUID(found)

    def identifiers(self) -> dict[tuple[str, str], UUID]:
        """Every identifier of the board (system and value) with its case, those in the bin too."""
        rows = self._connection.execute(select(identifiers.c.system, identifiers.c.value, identifiers.c.case_id))
        return {(system, value): UUID(case_id) for system, value, case_id in rows}

    def all_ids(self) -> list[UUID]:
        """Keys of all cases in the order of their numbers, those in the bin too."""
        return [UUID(found) for found in self._connection.scalars(select(cases.c.id).order_by(cases.c.number))]

    def numbers(self) -> dict[UUID, int]:
        """The number of every case by its key."""
        rows = self._connection.execute(select(cases.c.id, cases.c.number))
        return {UUID(key): number for key, number in rows}

    def part_ids(self) -> frozenset[UUID]:
        """The keys of every result, plan and other part of every case."""
        found = (self._connection.scalars(select(TABLES[entity.table].c.id)) for entity in PARTS)
        return frozenset(UUID(key) for keys in found for key in keys)

    def load_many(self, ids: Iterable[UUID]) -> dict[UUID, Case]:
        """Cases by key, in the order asked for; keys that the board does not have are left out."""
        wanted = list(ids)
        rows = self._rows(wanted)
        return {case_id: case_of(rows[case_id]) for case_id in wanted if case_id in rows}

    def add_many(self, new: Sequence[Case], action: str) -> list[Case]:
        """Store new cases; the board gives the numbers. Raises DuplicateCase if a case or identifier is there."""
        last = self._connection.scalar(select(func.max(cases.c.number))) or 0
        moment, stored = self._now(), list[Case]()
        for start in range(0, len(new), CHUNK):
            writes = Writes()
            for case in new[start : start + CHUNK]:
                number = last + len(stored) + 1
                own = replace(case, number=number, version=1, created_at=moment, changed_at=moment)
                self._note(writes, None, rows_of(own), action)
                stored.append(own)
            self._execute(writes, stored[start:])
        return stored

    def save(self, before: Case, after: Case, action: str) -> Case:
        """Store a change. Raises StaleCase if the case was changed since ``before`` was loaded."""
        return self.save_many([(before, after)], action)[0]

    def save_many(self, pairs: Sequence[tuple[Case, Case]], action: str) -> list[Case]:
        """Store changes, all or none. A case in which nothing differs keeps its version."""
        saved = list[Case]()
        for start in range(0, len(pairs), CHUNK):
            chunk = pairs[start : start + CHUNK]
            stored, writes = self._rows([before.id for before, _ in chunk]), Writes()
            for before, after in chunk:
                saved.append(self._saved(stored.get(before.id), before, after, action, writes))
            self._execute(writes, saved[start:])
        return saved

    def take_back(self, entries: Sequence[AuditEntry], action: str, reason: str) -> list[Case]:
        """Write the opposite of earlier entries; cases that they made go to the bin with the reason.

        Raises ChangedSince, which names the case, if something is not as the entries left it.
        """
        moment, done = self._now(), list[Case]()
        binned = Deletion(at=moment.replace(microsecond=0), reason=reason)
        by_case: dict[UUID, list[AuditEntry]] = {}
        for entry in entries:
            if entry.entity in ENTITIES and entry.case_id is not None:
                by_case.setdefault(entry.case_id, []).append(entry)
        keys = list(by_case)
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            stored, writes = self._rows(chunk), Writes()
            for key in chunk:
                done.append(self._taken_back(stored.get(key), by_case[key], binned, action, writes))
            self._execute(writes, done[start:])
        return done

    def as_of(self, case_id: UUID, later: Sequence[AuditEntry]) -> Case | None:
        """A case as it was before its entries in ``later`` (all that came after, in their order); None before it was.

        Raises ChangedSince where the history does not lead to the present state: then it cannot be trusted.
        """
        stored = self._rows([case_id]).get(case_id)
        if stored is None:
            raise UserError("That case is not on this board any more; look at the list again.")
        mine = [entry for entry in later if entry.entity in ENTITIES and entry.case_id == case_id]
        if any(makes_case(entry) for entry in mine):
            return None
        return case_of(opposite(stored, mine, Deletion(at=self._now(), reason="")))

    def _taken_back(
        self, stored: CaseRows | None, entries: Sequence[AuditEntry], binned: Deletion, action: str, writes: Writes
    ) -> Case:
        if stored is None:
            raise ChangedSince
        own: Case = CASE.decode(stored.case)
        try:
            rows = opposite(stored, entries, binned)
        except ChangedSince:
            raise ChangedSince(own.number) from None
        own = CASE.decode(rows.case)
        rows.case = CASE.encode(replace(own, version=own.version + 1, changed_at=self._now()))
        self._note(writes, stored, rows, action)
        return case_of(rows)

    def _saved(self, stored: CaseRows | None, before: Case, after: Case, action: str, writes: Writes) -> Case:
        """Note what differs between the stored rows and ``after``; returns the case as it will be stored."""
        if stored is None or before.id != after.id:
            raise StaleCase("That case is not on this board any more; look at the list again.")
        current: Case = CASE.decode(stored.case)
        if current.version != before.version:
            raise StaleCase(f"Case {current.number} was changed meanwhile; look at it again and repeat your change.")
        own = replace(after, number=current.number, version=current.version, created_at=current.created_at,
                      changed_at=current.changed_at)  # fmt: skip
        rows = rows_of(own, stored)
        if not any(changes_between(stored, rows)):
            return own
        own = replace(own, version=current.version + 1, changed_at=self._now())
        rows.case = CASE.encode(own)
        self._note(writes, stored, rows, action)
        return own

    def _note(self, writes: Writes, before: CaseRows | None, after: CaseRows, action: str) -> None:
        """Collect the row writes of one case and their audit entries: the one place where both are made."""
        # the case's own row is written whenever any part is, for its version
        writes.put(CASE, None if before is None else before.case, after.case)
        for change in changes_between(before, after):
            entity, key, case_id, old, new = change
            if entity is not CASE:
                writes.put(entity, old, new)
            self._audit.add_told(action, entity.table, key, case_id, self._told.text(change))

    def _execute(self, writes: Writes, written: Sequence[Case]) -> None:
        """Write rows and entries. Raises DuplicateCase instead of the database's own words."""
        try:
            writes.execute(self._connection)
        except IntegrityError as error:
            raise self._refusal(error, written) from None
        self._audit.flush()

    def _refusal(self, error: IntegrityError, written: Sequence[Case]) -> Exception:
        """Which case stands in the way, by its number; anything but a duplicate is our own mistake."""
        if "UNIQUE" not in str(error.orig):
            return error
        taken, own = self.identifiers(), {case.id for case in written}
        names = Counter((one.system, one.value) for case in written for one in case.identifiers)
        other = next((taken[name] for name in names if name in taken and taken[name] not in own), None)
        if other is not None:
            number = self._connection.scalar(select(cases.c.number).where(cases.c.id == str(other)))
            return DuplicateCase(f"Case {number} of this board has the same identifier; open that one instead.")
        if any(count > 1 for count in names.values()):
            return DuplicateCase("Two of the cases to store have the same identifier; give each child its own.")
        return DuplicateCase("A case or result to store is on this board already; open that one instead.")

    def _rows(self, ids: Sequence[UUID]) -> dict[UUID, CaseRows]:
        found: dict[UUID, CaseRows] = {}
        for start in range(0, len(ids), CHUNK):
            keys = json.dumps([str(case_id) for case_id in ids[start : start + CHUNK]])
            parts = {entity.table: self._select(entity, keys) for entity in PARTS}
            found.update(gather(self._select(CASE, keys), parts))
        return found

    def _select(self, entity: Entity, keys: str) -> list[Values]:
        """Rows as the driver gives them. A child has few kinds of results, and most of these find nothing.

        Through SQLAlchemy each took ten times as long, and together they were most of the time of opening a case.
        """
        rows: list[Values] = driver_of(self._connection).execute(_SELECTS[entity.table], (keys,)).fetchall()
        return rows


def _select_of(entity: Entity) -> str:
    """Select an entity's rows of the cases whose keys stand in a JSON list: one parameter, however many they are."""
    table = TABLES[entity.table]
    wanted = func.json_each(bindparam("keys")).table_valued("value")
    owner = table.c.id if entity is CASE else table.c.case_id
    rows = select(*(table.c[name] for name in entity.columns)).where(owner.in_(select(wanted.c.value)))
    ordered = rows if entity is CASE else rows.order_by(table.c.position)
    return str(ordered.compile(dialect=sqlite.dialect()))


_SELECTS = {entity.table: _select_of(entity) for entity in (CASE, *PARTS)}
