"""A child comes before the board: referred with a question, put on an agenda, put off with what is missing, noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from builders import full_case, small_case
from meeting_helpers import DAY, a_meeting, decided, referred

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.codes import Purpose, ReferralEnd
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.services.boards import Board
from desktop.services.cases import delete_case, get_case, history, new_case
from desktop.services.library import Library
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.planning import call_off, change_meeting, close_meeting, find_meeting, meetings
from desktop.services.meetings.readiness import Ready
from desktop.services.meetings.referring import (
    change_referral,
    note,
    open_referral,
    order_agenda,
    put_off,
    put_on_agenda,
    refer,
    take_off_agenda,
    waiting,
    withdraw,
)
from desktop.services.several import put_on_meeting

LATER = date(2026, 12, 10)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def test_question_and_day_of_a_referral_stand_in_the_record(board: Board, library: Library) -> None:
    case = new_case(board, library, small_case(1))
    meeting = a_meeting(board)
    one = referred(board, library, case, meeting, question="Which induction?")
    stored = get_case(board, case.id)
    assert (stored.question.value, stored.asked_by.value) == ("Which induction?", "Dr Zztest")
    assert (str(stored.referred_on.value), str(stored.board_on.value)) == ("2026-11-02", "2026-11-26")
    assert open_referral(board, case.id) == one
    assert find_meeting(board, "1") == meeting


@pytest.mark.parametrize(("question", "asked_by"), [("", "Dr Zztest"), ("  ", "Dr Zztest"), ("Why?", " ")])
def test_nobody_comes_before_the_board_without_a_question(
    board: Board, library: Library, question: str, asked_by: str
) -> None:
    case = new_case(board, library, small_case(1))
    told = Referral(case_id=case.id, referred_on=DAY)
    with pytest.raises(UserError, match="nothing was stored"):
        refer(board, library, told, question=question, asked_by=asked_by)
    assert open_referral(board, case.id) is None


def test_nobody_is_referred_twice_or_out_of_the_bin(board: Board, library: Library) -> None:
    case = new_case(board, library, small_case(1))
    gone = new_case(board, library, small_case(2))
    delete_case(board, library, gone.id, "Zztest")
    referred(board, library, case)
    for one in (case, gone):
        with pytest.raises(UserError, match="nothing was stored"):
            referred(board, library, one)


def test_the_agenda_has_order_times_and_counts(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    children = [new_case(board, library, small_case(number)) for number in range(1, 5)]
    ones = [referred(board, library, child, meeting) for child in children]
    ones[1] = change_referral(board, ones[1], replace(ones[1], minutes=25))
    change_referral(board, ones[3], replace(ones[3], purpose=Purpose.NOTE))
    order_agenda(board, meeting, [ones[place].id for place in (2, 1, 0, 3)])
    agenda = agenda_of(board, library, meeting)
    assert [one.case.number for one in agenda.discuss] == [3, 2, 1]
    assert [one.case.number for one in agenda.note] == [4]
    assert [one.starts for one in agenda.discuss] == [time(14, 0), time(14, 10), time(14, 35)]
    assert agenda.minutes == 45
    assert {one.presentation for one in agenda.items} == {1}
    with pytest.raises(UserError, match="nothing was stored"):
        order_agenda(board, meeting, [one.id for one in ones[:2]])


def test_who_has_only_the_day_is_told_apart(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    case = new_case(board, library, small_case(1))
    put_on_meeting(board, library, [case.id], get_case(board, new_case(board, library, full_case()).id).board_on.value)
    agenda = agenda_of(board, library, meeting)
    assert [one.number for one in agenda.unreferred] == [1, 2]
    referred(board, library, case, meeting)
    assert [one.number for one in agenda_of(board, library, meeting).unreferred] == [2]


def test_the_day_of_a_meeting_takes_its_children_along(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    case = new_case(board, library, small_case(1))
    one = referred(board, library, case, meeting)
    change_meeting(board, library, meeting, replace(meeting, day=LATER, begins="9:05"))
    assert str(get_case(board, case.id).board_on.value) == "2026-12-10"
    assert meetings(board)[0].begins == "09:05"
    take_off_agenda(board, library, one)
    assert get_case(board, case.id).board_on == NOT_ASKED
    assert [each.case_id for each in waiting(board)] == [case.id]


def test_a_meeting_that_is_called_off_lets_its_children_wait(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    case = new_case(board, library, small_case(1))
    referred(board, library, case, meeting)
    with pytest.raises(UserError):
        call_off(board, library, meeting, " ")
    over = call_off(board, library, meeting, "No quorum")
    assert over.is_over
    assert [one.meeting_id for one in waiting(board)] == [None]
    assert get_case(board, case.id).board_on == NOT_ASKED
    with pytest.raises(UserError, match="is over"):
        put_on_agenda(board, library, waiting(board)[0], over)


def test_a_child_is_put_off_for_what_is_missing(board: Board, library: Library) -> None:
    meeting, later = a_meeting(board), a_meeting(board, LATER)
    case = new_case(board, library, small_case(1))
    one = referred(board, library, case, meeting)
    told = Deferral(
        referral_id=one.id, case_id=case.id, meeting_id=meeting.id, put_off_on=DAY, missing="sca", owed_by="Demo Lab"
    )
    with pytest.raises(UserError, match="nothing was stored"):
        put_off(board, library, one, replace(told, owed_by=""))
    put_off(board, library, one, told, later)
    first, second = agenda_of(board, library, meeting), agenda_of(board, library, later)
    assert not first.items
    assert [(off.missing, off.owed_by, case.number) for off, case in first.put_off] == [("sca", "Demo Lab", 1)]
    assert [len(item.put_off) for item in second.discuss] == [1]
    assert str(get_case(board, case.id).board_on.value) == "2026-12-10"
    assert "Put off" in [entry.action for entry in history(board, case.id)]


def test_a_child_in_the_bin_holds_up_neither_order_nor_end(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    children = [new_case(board, library, small_case(number)) for number in range(1, 4)]
    binned, first, second = (referred(board, library, child, meeting) for child in children)
    delete_case(board, library, binned.case_id, "Twice")
    order_agenda(board, meeting, [second.id, first.id])
    items = agenda_of(board, library, meeting).items
    assert [one.case.id for one in items] == [second.case_id, first.case_id]
    for one in items:
        note(board, library, one.referral, DAY)
    assert close_meeting(board, meeting).closed_at is not None
    assert [one.id for one in waiting(board)] == [binned.id], "should it come back, it waits for another meeting"


def test_a_meeting_closes_once_nobody_is_open(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    children = [new_case(board, library, small_case(number)) for number in range(1, 4)]
    discussed, noted, withdrawn = (referred(board, library, child, meeting) for child in children)
    with pytest.raises(UserError, match="still open"):
        close_meeting(board, meeting)
    decided(board, library, discussed)
    note(board, library, noted, DAY)
    withdraw(board, library, withdrawn, "Moved away", DAY)
    closed = close_meeting(board, meeting)
    assert closed.closed_at is not None
    ended = [item.referral.ended for item in agenda_of(board, library, closed).items]
    assert ended == [ReferralEnd.DISCUSSED, ReferralEnd.NOTED, ReferralEnd.WITHDRAWN]
    assert [item.question for item in agenda_of(board, library, closed).items] == ["Before or after?"] * 3


@pytest.mark.parametrize("begins", ["25:00", "noon", "14", "14:7"])
def test_a_time_that_is_none_is_refused(board: Board, begins: str) -> None:
    with pytest.raises(UserError, match="no time of day"):
        a_meeting(board, begins=begins)
    assert not meetings(board)


def test_how_ready_a_child_is(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    child, other = new_case(board, library, full_case()), new_case(board, library, small_case(2))
    referred(board, library, child, meeting)
    referred(board, library, other, meeting)
    told, nothing = agenda_of(board, library, meeting).discuss
    # treated, so the latest of every examination is asked for; not treated: what decides the group
    assert {one.name: one.state for one in told.readiness.lines if one.on} == {
        "markers": Ready.STALE, "responses": Ready.STALE,
    }  # fmt: skip
    assert {"inss", "histology", "ploidy"} <= {
        one.name for one in nothing.readiness.lines if one.state is Ready.MISSING
    }
    assert not nothing.readiness.is_ready


@pytest.mark.parametrize(
    "change",
    [
        lambda board, library, one, _meeting: take_off_agenda(board, library, one),
        lambda board, library, one, _meeting: withdraw(board, library, one, "Zztest", DAY),
        lambda board, library, one, _meeting: note(board, library, one, DAY),
    ],
)
def test_what_has_ended_does_not_change(
    board: Board, library: Library, change: Callable[[Board, Library, Referral, Meeting], object]
) -> None:
    meeting = a_meeting(board)
    case = new_case(board, library, small_case(1))
    one = referred(board, library, case, meeting)
    ended = note(board, library, one, DAY)
    assert get_case(board, case.id).board_on == NOT_ASKED
    with pytest.raises(UserError, match="has ended"):
        change(board, library, ended, meeting)
