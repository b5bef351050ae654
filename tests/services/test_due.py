"""What is due over all children, by week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import small_case

from desktop.app import build_library
from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.afterwards import FollowUp
from desktop.clinical.vocabulary import CaseStatus, Silence, SlipReason
from desktop.services.boards import Board
from desktop.services.cases import new_case, save_case
from desktop.services.due import DueKind, due_list, due_of, monday_of
from desktop.services.plan_course import pause, resume, start_plan, stop_plan
from desktop.services.planning import book_event, record_event

LIBRARY = build_library()
START = date(2026, 1, 5)


def day(number: int) -> date:
    """So many days after the start, which is a Monday."""
    return START + timedelta(days=number)


@pytest.fixture
def child(board: Board) -> Case:
    stored = new_case(board, LIBRARY, small_case())
    stored = start_plan(board, LIBRARY, stored, "cog-high-risk", START)
    return record_event(board, LIBRARY, stored, "C1", START)


def titles(case: Case, today: date, weeks: int = 8) -> list[str]:
    return [one.title for one in due_of(LIBRARY, case, today, weeks)]


def test_weeks_begin_on_monday_and_what_is_overdue_comes_first(board: Board, child: Case) -> None:
    weeks = due_list(board, LIBRARY, day(30))
    assert weeks[0].monday is None
    assert weeks[0].words(day(30)) == "Overdue"
    assert {one.title for one in weeks[0].items} >= {"Induction cycle 2"}
    assert all(one.monday is not None and one.monday.weekday() == 0 for one in weeks[1:])
    assert [one.monday for one in weeks[1:]] == sorted(one.monday for one in weeks[1:] if one.monday)
    for week in weeks[1:]:
        assert all(monday_of(one.day) == week.monday for one in week.items)
    assert weeks[1].words(day(30)) in {"This week", "Next week"} or weeks[1].words(day(30)).startswith("Week of ")


def test_only_so_many_weeks_are_looked_ahead(child: Case) -> None:
    assert "Induction cycle 5" not in titles(child, day(1), 8)
    assert "Induction cycle 5" in titles(child, day(1), 20)


def test_what_is_done_left_out_or_stopped_is_not_due(board: Board, child: Case) -> None:
    assert "Induction cycle 1" not in titles(child, day(1))
    stopped = stop_plan(board, LIBRARY, child, day(10), SlipReason.FAMILY)
    assert due_of(LIBRARY, stopped, day(12)) == ()
    closed = save_case(board, LIBRARY, stopped, replace(stopped, status=CaseStatus.CLOSED), "Close")
    assert due_of(LIBRARY, closed, day(12)) == ()


def test_a_rest_a_fixed_day_and_a_gate_are_told(board: Board, child: Case) -> None:
    item = next(one for one in due_of(LIBRARY, child, day(1)) if one.title == "Induction cycle 2")
    assert "to confirm: " in item.note
    resting = pause(board, LIBRARY, child, day(10))
    item = next(one for one in due_of(LIBRARY, resting, day(25)) if one.title == "Induction cycle 2")
    assert "treatment rests" in item.note
    assert item.day == day(21 + 15)
    fixed = book_event(board, LIBRARY, resume(board, LIBRARY, resting, day(10)), "C2", day(18))
    item = next(one for one in due_of(LIBRARY, fixed, day(1)) if one.title == "Induction cycle 2")
    assert "fixed day" in item.note
    assert "leads to" in item.note
    assert not item.doubt


def test_follow_ups_and_the_next_board(board: Board, child: Case) -> None:
    follow = (
        FollowUp(test=known("hearing_test"), due_on=known(PartialDate(2026, 2))),
        FollowUp(test=known("hearing_test"), due_on=known(PartialDate(2025, 12)), outcome=silent(Silence.DECLINED)),
        FollowUp(test=known("hearing_test"), due_on=known(PartialDate(2025, 12)), outcome=known("normal")),
        FollowUp(test=known("hearing_test"), due_on=known(PartialDate(2025, 11))),
    )
    changed = replace(child, follow_ups=follow, board_on=known(PartialDate(2026, 1, 14)))
    items = due_of(LIBRARY, changed, day(1))
    dated = [(one.day, one.latest, one.overdue) for one in items if one.kind is DueKind.FOLLOW_UP]
    assert dated == [
        (date(2025, 11, 1), date(2025, 11, 30), True),
        (date(2026, 2, 1), date(2026, 2, 28), False),
    ]
    assert [(one.day, one.title) for one in items if one.kind is DueKind.BOARD] == [(date(2026, 1, 14), "Tumour board")]
    over = replace(changed, board_on=known(PartialDate(2026, 1, 1)))
    assert all(one.kind is not DueKind.BOARD for one in due_of(LIBRARY, over, day(1)))


def test_it_can_be_broken_off(board: Board, child: Case) -> None:
    def stop(_done: int, _all: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        due_list(board, LIBRARY, day(1), progress=stop)
