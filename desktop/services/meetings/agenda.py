"""An agenda as it is read: each child with its question, its time, how ready it is, and how often it was here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.meetings.codes import Purpose, ReferralEnd
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.assessing import CaseAssessment, assess_case
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.deciding import whole_of
from desktop.services.meetings.readiness import Readiness, readiness_of

if TYPE_CHECKING:
    from db.work import Work

MINUTES = 10
"""What a child without a time of its own is given, so that the agenda has an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One child on an agenda. ``presentation`` counts this time, ``starts`` is None without a begin of the meeting.

    ``put_off`` are the times it was put off before; ``decision`` is what was written down, also before it
    was put on this agenda;
    ``assessed`` is what the rules say of the child.
    """

    referral: Referral
    case: Case
    question: str
    asked_by: str
    presentation: int
    minutes: int
    starts: time | None
    readiness: Readiness
    assessed: CaseAssessment
    put_off: tuple[Deferral, ...] = ()
    decision: WholeDecision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """A meeting with the children to discuss and to note, those it put off, and those who only have its day.

    ``unreferred`` are children whose record names the day of this meeting and who are on no agenda.
    """

    meeting: Meeting
    discuss: tuple[AgendaItem, ...]
    note: tuple[AgendaItem, ...]
    put_off: tuple[tuple[Deferral, Case], ...]
    unreferred: tuple[Case, ...]

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """Everybody on it, those to discuss first."""
        return (*self.discuss, *self.note)

    @property
    def minutes(self) -> int:
        """How long the children to discuss take together."""
        return sum(one.minutes for one in self.discuss)


def agenda_of(board: Board, library: Library, meeting: Meeting) -> Agenda:
    """The agenda of a meeting as it stands."""
    with board.database.read() as work:
        referrals = work.board_work.where(Referral, meeting_id=meeting.id)
        put_off = work.board_work.where(Deferral, meeting_id=meeting.id)
        dated = _on_day(work, meeting)
        named = {*(one.case_id for one in referrals), *(one.case_id for one in put_off), *dated}
        cases = work.cases.load_many(named)
        waiting = _waiting(work, dated)
        before = work.board_work.where(Referral, case_id=[one.case_id for one in referrals])
        delays = work.board_work.where(Deferral, referral_id=[one.id for one in referrals])
        decisions = whole_of(work, work.board_work.where(Decision, referral_id=[one.id for one in referrals]))
    items = [
        _item(library, one, cases[one.case_id], before, delays, decisions)
        for one in referrals
        if cases[one.case_id].deleted is None
    ]
    return Agenda(
        meeting=meeting,
        discuss=_timed(meeting, [one for one in items if one.referral.purpose is Purpose.DISCUSS]),
        note=tuple(one for one in items if one.referral.purpose is Purpose.NOTE),
        put_off=tuple((one, cases[one.case_id]) for one in put_off),
        unreferred=tuple(cases[key] for key in dated if key not in waiting),
    )


def _item(
    library: Library, referral: Referral, case: Case, before: Sequence[Referral], delays: Sequence[Deferral],
    decisions: Sequence[WholeDecision],
) -> AgendaItem:  # fmt: skip
    earlier = [
        one
        for one in before
        if one.case_id == case.id and one.id != referral.id and one.ended is ReferralEnd.DISCUSSED
        and one.referred_on <= referral.referred_on
    ]  # fmt: skip
    ended = not referral.is_open
    assessed = assess_case(library, case)
    return AgendaItem(
        referral=referral,
        case=case,
        question=referral.question if ended else case.question.value or "",
        asked_by=referral.asked_by if ended else case.asked_by.value or "",
        presentation=len(earlier) + 1,
        minutes=referral.minutes or MINUTES,
        starts=None,
        readiness=readiness_of(library, case, assessed),
        assessed=assessed,
        put_off=tuple(one for one in delays if one.referral_id == referral.id),
        decision=next((one for one in decisions if one.decision.referral_id == referral.id), None),
    )


def _timed(meeting: Meeting, items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Each child's time from the begin of the meeting and the minutes of those before it."""
    from dataclasses import replace

    if not meeting.begins:
        return tuple(items)
    moment = datetime.combine(meeting.day, time.fromisoformat(meeting.begins))
    timed = []
    for one in items:
        timed.append(replace(one, starts=moment.time()))
        moment += timedelta(minutes=one.minutes)
    return tuple(timed)


def _on_day(work: Work, meeting: Meeting) -> list[UUID]:
    """The children whose record names the day of the meeting as that of their next board."""
    return [] if meeting.is_over else work.index.on_board(meeting.day)


def _waiting(work: Work, ids: Sequence[UUID]) -> set[UUID]:
    """Those of some children who have an open referral, on this agenda or another."""
    return {one.case_id for one in work.board_work.where(Referral, case_id=ids) if one.is_open}
