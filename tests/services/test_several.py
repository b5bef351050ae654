"""One deed to several children: all or none, one transaction, one step to undo; a refusal names the case."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from builders import small_case
from undo_helpers import facts, redo_last, undo_last

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import CaseStatus
from desktop.services.boards import Board
from desktop.services.cases import delete_case, get_case, list_cases, new_case
from desktop.services.checking import check_board
from desktop.services.library import Library
from desktop.services.several import bin_cases, put_on_meeting, restore_cases, set_status
from desktop.services.undoing import begin, read_on

MEETING = PartialDate(2026, 11, 26)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def five(board: Board, library: Library) -> list[Case]:
    """Five children, the first closed already, the second on the meeting already."""
    cases = [small_case(number) for number in range(1, 6)]
    cases[0] = replace(cases[0], status=CaseStatus.CLOSED)
    cases[1] = replace(cases[1], board_on=known(MEETING))
    return [new_case(board, library, case) for case in cases]


def test_a_status_is_one_transaction_and_one_step(board: Board, library: Library, five: list[Case]) -> None:
    stood, steps = [facts(board, one.id) for one in five], begin(board)
    changed = set_status(board, library, [one.id for one in five], CaseStatus.CLOSED)
    assert [one.number for one in changed] == [2, 3, 4, 5], "who had the status already is left alone"
    assert get_case(board, five[0].id) == five[0]
    assert {line.status for line in list_cases(board, CaseQuery()).lines} == {"closed"}
    steps = read_on(board, steps)
    assert [(one.name, one.cases) for one in steps.undo] == [("change of status of 4 cases", 4)]
    steps = undo_last(board, library, steps)
    assert [facts(board, one.id) for one in five] == stood
    redo_last(board, library, steps)
    assert all(get_case(board, one.id).status is CaseStatus.CLOSED for one in five)
    assert check_board(board).ok


def test_a_status_that_all_have_writes_nothing(board: Board, library: Library, five: list[Case]) -> None:
    steps = begin(board)
    assert set_status(board, library, [five[0].id], CaseStatus.CLOSED) == []
    assert read_on(board, steps).undo == ()


def test_children_are_put_on_a_meeting_and_off_it(board: Board, library: Library, five: list[Case]) -> None:
    ids, steps = [one.id for one in five[:3]], begin(board)
    assert [one.number for one in put_on_meeting(board, library, ids, MEETING)] == [1, 3]
    assert [str(line.board_on) for line in list_cases(board, CaseQuery()).lines[:3]] == [str(MEETING)] * 3
    assert [one.number for one in put_on_meeting(board, library, ids, None)] == [1, 2, 3]
    assert {line.board_on for line in list_cases(board, CaseQuery()).lines} == {None}
    names = [one.name for one in read_on(board, steps).undo]
    assert names == ["change of board meeting of 2 cases", "change of board meeting of 3 cases"]


def test_what_one_child_refuses_is_done_to_none(board: Board, library: Library, five: list[Case]) -> None:
    """One that went to the bin meanwhile, and one that is not there any more."""
    ids = [one.id for one in five]
    delete_case(board, library, five[3].id, "Entered twice")
    for deed in (
        lambda: set_status(board, library, ids, CaseStatus.FOLLOW_UP),
        lambda: put_on_meeting(board, library, ids, MEETING),
        lambda: bin_cases(board, library, ids, "Sent to another centre"),
    ):
        with pytest.raises(UserError, match="Case 4 is in the bin; nothing was changed"):
            deed()
    with pytest.raises(UserError, match="not on this board any more; nothing was changed"):
        set_status(board, library, [five[0].id, uuid4()], CaseStatus.ACTIVE)
    for one in (*five[:3], five[4]):
        assert get_case(board, one.id) == one


def test_into_the_bin_and_back_for_one_reason(board: Board, library: Library, five: list[Case]) -> None:
    ids, steps = [one.id for one in five[1:4]], begin(board)
    with pytest.raises(UserError, match="only with a reason"):
        bin_cases(board, library, ids, "  ")
    bin_cases(board, library, ids, " Another board's children ")
    assert {one.deleted.reason for key in ids if (one := get_case(board, key)).deleted} == {"Another board's children"}
    assert list_cases(board, CaseQuery()).total == 2
    steps = undo_last(board, library, steps)
    assert list_cases(board, CaseQuery()).total == 5
    steps = redo_last(board, library, steps)
    assert [one.number for one in restore_cases(board, library, ids)] == [2, 3, 4]
    steps = read_on(board, steps)
    assert [one.name for one in steps.undo] == ["move of 3 cases to the bin", "return of 3 cases from the bin"]
    assert list_cases(board, CaseQuery()).total == 5
