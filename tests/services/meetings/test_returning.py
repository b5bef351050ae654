"""A child out of the bin: meetings went on without it, so its next one is worked out anew."""

from __future__ import annotations

from datetime import date

import pytest
from builders import full_case, small_case
from freezegun import freeze_time
from meeting_helpers import DAY, a_meeting, referred

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.listing import CaseQuery
from desktop.services.boards import Board
from desktop.services.cases import delete_case, new_case, restore_case
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.meetings.planning import call_off, close_meeting
from desktop.services.several import bin_cases, put_on_meeting, restore_cases
from desktop.services.undoing import begin, read_on, undo

LATER = date(2026, 12, 10)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    return new_case(board, library, full_case())


def _listed(board: Board, case: Case) -> str:
    (line,) = [one for one in list_cases(board, CaseQuery()).lines if one.case_id == case.id]
    return str(line.board_on or "")


def test_one_that_stands_on_an_agenda_keeps_its_day_until_the_meeting_is_over(
    board: Board, library: Library, child: Case
) -> None:
    meeting = a_meeting(board)
    referred(board, library, child, meeting)
    delete_case(board, library, child.id, "twice")
    restore_case(board, library, child.id)
    assert _listed(board, child) == "2026-11-26"
    steps = begin(board)
    delete_case(board, library, child.id, "twice")
    close_meeting(board, meeting)
    restore_case(board, library, child.id)
    assert _listed(board, child) == "", "the meeting was held without it"
    steps = read_on(board, steps)
    undo(board, library, steps.undo[-1])
    restore_cases(board, library, [child.id])
    assert _listed(board, child) == ""


def test_a_day_that_somebody_wrote_down_stays_while_it_is_to_come_and_its_meeting_is_not_called_off(
    board: Board, library: Library, child: Case
) -> None:
    other = new_case(board, library, small_case(2))
    put_on_meeting(board, library, [child.id], PartialDate.of(DAY))
    put_on_meeting(board, library, [other.id], PartialDate.of(LATER))
    bin_cases(board, library, [child.id, other.id], "twice")
    with freeze_time("2026-11-27"):
        restore_cases(board, library, [child.id, other.id])
    assert (_listed(board, child), _listed(board, other)) == ("", "2026-12-10")
    meeting = a_meeting(board, LATER)
    delete_case(board, library, other.id, "twice")
    call_off(board, library, meeting, "no quorum")
    with freeze_time("2026-11-28"):
        restore_case(board, library, other.id)
    assert _listed(board, other) == ""
