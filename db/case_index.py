"""The case list: one stored line for each case, written here and read in ``case_list``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, or_, select

from db import case_list
from db.case_writes import bulk_insert
from db.columns import Values
from db.folding import fold, search_text
from db.tables import case_index, cases, identifiers
from desktop.clinical.listing import CaseCounts, CaseLine, CaseLines, CaseQuery
from desktop.clinical.risk_groups import ORDER

_T = case_index.c


class CaseIndex:
    """The list's lines within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def on_board(self, day: date) -> list[UUID]:
        """The cases whose next board is on a day, by their number; not those in the bin."""
        wanted = select(_T.case_id).where(_T.board_on == day.isoformat(), ~_T.deleted).order_by(_T.number)
        return [UUID(key) for key in self._connection.scalars(wanted)]

    def put_many(self, lines: Sequence[CaseLine], texts: Mapping[UUID, str] | None = None) -> None:
        """Store lines, replacing earlier ones. ``texts`` are more words by which a case is found."""
        if not lines:
            return
        keys = json.dumps([str(line.case_id) for line in lines])
        versions, names = self._versions(keys), self._identifiers(keys)
        rows = []
        for line in lines:
            key = str(line.case_id)
            more = (texts or {}).get(line.case_id, "")
            words = search_text(line.name, line.mrn, *names.get(key, ()), more)
            rows.append(_row_of(line, versions[key], words))
        self._connection.execute(_REMOVE, {"keys": keys})
        self._connection.exec_driver_sql(_INSERT, rows)

    def search(self, query: CaseQuery) -> CaseLines:
        """One page of the list. Raises UserError for a filter or an order that no list has."""
        return case_list.search(self._driver, query)

    def place(self, query: CaseQuery, case_id: UUID) -> int | None:
        """At which place of a query's whole list a case stands, counted from 0, or None if it is not in it."""
        return case_list.place(self._driver, query, case_id)

    def counts(self, today: date) -> CaseCounts:
        """What the views of the list count."""
        return case_list.counts(self._driver, today)

    def facet(self, key: str, query: CaseQuery | None = None) -> dict[str, int]:
        """For a chip: how many of the lines of a query have each value of a filter."""
        return case_list.facet(self._driver, query or CaseQuery(), key)

    def stale(self, rules: str) -> list[UUID]:
        """Cases whose line is missing, or was worked out by other rules or from another version of the case."""
        joined = cases.outerjoin(case_index, _T.case_id == cases.c.id)
        outdated = or_(_T.case_id.is_(None), _T.rules != rules, _T.case_version != cases.c.version)
        wanted = select(cases.c.id).select_from(joined).where(outdated).order_by(cases.c.number)
        return [UUID(found) for found in self._connection.scalars(wanted)]

    def rules_used(self) -> set[str]:
        """Checksums of all rules that any line was worked out by."""
        return {*self._connection.scalars(select(_T.rules).distinct())}

    def lines(self, ids: Sequence[UUID]) -> dict[UUID, CaseLine]:
        """The stored lines of some cases, in the bin or not; a case without one is left out."""
        return {one.case_id: one for one in case_list.lines(self._driver, ids)}

    @property
    def _driver(self) -> Any:
        return self._connection.connection.driver_connection

    def _versions(self, keys: str) -> dict[str, int]:
        wanted = select(cases.c.id, cases.c.version).where(cases.c.id.in_(_KEYS))
        return dict(self._connection.execute(wanted, {"keys": keys}).all())

    def _identifiers(self, keys: str) -> dict[str, list[str]]:
        wanted = select(identifiers.c.case_id, identifiers.c.value).where(identifiers.c.case_id.in_(_KEYS))
        found: dict[str, list[str]] = {}
        for case_id, value in self._connection.execute(wanted, {"keys": keys}):
            found.setdefault(case_id, []).append(value)
        return found


_KEYS = select(func.json_each(bindparam("keys")).table_valued("value").c.value)
_REMOVE = delete(case_index).where(_T.case_id.in_(_KEYS))
_INSERT = bulk_insert(case_index)
_COLUMNS = [column.name for column in case_index.columns]


def _row_of(line: CaseLine, version: int, words: str) -> Values:
    """The row of a line, in the order of the table's columns."""
    folded = fold(line.name)
    row = {
        "case_id": str(line.case_id),
        "case_version": version,
        "number": line.number,
        "mrn": line.mrn,
        "name": line.name,
        "nameless": not folded,
        "name_key": folded,
        "search": words,
        "born": None if line.born is None else str(line.born),
        "age_days": line.age_days,
        "diagnosed": None if line.diagnosed is None else str(line.diagnosed),
        "stage": line.stage,
        "scheme": line.scheme,
        "groups": _list(line.groups),
        "severity": _severity(line.groups),
        "settled": line.settled,
        "conflict": line.conflict,
        "not_covered": line.not_covered,
        "deciding": _list(line.deciding),
        "missing": _list(line.missing),
        "waiting": _list(line.waiting),
        "phase": line.phase,
        "phase_done": line.phase_done,
        "phase_count": line.phase_count,
        "step": line.step,
        "next_due": line.next_due,
        "next_due_on": None if line.next_due_on is None else line.next_due_on.isoformat(),
        "board_on": None if line.board_on is None else str(line.board_on),
        "status": line.status,
        "demonstration": line.demonstration,
        "deleted": line.deleted,
        "rules": line.rules,
        "look": line.look,
        "look_on": None if line.look_on is None else line.look_on.isoformat(),
    }
    return tuple([row[name] for name in _COLUMNS])


@lru_cache(maxsize=1024)
def _list(codes: tuple[str, ...]) -> str:
    """Codes of rules, of which the lines of a list have the same few over and over."""
    return _encode(codes)


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _severity(groups: Sequence[str]) -> int:
    """The worst reachable group counts, then the mildest; 0 where there is none."""
    ranks = [ORDER.index(group) + 1 for group in groups if group in ORDER]
    return max(ranks) * 10 + min(ranks) if ranks else 0
