"""All that is said of one event at once: one change, one step back, and what would come of it before it is written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import small_case
from undo_helpers import facts, undo_last

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.treatment_plan import GateConfirmation
from desktop.clinical.vocabulary import SlipReason
from desktop.services.boards import Board
from desktop.services.cases import get_case, history, new_case
from desktop.services.plan_answers import (
    EventAnswer,
    Way,
    answer_event,
    confirmed_of,
    consequences,
    known_of,
    way_of,
    with_answer,
)
from desktop.services.plan_course import start_plan
from desktop.services.planning import book_event, record_event
from desktop.services.plans import plan_case
from desktop.services.undoing import begin

LIBRARY = build_library()
START = date(2026, 1, 5)


def day(number: int) -> date:
    """So many days after the start."""
    return START + timedelta(days=number)


@pytest.fixture
def child(board: Board) -> Case:
    stored = new_case(board, LIBRARY, small_case())
    stored = start_plan(board, LIBRARY, stored, "cog-high-risk", START)
    return record_event(board, LIBRARY, stored, "C1", START)


def seen(event: str, condition: str, number: int) -> GateConfirmation:
    return GateConfirmation(event=event, condition=condition, confirmed_on=day(number), confirmed_by="Dr Zztest")


def ways(case: Case, event: str) -> tuple[Way, date | None]:
    known = known_of(case, event)
    return way_of(known), known.actual or known.booked


def test_a_day_and_the_gate_before_it_are_one_step(board: Board, child: Case) -> None:
    steps = begin(board)
    before = facts(board, child.id)
    conditions = next(one for one in plan_case(LIBRARY, child) if one.id == "C2").conditions
    gates = {one.id: seen("C2", one.id, 20) for one in conditions}
    told = EventAnswer(way=Way.TOOK_PLACE, day=day(24), why=SlipReason.COUNTS, reason="platelets 40", gates=gates)
    stored = answer_event(board, LIBRARY, child, "C2", told)
    assert ways(stored, "C2") == (Way.TOOK_PLACE, day(24))
    assert set(confirmed_of(stored, "C2")) == {one.id for one in conditions}
    assert history(board, child.id, 1)[0].action == "Date of C2"
    undo_last(board, LIBRARY, steps)
    assert facts(board, child.id) == before


def test_every_way_follows_every_other(board: Board, child: Case) -> None:
    told = {
        Way.NOTHING: EventAnswer(),
        Way.TOOK_PLACE: EventAnswer(way=Way.TOOK_PLACE, day=day(21)),
        Way.FIXED: EventAnswer(way=Way.FIXED, day=day(30), why=SlipReason.CAPACITY),
        Way.LEFT_OUT: EventAnswer(way=Way.LEFT_OUT, why=SlipReason.FAMILY),
    }
    for first in told.values():
        for second in told.values():
            case = with_answer(LIBRARY, with_answer(LIBRARY, child, "C2", first), "C2", second)
            assert ways(case, "C2") == (second.way, second.day), (first.way, second.way)
            assert known_of(case, "C2").why is second.why
            assert len([one for one in case.plans[0].events if one.event == "C2"]) == (second.way is not Way.NOTHING)


def test_a_record_that_is_taken_back_leaves_the_day_that_was_fixed(board: Board, child: Case) -> None:
    case = book_event(board, LIBRARY, child, "SURGERY_PRIMARY", day(130))
    case = answer_event(board, LIBRARY, case, "SURGERY_PRIMARY", EventAnswer(way=Way.TOOK_PLACE, day=day(131)))
    case = answer_event(board, LIBRARY, case, "SURGERY_PRIMARY", EventAnswer(way=Way.TOOK_PLACE))
    assert ways(case, "SURGERY_PRIMARY") == (Way.FIXED, day(130))


def test_nothing_new_is_not_written(board: Board, child: Case) -> None:
    told = EventAnswer(way=Way.TOOK_PLACE, day=START)
    assert answer_event(board, LIBRARY, child, "C1", told) is child
    gated = answer_event(board, LIBRARY, child, "C2", EventAnswer(gates={"counts": seen("C2", "counts", 20)}))
    assert history(board, child.id, 1)[0].action == "Gate of C2"
    again = EventAnswer(gates={"counts": seen("C2", "counts", 20)})
    assert answer_event(board, LIBRARY, gated, "C2", again) is gated, "the same said again, under another key"
    assert confirmed_of(answer_event(board, LIBRARY, gated, "C2", EventAnswer()), "C2") == {}


def test_what_is_refused_changes_nothing(board: Board, child: Case) -> None:
    with pytest.raises(UserError, match="Say why"):
        answer_event(board, LIBRARY, child, "C2", EventAnswer(way=Way.LEFT_OUT))
    with pytest.raises(UserError, match="no condition"):
        answer_event(board, LIBRARY, child, "C2", EventAnswer(gates={"x": seen("C2", "x", 20)}))
    assert get_case(board, child.id) == child


def test_a_fixed_day_that_would_come_too_early_is_named_before_it_is_written(board: Board, child: Case) -> None:
    surgery = next(one for one in plan_case(LIBRARY, child) if one.id == "SURGERY_PRIMARY").planned
    booked = book_event(board, LIBRARY, child, "SURGERY_PRIMARY", surgery)
    late = with_answer(LIBRARY, booked, "C2", EventAnswer(way=Way.TOOK_PLACE, day=day(28)))
    found = consequences(LIBRARY, booked, late, "C2")
    assert [one.id for one in found.early] == ["SURGERY_PRIMARY"]
    assert "SURGERY_PRIMARY" not in {one.event.id for one in found.shifts}, "a fixed day stays"
    early = with_answer(LIBRARY, child, "C3", EventAnswer(way=Way.FIXED, day=day(30)))
    own = consequences(LIBRARY, child, early, "C3").event
    assert own is not None
    assert (own.booked_too_early, own.wanted) == (True, day(42))


def test_what_was_left_out_does_not_move(board: Board, child: Case) -> None:
    left = with_answer(LIBRARY, child, "C3", EventAnswer(way=Way.LEFT_OUT, reason="toxicity"))
    late = with_answer(LIBRARY, left, "C2", EventAnswer(way=Way.TOOK_PLACE, day=day(28)))
    assert "C3" not in {one.event.id for one in consequences(LIBRARY, left, late, "C2").shifts}
