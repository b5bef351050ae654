"""Meetings: plan one, change it, call it off, close it. The children on its agenda follow its day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.cases import store
from desktop.services.library import Library

if TYPE_CHECKING:
    from db.work import Work

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def meetings(board: Board) -> list[Meeting]:
    """All meetings of the board, the earliest first."""
    with board.database.read() as work:
        return work.board_work.where(Meeting)


def find_meeting(board: Board, words: str) -> Meeting:
    """A meeting by its number. Raises UserError if there is none."""
    if not words.isdecimal():
        raise UserError(f"{words} is no number of a meeting; see the numbers that `meetings` prints.")
    with board.database.read() as work:
        return work.board_work.meeting(int(words))


def next_meeting(board: Board, today: date) -> Meeting | None:
    """The meeting that comes next, today's included; None where none is planned."""
    return next((one for one in meetings(board) if one.day >= today and not one.is_over), None)


def plan_meeting(board: Board, meeting: Meeting) -> Meeting:
    """Store a new meeting; the board gives its number. Raises UserError for a time that is none."""
    with board.work(Right.EDIT) as work:
        return plan_in(work, meeting, "New meeting")


def plan_in(work: Work, meeting: Meeting, action: str) -> Meeting:
    """Store a new meeting in the caller's transaction."""
    numbered = replace(_checked(meeting), number=work.board_work.next_number(), version=1)
    return work.board_work.add(numbered, action)


def change_meeting(board: Board, library: Library, before: Meeting, after: Meeting) -> Meeting:
    """Store another day, time, place or chair. The children on its agenda are then on the board of that day.

    Raises UserError for a meeting that is over, or a time that is none.
    """
    refuse_over(before)
    with board.work(Right.EDIT) as work:
        stored = work.board_work.save(before, replace(_checked(after), number=before.number), "Change of meeting")
        if stored.day != before.day:
            open_ones = [one for one in work.board_work.where(Referral, meeting_id=before.id) if one.is_open]
            put_on_day(work, library, [one.case_id for one in open_ones], stored.day, "Change of meeting")
    return stored


def call_off(board: Board, library: Library, meeting: Meeting, reason: str) -> Meeting:
    """Call a meeting off, with why; the children on its agenda wait for another one."""
    refuse_over(meeting)
    if not reason.strip():
        raise UserError("A meeting is called off with a reason; nothing was changed.")
    with board.work(Right.EDIT) as work:
        waiting = [one for one in work.board_work.where(Referral, meeting_id=meeting.id) if one.is_open]
        for one in waiting:
            work.board_work.save(one, replace(one, meeting_id=None, place=0), "Meeting called off")
        put_on_day(work, library, [one.case_id for one in waiting], None, "Meeting called off")
        return work.board_work.save(meeting, replace(meeting, cancelled=reason.strip()), "Meeting called off")


def close_meeting(board: Board, meeting: Meeting) -> Meeting:
    """End a meeting; a child in the bin waits for another one, should it come back.

    Raises UserError while a child on its agenda has neither a decision nor been put off or noted.
    """
    refuse_over(meeting)
    with board.work(Right.EDIT) as work:
        waiting = [one for one in work.board_work.where(Referral, meeting_id=meeting.id) if one.is_open]
        there = work.cases.load_many([one.case_id for one in waiting])
        numbers = sorted(one.number for one in there.values() if one.deleted is None)
        if numbers:
            told = ", ".join(str(one) for one in numbers)
            raise UserError(
                f"Case {told} on the agenda is still open; nothing was changed: decide, note or put off each first."
            )
        for binned in waiting:
            work.board_work.save(binned, replace(binned, meeting_id=None, place=0), "Meeting closed")
        return work.board_work.save(meeting, replace(meeting, closed_at=board.now()), "Meeting closed")


def refuse_over(meeting: Meeting) -> None:
    """Raise UserError for a meeting that was closed or called off."""
    if meeting.is_over:
        raise UserError(f"The meeting {meeting.number} is over; nothing was changed, choose another one.")


def put_on_day(work: Work, library: Library, ids: Sequence[UUID], day: date | None, action: str) -> None:
    """Say in the record of each child on which day the board speaks about it next; None: on none."""
    answer = NOT_ASKED if day is None else known(PartialDate.of(day))
    there = work.cases.load_many(ids).values()
    store(work, library, [(one, replace(one, board_on=answer)) for one in there if one.board_on != answer], action)


def _checked(meeting: Meeting) -> Meeting:
    if meeting.begins and not _TIME.fullmatch(meeting.begins.strip()):
        raise UserError(f"{meeting.begins} is no time of day; nothing was stored, type for example 14:30.")
    hour, _, minute = meeting.begins.strip().partition(":")
    return replace(meeting, begins=f"{int(hour):02}:{minute}" if hour else "")
