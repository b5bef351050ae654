"""A decision names the day on which the board speaks about the child again: the child goes onto that agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.planning import plan_in
from desktop.services.meetings.referring import put_in, refer_in, refuse_unasked

if TYPE_CHECKING:
    from db.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingBack:
    """The day that a decision names, the meeting that is planned on it (None: none is), and the question to begin with.

    ``asked_by`` is whoever asked the board this time.
    """

    day: date
    meeting: Meeting | None
    question: str
    asked_by: str


def coming_back(board: Board, whole: WholeDecision, today: date) -> ComingBack | None:
    """How the child of a decision comes before the board again; None where it names no day, or one that is past."""
    day = whole.decision.next_board
    if day is None or day < today:
        return None
    with board.database.read() as work:
        held = work.board_work.get(Meeting, whole.decision.meeting_id)
        meeting = _planned_on(work, day)
    return ComingBack(
        day=day, meeting=meeting, question=_question(whole, held), asked_by=whole.decision.asked_by or held.chair
    )  # fmt: skip


def bring_back(
    board: Board, library: Library, whole: WholeDecision, *, question: str, asked_by: str, today: date,
    plan: bool = False,
) -> tuple[Referral, Meeting | None]:  # fmt: skip
    """Refer the child of a confirmed decision again, in one step: onto the agenda of the day that the decision names.

    Where no meeting is on that day the child waits for one; with ``plan`` one is planned like the meeting that decided.
    Raises UserError without a question or an asker, and for a child in the bin or one who is referred already.
    """
    refuse_unasked(question, asked_by)
    day = whole.decision.next_board
    if not whole.decision.is_frozen or day is None:
        raise UserError("Only a confirmed decision that names the next board brings a child back; nothing was stored.")
    with board.work(Right.EDIT) as work:
        told = Referral(id=board.new_key(), case_id=whole.decision.case_id, referred_on=today)
        made = refer_in(work, library, told, question, asked_by)
        meeting = _planned_on(work, day)
        if meeting is None and plan:
            held = work.board_work.get(Meeting, whole.decision.meeting_id)
            alike = Meeting(
                id=board.new_key(), day=day, begins=held.begins, place=held.place, link=held.link, chair=held.chair
            )  # fmt: skip
            meeting = plan_in(work, alike, "Referral to the board")
        if meeting is not None:
            made = put_in(work, library, made, meeting, "Referral to the board")
    return made, meeting


def _planned_on(work: Work, day: date) -> Meeting | None:
    return next((one for one in work.board_work.where(Meeting) if one.day == day and not one.is_over), None)


def _question(whole: WholeDecision, held: Meeting) -> str:
    """What was decided, and what brings the child back: whoever confirms it makes it the question."""
    one = whole.decision
    back = f" It comes back for: {one.next_trigger.strip().rstrip('.')}." if one.next_trigger.strip() else ""
    decided = one.recommendation.strip()
    full_stop = "" if decided.endswith((".", "?", "!")) else "."
    return f"What became of the decision of {day_words(held.day)}, and what now? {decided}{full_stop}{back}"
