"""What earlier boards left open: actions that nobody has said anything about, by who has to do them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.meetings.decision import Action, Decision
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.waking import Woken, conditions_now
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.meetings.deciding import whole_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAction:
    """One action that is open: for which child, from which meeting, and whether it still waits for its condition."""

    action: Action
    case: Case
    decided_on: date
    waits: bool

    def days_late(self, today: date) -> int:
        """How many days it is late; 0 where it is not, or waits for a result."""
        due = self.action.due
        return max((today - due).days, 0) if due is not None and not self.waits else 0


def open_actions(board: Board, today: date, before: date | None = None) -> list[OpenAction]:
    """The open actions of confirmed decisions, the latest first due last; ``before`` leaves out meetings from that day
    on. Those whose condition turned out otherwise are not to be done and left out."""
    with board.database.read() as work:
        days = {one.id: one.day for one in work.board_work.where(Meeting)}
        frozen = [one for one in work.board_work.where(Decision) if one.is_frozen]
        chosen = [one for one in frozen if before is None or days[one.meeting_id] < before]
        cases = work.cases.load_many({one.case_id for one in chosen})
        wholes = whole_of(work, chosen)
    found = [each for one in wholes for each in _open(one, cases[one.decision.case_id], days, today)]
    return sorted(found, key=lambda one: (one.waits, one.action.due or date.max, one.action.owner))


def _open(whole: WholeDecision, case: Case, days: Mapping[UUID, date], today: date) -> list[OpenAction]:
    if case.deleted is not None:
        return []
    states = {one.condition.id: one.state for one in conditions_now(whole, case, today)}
    return [
        OpenAction(
            action=one, case=case, decided_on=days[whole.decision.meeting_id],
            waits=one.on_condition is not None and states[one.on_condition] is not Woken.HOLDS,
        )
        for one in whole.open_actions
        if one.on_condition is None or states[one.on_condition] is not Woken.OTHERWISE
    ]  # fmt: skip
