"""Several children on an agenda at once: in one step, who has no question is left, nobody stands twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import small_case
from meeting_helpers import DAY, a_meeting, referred

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.services.boards import Board
from desktop.services.cases import delete_case, get_case, new_case
from desktop.services.library import Library
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.planning import close_meeting
from desktop.services.meetings.referring import open_referral, waiting
from desktop.services.meetings.several import meeting_on, put_on_agendas
from desktop.services.several import put_on_meeting
from desktop.services.undoing import begin, read_on, undo

LATER = date(2026, 12, 10)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def children(board: Board, library: Library) -> list[Case]:
    """One with a question, one without, one on another agenda, one that waits."""
    bare = replace(small_case(2), question=NOT_ASKED, asked_by=NOT_ASKED)
    asked = replace(small_case(1), question=known("Why?"), asked_by=known("Dr Zztest"))
    found = [new_case(board, library, one) for one in (asked, bare, small_case(3), small_case(4))]
    referred(board, library, found[2], a_meeting(board, LATER))
    referred(board, library, found[3])
    return found


def test_all_with_a_question_stand_on_it_in_one_step(board: Board, library: Library, children: list[Case]) -> None:
    meeting, steps = a_meeting(board), begin(board)
    done = put_on_agendas(board, library, [one.id for one in children], meeting, DAY)
    assert [one.number for one in done.put] == [1, 3, 4]
    assert [one.number for one in done.left] == [2]
    assert [one.case.number for one in agenda_of(board, library, meeting).discuss] == [1, 3, 4]
    assert {str(get_case(board, one.id).board_on.value) for one in done.put} == {"2026-11-26"}
    assert open_referral(board, children[1].id) is None
    again = put_on_agendas(board, library, [one.id for one in children], meeting, DAY)
    assert not again.put, "nobody stands on it twice"
    (step,) = read_on(board, steps).undo[-1:]
    undo(board, library, step)
    assert not agenda_of(board, library, meeting).discuss
    assert [one.case_id for one in waiting(board)] == [children[3].id]


def test_a_day_without_a_meeting_takes_children_off_their_agenda(
    board: Board, library: Library, children: list[Case]
) -> None:
    put_on_meeting(board, library, [children[2].id], PartialDate(2026, 12, 24))
    assert children[2].id in {one.case_id for one in waiting(board)}
    put_on_meeting(board, library, [children[2].id], None)
    assert get_case(board, children[2].id).board_on == NOT_ASKED


def test_the_meeting_of_a_day_is_one_that_can_still_be_put_on(board: Board, library: Library) -> None:
    meeting = a_meeting(board)
    assert meeting_on(board, PartialDate.of(DAY)) == meeting
    assert meeting_on(board, PartialDate(2026, 11)) is None
    close_meeting(board, meeting)
    assert meeting_on(board, PartialDate.of(DAY)) is None


def test_a_child_in_the_bin_stops_all_of_them(board: Board, library: Library, children: list[Case]) -> None:
    meeting = a_meeting(board)
    delete_case(board, library, children[0].id, "Zztest")
    with pytest.raises(UserError, match="in the bin"):
        put_on_agendas(board, library, [one.id for one in children], meeting, DAY)
    assert not agenda_of(board, library, meeting).discuss
