"""What the board has to do with one child: its referral, and every decision with what became of its basis since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.meetings.basis import SCHEME, ChangedGround, changed_grounds, grounds_now
from desktop.clinical.meetings.decision import Action
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.meetings.waking import ConditionNow, actions_now, conditions_now
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.deciding import decisions_of


@dataclass(frozen=True, slots=True)
class DecisionNow:
    """A decision as it stands today: the facts that are others now, each condition, and what is to be done."""

    whole: WholeDecision
    meeting: Meeting
    changed: tuple[ChangedGround, ...]
    conditions: tuple[ConditionNow, ...]
    to_do: tuple[Action, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBoard:
    """``referral`` is the open one and ``meeting`` the one it is on; ``past`` are referrals without a decision."""

    referral: Referral | None
    meetings: Mapping[UUID, Meeting]
    past: tuple[Referral, ...]
    deferrals: tuple[Deferral, ...]
    decisions: tuple[DecisionNow, ...]

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that the child is on the agenda of."""
        key = self.referral.meeting_id if self.referral is not None else None
        return self.meetings.get(key) if key is not None else None

    @property
    def is_empty(self) -> bool:
        """Whether the board never had to do with the child."""
        return self.referral is None and not self.past and not self.decisions


def board_of_case(board: Board, library: Library, case: Case, today: date) -> CaseBoard:
    """Read it; the latest comes first."""
    decisions = decisions_of(board, case.id)
    with board.database.read() as work:
        referrals = work.board_work.where(Referral, case_id=case.id)
        deferrals = work.board_work.where(Deferral, case_id=case.id)
        meetings = {one.id: one for one in work.board_work.where(Meeting)}
    decided = {one.decision.referral_id for one in decisions}
    past = [one for one in referrals if not one.is_open and one.id not in decided]
    return CaseBoard(
        referral=next((one for one in referrals if one.is_open), None),
        meetings=meetings,
        past=tuple(sorted(past, key=lambda one: one.ended_on or date.min, reverse=True)),
        deferrals=tuple(sorted(deferrals, key=lambda one: one.put_off_on, reverse=True)),
        decisions=tuple(
            decision_now(library, case, one, meetings[one.decision.meeting_id], today) for one in decisions
        ),
    )


def decision_now(library: Library, case: Case, whole: WholeDecision, meeting: Meeting, today: date) -> DecisionNow:
    """Where one decision stands by the case as it is."""
    changed: tuple[ChangedGround, ...] = ()
    if whole.grounds:
        facts = [one.fact for one in whole.grounds if not one.fact.startswith(SCHEME)]
        changed = changed_grounds(whole, grounds_now(case, library.rules, facts))
    return DecisionNow(whole, meeting, changed, conditions_now(whole, case, today), actions_now(whole, case, today))
