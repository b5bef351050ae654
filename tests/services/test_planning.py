"""What a recorded date would move, told before anything is written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.plan_course import start_plan
from desktop.services.planning import record_event, what_moves, with_event
from desktop.services.plans import plan_case

LIBRARY = build_library()
TEMPLATE = LIBRARY.templates["cog-high-risk"].chosen()
START = date(2026, 1, 5)
CASE = Case(plans=(TreatmentPlan(template=TEMPLATE.id, template_version=TEMPLATE.version, start=START),))
IDS = [one.id for one in TEMPLATE.events]


@pytest.fixture
def begun() -> Case:
    return with_event(LIBRARY, CASE, "C1", START)


def test_a_week_late_moves_all_that_follows_by_a_week(begun: Case) -> None:
    shifts = what_moves(LIBRARY, begun, "C2", START + timedelta(days=28))
    assert {one.days for one in shifts} == {7}
    assert [one.event.id for one in shifts][:3] == ["EV_C2", "PBSC_HARVEST", "C3"]
    assert shifts[2].before == START + timedelta(days=42)
    assert len(begun.plans[0].events) == 1, "nothing is written"


def test_as_planned_moves_nothing_and_taking_back_moves_back(begun: Case) -> None:
    planned = {one.id: one.planned for one in plan_case(LIBRARY, begun)}
    assert what_moves(LIBRARY, begun, "C2", planned["C2"]) == ()
    late = with_event(LIBRARY, begun, "C2", planned["C2"] + timedelta(days=7))
    assert {one.days for one in what_moves(LIBRARY, late, "C2", None)} == {-7}


@settings(max_examples=40)
@given(
    st.dictionaries(st.sampled_from(IDS), st.integers(-20, 600), max_size=6), st.sampled_from(IDS), st.integers(0, 700)
)
def test_what_is_told_is_what_happens(days: dict[str, int], event: str, day: int) -> None:
    case = CASE
    for one, number in days.items():
        case = with_event(LIBRARY, case, one, START + timedelta(days=number))
    actual = START + timedelta(days=day)
    before = {one.id: one.on for one in plan_case(LIBRARY, case) if one.id != event}
    after = {one.id: one.on for one in plan_case(LIBRARY, with_event(LIBRARY, case, event, actual)) if one.id != event}
    told = {one.event.id: (one.before, one.event.planned) for one in what_moves(LIBRARY, case, event, actual)}
    assert told == {one: (before[one], after[one]) for one in before if before[one] != after[one]}


def test_no_day_of_a_plan_is_before_the_birth(board: Board) -> None:
    child = new_case(board, LIBRARY, Case(born=known(PartialDate(2025, 8, 21))))
    says = r"^A date of the treatment plan is before the birth; correct one of the two; nothing was changed\.$"
    with pytest.raises(UserError, match=says):
        start_plan(board, LIBRARY, child, TEMPLATE.id, date(2025, 8, 20))
    child = start_plan(board, LIBRARY, child, TEMPLATE.id, date(2025, 8, 21))
    with pytest.raises(UserError, match=says):
        record_event(board, LIBRARY, child, "C1", date(2024, 8, 22))
    assert get_case(board, child.id) == child
