"""A case as rows of many tables, and back; and what differs between the rows stored and the rows to store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from db.columns import Values
from db.entities import CASE, PARTS, PLAN, PLAN_PARTS, Entity
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError

_OWN = tuple(entity for entity in PARTS if entity not in (PLAN, *PLAN_PARTS))
"""The parts that hang on the case alone."""

Rows = dict[str, Values]
"""Rows of one table by key, in order."""


@dataclass(slots=True)
class CaseRows:
    """All rows of one case: its own, and those of each part by table."""

    case: Values
    parts: dict[str, Rows] = field(default_factory=lambda: {entity.table: {} for entity in PARTS})


def rows_of(case: Case, stored: CaseRows | None = None) -> CaseRows:
    """The rows of a case. Parts that are stored keep their positions as far as the order allows."""
    rows = CaseRows(CASE.encode(case))
    key = str(case.id)
    for entity in PARTS:
        ones = () if entity in PLAN_PARTS else getattr(case, entity.attribute)
        if ones:
            _refuse_loose_ends(ones)
            rows.parts[entity.table] = _placed(entity, ones, (key,), stored)
    for plan in case.plans:
        for entity in PLAN_PARTS:
            ones = getattr(plan, entity.attribute)
            rows.parts[entity.table].update(_placed(entity, ones, (key, str(plan.id)), stored))
    return rows


def _refuse_loose_ends(ones: Sequence[Any]) -> None:
    """Raise UserError where a corrected result replaces one that is not there: both stay readable."""
    replaced = {one.supersedes for one in ones if getattr(one, "supersedes", None) is not None}
    if replaced and not replaced <= {one.id for one in ones}:
        raise UserError("A corrected result replaces one that this case does not have; keep the earlier one too.")


def _placed(entity: Entity, ones: Sequence[Any], links: Values, stored: CaseRows | None) -> Rows:
    """Rows in order, each position above the one before; a stored one is kept, so that a removal moves no others."""
    known = {} if stored is None else stored.parts[entity.table]
    if not known:
        return _keyed(entity, [entity.encode(one, (*links, place)) for place, one in enumerate(ones)])
    place, rows = -1, Rows()
    at = len(links)
    for one in ones:
        key = str(one.id)
        kept = known[key][at] if key in known else -1
        place = kept if kept > place else place + 1
        rows[key] = entity.encode(one, (*links, place))
    return rows


def _keyed(entity: Entity, rows: Iterable[Values]) -> Rows:
    return {row[entity.key]: row for row in rows}


def case_of(rows: CaseRows) -> Case:
    """The case that the rows are."""
    # most children have few kinds of results
    parts = {
        entity.attribute: tuple([entity.decode(row) for row in rows.parts[entity.table].values()])
        for entity in _OWN
        if rows.parts[entity.table]
    }
    plans = tuple(PLAN.decode(row, **_of_plan(rows, key)) for key, row in rows.parts[PLAN.table].items())
    case: Case = CASE.decode(rows.case, plans=plans, **parts)
    return case


def _of_plan(rows: CaseRows, plan: str) -> dict[str, tuple[Any, ...]]:
    """The parts of one plan."""
    return {
        entity.attribute: tuple(entity.decode(row) for row in rows.parts[entity.table].values() if row[1] == plan)
        for entity in PLAN_PARTS
    }


class Change(NamedTuple):
    """One row that differs: None before (new) or None after (removed)."""

    entity: Entity
    key: str
    case_id: str
    before: Values | None
    after: Values | None


def changes_between(before: CaseRows | None, after: CaseRows) -> Iterator[Change]:
    """Every row that differs: the case's own first, then its parts in their order."""
    case_id = after.case[CASE.key]
    own = None if before is None else before.case
    if own is None or CASE.changes(own, after.case):
        yield Change(CASE, case_id, case_id, own, after.case)
    for entity in PARTS:
        old = {} if before is None else before.parts[entity.table]
        new = after.parts[entity.table]
        # most children have few kinds of results
        if old or new:
            yield from _differences(entity, case_id, old, new)


def _differences(
    entity: Entity, case_id: str, old: Mapping[str, Values], new: Mapping[str, Values]
) -> Iterator[Change]:
    for key, row in old.items():
        if key not in new:
            yield Change(entity, key, case_id, row, None)
    for key, row in new.items():
        if old.get(key) != row:
            yield Change(entity, key, case_id, old.get(key), row)


def gather(cases: Iterable[Values], parts: Mapping[str, Iterable[Values]]) -> dict[UUID, CaseRows]:
    """Sort rows of many cases to their case; parts must come in the order of their positions."""
    found = {row[CASE.key]: CaseRows(tuple(row)) for row in cases}
    for entity in PARTS:
        key = entity.key
        for row in parts[entity.table]:
            found[row[0]].parts[entity.table][row[key]] = tuple(row)
    return {UUID(case_id): rows for case_id, rows in found.items()}
