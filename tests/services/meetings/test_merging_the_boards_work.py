"""Two records of one child become one: referrals, deferrals and decisions go with it, and come back by undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from builders import full_case, small_case
from meeting_helpers import DAY, a_meeting, decided, referred, typed

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.meetings.codes import ReferralEnd
from desktop.clinical.merging import FIRST_NUMBER, Side, conflicts
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.checking import check_board
from desktop.services.duplicates import merge_cases
from desktop.services.library import Library
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.deciding import amend, decisions_of
from desktop.services.meetings.referring import open_referral
from desktop.services.undoing import begin, read_on, undo

LATER = date(2026, 12, 10)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def pair(board: Board, library: Library) -> tuple[Case, Case]:
    return new_case(board, library, full_case("ZZ-1")), new_case(board, library, small_case(2))


def merge(board: Board, library: Library, pair: tuple[Case, Case], side: Side = Side.KEPT) -> Case:
    kept, other = (get_case(board, one.id) for one in pair)
    choices = {FIRST_NUMBER: Side.KEPT} | dict.fromkeys((one.name for one in conflicts(kept, other)), side)
    return merge_cases(board, library, kept, other, choices, DAY)[0]


def test_decisions_go_with_the_child_and_come_back(board: Board, library: Library, pair: tuple[Case, Case]) -> None:
    kept, other = pair
    whole = decided(board, library, referred(board, library, other, a_meeting(board)))
    amend(board, whole, words="Later", reason="Theatre full")
    before, steps = decisions_of(board, other.id), begin(board)
    merge(board, library, pair)
    (moved,) = decisions_of(board, kept.id)
    assert not decisions_of(board, other.id)
    assert {part.case_id for part in (moved.decision, *moved.grounds, *moved.amendments)} == {kept.id}
    undo(board, library, read_on(board, steps).undo[-1])
    assert decisions_of(board, other.id) == before
    assert not decisions_of(board, kept.id)
    assert not check_board(board).problems


def test_the_child_stays_on_the_agenda_of_whichever_case_stood_there(
    board: Board, library: Library, pair: tuple[Case, Case]
) -> None:
    kept, other = pair
    meeting = a_meeting(board)
    referred(board, library, other, meeting)
    stored = merge(board, library, pair)
    assert str(stored.board_on.value) == "2026-11-26"
    assert [one.case.id for one in agenda_of(board, library, meeting).items] == [kept.id]


@pytest.mark.parametrize("begin_with", [lambda *_: None, lambda board, one: typed(board, one)])
def test_nobody_waits_for_the_board_twice(
    board: Board, library: Library, pair: tuple[Case, Case], begin_with: Callable[..., object]
) -> None:
    kept, other = pair
    meeting, later = a_meeting(board), a_meeting(board, LATER)
    stays = referred(board, library, kept, later)
    begin_with(board, referred(board, library, other, meeting, question="Which?"))
    stored = merge(board, library, pair)
    assert open_referral(board, kept.id) == stays
    assert str(stored.board_on.value) == "2026-12-10"
    (ended,) = agenda_of(board, library, meeting).items
    assert (ended.case.id, ended.referral.ended, ended.referral.reason) == (
        kept.id, ReferralEnd.WITHDRAWN, f"Merged into case {kept.number}",
    )  # fmt: skip
    assert ended.question == "Which?"


def test_a_place_on_an_agenda_is_not_lost_to_a_wait(board: Board, library: Library, pair: tuple[Case, Case]) -> None:
    kept, other = pair
    meeting = a_meeting(board)
    waits = referred(board, library, kept)
    stands = referred(board, library, other, meeting)
    stored = merge(board, library, pair)
    goes_on = open_referral(board, kept.id)
    assert goes_on is not None
    assert (goes_on.id, goes_on.meeting_id) == (stands.id, meeting.id)
    assert goes_on.id != waits.id
    assert str(stored.board_on.value) == "2026-11-26"
    assert not check_board(board).problems
