"""What the board decided last about a child, what became of it, and whether what it stood on is still so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
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
from desktop.services.meetings.deciding import in_turn, whole_of
from desktop.services.seals import digest_of

if TYPE_CHECKING:
    from db.work import Work


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
        found = latest_confirmed(work, case.id)
    if found is None:
        return None
    day, whole = found
    now = grounds_now(case, library.rules, [one.fact for one in whole.grounds if "." not in one.fact])
    return LastDecision(day, whole, changed_grounds(whole, now), conditions_now(whole, case, today))


def latest_confirmed(work: Work, case_id: UUID) -> tuple[date, WholeDecision] | None:
    """The latest decision that a chair confirmed, with the day of its meeting; None where there is none."""
    frozen = [one for one in work.board_work.where(Decision, case_id=case_id) if one.is_frozen]
    if not frozen:
        return None
    days = {one.id: one.day for one in work.board_work.where(Meeting)}
    latest = max(frozen, key=lambda one: in_turn(one, days[one.meeting_id]))
    (whole,) = whole_of(work, [latest])
    return days[latest.meeting_id], whole


def quoted_of(found: tuple[date, WholeDecision] | None) -> bytes:
    """What the page of a child tells of the last decision, by which a signature knows that it is told differently now.

    Its words, its amendments and who confirmed them, what became of it and which actions are open. What follows from
    the record besides (conditions, a changed basis) is in the record. Empty where there is no decision.
    """
    if found is None:
        return b""
    day, whole = found
    fate = whole.fate
    told = {
        "decision": str(whole.decision.id),
        "day": day.isoformat(),
        "recommendation": whole.decision.recommendation,
        "amendments": [
            # of one that waits nothing more, as it was told before chairs confirmed them
            [one.words, one.reason, *([one.confirmed_by] if one.is_confirmed else [])]
            for one in whole.amendments
        ],
        "became": [fate.fate, fate.told_on.isoformat(), fate.why, fate.words] if fate is not None else None,
        "open": [[str(one.id), one.due.isoformat() if one.due else None] for one in whole.open_actions],
    }
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def quoted_digest(found: tuple[date, WholeDecision] | None) -> str:
    """The same as the register of signed documents keeps it."""
    return digest_of(quoted_of(found))


def presentation_of(board: Board, case_id: UUID) -> int:
    """How often a child was before the board, an open referral included; 0 where it never was."""
    with board.database.read() as work:
        found = work.board_work.where(Referral, case_id=case_id)
    return sum(one.is_open or one.ended is ReferralEnd.DISCUSSED for one in found)
