"""Referrals: a child comes before the board with a question, waits, stands on an agenda, is put off or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.codes import ReferralEnd
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.cases import store
from desktop.services.library import Library
from desktop.services.meetings.planning import put_on_day, refuse_over

if TYPE_CHECKING:
    from db.work import Work


def waiting(board: Board) -> list[Referral]:
    """The referrals that stand on no agenda, the earliest first."""
    with board.database.read() as work:
        found = [one for one in work.board_work.where(Referral, meeting_id=None) if one.is_open]
    return sorted(found, key=lambda one: (one.referred_on, str(one.id)))


def open_referral(board: Board, case_id: UUID) -> Referral | None:
    """The referral of a child that the board has still to speak about; None where there is none."""
    with board.database.read() as work:
        return _open_of(work, case_id)


def refer(
    board: Board, library: Library, referral: Referral, *, question: str, asked_by: str, meeting: Meeting | None = None
) -> Referral:
    """Bring a child before the board, with its question; with a meeting at the end of its agenda.

    Question and asker go into the child's record. Raises UserError without a question or an asker, for a child in the
    bin, one who is referred already, and for a meeting that is over.
    """
    refuse_unasked(question, asked_by)
    if meeting is not None:
        refuse_over(meeting)
    with board.work(Right.EDIT) as work:
        made = refer_in(work, library, referral, question, asked_by)
        return made if meeting is None else put_in(work, library, made, meeting, "Referral to the board")


def refer_in(work: Work, library: Library, referral: Referral, question: str, asked_by: str) -> Referral:
    """Refer a child in the caller's transaction. Raises UserError for one in the bin or referred already."""
    case = work.cases.get(referral.case_id)
    _refuse_twice(work, case)
    dated = replace(case, referred_on=known(PartialDate.of(referral.referred_on)))
    _ask(work, library, case, question, asked_by, "Referral to the board", dated)
    return work.board_work.add(replace(referral, meeting_id=None, version=1), "Referral to the board")


def change_referral(board: Board, before: Referral, after: Referral) -> Referral:
    """Store another urgency, purpose, time or what is to be shown. Raises UserError for one that has ended."""
    _refuse_ended(before)
    with board.work(Right.EDIT) as work:
        return _changed(work, before, after)


def ask_anew(
    board: Board, library: Library, before: Referral, after: Referral, *, question: str, asked_by: str
) -> Referral:
    """The same with another question or asker, which stand in the child's record, in one step.

    Raises UserError without a question or an asker, and for a referral that has ended.
    """
    refuse_unasked(question, asked_by)
    _refuse_ended(before)
    with board.work(Right.EDIT) as work:
        _ask(work, library, work.cases.get(before.case_id), question, asked_by, "Change of referral")
        return _changed(work, before, after)


def put_on_agenda(board: Board, library: Library, referral: Referral, meeting: Meeting) -> Referral:
    """Put a referral at the end of a meeting's agenda. Raises UserError for a meeting that is over."""
    _refuse_ended(referral)
    refuse_over(meeting)
    with board.work(Right.EDIT) as work:
        return put_in(work, library, referral, meeting, "Put on the agenda")


def take_off_agenda(board: Board, library: Library, referral: Referral) -> Referral:
    """Let a referral wait again without a meeting."""
    _refuse_ended(referral)
    with board.work(Right.EDIT) as work:
        put_on_day(work, library, [referral.case_id], None, "Taken off the agenda")
        off = replace(referral, meeting_id=None, place=0)
        return work.board_work.save(referral, off, "Taken off the agenda")


def order_agenda(board: Board, meeting: Meeting, order: Sequence[UUID]) -> list[Referral]:
    """Store another order of an agenda, by the keys of its referrals; those of children in the bin come last.

    Raises UserError if it is not the same ones.
    """
    refuse_over(meeting)
    with board.work(Right.EDIT) as work:
        there = {one.id: one for one in work.board_work.where(Referral, meeting_id=meeting.id)}
        cases = work.cases.load_many([one.case_id for one in there.values()])
        binned = [key for key, one in there.items() if cases[one.case_id].deleted is not None]
        if set(order) != there.keys() - set(binned):
            raise UserError("The agenda was changed meanwhile; nothing was stored, look at it again.")
        return [
            work.board_work.save(there[key], replace(there[key], place=place), "Order of the agenda")
            for place, key in enumerate([*order, *binned])
        ]


def put_off(
    board: Board, library: Library, referral: Referral, deferral: Deferral, to: Meeting | None = None
) -> Deferral:
    """Put a child off, to another meeting or to the list of those who wait, for the one thing that is missing.

    Raises UserError without what is missing or who owes it, and for a meeting that is over.
    """
    _refuse_ended(referral)
    if not deferral.missing.strip() or not deferral.owed_by.strip():
        raise UserError("A child is put off for one missing thing, which somebody owes; nothing was stored.")
    if to is not None:
        refuse_over(to)
    with board.work(Right.EDIT) as work:
        told = replace(deferral, to_meeting_id=to.id if to is not None else None)
        made = work.board_work.add(told, "Put off")
        if to is None:
            put_on_day(work, library, [referral.case_id], None, "Put off")
            work.board_work.save(referral, replace(referral, meeting_id=None, place=0), "Put off")
        else:
            put_in(work, library, referral, to, "Put off")
    return made


def resolve(board: Board, deferral: Deferral, today: date | None) -> Deferral:
    """Say on which day what was missing was there; None takes that back."""
    with board.work(Right.EDIT) as work:
        return work.board_work.save(deferral, replace(deferral, resolved_on=today), "What was missing is there")


def withdraw(board: Board, library: Library, referral: Referral, reason: str, today: date) -> Referral:
    """Withdraw a referral, with why. The question stays in the record."""
    if not reason.strip():
        raise UserError("A referral is withdrawn with a reason; nothing was changed.")
    _refuse_ended(referral)
    with board.work(Right.EDIT) as work:
        put_on_day(work, library, [referral.case_id], None, "Referral withdrawn")
        return end(work, referral, ReferralEnd.WITHDRAWN, today, "Referral withdrawn", reason=reason.strip())


def note(board: Board, library: Library, referral: Referral, today: date) -> Referral:
    """Say that a child on the agenda for noting was noted; it is then on no board."""
    _refuse_ended(referral)
    with board.work(Right.EDIT) as work:
        put_on_day(work, library, [referral.case_id], None, "Noted by the board")
        return end(work, referral, ReferralEnd.NOTED, today, "Noted by the board")


def end(work: Work, referral: Referral, how: ReferralEnd, day: date, action: str, *, reason: str = "") -> Referral:
    """End a referral in the caller's transaction, with the question as it stood then."""
    case = work.cases.get(referral.case_id)
    ended = replace(
        referral, ended=how, ended_on=day, question=case.question.value or "", asked_by=case.asked_by.value or "",
        reason=reason,
    )  # fmt: skip
    return work.board_work.save(referral, ended, action)


def put_in(work: Work, library: Library, referral: Referral, meeting: Meeting, action: str) -> Referral:
    """Put a referral at the end of an agenda in the caller's transaction; the child is on the board of that day.

    A decision that was begun goes with it: it is read back to the meeting that takes it.
    """
    places = [one.place for one in work.board_work.where(Referral, meeting_id=meeting.id)]
    on = replace(referral, meeting_id=meeting.id, place=max(places, default=-1) + 1)
    put_on_day(work, library, [referral.case_id], meeting.day, action)
    for begun in work.board_work.where(Decision, referral_id=referral.id):
        if not begun.is_frozen and begun.meeting_id != meeting.id:
            work.board_work.save(begun, replace(begun, meeting_id=meeting.id, read_back_at=None), action)
    return work.board_work.save(referral, on, action)


def _ask(
    work: Work, library: Library, case: Case, question: str, asked_by: str, action: str, dated: Case | None = None
) -> None:
    """Question and asker stand in the record, where everybody reads them."""
    asked = replace(dated or case, question=known(question.strip()), asked_by=known(asked_by.strip()))
    if asked != case:
        store(work, library, [(case, asked)], action)


def _changed(work: Work, before: Referral, after: Referral) -> Referral:
    kept = replace(after, meeting_id=before.meeting_id, place=before.place, ended=None)
    return work.board_work.save(before, kept, "Change of referral")


def refuse_unasked(question: str, asked_by: str) -> None:
    """Raise UserError where nobody asks the board anything about a child."""
    if not question.strip() or not asked_by.strip():
        raise UserError("A referral needs the question for the board and who asks it; nothing was stored.")


def _open_of(work: Work, case_id: UUID) -> Referral | None:
    return next((one for one in work.board_work.where(Referral, case_id=case_id) if one.is_open), None)


def _refuse_twice(work: Work, case: Case) -> None:
    if case.deleted is not None:
        raise UserError(f"Case {case.number} is in the bin; nothing was stored, take it back first.")
    if _open_of(work, case.id) is not None:
        raise UserError(f"Case {case.number} waits for the board already; nothing was stored, change that referral.")


def _refuse_ended(referral: Referral) -> None:
    if not referral.is_open:
        raise UserError("This referral has ended; nothing was changed, refer the child again.")
