"""Several children on the agenda of one meeting at once: those with a question; the others are named and left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.planning import meetings, refuse_over
from desktop.services.meetings.referring import put_in, refer_in

if TYPE_CHECKING:
    from db.work import Work


@dataclass(frozen=True, slots=True)
class PutOnAgenda:
    """Who stands on the agenda now that did not before, and who was left because nobody asks the board about them."""

    put: tuple[Case, ...]
    left: tuple[Case, ...]


def meeting_on(board: Board, day: PartialDate | None) -> Meeting | None:
    """The meeting of a day that is neither closed nor called off; None where there is none."""
    if day is None or day.full is None:
        return None
    return next((one for one in meetings(board) if one.day == day.full and not one.is_over), None)


def put_on_agendas(board: Board, library: Library, ids: Sequence[UUID], meeting: Meeting, today: date) -> PutOnAgenda:
    """Put children on the agenda of a meeting, in one step; who waits or stands on another agenda comes from there.

    A child whose record has no question, or nobody who asks it, is left as it is: refer it with one. Raises UserError
    for a child in the bin, and for a meeting that is over.
    """
    refuse_over(meeting)
    put, left = list[Case](), list[Case]()
    with board.work(Right.EDIT) as work:
        there = work.cases.load_many(ids)
        for case in there.values():
            _refuse_binned(case)
            referral = _open(work, case.id)
            if referral is None and not (case.question.value and case.asked_by.value):
                left.append(case)
            elif referral is None or referral.meeting_id != meeting.id:
                _put(work, library, case, referral, meeting, today)
                put.append(case)
        changed = work.cases.load_many([one.id for one in put])
    return PutOnAgenda(tuple(changed.values()), tuple(left))


def _put(work: Work, library: Library, case: Case, referral: Referral | None, meeting: Meeting, today: date) -> None:
    if referral is None:
        told = Referral(case_id=case.id, referred_on=today)
        referral = refer_in(work, library, told, case.question.value or "", case.asked_by.value or "")
    put_in(work, library, referral, meeting, "Put on the agenda")


def _open(work: Work, case_id: UUID) -> Referral | None:
    return next((one for one in work.board_work.where(Referral, case_id=case_id) if one.is_open), None)


def _refuse_binned(case: Case) -> None:
    if case.deleted is not None:
        raise UserError(f"Case {case.number} is in the bin; nothing was changed, take it back or choose without it.")
