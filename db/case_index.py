"""The case list: one stored line for each case, searched, filtered, sorted and paged by the database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    true,
)

from db.folding import fold, search_text, search_words
from db.tables import case_index, cases, identifiers
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseCounts, CaseLine, CaseLines, CaseQuery

SEVERITY = ("very_low", "low", "intermediate", "not_high", "high")
"""Codes of risk groups, least to most severe, for sorting only."""

_FULL_DATE = len("2026-11-26")

_T = case_index.c
_LISTS = {"group": _T.groups, "missing": _T.missing, "waiting": _T.waiting}
_EXACT = {"stage": _T.stage, "phase": _T.phase, "status": _T.status, "board": _T.board_on}
_SORTS: dict[str, ColumnElement[Any]] = {
    "name": _T.name_key,
    "groups": _T.severity,
    "missing": func.json_array_length(_T.missing),
    "deciding": func.json_array_length(_T.deciding),
    "waiting": func.json_array_length(_T.waiting),
}
_NONE = "[]"


class CaseIndex:
    """The list's lines within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
            rows.append(_row_of(line) | {"case_version": versions[key], "search": words})
        self._connection.execute(delete(case_index).where(_T.case_id.in_(_KEYS)), {"keys": keys})
        self._connection.execute(insert(case_index), rows)

    def search(self, query: CaseQuery) -> CaseLines:
        """One page of the list. Raises UserError for a filter or an order that no list has."""
        wanted = and_(*_conditions(query))
        total = self._connection.scalar(select(func.count()).select_from(case_index).where(wanted)) or 0
        page = select(case_index).where(wanted).order_by(*_order(query)).offset(query.offset).limit(query.limit)
        return CaseLines(tuple(_line_of(row) for row in self._connection.execute(page)), total)

    def place(self, query: CaseQuery, case_id: UUID) -> int | None:
        """At which place of a query's whole list a case stands, counted from 0, or None if it is not in it."""
        wanted = and_(*_conditions(query))
        ranked = select(_T.case_id, func.row_number().over(order_by=_order(query)).label("place")).where(wanted)
        ranked_lines = ranked.subquery()
        found = select(ranked_lines.c.place).where(ranked_lines.c.case_id == str(case_id))
        place = self._connection.scalar(found)
        return None if place is None else int(place) - 1

    def counts(self, today: date) -> CaseCounts:
        """What the views of the list count, in one pass. The next meeting is the first full date from today on."""
        standing = _T.deleted.is_(False)
        on_a_day = and_(standing, _T.board_on >= today.isoformat(), func.length(_T.board_on) == _FULL_DATE)
        meeting = select(func.min(_T.board_on)).where(on_a_day).scalar_subquery()
        counted = select(
            func.count(case((_T.status == "active", 1))),
            func.count(case((_T.board_on == meeting, 1))),
            func.count(case((_T.waiting != _NONE, 1))),
            func.count(),
            meeting,
        ).where(standing)
        active, on_it, waiting, total, day = self._connection.execute(counted).one()
        return CaseCounts(active, on_it, waiting, total, None if day is None else PartialDate.parse(day))

    def facets(self, query: CaseQuery | None = None) -> dict[str, dict[str, int]]:
        """For the chips: how many of the lines of a query have each stage, group, phase, status and missing fact."""
        wanted = and_(*_conditions(query or CaseQuery()))
        found = {}
        for key, column in _EXACT.items():
            counted = select(column, func.count()).where(wanted, column != "").group_by(column).order_by(column)
            found[key] = self._counts(counted)
        for key, column in _LISTS.items():
            each = func.json_each(column).table_valued("value")
            counted = select(each.c.value, func.count()).select_from(case_index.join(each, true()))
            found[key] = self._counts(counted.where(wanted).group_by(each.c.value).order_by(each.c.value))
        return found

    def stale(self, rules: str) -> list[UUID]:
        """Cases whose line is missing, or was worked out by other rules or from another version of the case."""
        joined = cases.outerjoin(case_index, _T.case_id == cases.c.id)
        outdated = or_(_T.case_id.is_(None), _T.rules != rules, _T.case_version != cases.c.version)
        wanted = select(cases.c.id).select_from(joined).where(outdated).order_by(cases.c.number)
        return [UUID(found) for found in self._connection.scalars(wanted)]

    def _counts(self, counted: Select[Any]) -> dict[str, int]:
        return {str(value): int(count) for value, count in self._connection.execute(counted)}

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


def _conditions(query: CaseQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_T.deleted.is_(query.bin)]
    found += [_T.search.contains(word, autoescape=True) for word in search_words(query.text)]
    for key, value in query.where:
        if key == "any" and value in _LISTS:
            found.append(_LISTS[value] != _NONE)
        elif key in _EXACT:
            found.append(_EXACT[key] == value)
        elif key in _LISTS:
            found.append(_LISTS[key].contains(json.dumps(value, ensure_ascii=False), autoescape=True))
        else:
            known = ", ".join(sorted((*_EXACT, *_LISTS)))
            raise UserError(f"The list cannot be filtered by {key}; it knows {known}.")
    return found


def _order(query: CaseQuery) -> list[ColumnElement[Any]]:
    """The order asked for; what is unknown stands last either way, and the case number settles ties."""
    if query.sort not in CaseLine.__dataclass_fields__:
        raise UserError(f"The list cannot be sorted by {query.sort}; choose one of its columns.")
    if query.sort == "phase":
        return _phase_order(query)
    column = _SORTS.get(query.sort, _T[query.sort])
    unknown = column == "" if isinstance(column.type, Text) else column.is_(None)
    if query.sort == "groups":
        unknown = column == 0
    empty = case((or_(column.is_(None), unknown), 1), else_=0)
    return [empty, column.desc() if query.descending else column, _T.number]


def _phase_order(query: CaseQuery) -> list[ColumnElement[Any]]:
    """By the step of treatment, then the phase's name, then the courses reached; without a step last either way."""
    columns = [_T.step, _T.phase, _T.phase_done]
    turned = [one.desc() for one in columns] if query.descending else columns
    return [case((_T.step == 0, 1), else_=0), *turned, _T.number]


def _row_of(line: CaseLine) -> dict[str, Any]:
    return {
        "case_id": str(line.case_id),
        "number": line.number,
        "mrn": line.mrn,
        "name": line.name,
        "name_key": fold(line.name),
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
    }


def _line_of(row: Row[Any]) -> CaseLine:
    return CaseLine(
        case_id=UUID(row.case_id),
        number=row.number,
        mrn=row.mrn,
        name=row.name,
        born=None if row.born is None else PartialDate.parse(row.born),
        age_days=row.age_days,
        diagnosed=None if row.diagnosed is None else PartialDate.parse(row.diagnosed),
        stage=row.stage,
        scheme=row.scheme,
        groups=tuple(json.loads(row.groups)),
        settled=row.settled,
        conflict=row.conflict,
        not_covered=row.not_covered,
        deciding=tuple(json.loads(row.deciding)),
        missing=tuple(json.loads(row.missing)),
        waiting=tuple(json.loads(row.waiting)),
        phase=row.phase,
        phase_done=row.phase_done,
        phase_count=row.phase_count,
        step=row.step,
        next_due=row.next_due,
        next_due_on=None if row.next_due_on is None else date.fromisoformat(row.next_due_on),
        board_on=None if row.board_on is None else PartialDate.parse(row.board_on),
        status=row.status,
        demonstration=row.demonstration,
        deleted=row.deleted,
        rules=row.rules,
    )


def _list(codes: Sequence[str]) -> str:
    return json.dumps(list(codes), ensure_ascii=False)


def _severity(groups: Sequence[str]) -> int:
    """The worst reachable group counts, then the mildest; 0 where there is none."""
    ranks = [SEVERITY.index(group) + 1 for group in groups if group in SEVERITY]
    return max(ranks) * 10 + min(ranks) if ranks else 0
