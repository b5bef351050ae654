"""The opposite of earlier audit entries: the rows of a case as they would be had those entries not been written.

It is made of what the audit says, and only over a fact that still is as those entries left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from db.audit import AuditEntry
from db.case_rows import CaseRows
from db.columns import Values
from db.entities import CASE, ENTITIES, PARTS, PLAN_PARTS, Entity
from db.errors import ChangedSince
from desktop.clinical.case import Deletion

Changes = Mapping[str, Sequence[object]]


def opposite(stored: CaseRows, entries: Sequence[AuditEntry], binned: Deletion) -> CaseRows:
    """The rows without what the entries did. A case that they made goes to the bin: nothing is erased.

    Raises ChangedSince if a fact, a row or the new case is not as the entries left it.
    """
    if any(makes_case(entry) for entry in entries):
        _refuse_other_rows(stored, entries)
        told = {"deleted": {"at": binned.at.isoformat(), "reason": binned.reason}}
        return CaseRows(CASE.restored(stored.case, told, *_own_keys(stored)), stored.parts)
    rows = CaseRows(stored.case, {table: dict(ones) for table, ones in stored.parts.items()})
    for entry in reversed(entries):
        if entry.entity == CASE.table:
            rows.case = _with(CASE, rows.case, entry.changes, *_own_keys(stored))
        else:
            _take_back(rows, ENTITIES[entry.entity], entry)
    for entity in PARTS:
        place, ones = itemgetter(entity.links.index("position")), rows.parts[entity.table]
        rows.parts[entity.table] = {key: ones[key] for key in sorted(ones, key=lambda key: place(ones[key]))}
    _refuse_loose_rows(rows)
    return rows


def touches(entry: AuditEntry, later: AuditEntry) -> bool:
    """Whether a later entry is about the same group of facts: the same result, or the same fact of the case itself.

    Anything about a case is about what made the case.
    """
    if makes_case(entry):
        return entry.case_id == later.case_id
    if (entry.entity, entry.entity_id) != (later.entity, later.entity_id):
        return False
    return entry.entity != CASE.table or not entry.changes.keys().isdisjoint(later.changes)


def _take_back(rows: CaseRows, entity: Entity, entry: AuditEntry) -> None:
    ones, key = rows.parts[entity.table], str(entry.entity_id)
    row = ones.get(key)
    if _is_new(entity, entry.changes):
        _refuse_other(entity, row, entry.changes)
        del ones[key]
    elif (row is None) != _is_removed(entry.changes):
        raise ChangedSince
    else:
        ones[key] = _with(entity, row, entry.changes, key, str(entry.case_id))


def _with(entity: Entity, row: Values | None, changes: Changes, key: str, case_id: str) -> Values:
    """The row with every changed field as it was, provided that it still is what it became."""
    before = {name: told[0] for name, told in changes.items()}
    whole = entity.restored(row, before, key, case_id)
    if row is not None and _facts(entity.changes(whole, row)) != _facts(changes):
        raise ChangedSince
    return whole


def makes_case(entry: AuditEntry) -> bool:
    """Whether the entry is the one by which a case came to the board."""
    return entry.entity == CASE.table and _is_new(CASE, entry.changes)


def _is_new(entity: Entity, changes: Changes) -> bool:
    """Whether the entry made the row: of a case the status, of a part the position came from nothing."""
    name = "status" if entity is CASE else "position"
    return name in changes and changes[name][0] is None


def _is_removed(changes: Changes) -> bool:
    return "position" in changes and changes["position"][1] is None


def _facts(changes: Changes) -> dict[str, Sequence[object]]:
    """What is said, without the place in the order, which other rows may have moved."""
    return {name: told for name, told in changes.items() if name != "position"}


def _refuse_other(entity: Entity, row: Values | None, changes: Changes) -> None:
    if row is None or _facts(entity.changes(None, row)) != _facts(changes):
        raise ChangedSince


def _refuse_other_rows(stored: CaseRows, entries: Iterable[AuditEntry]) -> None:
    """Raise ChangedSince unless the case has the rows that the entries made, and no others."""
    made = {(entry.entity, str(entry.entity_id)): entry.changes for entry in entries}
    rows = {(table, key): row for table, ones in stored.parts.items() for key, row in ones.items()}
    rows[CASE.table, stored.case[CASE.key]] = stored.case
    if rows.keys() != made.keys():
        raise ChangedSince
    for name, row in rows.items():
        _refuse_other(ENTITIES[name[0]], row, made[name])


def _refuse_loose_rows(rows: CaseRows) -> None:
    """Raise ChangedSince if something that is still there hangs on a row that would go."""
    for entity in PLAN_PARTS:
        plan = entity.links.index("plan_id")
        if not {row[plan] for row in rows.parts[entity.table].values()} <= rows.parts["plans"].keys():
            raise ChangedSince
    for entity in PARTS:
        if "supersedes" in entity.columns:
            ones = rows.parts[entity.table]
            replaced = map(itemgetter(entity.columns.index("supersedes")), ones.values())
            if any(key is not None and key not in ones for key in replaced):
                raise ChangedSince


def _own_keys(stored: CaseRows) -> tuple[str, str]:
    return stored.case[CASE.key], stored.case[CASE.key]
