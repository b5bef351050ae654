"""One deed done to several children at once: one transaction, one step to undo. What one refuses is done to none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case, Deletion
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.labels import within
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.rights import Right
from desktop.clinical.vocabulary import CaseStatus
from desktop.services.boards import Board
from desktop.services.cases import store
from desktop.services.library import Library

if TYPE_CHECKING:  # the first list is shown before these are loaded
    from db.work import Work

Change = Callable[[Case], Case]
"""The case as it is to be; raises UserError, which names its number, where that cannot be."""


def set_status(board: Board, library: Library, ids: Sequence[UUID], status: CaseStatus) -> list[Case]:
    """Give children one status; gives those whom it changed. Raises UserError for one that is in the bin."""

    def change(case: Case) -> Case:
        _refuse_binned(case)
        return replace(case, status=status)

    with board.work(Right.EDIT) as work:
        return _change(work, library, ids, change, _named(library, "status"))


def put_on_meeting(board: Board, library: Library, ids: Sequence[UUID], day: PartialDate | None) -> list[Case]:
    """Put children on the board meeting of a day, or with None on none. Raises UserError for one in the bin.

    Who stands on the agenda of another day leaves it and waits. Where the day has a meeting that is planned here, put
    them on its agenda instead (``meetings.several``).
    """

    def change(case: Case) -> Case:
        _refuse_binned(case)
        return replace(case, board_on=NOT_ASKED if day is None else known(day))

    with board.work(Right.EDIT) as work:
        done = _change(work, library, ids, change, _named(library, "board_on"))
        if work.board_work.has(Referral):
            _leave_agendas(work, [one.id for one in done], day)
    return done


def _leave_agendas(work: Work, ids: Sequence[UUID], day: PartialDate | None) -> None:
    """A child that is on another day's board stands on no agenda of an earlier or later one."""
    days = {one.id: one.day for one in work.board_work.where(Meeting)}
    for one in work.board_work.where(Referral, case_id=ids):
        if one.is_open and one.meeting_id is not None and (day is None or days[one.meeting_id] != day.full):
            work.board_work.save(one, replace(one, meeting_id=None, place=0), "Taken off the agenda")


def bin_cases(board: Board, library: Library, ids: Sequence[UUID], reason: str) -> list[Case]:
    """Move cases to the bin for one reason. Nothing is erased. Raises UserError for one that is there already."""
    if not reason.strip():
        raise UserError("Cases go to the bin only with a reason; nothing was changed.")
    binned = Deletion(at=datetime.now(UTC).replace(microsecond=0), reason=reason.strip())

    def change(case: Case) -> Case:
        _refuse_binned(case)
        return replace(case, deleted=binned)

    with board.work(Right.DELETE) as work:
        return _change(work, library, ids, change, _counted("Move to bin", "Move of {} cases to the bin"))


def restore_cases(board: Board, library: Library, ids: Sequence[UUID]) -> list[Case]:
    """Take cases back out of the bin; one that is on the list already stays as it is.

    Meetings went on without them, so the next one of each is worked out anew.
    """
    from desktop.services.meetings.returning import out_of_bin  # few come back

    today = datetime.now().astimezone().date()
    with board.work(Right.DELETE) as work:
        action = _counted("Back from bin", "Return of {} cases from the bin")
        return _change(work, library, ids, lambda case: out_of_bin(work, case, today), action)


def _change(
    work: Work, library: Library, ids: Sequence[UUID], change: Change, action: Callable[[int], str]
) -> list[Case]:
    """Change all or none; a child in whom nothing would differ is left alone, and the step does not count it."""
    there = work.cases.load_many(ids)
    if len(there) < len(set(ids)):
        raise UserError("One of the cases is not on this board any more; nothing was changed, look at the list.")
    pairs = [(case, after) for case in there.values() if (after := change(case)) != case]
    return store(work, library, pairs, action(len(pairs)))


def _refuse_binned(case: Case) -> None:
    if case.deleted is not None:
        raise UserError(f"Case {case.number} is in the bin; nothing was changed, take it back or choose without it.")


def _named(library: Library, fact: str) -> Callable[[int], str]:
    name = within(library.labels.name(fact))
    return _counted(f"Change of {name}", f"Change of {name} of {{}} cases")


def _counted(one: str, several: str) -> Callable[[int], str]:
    """What the step is called, by how many cases it changes."""
    return lambda count: several.format(f"{count:,}") if count > 1 else one
