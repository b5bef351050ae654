"""What happened on the board: views of records, every change of a fact, and a case as it was on any day."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from db.audit import AuditEntry
from db.audit_search import AuditQuery, search_audit
from desktop.clinical.case import Case
from desktop.clinical.rights import Right, require
from desktop.services.boards import Board
from desktop.services.files import write_whole
from desktop.services.spreadsheet_safety import plain_cell

__all__ = [
    "AuditQuery", "FieldChange", "TrailLine", "case_as_of", "export_trail", "field_history", "note_view", "trail",
]  # fmt: skip

VIEW, EXPORT = "view", "export"
"""What the audit calls a look at a record, and a list of it that left the board."""


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry with the names of who and which: ``number`` is the case's, nought where it is about none."""

    entry: AuditEntry
    person: str
    number: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change of one fact: before and after as they are stored (None: there was nothing)."""

    at: datetime
    person: str
    action: str
    before: object
    after: object


def note_view(board: Board, case_id: UUID) -> bool:
    """Write down that a record was looked at. False where the board is only read: then nothing can be written."""
    if board.read_only:
        return False
    # whoever may look is written down, and everybody may look
    with board.own_work() as work:
        work.audit.add("Record opened", VIEW, case_id=case_id)
    return True


def trail(board: Board, query: AuditQuery) -> list[TrailLine]:
    """Entries of the audit that fit, latest first, with names."""
    with board.database.read() as work:
        entries = search_audit(work.connection, query)
        names = {one.id: one.name for one in work.persons.all()}
        numbers = work.cases.numbers()
    return [
        TrailLine(one, names.get(one.person, ""), numbers.get(one.case_id, 0) if one.case_id else 0) for one in entries
    ]


def export_trail(board: Board, query: AuditQuery, path: Path) -> int:
    """Save everything that fits as a CSV that no spreadsheet computes; returns how many entries. Audited first."""
    require(board.person, Right.PRINT)
    lines = trail(board, replace(query, limit=None, before=None))
    text = io.StringIO()
    rows = csv.writer(text, quoting=csv.QUOTE_ALL)
    rows.writerow(["Number", "Time (UTC)", "Person", "What was done", "Kind", "Case", "Changes"])
    for line in lines:
        one = line.entry
        told = json.dumps(dict(one.changes), ensure_ascii=False) if one.changes else ""
        cells = [str(one.seq), one.at.isoformat(sep=" ", timespec="seconds"), line.person, one.action, one.entity]
        rows.writerow([plain_cell(cell) for cell in (*cells, str(line.number or ""), told)])
    if not board.read_only:
        with board.work(Right.PRINT) as work:
            work.audit.add("History exported", EXPORT, changes={"entries": [None, len(lines)]})
    write_whole(path, text.getvalue().encode("utf-8-sig"))
    return len(lines)


def field_history(board: Board, case_id: UUID, entity: str, row: UUID | None, field: str) -> list[FieldChange]:
    """Every value that one fact had, latest first. ``row`` is the result's key; of the case itself its own."""
    query = AuditQuery(case_id=case_id, kinds=(entity,), limit=None)
    return [
        FieldChange(line.entry.at, line.person, line.entry.action, *line.entry.changes[field])
        for line in trail(board, query)
        if field in line.entry.changes and (row is None or line.entry.entity_id == row)
    ]


def case_as_of(board: Board, case_id: UUID, day: date) -> Case | None:
    """A case as it was at the end of a day (UTC); None where it was not on the board yet.

    Made of the audit. Raises ChangedSince where the audit does not lead to the present state.
    """
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    with board.database.read() as work:
        later = [entry for entry in work.audit.entries(case_id) if entry.at >= end]
        return work.cases.as_of(case_id, later[::-1])
