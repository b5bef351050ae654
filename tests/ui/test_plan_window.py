"""A treatment plan changed from the window by keyboard: events, gates, rests, a stop, other ways, another plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from by_keyboard import Key, Keyboard
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, TODAY

from desktop.clinical.case import Case
from desktop.clinical.timeline import PlannedEvent, Standing
from desktop.clinical.timeline.drawing import Lane
from desktop.clinical.treatment_plan import PlanEvent, TreatmentPlan
from desktop.clinical.vocabulary import SlipReason
from desktop.services.cases import get_case
from desktop.services.plan_course import start_plan
from desktop.services.planning import record_event
from desktop.ui.desk import Desk
from desktop.ui.dialogs.plan_choice import ChoiceDialog
from desktop.ui.dialogs.plan_course import CourseDialog
from desktop.ui.dialogs.plan_event import EventDialog
from desktop.ui.dialogs.start_plan import StartPlanDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import TREATMENT
from desktop.ui.plan_actions import AGAIN, GOES_ON, OTHERWISE, RESTS, STOPS

ALT = Qt.KeyboardModifier.AltModifier
START = TODAY - timedelta(days=21)


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)


@pytest.fixture
def child(window: MainWindow, desk: Desk, alpha: Case) -> Case:
    """Cycle 1 began on the first day; cycle 2 is due today."""
    case = start_plan(desk.board, desk.library, alpha, "cog-high-risk", START)
    case = record_event(desk.board, desk.library, case, "C1", START)
    window.open_case(case.id)
    window.page.go(TREATMENT)
    window.page.treatment.view.setFocus()
    return case


def plan(desk: Desk, case: Case) -> TreatmentPlan:
    return get_case(desk.board, case.id).plans[-1]


def known(desk: Desk, case: Case, event: str) -> PlanEvent | None:
    return next((one for one in plan(desk, case).events if one.event == event), None)


def planned(window: MainWindow) -> dict[str, PlannedEvent]:
    return {one.id: one for one in window.page.plan}


def asked(keyboard: Keyboard, window: MainWindow, event: str, lane: Lane | None = None) -> EventDialog:
    """The dialog of an event, opened from its mark with Enter."""
    window.page.treatment.view.setFocus()
    window.page.treatment.view.select(event, lane)
    keyboard.press(Key.Key_Return)
    dialog = keyboard.dialog()
    assert isinstance(dialog, EventDialog)
    return dialog


def save(keyboard: Keyboard) -> None:
    dialog = keyboard.dialog()
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)


def mark(keyboard: Keyboard, words: str) -> None:
    """Go to the ways and down to one of them."""
    dialog = keyboard.dialog()
    assert isinstance(dialog, EventDialog)
    keyboard.tab_to(next(one.accessibleName() for one in dialog.way.buttons if one.isChecked()))
    for _ in dialog.way.buttons:
        if keyboard.target.accessibleName() == f"State: {words}":
            return
        keyboard.press(Key.Key_Down)
    raise AssertionError(keyboard.target.accessibleName())


FIXED, LEFT_OUT, NOTHING = (
    "It is fixed on a day, and stays there whatever moves",
    "It is left out; this needs a reason",
    "Nothing yet",
)


def test_a_day_its_reason_and_the_gate_are_one_step_back(
    keyboard: Keyboard, window: MainWindow, desk: Desk, child: Case
) -> None:
    dialog = asked(keyboard, window, "C2")
    keyboard.type("t")
    assert dialog.preview.text() == "Nothing that is still to come moves."
    keyboard.tab_to("Reason")
    assert dialog.why.why is None, "no reason stands there by itself"
    keyboard.type("blood")
    keyboard.press(Key.Key_Return)
    keyboard.fill("Reason in words", "platelets 40")
    for condition in dialog.gate.conditions:
        assert not condition.tick.isChecked(), "the program never ticks"
        keyboard.tab_to(condition.tick.accessibleName())
        keyboard.press(Key.Key_Space)
        assert condition.by.text() == desk.board.person.name, "proposed, and seen before it is stored"
        keyboard.type("t-1")
        keyboard.press(Key.Key_Tab)
        keyboard.type("Dr Zztest")
        keyboard.press(Key.Key_Tab)
        keyboard.type("ANC 1.2")
    save(keyboard)
    found = known(desk, child, "C2")
    assert found is not None
    assert (found.actual, found.why, found.reason) == (TODAY, SlipReason.COUNTS, "platelets 40")
    assert [(one.event, one.confirmed_on, one.confirmed_by, one.note) for one in plan(desk, child).gates] == [
        ("C2", TODAY - timedelta(days=1), "Dr Zztest", "ANC 1.2")
    ] * len(dialog.gate.conditions)
    keyboard.press(Key.Key_Z, CTRL)
    assert known(desk, child, "C2") is None
    assert plan(desk, child).gates == ()


def test_a_confirmation_needs_its_day_and_who(keyboard: Keyboard, window: MainWindow, desk: Desk, child: Case) -> None:
    dialog = asked(keyboard, window, "C2", Lane.GATES)
    assert keyboard.target is dialog.gate.conditions[0].tick, "from the gate's mark the keyboard begins at the gate"
    keyboard.press(Key.Key_Space)
    keyboard.press(Key.Key_Return, CTRL)
    assert dialog.wrong.text().startswith("A whole day is needed")
    keyboard.type("t+1")
    keyboard.press(Key.Key_Return, CTRL)
    assert "still to come" in dialog.wrong.text()
    keyboard.target.selectAll()  # type: ignore[attr-defined]
    keyboard.type("t")
    dialog.gate.conditions[0].by.clear()
    keyboard.press(Key.Key_Return, CTRL)
    assert dialog.wrong.text().startswith("Say who confirmed “Neutrophils")
    keyboard.type("Dr Zztest")
    save(keyboard)
    assert len(plan(desk, child).gates) == 1
    assert known(desk, child, "C2") is None, "a gate alone says nothing of the event"
    dialog = asked(keyboard, window, "C2", Lane.GATES)
    dialog.gate.conditions[0].tick.setFocus()
    keyboard.press(Key.Key_Space)
    save(keyboard)
    assert plan(desk, child).gates == (), "a tick taken away takes the confirmation back"


def test_a_day_is_fixed_and_let_go_of(keyboard: Keyboard, window: MainWindow, desk: Desk, child: Case) -> None:
    before = planned(window)["SURGERY_PRIMARY"].planned
    dialog = asked(keyboard, window, "SURGERY_PRIMARY")
    mark(keyboard, FIXED)
    keyboard.tab_to("Fixed day")
    early = before - timedelta(days=7)
    keyboard.type(f"{early:%d/%m/%y}")
    assert dialog.against.text().startswith("Too early: what precedes it allows ")
    assert "move by −7 d" in dialog.preview.text()
    keyboard.fill("Reason in words", "theatre")
    save(keyboard)
    assert planned(window)["SURGERY_PRIMARY"].booked_too_early
    asked(keyboard, window, "SURGERY_PRIMARY")
    mark(keyboard, NOTHING)
    save(keyboard)
    assert known(desk, child, "SURGERY_PRIMARY") is None
    assert planned(window)["SURGERY_PRIMARY"].planned == before


def test_a_later_day_names_the_fixed_one_that_becomes_too_early(
    keyboard: Keyboard, window: MainWindow, desk: Desk, child: Case
) -> None:
    asked(keyboard, window, "C3")
    mark(keyboard, FIXED)
    keyboard.tab_to("Fixed day")
    keyboard.type(f"{planned(window)['C3'].planned:%d/%m/%y}")
    save(keyboard)
    dialog = asked(keyboard, window, "C2")
    mark(keyboard, FIXED)
    keyboard.tab_to("Fixed day")
    keyboard.type("t+7")
    assert "Fixed on a day that is then too early: Induction cycle 3 on " in dialog.against.text()


def test_leaving_out_needs_a_reason(keyboard: Keyboard, window: MainWindow, desk: Desk, child: Case) -> None:
    dialog = asked(keyboard, window, "C3")
    mark(keyboard, LEFT_OUT)
    keyboard.press(Key.Key_Return, CTRL)
    assert "needs a reason" in dialog.wrong.text()
    keyboard.choose("Reason", "Toxicity")
    save(keyboard)
    assert planned(window)["C3"].standing is Standing.SKIPPED
    found = known(desk, child, "C3")
    assert found is not None
    assert (found.left_out, found.why) == (True, SlipReason.TOXICITY)


def test_esc_asks_before_a_tick_or_a_way_is_lost(keyboard: Keyboard, window: MainWindow, child: Case) -> None:
    dialog = asked(keyboard, window, "C2", Lane.GATES)
    keyboard.press(Key.Key_Space)
    keyboard.press(Key.Key_Escape)
    assert dialog.isVisible()
    keyboard.press(Key.Key_Escape)
    assert dialog.isVisible(), "once more goes on"


def test_esc_leaves_at_once_where_nothing_was_said(keyboard: Keyboard, window: MainWindow, child: Case) -> None:
    dialog = asked(keyboard, window, "C3")
    keyboard.press(Key.Key_Escape)
    assert not dialog.isVisible()


def enabled(window: MainWindow) -> set[str]:
    names = {RESTS, GOES_ON, STOPS, AGAIN, OTHERWISE}
    return {name for name in names if window.actions_by_name[name].isEnabled()}


def test_only_what_can_be_done_with_a_plan_is_offered(window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    assert enabled(window) == set(), "there is no plan"
    case = start_plan(desk.board, desk.library, alpha, "cog-high-risk", START)
    window.page.take(case)
    window.enable_actions()
    assert enabled(window) == {RESTS, STOPS, OTHERWISE}
    window.show_list(None)
    assert enabled(window) == set()


def test_treatment_rests_and_goes_on(keyboard: Keyboard, window: MainWindow, desk: Desk, child: Case) -> None:
    before = planned(window)["C3"].planned
    keyboard.press(Key.Key_P, CTRL | ALT)
    dialog = keyboard.dialog()
    assert isinstance(dialog, CourseDialog)
    keyboard.type("t-5")
    assert "events still to come move by +5 d" in dialog.preview.text()
    keyboard.choose("Reason", "Infection or fever")
    save(keyboard)
    assert planned(window)["C3"].standing is Standing.ON_HOLD
    assert enabled(window) == {GOES_ON, STOPS, OTHERWISE}
    keyboard.press(Key.Key_G, CTRL | ALT)
    dialog = keyboard.dialog()
    assert isinstance(dialog, CourseDialog)
    keyboard.type("t-9")
    assert dialog.against.text().startswith("Treatment rests since")
    keyboard.press(Key.Key_Return, CTRL)
    assert dialog.wrong.text().startswith("Treatment rests since"), "the refusal of the service, as it is"
    dialog.day.selectAll()
    keyboard.type("t+2")
    save(keyboard)
    assert planned(window)["C3"].planned == before + timedelta(days=7)
    assert plan(desk, child).pauses[0].why is SlipReason.INFECTION


def test_a_plan_is_stopped_and_taken_up_again(keyboard: Keyboard, window: MainWindow, desk: Desk, child: Case) -> None:
    keyboard.press(Key.Key_X, CTRL | ALT)
    dialog = keyboard.dialog()
    assert isinstance(dialog, CourseDialog)
    keyboard.type("t")
    assert dialog.preview.text().startswith("23 events still to come are given up: ")
    keyboard.press(Key.Key_Return, CTRL)
    assert not dialog.do.isDefault(), "what gives up a plan is never done by a stray key"
    keyboard.tab_to("Reason in words")
    keyboard.tab_to("Stop the plan")
    keyboard.press(Key.Key_Return)
    assert dialog.wrong.text().startswith("Say why treatment by this plan was stopped")
    keyboard.tab_to("Reason in words")
    keyboard.type("progression")
    keyboard.tab_to("Stop the plan")
    keyboard.press(Key.Key_Return)
    keyboard.gone(dialog)
    assert plan(desk, child).stopped == TODAY
    assert enabled(window) == {AGAIN}
    keyboard.press(Key.Key_T, CTRL | ALT)
    dialog = keyboard.dialog()
    keyboard.type("t")
    save(keyboard)
    assert plan(desk, child).stopped is None


def test_another_way_is_chosen_unless_the_record_stands_against_it(
    keyboard: Keyboard, window: MainWindow, desk: Desk, child: Case
) -> None:
    keyboard.press(Key.Key_W, CTRL | ALT)
    dialog = keyboard.dialog()
    assert isinstance(dialog, ChoiceDialog)
    single = "High-dose chemotherapy: One course (arm A of ANBL0532)"
    keyboard.tab_to("High-dose chemotherapy: Two courses, each with stem cell rescue")
    keyboard.press(Key.Key_Down)
    assert keyboard.target.accessibleName() == single
    assert dialog.preview.text().startswith("1 event leaves the plan: High-dose course 2")
    keyboard.tab_to("Reason in words")
    keyboard.type("organ function")
    save(keyboard)
    assert [(one.choice, one.option, one.reason) for one in plan(desk, child).choices] == [
        ("transplant", "single", "organ function")
    ]
    assert "HDC2" not in planned(window)


def test_what_is_recorded_and_no_part_of_a_way_is_named(
    keyboard: Keyboard, window: MainWindow, desk: Desk, child: Case
) -> None:
    window.page.take(record_event(desk.board, desk.library, child, "HDC2", TODAY))
    keyboard.press(Key.Key_W, CTRL | ALT)
    dialog = keyboard.dialog()
    assert isinstance(dialog, ChoiceDialog)
    dialog.choices[1].buttons[1].click()
    assert "is recorded and is no part of that way" in dialog.against.text()
    keyboard.press(Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert "take that back first" in dialog.wrong.text()
    assert plan(desk, child).choices == ()


def test_another_plan_joins_midway_and_says_what_it_ends(
    keyboard: Keyboard, window: MainWindow, desk: Desk, child: Case
) -> None:
    keyboard.press(Key.Key_T, CTRL)
    dialog = keyboard.dialog()
    assert isinstance(dialog, StartPlanDialog)
    assert dialog.ended.told.text().startswith("23 events of COG high risk are still to come and are stopped")
    assert "Radiotherapy" in dialog.ended.told.toolTip()
    keyboard.choose("Reason", "Transfer between centres")
    keyboard.tab_to("Template: COG ANBL0532")
    keyboard.press(Key.Key_Space)
    keyboard.tab_to("High-dose chemotherapy: Two courses (arm B)")
    keyboard.press(Key.Key_Down)
    keyboard.tab_to("Joins at")
    keyboard.type("cycle 3")
    keyboard.press(Key.Key_Return)
    assert dialog._first_day.text() == "Day of the event with which the plan begins"
    keyboard.tab_to("First day")
    keyboard.type("t")
    assert " events from 23 Nov 2026 to " in dialog.preview.text()
    save(keyboard)
    first, second = get_case(desk.board, child.id).plans
    assert (first.stopped, first.stopped_why) == (date(2026, 11, 23), SlipReason.TRANSFER)
    assert (second.first_event, [(one.choice, one.option) for one in second.choices]) == (
        "C3", [("transplant", "single")],
    )  # fmt: skip
