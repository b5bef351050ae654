"""What the page of meetings shows: all meetings, the agenda of the chosen one, and who waits for any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.agenda import Agenda, agenda_of
from desktop.services.meetings.attending import Quorum, attendance, conflicts, quorum
from desktop.services.meetings.planning import meetings
from desktop.services.meetings.referring import waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsNow:
    """Everything at one moment. ``agenda`` and what goes with it are None where no meeting is chosen."""

    meetings: tuple[Meeting, ...]
    waiting: tuple[tuple[Referral, Case], ...]
    agenda: Agenda | None = None
    people: tuple[Attendance, ...] = ()
    quorum: Quorum | None = None
    interests: tuple[ConflictOfInterest, ...] = ()

    @property
    def by_key(self) -> Mapping[UUID, Meeting]:
        """The meetings by their keys."""
        return {one.id: one for one in self.meetings}


def meetings_now(board: Board, library: Library, chosen: UUID | None) -> MeetingsNow:
    """Read it. ``chosen`` is the key of a meeting; one that is gone is as if none were chosen."""
    every, waits = tuple(meetings(board)), waiting(board)
    with board.database.read() as work:
        cases = work.cases.load_many([one.case_id for one in waits])
    there = tuple((one, cases[one.case_id]) for one in waits if cases[one.case_id].deleted is None)
    meeting = next((one for one in every if one.id == chosen), None)
    if meeting is None:
        return MeetingsNow(meetings=every, waiting=there)
    return MeetingsNow(
        meetings=every,
        waiting=there,
        agenda=agenda_of(board, library, meeting),
        people=tuple(attendance(board, meeting)),
        quorum=quorum(board, library, meeting),
        interests=tuple(conflicts(board, meeting)),
    )
