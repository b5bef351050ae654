"""Referrals, agendas and decisions are taken back step by step and exactly; a confirmed decision never is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import small_case
from meeting_helpers import CHAIR, DAY, a_meeting, decided, referred, typed

from db.entities import BOARD_WORK
from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.meetings.codes import Fate
from desktop.clinical.meetings.decision import Action
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.referral import Deferral
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.checking import check_board
from desktop.services.library import Library
from desktop.services.meetings.attending import ask_for, copy_people, declare, put_person, remove_person
from desktop.services.meetings.deciding import (
    amend,
    begin_decision,
    confirm_amendments,
    save_decision,
    say_action,
    throw_away,
)
from desktop.services.meetings.planning import call_off, change_meeting, close_meeting, plan_meeting
from desktop.services.meetings.referring import (
    change_referral,
    note,
    open_referral,
    order_agenda,
    put_off,
    put_on_agenda,
    take_off_agenda,
    withdraw,
)
from desktop.services.undoing import StepRefusedError, begin, read_on, redo, undo

LATER = date(2026, 12, 10)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    return new_case(board, library, small_case(1))


def everything(board: Board, case: Case) -> dict[str, Any]:
    """The board's work and the child, without the counters that every write moves on."""
    with board.database.read() as work:
        rows = {one.table: [_plain(row) for row in work.board_work.where(one.kind)] for one in BOARD_WORK}
    stored = get_case(board, case.id)
    return rows | {"case": replace(stored, version=0, changed_at=None)}


def _plain(row: Any) -> Any:
    return replace(row, version=0) if hasattr(row, "version") else row


def _work(board: Board, library: Library, child: Case) -> tuple[Meeting, Meeting, Any]:
    meeting, later = a_meeting(board), a_meeting(board, LATER)
    return meeting, later, referred(board, library, child, meeting)


def _put_off(board: Board, library: Library, meeting: Meeting, later: Meeting, one: Any) -> object:
    told = Deferral(
        referral_id=one.id, case_id=one.case_id, meeting_id=meeting.id, put_off_on=DAY, missing="sca", owed_by="Lab"
    )
    return put_off(board, library, one, told, later)


def _decision(board: Board, one: Any) -> Any:
    begun = begin_decision(board, one)
    book = Action(decision_id=begun.decision.id, case_id=one.case_id, place=0, words="Book")
    return typed(board, one, actions=(book,))


DEEDS: dict[str, Callable[[Board, Library, Meeting, Meeting, Any], object]] = {
    "new meeting": lambda board, *_: plan_meeting(board, Meeting(day=LATER)),
    "change of meeting": lambda board, library, meeting, *_: change_meeting(
        board, library, meeting, replace(meeting, day=LATER, place="Elsewhere")
    ),
    "called off": lambda board, library, meeting, *_: call_off(board, library, meeting, "No quorum"),
    "change of referral": lambda board, _l, _m, _o, one: change_referral(board, one, replace(one, minutes=5)),
    "other agenda": lambda board, library, _m, later, one: put_on_agenda(board, library, one, later),
    "off the agenda": lambda board, library, _m, _o, one: take_off_agenda(board, library, one),
    "order": lambda board, _l, meeting, _o, one: order_agenda(board, meeting, [one.id]),
    "put off": lambda board, library, meeting, later, one: _put_off(board, library, meeting, later, one),
    "withdrawn": lambda board, library, _m, _o, one: withdraw(board, library, one, "Zztest", DAY),
    "noted": lambda board, library, _m, _o, one: note(board, library, one, DAY),
    "attendance": lambda board, _l, meeting, *_: put_person(
        board, meeting, Attendance(meeting_id=meeting.id, place=0, name="Zztest", discipline="surgery")
    ),
    "interest": lambda board, _l, meeting, *_: declare(
        board, ConflictOfInterest(meeting_id=meeting.id, name="Zztest", words="Shares")
    ),
    "quorum": lambda board, library, *_: ask_for(board, library, "nursing", 1),
    "decision begun": lambda board, _l, _m, _o, one: begin_decision(board, one),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_every_deed_is_one_step_back_and_forth(
    board: Board, library: Library, child: Case, deed: Callable[..., object]
) -> None:
    meeting, later, one = _work(board, library, child)
    steps = begin(board)
    before = everything(board, child)
    deed(board, library, meeting, later, one)
    after = everything(board, child)
    steps = read_on(board, steps)
    if after == before:
        # an agenda of one child has one order only
        assert not steps.undo
        return
    assert len(steps.undo) == 1
    undo(board, library, steps.undo[-1])
    assert everything(board, child) == before
    steps = read_on(board, steps)
    redo(board, library, steps.redo[-1])
    assert everything(board, child) == after
    assert not check_board(board).problems


def test_a_referral_takes_its_question_back(board: Board, library: Library, child: Case) -> None:
    steps = begin(board)
    before = everything(board, child)
    referred(board, library, child)
    undo(board, library, read_on(board, steps).undo[-1])
    assert everything(board, child) == before
    assert open_referral(board, child.id) is None


def test_typing_is_taken_back_word_by_word(board: Board, library: Library, child: Case) -> None:
    _, _, one = _work(board, library, child)
    steps = begin(board)
    states = [everything(board, child)]
    begun = begin_decision(board, one)
    states.append(everything(board, child))
    for words in ("Operate", "Operate after cycle 4"):
        told = replace(begun, decision=replace(begun.decision, recommendation=words))
        begun = save_decision(board, begun, told, "Change of the recommendation")
        states.append(everything(board, child))
    throw_away(board, begun)
    for state in reversed(states):
        steps = read_on(board, steps)
        undo(board, library, steps.undo[-1])
        assert everything(board, child) == state


def test_nothing_takes_back_what_the_chair_confirmed(board: Board, library: Library, child: Case) -> None:
    _, _, one = _work(board, library, child)
    steps = begin(board)
    whole = decided(board, library, one)
    amended = confirm_amendments(board, amend(board, whole, words="Later", reason="Theatre full"), chair=CHAIR)
    before = everything(board, child)
    for step in reversed(read_on(board, steps).undo):
        with pytest.raises(StepRefusedError, match="confirmed by the chair"):
            undo(board, library, step)
    assert everything(board, child) == before
    assert amended.decision.confirmed_by == CHAIR


def test_what_became_of_an_action_is_taken_back_all_the_same(board: Board, library: Library, child: Case) -> None:
    from desktop.services.meetings.deciding import confirm

    _, _, one = _work(board, library, child)
    whole = confirm(board, library, _decision(board, one), chair=CHAIR, today=DAY)
    steps = begin(board)
    before = everything(board, child)
    (action,) = whole.actions
    say_action(board, library, action, replace(action, fate=Fate.DONE, fate_on=DAY))
    undo(board, library, read_on(board, steps).undo[-1])
    assert everything(board, child) == before


def test_people_are_copied_and_removed_and_come_back(board: Board, library: Library, child: Case) -> None:
    meeting, later, _ = _work(board, library, child)
    for name in ("Zztest One", "Zztest Two"):
        put_person(board, meeting, Attendance(meeting_id=meeting.id, place=0, name=name))
    steps = begin(board)
    states = [everything(board, child)]
    copied = copy_people(board, later, meeting)
    states.append(everything(board, child))
    remove_person(board, copied[0])
    for state in reversed(states):
        steps = read_on(board, steps)
        undo(board, library, steps.undo[-1])
        assert everything(board, child) == state


def test_a_meeting_that_was_closed_can_be_opened_again_by_undo(board: Board, library: Library, child: Case) -> None:
    meeting, _, one = _work(board, library, child)
    note(board, library, one, DAY)
    steps = begin(board)
    before = everything(board, child)
    close_meeting(board, meeting)
    undo(board, library, read_on(board, steps).undo[-1])
    assert everything(board, child) == before


def test_a_meeting_that_took_a_decision_is_not_taken_back(board: Board, library: Library, child: Case) -> None:
    steps = begin(board)
    decided(board, library, referred(board, library, child, a_meeting(board)))
    before = everything(board, child)
    made = next(one for one in read_on(board, steps).undo if one.name == "new meeting")
    with pytest.raises(StepRefusedError, match="something that came later hangs on it; nothing was changed"):
        undo(board, library, made)
    assert everything(board, child) == before
