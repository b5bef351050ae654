"""A decision that names the next board brings the child onto its agenda, with a question, in one step."""

from __future__ import annotations

from datetime import date

import pytest
from builders import full_case, small_case
from meeting_helpers import CHAIR, DAY, a_meeting, decided, referred, typed

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.cases import get_case, history, new_case
from desktop.services.library import Library
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.coming_back import bring_back, coming_back
from desktop.services.meetings.deciding import decisions_of
from desktop.services.meetings.planning import meetings
from desktop.services.meetings.referring import open_referral, waiting
from desktop.services.undoing import begin, read_on, undo

AGAIN = date(2026, 12, 10)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    return new_case(board, library, full_case())


@pytest.fixture
def whole(board: Board, library: Library, child: Case) -> WholeDecision:
    """A confirmed decision that names the next board."""
    return decided(
        board, library, referred(board, library, child, a_meeting(board)), next_board=AGAIN, next_trigger="MIBG"
    )


def test_the_child_goes_onto_the_agenda_of_that_day_and_undo_takes_it_off(
    board: Board, library: Library, child: Case, whole: WholeDecision
) -> None:
    planned = a_meeting(board, AGAIN)
    told = coming_back(board, whole, DAY)
    assert told is not None
    assert (told.meeting, told.asked_by) == (planned, "Dr Zztest")
    assert told.question == (
        "What became of the decision of 26 Nov 2026, and what now? Operate after cycle 4. It comes back for: MIBG."
    )
    steps = begin(board)
    bring_back(board, library, whole, question=told.question, asked_by=told.asked_by, today=DAY)
    (item,) = agenda_of(board, library, planned).items
    assert (item.case.id, item.question, item.presentation) == (child.id, told.question, 2)
    assert str(get_case(board, child.id).board_on.value) == "2026-12-10"
    assert "Referral to the board" in [one.action for one in history(board, child.id, 5)]
    assert decisions_of(board, child.id)[-1].decision.question == "Before or after?", "what was frozen stays"
    steps = read_on(board, steps)
    assert [one.name for one in steps.undo] == ["referral to the board"], "one step"
    undo(board, library, steps.undo[-1])
    assert open_referral(board, child.id) is None
    assert get_case(board, child.id).question.value == "Before or after?"


def test_without_a_meeting_on_that_day_the_child_waits_or_one_is_planned(
    board: Board, library: Library, child: Case, whole: WholeDecision
) -> None:
    told = coming_back(board, whole, DAY)
    assert told is not None
    assert told.meeting is None
    steps = begin(board)
    referral, meeting = bring_back(board, library, whole, question="And now?", asked_by="Dr Zztest", today=DAY)
    assert meeting is None
    assert waiting(board) == [referral]
    assert str(get_case(board, child.id).board_on.value) == "2026-12-10"
    undo(board, library, read_on(board, steps).undo[-1])
    _, meeting = bring_back(board, library, whole, question="And now?", asked_by="Dr Zztest", today=DAY, plan=True)
    assert meeting is not None
    assert (meeting.day, meeting.begins, meeting.place, meeting.chair) == (AGAIN, "14:00", "Room 4", CHAIR)
    assert [one.case.id for one in agenda_of(board, library, meeting).items] == [child.id]
    undo(board, library, read_on(board, steps).undo[-1])
    assert AGAIN not in [one.day for one in meetings(board)]


def test_nobody_comes_back_without_a_question_or_twice_or_on_a_day_that_is_past(
    board: Board, library: Library, child: Case, whole: WholeDecision
) -> None:
    with pytest.raises(UserError, match="needs the question"):
        bring_back(board, library, whole, question=" ", asked_by="Dr Zztest", today=DAY)
    assert coming_back(board, whole, date(2026, 12, 11)) is None
    bring_back(board, library, whole, question="And now?", asked_by="Dr Zztest", today=DAY)
    with pytest.raises(UserError, match="waits for the board already"):
        bring_back(board, library, whole, question="And now?", asked_by="Dr Zztest", today=DAY)
    (only,) = waiting(board)
    draft = typed(board, referred(board, library, new_case(board, library, small_case(2)), a_meeting(board)))
    assert coming_back(board, draft, DAY) is None
    with pytest.raises(UserError, match="Only a confirmed decision"):
        bring_back(board, library, draft, question="And now?", asked_by="Dr Zztest", today=DAY)
    assert only.case_id == child.id
