"""A record is taken into the case of a child who is here: compared first, then stored in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clinical.case import Case
from desktop.clinical.merging import Side
from desktop.clinical.rights import Right
from desktop.clinical.taking_in import Comparison, compare, taken_in
from desktop.services.boards import Board
from desktop.services.cases import put_lines
from desktop.services.doubts import new_impossible
from desktop.services.duplicates import Said, said_in
from desktop.services.history import RECEIPT
from desktop.services.library import Library
from desktop.services.receiving import RECEIVED, SeenRecord, look_at_record, receipt_of
from desktop.services.record_values import RecordError

if TYPE_CHECKING:
    from db.work import Work

_ACTION = "Record taken in"


@dataclass(frozen=True)
class TakingIn:
    """A case as it is stored, the record beside it, and what has to be chosen; ``said`` is who said what here, by fact.

    ``path`` and ``seen`` are the file and what was read from it.
    """

    kept: Case
    seen: SeenRecord
    path: Path
    comparison: Comparison
    said: Mapping[str, Said]

    @property
    def record(self) -> Case:
        """The child as the record tells it."""
        return self.seen.case


def look_to_take_in(board: Board, library: Library, path: Path, today: date | None = None) -> TakingIn:
    """Compare a record with the case that is here. Raises RecordError, one sentence, where it is of no child here, or
    cannot be taken in: its case is in the bin, its numbers lead to several cases, or one of the two does not exist."""
    seen = look_at_record(board, library, path, today)
    if seen.here is None:
        raise RecordError("No case of this board is of this child; nothing was changed, receive it as a new case.")
    with board.database.read() as work:
        kept = work.cases.get(seen.here.key)
        _refuse(work, kept, seen.case)
        entries = work.audit.entries(kept.id)
        people = {one.id: one.name for one in work.persons.all()}
    return TakingIn(kept, seen, path, compare(kept, seen.case), said_in(kept, entries, people))


def take_in(
    board: Board, library: Library, taking: TakingIn, choices: Mapping[str, Side], today: date | None = None
) -> Case:
    """Store what the record brings, with what was chosen; the results keep their keys, days and people.

    One undo takes it all back. Raises UserError, with nothing changed, where a choice is missing, the file or the case
    was changed after they were shown, or what comes out cannot be.
    """
    day = today or datetime.now().astimezone().date()
    again = look_at_record(board, library, taking.path, day)
    if again.digest != taking.seen.digest:
        raise RecordError("The file was changed after it was shown; nothing was changed, look at it again.")
    after = taken_in(taking.kept, taking.record, choices)
    wrong = new_impossible(library, taking.kept, after, day)
    if wrong:
        raise RecordError(f"Case {taking.kept.number} cannot become so: {wrong.rstrip('.')}; nothing was changed.")
    with board.work(Right.EDIT) as work:
        _refuse(work, work.cases.get(taking.kept.id), taking.record)
        # as they are: nobody here entered these results, so nobody here signs them
        (stored,) = work.cases.save_many([(taking.kept, after)], _ACTION)
        put_lines(work, library, [stored])
        told = receipt_of(taking.seen)
        if choices:
            told["choices"] = (None, _chosen(choices))
        work.audit.add(RECEIVED, RECEIPT, case_id=stored.id, changes=told)
    return stored


def _chosen(choices: Mapping[str, Side]) -> str:
    """How often a person chose which side; which fact it was stands in the entries of its change."""
    here = sum(side is Side.KEPT for side in choices.values())
    return f"{here} times what was here, {len(choices) - here} times the record"


def _refuse(work: Work, kept: Case, record: Case) -> None:
    if kept.deleted is not None:
        raise RecordError(f"Case {kept.number} is in the bin; nothing was changed, restore it first.")
    if kept.demonstration != record.demonstration:
        raise RecordError(f"Of case {kept.number} and the record one does not exist; nothing was changed.")
    others = {key for one in record.identifiers if (key := work.cases.find(one.system, one.value)) is not None}
    for key in sorted(others - {kept.id}, key=str):
        number = work.cases.get(key).number
        raise RecordError(
            f"The numbers in the record lead to case {kept.number} and to case {number}; nothing was changed, merge "
            "these two first if they are one child."
        )
