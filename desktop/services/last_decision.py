"""What the board decided last about a child, what became of it, and whether what it stood on is still so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.meetings.basis import ChangedGround, changed_grounds, grounds_now
from desktop.clinical.meetings.codes import ReferralEnd
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.meetings.waking import ConditionNow, conditions_now
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.deciding import whole_of


@dataclass(frozen=True, slots=True)
class LastDecision:
    """The latest confirmed decision: of which day, what of its basis is another now, where its conditions stand."""

    day: date
    whole: WholeDecision
    changed: tuple[ChangedGround, ...]
    conditions: tuple[ConditionNow, ...]


def last_decision(board: Board, library: Library, case: Case, today: date) -> LastDecision | None:
    """The latest decision that a chair confirmed; None where there is none."""
    with board.database.read() as work:
        frozen = [one for one in work.board_work.where(Decision, case_id=case.id) if one.is_frozen]
        if not frozen:
            return None
        days = {one.id: one.day for one in work.board_work.where(Meeting)}
        latest = max(frozen, key=lambda one: days[one.meeting_id])
        (whole,) = whole_of(work, [latest])
    now = grounds_now(case, library.rules, [one.fact for one in whole.grounds if "." not in one.fact])
    return LastDecision(days[latest.meeting_id], whole, changed_grounds(whole, now), conditions_now(whole, case, today))


def presentation_of(board: Board, case_id: UUID) -> int:
    """How often a child was before the board, an open referral included; 0 where it never was."""
    with board.database.read() as work:
        found = work.board_work.where(Referral, case_id=case_id)
    return sum(one.is_open or one.ended is ReferralEnd.DISCUSSED for one in found)
