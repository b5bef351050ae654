"""Reading the case list through the driver alone, so that a first list waits for nothing that is slow to load.

Search looks for folded words anywhere in a line. In the order of names the database walks one index that holds what is
searched and all that is filtered by: at 100,000 lines a page takes under a millisecond where much matches and 20 where
little does, and counting what matches takes as long. A filter that the index lacks makes counting walk the wide table,
which takes 50 to 100. A trigram index took 120 for a word that everybody has.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from db.folding import search_words
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseCounts, CaseLine, CaseLines, CaseQuery, Where, sort_keys

_LISTS = {"group": "groups", "missing": "missing", "waiting": "waiting"}
_EXACT = {"stage": "stage", "phase": "phase", "status": "status", "board": "board_on"}
_COUNTED = ("missing", "deciding", "waiting")
_LOOK = "look"
"""With ``any``: the lines whose decision is to be looked at today."""
_NONE = "[]"
_DAY = len("2026-11-26")
_ALL = -1


def search(connection: Any, query: CaseQuery) -> CaseLines:
    """One page of the list. Raises UserError for a filter or an order that no list has."""
    where, values = _conditions(query)
    limit = _ALL if query.limit is None else query.limit
    page = f"SELECT * FROM case_index WHERE {where} ORDER BY {_order(query)} LIMIT ? OFFSET ?"  # noqa: S608 - our names
    lines = _lines_of(connection.execute(page, (*values, limit, query.offset)))
    if (lines or not query.offset) and (limit == _ALL or len(lines) < limit):
        # the page ends where the list does
        return CaseLines(lines, query.offset + len(lines))
    return CaseLines(lines, _count(connection, where, values))


def lines(connection: Any, ids: Sequence[UUID]) -> tuple[CaseLine, ...]:
    """The lines of some cases, in no order."""
    keys = json.dumps([str(one) for one in ids])
    wanted = "SELECT * FROM case_index WHERE case_id IN (SELECT value FROM json_each(?))"
    return _lines_of(connection.execute(wanted, (keys,)))


def place(connection: Any, query: CaseQuery, case_id: UUID) -> int | None:
    """At which place of a query's whole list a case stands, counted from 0, or None if it is not in it."""
    where, values = _conditions(query)
    ranked = f"SELECT case_id, row_number() OVER (ORDER BY {_order(query)}) AS place FROM case_index WHERE {where}"  # noqa: S608
    found = connection.execute(f"SELECT place FROM ({ranked}) WHERE case_id = ?", (*values, str(case_id))).fetchone()  # noqa: S608
    return None if found is None else int(found[0]) - 1


def counts(connection: Any, today: date) -> CaseCounts:
    """What the views of the list count, in one pass. The next meeting is the first full date from today on."""
    on_a_day = "NOT deleted AND board_on >= ? AND length(board_on) = ?"
    meeting = f"SELECT min(board_on) FROM case_index WHERE {on_a_day}"  # noqa: S608 - our names
    (day,) = connection.execute(meeting, (today.isoformat(), _DAY)).fetchone()
    counted = (
        "SELECT count(iif(status = 'active', 1, NULL)), count(iif(board_on = ?, 1, NULL)),"
        " count(iif(waiting <> ?, 1, NULL)), count(*) FROM case_index WHERE NOT deleted"
    )
    active, on_it, waiting, total = connection.execute(counted, (day, _NONE)).fetchone()
    looked = "SELECT count(*) FROM case_index WHERE NOT deleted AND look_on <= ?"
    (look,) = connection.execute(looked, (today.isoformat(),)).fetchone()
    return CaseCounts(active, on_it, waiting, total, None if day is None else PartialDate.parse(day), look)


def count_each(connection: Any, wheres: Sequence[Where]) -> tuple[int | None, ...]:
    """How many cases meet each of these filters, all in one pass of the index that has what they ask for; None for
    filters that no list has any more."""
    told: list[tuple[int, str]] = []
    values: list[object] = []
    for at, where in enumerate(wheres):
        try:
            found = list(_filters(CaseQuery(where=where)))
        except UserError:
            continue
        told.append((at, " AND ".join(condition for condition, _ in found) or "1"))
        values += [value for _, value in found]
    counts: list[int | None] = [None] * len(wheres)
    if told:
        columns = ", ".join(f"count(iif({condition}, 1, NULL))" for _, condition in told)
        asked = f"SELECT {columns} FROM case_index INDEXED BY ix_case_index_names WHERE NOT deleted"  # noqa: S608 - our names
        (row,) = connection.execute(asked, values)
        for (at, _), count in zip(told, row, strict=True):
            counts[at] = int(count)
    return tuple(counts)


def facet(connection: Any, query: CaseQuery, key: str) -> dict[str, int]:
    """For a chip: how many of the lines of a query have each stage, group, phase, status, meeting or missing fact."""
    where, values = _conditions(query)
    column = _EXACT.get(key) or _LISTS[key]
    # said, because the order of another index tempts the planner away from the one that has it all
    lines = "case_index INDEXED BY ix_case_index_names"
    told = f"SELECT {column}, count(*) FROM {lines} WHERE {where} AND {column} <> '' GROUP BY 1"  # noqa: S608 - our names
    found = Counter[str]()
    for value, count in connection.execute(told, values):
        # many lines have the same list, so that few are taken apart
        for one in json.loads(value) if key in _LISTS else (value,):
            found[one] += count
    return dict(sorted(found.items()))


def _count(connection: Any, where: str, values: Sequence[object]) -> int:
    (found,) = connection.execute(f"SELECT count(*) FROM case_index WHERE {where}", values).fetchone()  # noqa: S608
    return int(found)


def _conditions(query: CaseQuery) -> tuple[str, list[object]]:
    """What a line must meet; each condition has one mark for its value."""
    told = [("deleted = ?", query.bin), *_filters(query)]
    # a folded word has letters and digits only, and so no signs that LIKE reads in its own way
    told += [("search LIKE ?", f"%{word}%") for word in search_words(query.text)]
    return " AND ".join(condition for condition, _ in told), [value for _, value in told]


def _filters(query: CaseQuery) -> Iterator[tuple[str, object]]:
    for key, value in query.where:
        if key == "any" and value in _LISTS:
            yield f"{_LISTS[value]} <> ?", _NONE
        elif (key, value) == ("any", _LOOK):
            yield "look_on <= ?", datetime.now().astimezone().date().isoformat()
        elif key in _EXACT:
            yield f"{_EXACT[key]} = ?", value
        elif key in _LISTS:
            yield f"instr({_LISTS[key]}, ?)", json.dumps(value, ensure_ascii=False)
        else:
            known = ", ".join(sorted((*_EXACT, *_LISTS)))
            raise UserError(f"The list cannot be filtered by {key}; it knows {known}.")


def _order(query: CaseQuery) -> str:
    """The order asked for, key by key; what is unknown stands last either way, and the case number settles ties."""
    told: list[str] = []
    for key in sort_keys(query.sort, query.descending):
        if key.field not in CaseLine.__dataclass_fields__:
            raise UserError(f"The list cannot be sorted by {key.field}; choose one of its columns.")
        unknown, *columns = _sorted_by(key.field)
        told += [unknown, *(f"{one} DESC" if key.descending else one for one in columns)]
    return ", ".join((*told, "number"))


def _sorted_by(field: str) -> tuple[str, ...]:
    """What says that a field is unknown (0 or 1), then what lines are sorted by."""
    match field:
        case "name":
            # as the index has them
            return "nameless", "name_key"
        case "groups":
            return "severity = 0", "severity"
        case "phase":
            # by the step of treatment, then the phase's name, then the courses reached
            return "step = 0", "step", "phase", "phase_done"
    column = f"json_array_length({field})" if field in _COUNTED else field
    return f"coalesce({field}, '') = ''", column


def _lines_of(cursor: Any) -> tuple[CaseLine, ...]:
    names = [one[0] for one in cursor.description]
    return tuple(_line_of(dict(zip(names, row, strict=True))) for row in cursor)


def _line_of(row: dict[str, Any]) -> CaseLine:
    return CaseLine(
        case_id=UUID(row["case_id"]),
        number=row["number"],
        mrn=row["mrn"],
        name=row["name"],
        born=_date(row["born"]),
        age_days=row["age_days"],
        diagnosed=_date(row["diagnosed"]),
        stage=row["stage"],
        scheme=row["scheme"],
        groups=tuple(json.loads(row["groups"])),
        settled=bool(row["settled"]),
        conflict=bool(row["conflict"]),
        not_covered=bool(row["not_covered"]),
        deciding=tuple(json.loads(row["deciding"])),
        missing=tuple(json.loads(row["missing"])),
        waiting=tuple(json.loads(row["waiting"])),
        phase=row["phase"],
        phase_done=row["phase_done"],
        phase_count=row["phase_count"],
        step=row["step"],
        next_due=row["next_due"],
        next_due_on=None if row["next_due_on"] is None else date.fromisoformat(row["next_due_on"]),
        board_on=_date(row["board_on"]),
        status=row["status"],
        demonstration=bool(row["demonstration"]),
        deleted=bool(row["deleted"]),
        rules=row["rules"],
        look=row["look"],
        look_on=None if row["look_on"] is None else date.fromisoformat(row["look_on"]),
    )


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
