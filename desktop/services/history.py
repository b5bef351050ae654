"""What happened on the board: looks at records, every change of a fact, and a case as it was on any day."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from db.audit import AuditEntry
from db.audit_search import AuditQuery, moments_of, search_audit, start_of
from db.errors import ChangedSince
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right, require
from desktop.services.boards import Board
from desktop.services.files import write_whole
from desktop.services.spreadsheet_safety import plain_cell
from desktop.services.undoing import IMPORTED, REDONE, UNDONE

if TYPE_CHECKING:
    from db.work import Work

__all__ = [
    "AuditQuery", "FieldChange", "TrailLine", "case_as_of", "entries_after", "export_trail", "fact_history",
    "field_history", "note_given_out", "note_list_out", "note_view", "past_of", "trail", "write_out",
]  # fmt: skip

VIEW, EXPORT, RECEIPT = "view", "export", "receive"
"""What the audit calls a look at a record, a record or a list that left the board, and a record that came to it."""

OPENED, PREVIEWED, READ, GIVEN_OUT = "Record opened", "Page shown", "Record read by a command", "Record given out"
LIST_OUT = "List of other rules saved"
TRAIL_OUT, TRAIL_FAILED = "History exported", "History was not exported after all"
TYPED = "typed"
"""How a value came about where nothing else is known of it; the others are kinds of event."""

_SOURCE = ("performed_on", "laboratory", "method", "specimen", "report_reference")


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry with the names of who and which: ``number`` is the case's, nought where it is about none."""

    entry: AuditEntry
    person: str
    number: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change of one fact: before and after as they are stored (None: there was nothing).

    ``how`` is ``typed``, or the kind of event that it belongs to (``import``, ``receive``, ``undo``, ``redo``).
    ``source`` is where the result came from, as it was told by then; ``row`` the result's key; ``kind`` and ``name``
    say what it is.
    """

    at: datetime
    person: str
    action: str
    before: object
    after: object
    how: str = TYPED
    row: UUID | None = None
    source: Mapping[str, object] = field(default_factory=dict)
    kind: str = ""
    name: str = ""


def note_view(board: Board, case_id: UUID, action: str = OPENED) -> bool:
    """Write down that a record was looked at. False where the board is only read: then nothing can be written."""
    return _written_down(board, case_id, action, VIEW)


def note_given_out(board: Board, case_id: UUID) -> bool:
    """Write down that a record leaves the board as a document, before it does. False where the board is only read."""
    return _written_down(board, case_id, GIVEN_OUT, EXPORT)


def note_list_out(board: Board, children: int) -> bool:
    """Write down that a list of what other rules change leaves the board, before it does."""
    return _written_down(board, None, LIST_OUT, EXPORT, {"entries": [None, children]})


def _written_down(
    board: Board, case_id: UUID | None, action: str, kind: str, told: Mapping[str, Sequence[object]] | None = None
) -> bool:
    if board.read_only:
        return False
    # whoever may look is written down, and everybody may look
    with board.own_work() as work:
        work.audit.add(action, kind, case_id=case_id, changes=told)
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
    """Save everything that fits as a CSV that no spreadsheet computes; returns how many entries.

    Audited first, and again where it could not be written.
    """
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
    number = {"entries": (None, len(lines))}
    write_out(board, TRAIL_OUT, TRAIL_FAILED, number, lambda: write_whole(path, text.getvalue().encode("utf-8-sig")))
    return len(lines)


def write_out(
    board: Board,
    action: str,
    failed: str,
    told: Mapping[str, Sequence[object]],
    write: Callable[[], object],
    entity: str = EXPORT,
) -> None:
    """Write down that a list leaves the board, then ``write`` it; where that fails, that is written down too.

    ``entity`` is what the entry is about, where it is no list. A board that is only read keeps no such entry.
    """
    require(board.person, Right.PRINT)
    if board.read_only:
        write()
        return
    with board.work(Right.PRINT) as work:
        work.audit.add(action, entity, changes=told)
    try:
        write()
    except BaseException:
        with board.work(Right.PRINT) as work:
            work.audit.add(failed, entity, changes=told)
        raise


def field_history(board: Board, case_id: UUID, entity: str, row: UUID | None, name: str) -> list[FieldChange]:
    """Every value that one fact had, latest first. ``row`` is the result's key; None means any, or the case's own."""
    query = AuditQuery(case_id=case_id, kinds=(entity,), limit=None)
    with board.database.read() as work:
        entries = search_audit(work.connection, query)
        names = {one.id: one.name for one in work.persons.all()}
        events = moments_of(work.connection, (IMPORTED, RECEIPT, UNDONE, REDONE))
    sources: dict[UUID | None, dict[str, object]] = {}
    found = []
    for one in reversed(entries):
        told = sources.setdefault(one.entity_id, {})
        told.update({key: pair[1] for key, pair in one.changes.items() if key in (*_SOURCE, "system")})
        if name in one.changes and (row is None or one.entity_id == row):
            found.append(_change(one, name, names.get(one.person, ""), events.get(one.at, TYPED), told))
    return found[::-1]


def fact_history(board: Board, case_id: UUID, fact: str, name: str = "") -> list[FieldChange]:
    """Every value that a fact of the forms had, over all results that hold it, latest first.

    With ``name`` every value of another field of these results.
    """
    from db.entities import CASE, PARTS

    if fact == "mrn":
        numbers = field_history(board, case_id, "identifiers", None, "value")
        return [one for one in numbers if one.source.get("system", "mrn") == "mrn"]
    results = FIELDS[fact].results
    kind = CASE.table if results is None else next(one.table for one in PARTS if one.attribute == results)
    return field_history(board, case_id, kind, None, name or fact)


def _change(entry: AuditEntry, name: str, person: str, how: str, source: Mapping[str, object]) -> FieldChange:
    before, after = entry.changes[name]
    told = {key: value for key, value in source.items() if value not in (None, "")}
    return FieldChange(entry.at, person, entry.action, before, after, how, entry.entity_id, told, entry.entity, name)


def case_as_of(board: Board, case_id: UUID, day: date, zone: tzinfo | None = UTC) -> Case | None:
    """A case as it was at the end of a day of ``zone`` (None: of this computer); None where it was not there yet.

    Made of the audit, in its order, whatever the clock did. Raises UserError where the audit does not lead there.
    """
    with board.database.read() as work:
        return past_of(work, case_id, entries_after(work, case_id, day, zone))


def past_of(work: Work, case_id: UUID, later: Sequence[AuditEntry]) -> Case | None:
    """A case as it was before its entries in ``later``, which are all that came after; None where it was not there.

    Raises UserError where the audit does not lead there.
    """
    try:
        return work.cases.as_of(case_id, later)
    except (ChangedSince, ValueError, KeyError, TypeError):
        # what the history says was changed past the program, or is missing
        raise UserError(
            "The history of this case does not lead back to that day; nothing was changed, check the history."
        ) from None


def entries_after(work: Work, case_id: UUID, day: date, zone: tzinfo | None) -> list[AuditEntry]:
    """Everything about a case that came after the end of a day, in its order."""
    return _after(work.audit.entries(case_id), start_of(day + timedelta(days=1), zone))


def _after(entries: Sequence[AuditEntry], end: datetime) -> list[AuditEntry]:
    """What came after the last entry of before the end, in its order; ``entries`` come latest first."""
    later = []
    for entry in entries:
        if entry.at < end:
            break
        later.append(entry)
    return later[::-1]
