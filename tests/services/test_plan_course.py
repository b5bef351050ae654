"""The course of a plan: every change is one step that is taken back whole; nothing planned is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import small_case
from undo_helpers import facts, redo_last, undo_last

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import EventStatus, PlannedEvent, Standing
from desktop.clinical.timeline.planned import GateState
from desktop.clinical.vocabulary import SlipReason
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.checking import check_board
from desktop.services.plan_course import choose, pause, restart, resume, start_plan, stop_plan, to_come
from desktop.services.plan_words import plan_lines
from desktop.services.planning import book_event, confirm_gate, leave_out, record_event
from desktop.services.plans import lay_out, plan_case
from desktop.services.undoing import begin

LIBRARY = build_library()
START = date(2026, 1, 5)
Step = Callable[[Board, Case], Case]


def day(number: int) -> date:
    """So many days after the start."""
    return START + timedelta(days=number)


@pytest.fixture
def child(board: Board) -> Case:
    stored = new_case(board, LIBRARY, small_case())
    stored = start_plan(board, LIBRARY, stored, "cog-high-risk", START)
    stored = record_event(board, LIBRARY, stored, "C1", START)
    return record_event(board, LIBRARY, stored, "C2", day(25), "platelets 40", SlipReason.COUNTS)


def planned(case: Case, today: date | None = None) -> dict[str, PlannedEvent]:
    return {one.id: one for one in plan_case(LIBRARY, case, today)}


STEPS: dict[str, Step] = {
    "fixed": lambda board, case: book_event(board, LIBRARY, case, "SURGERY_PRIMARY", day(130), "theatre"),
    "fixed, let go": lambda board, case: book_event(
        board, LIBRARY, book_event(board, LIBRARY, case, "SURGERY_PRIMARY", day(130)), "SURGERY_PRIMARY", None
    ),
    "left out": lambda board, case: leave_out(board, LIBRARY, case, "C5", "toxicity", SlipReason.TOXICITY),
    "gate": lambda board, case: confirm_gate(board, LIBRARY, case, "C3", "counts", day(46), "Dr Zztest", "ANC 1.2"),
    "rests": lambda board, case: pause(board, LIBRARY, case, day(30), SlipReason.INFECTION, "fever"),
    "goes on": lambda board, case: resume(board, LIBRARY, pause(board, LIBRARY, case, day(30)), day(44)),
    "stopped": lambda board, case: stop_plan(board, LIBRARY, case, day(50), SlipReason.FAMILY, "wish"),
    "taken up again": lambda board, case: restart(
        board, LIBRARY, stop_plan(board, LIBRARY, case, day(50), SlipReason.FAMILY), day(64)
    ),
    "another way": lambda board, case: choose(board, LIBRARY, case, {"transplant": "single", "bridge": "mibg"}, "PR"),
    "another protocol": lambda board, case: start_plan(
        board, LIBRARY, case, "cog-high-risk", day(60), first_event="HDC1", reason="second opinion"
    ),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_every_step_is_stored_taken_back_and_done_again(board: Board, child: Case, step: Step) -> None:
    stood, steps = facts(board, child.id), begin(board)
    changed = step(board, child)
    assert get_case(board, child.id) == changed
    after = facts(board, child.id)
    while steps.undo or facts(board, child.id) != stood:
        steps = undo_last(board, LIBRARY, steps)
    assert facts(board, child.id) == stood
    while steps.redo:
        steps = redo_last(board, LIBRARY, steps)
    assert facts(board, child.id) == after
    assert check_board(board).ok


def test_a_fixed_day_stays_when_what_comes_before_is_late(board: Board, child: Case) -> None:
    fixed = book_event(board, LIBRARY, child, "SURGERY_PRIMARY", day(112), "theatre", SlipReason.PROCEDURE)
    late = record_event(board, LIBRARY, fixed, "C3", day(70))
    assert planned(late)["SURGERY_PRIMARY"].planned == day(112)
    assert planned(late)["SURGERY_PRIMARY"].booked_too_early
    done = record_event(board, LIBRARY, late, "SURGERY_PRIMARY", day(115))
    assert done.plans[-1].events[-1].booked == day(112), "what was fixed stays readable"
    with pytest.raises(UserError, match="took place already"):
        book_event(board, LIBRARY, done, "SURGERY_PRIMARY", day(120))


def test_nothing_is_left_out_without_a_reason_or_after_it_took_place(board: Board, child: Case) -> None:
    with pytest.raises(UserError, match="Say why"):
        leave_out(board, LIBRARY, child, "C5")
    with pytest.raises(UserError, match="took place"):
        leave_out(board, LIBRARY, child, "C2", "no")
    gone = leave_out(board, LIBRARY, child, "C5", "", SlipReason.TOXICITY)
    assert planned(gone)["C5"].status is EventStatus.SKIPPED
    assert planned(gone)["C5"].standing is Standing.SKIPPED
    back = leave_out(board, LIBRARY, gone, "C5", left_out=False)
    assert planned(back)["C5"].status is EventStatus.PLANNED
    assert all(one.event != "C5" for one in back.plans[-1].events), "nothing is kept of what says nothing"


def test_a_gate_is_confirmed_condition_by_condition_and_only_by_a_person(board: Board, child: Case) -> None:
    one = confirm_gate(board, LIBRARY, child, "C3", "counts", day(46), "Dr Zztest")
    assert planned(one)["C3"].gate_state is GateState.OPEN
    both = confirm_gate(board, LIBRARY, one, "C3", "organs", day(46), "Dr Zztest")
    assert planned(both)["C3"].gate_state is GateState.CONFIRMED
    back = confirm_gate(board, LIBRARY, both, "C3", "organs", None)
    assert planned(back)["C3"].gate_state is GateState.OPEN
    with pytest.raises(UserError, match="no condition"):
        confirm_gate(board, LIBRARY, child, "C3", "weather", day(46))
    with pytest.raises(UserError, match="still to come"):
        confirm_gate(board, LIBRARY, child, "C3", "counts", date(2999, 1, 1))


def test_a_rest_is_ended_before_another_begins(board: Board, child: Case) -> None:
    resting = pause(board, LIBRARY, child, day(30), SlipReason.INFECTION)
    assert planned(resting, day(60))["C3"].standing is Standing.ON_HOLD
    with pytest.raises(UserError, match="rests since"):
        pause(board, LIBRARY, resting, day(40))
    with pytest.raises(UserError, match="cannot have gone on before"):
        resume(board, LIBRARY, resting, day(20))
    going = resume(board, LIBRARY, resting, day(44))
    assert planned(going)["C3"].planned == day(25 + 21 + 14)
    with pytest.raises(UserError, match="does not rest"):
        resume(board, LIBRARY, going, day(50))
    with pytest.raises(UserError, match="another rest begins"):
        pause(board, LIBRARY, going, day(40))
    with pytest.raises(UserError, match="cannot rest before"):
        pause(board, LIBRARY, child, day(-1))


def test_a_stopped_plan_says_so_and_is_taken_up_again(board: Board, child: Case) -> None:
    with pytest.raises(UserError, match="Say why"):
        stop_plan(board, LIBRARY, child, day(50))
    stopped = stop_plan(board, LIBRARY, child, day(50), SlipReason.RESPONSE, "progression")
    assert {one.standing for one in planned(stopped).values() if not one.actual and not one.overtaken} == {
        Standing.STOPPED
    }
    with pytest.raises(UserError, match="take it up again first"):
        pause(board, LIBRARY, stopped, day(60))
    again = restart(board, LIBRARY, stopped, day(64))
    assert planned(again)["C3"].planned == day(46), "it was due before the stop, and is late"
    assert planned(again)["C4"].planned == day(46 + 21 + 14)
    assert [(one.begun, one.ended, one.why) for one in again.plans[-1].pauses] == [
        (day(50), day(64), SlipReason.RESPONSE)
    ]


def test_several_ways_are_chosen_together_or_not_at_all(board: Board, child: Case) -> None:
    recorded = record_event(board, LIBRARY, child, "HDC2", day(150))
    with pytest.raises(UserError, match="no part of that way"):
        choose(board, LIBRARY, recorded, {"bridge": "mibg", "transplant": "single"})
    assert get_case(board, recorded.id).plans[-1].choices == ()
    chosen = choose(board, LIBRARY, recorded, {"bridge": "mibg", "surgery": "after_c4"}, "PR")
    assert {one.choice: one.option for one in chosen.plans[-1].choices} == {"bridge": "mibg", "surgery": "after_c4"}


def test_a_plan_whose_template_is_gone_is_stopped_by_the_next_one(board: Board, child: Case) -> None:
    unread = replace(child, plans=(replace(child.plans[-1], template="own-gone"),))
    old, _ = start_plan(board, LIBRARY, unread, "cog-high-risk", day(60)).plans
    assert (old.stopped, old.stopped_why) == (day(60), SlipReason.PROTOCOL)


def test_another_protocol_midway_drops_nothing_in_silence(board: Board, child: Case) -> None:
    still = {one.id for one in to_come(LIBRARY, child.plans[-1])}
    moved = start_plan(
        board, LIBRARY, pause(board, LIBRARY, child, day(40)), "cog-high-risk", day(60), first_event="HDC1",
        reason="second opinion",
    )  # fmt: skip
    old, new = moved.plans
    assert (old.stopped, old.stopped_why, old.stopped_reason) == (day(60), SlipReason.PROTOCOL, "second opinion")
    assert old.rest is None
    assert {one.id for one in lay_out(LIBRARY, old) if one.status is EventStatus.STOPPED} >= still
    assert new.first_event == "HDC1"
    assert planned(moved)["HDC1"].planned == day(60)
    assert "C1" not in planned(moved)
    told = [" ".join(line) for one in moved.plans for line in plan_lines(LIBRARY, one)]
    assert any("Stopped" in line and "Change of protocol: second opinion" in line for line in told)
    assert any("Joined at" in line for line in told)
    with pytest.raises(UserError, match="no event"):
        start_plan(board, LIBRARY, moved, "cog-high-risk", day(60), first_event="C99")
