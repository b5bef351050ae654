"""A board with a meeting and children on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.meetings.codes import DecisionKind, Intent
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.deciding import begin_decision, confirm, read_back, save_decision
from desktop.services.meetings.planning import plan_meeting
from desktop.services.meetings.referring import refer

DAY = date(2026, 11, 26)
CHAIR = "Dr Zztest-Okoro"


def a_meeting(board: Board, day: date = DAY, begins: str = "14:00") -> Meeting:
    return plan_meeting(board, Meeting(day=day, begins=begins, place="Room 4", chair=CHAIR))


def referred(
    board: Board, library: Library, case: Case, meeting: Meeting | None = None, question: str = "Before or after?"
) -> Referral:
    told = Referral(case_id=case.id, referred_on=date(2026, 11, 2))
    return refer(board, library, told, question=question, asked_by="Dr Zztest", meeting=meeting)


def typed(board: Board, referral: Referral, **more: object) -> WholeDecision:
    """A decision with its words, read back and not confirmed."""
    begun = begin_decision(board, referral)
    words = {"recommendation": "Operate after cycle 4.", "kind": DecisionKind.SURGERY, "intent": Intent.CURE}
    parts = {name: value for name, value in more.items() if name in {"options", "conditions", "actions", "dissents"}}
    own = {name: value for name, value in more.items() if name not in parts}
    told = replace(begun, decision=replace(begun.decision, **(words | own)), **parts)  # type: ignore[arg-type]
    return read_back(board, save_decision(board, begun, told, "Decision typed"))


def decided(board: Board, library: Library, referral: Referral, **more: object) -> WholeDecision:
    return confirm(board, library, typed(board, referral, **more), chair=CHAIR, today=DAY)
