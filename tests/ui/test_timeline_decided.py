"""What people decided about a plan, drawn and told; another day proposed with keys and mouse; the axis drawn nearer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from by_keyboard import Key, Keyboard
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QGraphicsSimpleTextItem, QLabel, QMenu
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, TODAY

from desktop.clinical.case import Case
from desktop.clinical.timeline.drawing import STOPPED, Lane, rest_key
from desktop.clinical.vocabulary import SlipReason
from desktop.services.cases import get_case
from desktop.services.plan_course import pause, start_plan, stop_plan
from desktop.services.planning import book_event, confirm_gate, leave_out, record_event
from desktop.ui.desk import Desk
from desktop.ui.dialogs.plan_event import EventDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import TREATMENT
from desktop.ui.panels.treatment_page import TreatmentPage

ALT = Qt.KeyboardModifier.AltModifier
START = TODAY - timedelta(days=30)


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)


@pytest.fixture
def child(desk: Desk, alpha: Case) -> Case:
    case = start_plan(desk.board, desk.library, alpha, "cog-high-risk", START)
    case = record_event(desk.board, desk.library, case, "C1", START)
    return record_event(desk.board, desk.library, case, "C2", START + timedelta(days=21))


@pytest.fixture
def page(window: MainWindow, child: Case) -> TreatmentPage:
    return shown(window, child)


def shown(window: MainWindow, case: Case) -> TreatmentPage:
    window.open_case(case.id)
    window.page.go(TREATMENT)
    window.page.treatment.view.setFocus()
    return window.page.treatment


def drawn(page: TreatmentPage) -> set[str]:
    return {one.text() for one in page.view.scene().items() if isinstance(one, QGraphicsSimpleTextItem)}


def told(page: TreatmentPage) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in page.inspector.findChildren(QLabel) if one.isVisibleTo(page.inspector)]


def cells(page: TreatmentPage, key: str) -> dict[str, str]:
    row = page.model.row_of(key)
    heads = [str(page.model.headerData(n, Qt.Orientation.Horizontal)) for n in range(page.model.columnCount())]
    return {head: str(page.model.index(row, place).data() or "") for place, head in enumerate(heads)}


def test_a_rest_is_drawn_told_and_in_the_table(window: MainWindow, desk: Desk, child: Case) -> None:
    begun = TODAY - timedelta(days=4)
    page = shown(window, pause(desk.board, desk.library, child, begun, SlipReason.COUNTS, "platelets 20"))
    assert {"Rests since 19 Nov", "on hold", "treatment rests"} <= drawn(page)
    page.view.select(rest_key(0))
    assert "since 19 Nov 2026" in told(page)
    assert "Blood counts not recovered: platelets 20" in told(page)
    assert cells(page, rest_key(0))["Status"] == "Blood counts not recovered: platelets 20"
    assert cells(page, "C3")["Status"] == "On hold"
    assert {one.event for one in page.view.stops.all} == {row.key for row in page.model.rows}
    assert "rests since 19 Nov 2026" in page.head._told.text()


def test_a_stop_is_a_line_with_words_and_its_reason(window: MainWindow, desk: Desk, child: Case) -> None:
    page = shown(window, stop_plan(desk.board, desk.library, child, TODAY, SlipReason.FAMILY))
    assert {"Stopped 23 Nov", "stopped"} <= drawn(page)
    assert cells(page, STOPPED)["Status"] == "Family's wish or circumstances"
    page.view.select(STOPPED)
    assert "Plan stopped" in told(page)
    assert "stopped 23 Nov 2026" in page.head._told.text()


def test_a_fixed_day_has_its_mark_and_says_when_it_is_too_early(window: MainWindow, desk: Desk, child: Case) -> None:
    case = book_event(desk.board, desk.library, child, "SURGERY_PRIMARY", TODAY + timedelta(days=9), "theatre")
    case = leave_out(desk.board, desk.library, case, "C4", "", SlipReason.TOXICITY)
    page = shown(window, case)
    assert {"fixed day, too early", "02 Dec, too early", "left out"} <= drawn(page)
    assert cells(page, "SURGERY_PRIMARY")["Status"] == "Planned, fixed too early"
    page.view.select("SURGERY_PRIMARY")
    assert any(one.startswith("on 02 Dec 2026: too early, soonest ") for one in told(page))
    assert "theatre" in told(page)
    page.view.select("C4")
    assert "Toxicity" in told(page)


def test_a_confirmed_condition_says_who_when_and_what_they_saw(window: MainWindow, desk: Desk, child: Case) -> None:
    case = confirm_gate(desk.board, desk.library, child, "C3", "counts", TODAY, "Dr Zztest", "ANC 1.2")
    page = shown(window, case)
    page.view.select("C3", Lane.GATES)
    assert "Confirmed by Dr Zztest, 23 Nov 2026, ANC 1.2" in told(page)


def test_another_day_is_shown_before_anything_is_stored(
    keyboard: Keyboard, desk: Desk, child: Case, page: TreatmentPage
) -> None:
    page.view.select("C2", Lane.NOW)
    for _ in range(3):
        keyboard.press(Key.Key_Right, ALT)
    told = page.head._told.text()
    assert told.startswith("17 Nov 2026: ")
    assert "move by +3 d" in told
    assert get_case(desk.board, child.id) == child
    keyboard.press(Key.Key_Escape)
    assert page.view.other_day.proposal is None
    assert page.head._told.text().startswith("Diagnosed")
    assert page.view.selected is not None, "Esc takes back the day first"
    keyboard.press(Key.Key_Left, ALT)
    keyboard.press(Key.Key_Return)
    dialog = keyboard.dialog()
    assert isinstance(dialog, EventDialog)
    assert dialog.day.text() == "13 Nov 2026"
    assert "move by −1 d" in dialog.preview.text()
    keyboard.press(Key.Key_Escape)
    assert not dialog.isVisible()
    assert get_case(desk.board, child.id) == child


def test_no_day_to_come_and_no_event_to_come_is_proposed(keyboard: Keyboard, page: TreatmentPage) -> None:
    page.view.select("C2", Lane.NOW)
    for _ in range(20):
        keyboard.press(Key.Key_Right, ALT)
    assert page.view.other_day.proposal is not None
    assert page.view.other_day.proposal.day == TODAY
    page.view.select("C4", Lane.NOW)
    page.view.other_day.move(page.view.selected, 1)
    assert page.view.other_day.proposal is None


def test_a_mark_is_dragged_and_its_day_asked_for(
    qtbot: QtBot, keyboard: Keyboard, desk: Desk, child: Case, page: TreatmentPage
) -> None:
    stop, plan = page.view.stops.find("C2", Lane.NOW), page.view.layout_now
    assert stop is not None and plan is not None
    start = page.view.mapFromScene(stop.places[0].center())
    week = QPoint(round(7 * plan.width / ((plan.axis_end - plan.axis_start).days + 1)), 0)
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(page.view.viewport(), left, pos=start)
    qtbot.mouseMove(page.view.viewport(), start - week)
    assert page.view.other_day.proposal is not None
    assert abs(page.view.other_day.proposal.days + 7) <= 1
    assert get_case(desk.board, child.id) == child
    qtbot.mouseRelease(page.view.viewport(), left, pos=start - week)
    dialog = keyboard.dialog()
    assert isinstance(dialog, EventDialog)
    dialog.reject()
    assert not dialog.isVisible()
    assert get_case(desk.board, child.id) == child


def test_the_axis_is_drawn_nearer_with_the_selection_in_sight(keyboard: Keyboard, page: TreatmentPage) -> None:
    whole = page.view.sceneRect().width()
    page.view.select("C2", Lane.NOW)
    for _ in range(30):
        keyboard.press(Key.Key_Plus, CTRL)
    plan = page.view.layout_now
    assert plan is not None
    assert plan.width / ((plan.axis_end - plan.axis_start).days + 1) >= page.view._look.px(28), "single days"
    assert "16" in drawn(page)
    assert page.view.selected is not None
    seen = page.view.mapToScene(page.view.viewport().rect()).boundingRect()
    assert seen.left() < page.view.selected.x < seen.right()
    keyboard.press(Key.Key_Escape)
    keyboard.press(Key.Key_Minus, CTRL)
    seen = page.view.mapToScene(page.view.viewport().rect()).boundingRect()
    plan = page.view.layout_now
    assert plan is not None and plan.today is not None
    assert seen.left() < plan.today < seen.right(), "without a selection today stays in sight"
    keyboard.press(Key.Key_0, CTRL)
    assert page.view.sceneRect().width() == whole
    assert page.isVisible(), "Ctrl+0 is the timeline's here"


def test_an_earlier_plan_can_be_read_only(qtbot: QtBot, window: MainWindow, desk: Desk, child: Case) -> None:
    case = start_plan(desk.board, desk.library, child, "cog-anbl0532", TODAY)
    page = shown(window, case)
    assert page.head.which.text() == "Plan 2 of 2, from 23 Nov 2026"
    page.head.which.click()
    menu = page.head.which.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == ["Plan 1 of 2, from 24 Oct 2026", "Plan 2 of 2, from 23 Nov 2026"]
    menu.actions()[0].trigger()
    menu.close()
    assert page.head.which.text() == "Plan 1 of 2, from 24 Oct 2026, only to be read"
    assert "Stopped 23 Nov" in drawn(page)
    assert not page.head.record.isVisible()
    assert not page.head.change.isVisible()
    with qtbot.assertNotEmitted(page.record):
        page.view.select("C2", Lane.NOW)
        page.ask_record()
        page.view.other_day.move(page.view.selected, 1)
    assert page.view.other_day.proposal is None
    page.show_earlier(1)
    assert page.head.record.isVisible()


def test_what_can_be_done_with_the_plan_stands_beneath_its_button(window: MainWindow, page: TreatmentPage) -> None:
    page.head.change.click()
    menu = page.head.change.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == [
        "Treatment &rests…", "&Stop the plan…", "Choose another &way…",
    ]  # fmt: skip
    menu.close()
