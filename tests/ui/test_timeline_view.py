"""The timeline in a real window: drawn once, walked with the keyboard, hit with the mouse, and the same as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot
from window_helpers import TODAY, open_dialog

from desktop.clinical.case import Case
from desktop.clinical.timeline import next_due
from desktop.clinical.timeline.drawing import Lane
from desktop.clinical.treatment_plan import PlanEvent, TreatmentPlan
from desktop.services.cases import save_case
from desktop.ui.desk import Desk
from desktop.ui.dialogs.plan_event import EventDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.models.plan_rows import FEW_HEADS, HEADS
from desktop.ui.panels.case_page import OVERVIEW, TREATMENT
from desktop.ui.panels.treatment_page import TreatmentPage

Key = Qt.Key
FIRST_DAY = TODAY - timedelta(days=108)
DAYS = {"EV_DX": 0, "CVL": 0, "C1": 0, "C2": 21, "C3": 49, "C4": 70, "C5": 98}


def with_plan(desk: Desk, case: Case, days: dict[str, int], first_day: date = FIRST_DAY) -> Case:
    template = desk.library.templates["cog-high-risk"].chosen()
    events = tuple(
        PlanEvent(event=one, actual=first_day + timedelta(days=day), reason="platelets low" if one == "C3" else "")
        for one, day in days.items()
    )
    plan = TreatmentPlan(template=template.id, template_version=template.version, start=first_day, events=events)
    return save_case(desk.board, desk.library, case, replace(case, plans=(plan,)), "Plan for a test")


@pytest.fixture
def page(window: MainWindow, desk: Desk, alpha: Case) -> TreatmentPage:
    case = with_plan(desk, alpha, DAYS)
    window.open_case(case.id)
    window.page.go(TREATMENT)
    return window.page.treatment


def texts(page: TreatmentPage) -> list[tuple[str, QRectF]]:
    items = [one for one in page.view.scene().items() if isinstance(one, QGraphicsSimpleTextItem)]
    return [(one.text(), one.sceneBoundingRect()) for one in items]


def chosen(page: TreatmentPage) -> tuple[str, Lane] | None:
    return page.view.selected.key if page.view.selected else None


def test_the_drawing_says_what_the_record_holds(page: TreatmentPage) -> None:
    words = [one for one, _ in texts(page)]
    for expected in (
        "First plan",
        "Now",
        "Gates",
        "+7 d",
        "+14 d",
        "Today 23 Nov",
        "Induction",
        "passed, not recorded",
    ):
        assert expected in words
    assert "gate confirmed" not in words, "the legend names only what is drawn"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [700, 1000, 1500])
def test_no_word_lies_over_another_and_none_is_cut(
    window: MainWindow, desk: Desk, alpha: Case, scale: float, width: int
) -> None:
    look, before = window.look, window.look.scale
    look.scale = scale
    try:
        case = with_plan(desk, alpha, DAYS)
        page = TreatmentPage(look, desk.library)
        page.resize(width, 600)
        page.show()
        page.show_case(case, window.page.plan or plan_of(desk, case), TODAY, False)
        placed = texts(page)
        for (first, one), (second, other) in combinations(placed, 2):
            inner = one.adjusted(1, 3, -1, -3)
            assert not inner.intersects(other.adjusted(1, 3, -1, -3)), (first, second)
        whole = page.view.sceneRect()
        assert all(whole.contains(place) for _, place in placed)
        assert whole.width() >= look.px(560)
        page.close()
    finally:
        look.scale = before


def plan_of(desk: Desk, case: Case) -> tuple[object, ...]:
    from desktop.services.plans import plan_case

    return plan_case(desk.library, case, TODAY)


def test_nothing_is_drawn_again_while_nothing_changes(window: MainWindow, page: TreatmentPage) -> None:
    before = page.view.drawings
    assert window.page.case is not None
    window.page.show_case(window.page.case)
    page.view.redraw()
    assert page.view.drawings == before
    window.look.use("dark")
    assert page.view.drawings == before + 1
    window.look.use("light")


def test_arrows_walk_in_time_and_between_the_lanes(qtbot: QtBot, page: TreatmentPage) -> None:
    view = page.view
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Right)
    due = next_due(page.model.events)
    assert due is not None
    assert chosen(page) is not None
    assert chosen(page) == (due.id, view.selected.lane if view.selected else None), "what comes next is selected first"
    view.select("C3", Lane.NOW)
    walked = []
    for key in (Key.Key_Right, Key.Key_Left, Key.Key_Left, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Home):
        qtbot.keyClick(view, key)
        walked.append(chosen(page))
    assert walked == [
        ("C4", Lane.NOW), ("C3", Lane.NOW), ("C2", Lane.NOW), ("PBSC_HARVEST", Lane.PROCEDURES),
        ("PBSC_HARVEST", Lane.GATES), ("PBSC_HARVEST", Lane.PROCEDURES), ("CVL", Lane.PROCEDURES),
    ]  # fmt: skip
    assert page.table.selected is not None
    assert page.table.selected.key == "CVL"


def test_a_click_selects_and_a_click_beside_lets_go(qtbot: QtBot, page: TreatmentPage) -> None:
    view = page.view
    gate = view.stops.find("HDC1", Lane.GATES)
    assert gate is not None
    place = view.mapFromScene(gate.places[0].center())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen(page) == ("HDC1", Lane.GATES)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, view.viewport().height() - 60))
    assert chosen(page) is None


def test_esc_lets_go_of_the_selection_before_it_leaves_the_child(
    qtbot: QtBot, window: MainWindow, page: TreatmentPage
) -> None:
    page.view.setFocus()
    page.view.select("C3", Lane.NOW)
    qtbot.keyClick(page.view, Key.Key_Escape)
    assert chosen(page) is None
    assert page.table.selected is None
    assert window.pages.currentWidget() is window.page
    qtbot.keyClick(page.view, Key.Key_Escape)
    assert window.pages.currentWidget() is window.list


def test_the_selected_event_stands_beneath_the_compact_risk_panel(window: MainWindow, page: TreatmentPage) -> None:
    assert window.page.risk.is_full
    page.view.select("C3", Lane.NOW)
    assert not window.page.risk.is_full
    assert window.page.risk.isAncestorOf(page.inspector)
    assert page.inspector.isVisible()
    window.page.go(OVERVIEW)
    assert window.page.risk.is_full, "it belongs to the timeline only"
    window.page.go(TREATMENT)
    assert not window.page.risk.is_full
    page.set_beside(False)
    assert window.page.risk.is_full
    assert page.isAncestorOf(page.inspector), "in a narrow window it stands beneath the drawing"
    page.view.select(None)
    assert page.inspector.isHidden()


def test_enter_records_the_date_of_the_selected_event(qtbot: QtBot, page: TreatmentPage) -> None:
    page.view.setFocus()
    page.view.select("SURGERY_PRIMARY")
    qtbot.keyClick(page.view, Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, EventDialog)
    assert "Surgery of the primary tumour" in dialog.heading.text()
    dialog.reject()


def test_the_table_is_the_twin_of_the_drawing(qtbot: QtBot, window: MainWindow, page: TreatmentPage) -> None:
    drawn = {one.event for one in page.view.stops.all}
    assert drawn == {row.key for row in page.model.rows}
    assert window.page.plan
    qtbot.keyClick(window, Key.Key_F8)
    assert page.table.isVisible()
    assert page.table.hasFocus()
    page.table.select("C3")
    assert chosen(page) == ("C3", Lane.NOW)
    row = page.model.row_of("C3")
    told = {head: page.model.index(row, place).data() for place, head in enumerate(HEADS)}
    assert (told["First planned"], told["Now planned"], told["Actual"]) == ("18 Sep 2026", "", "25 Sep 2026")
    assert told["Slip"] == "+7 d"
    assert (told["Status"], told["Gate"], told["Plan's source"]) == ("Done", "not recorded", "Verified")
    spoken = page.model.index(page.model.row_of("RT"), 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Actual: not recorded"
    qtbot.keyClick(page.table, Key.Key_Down)
    assert page.view.selected is not None
    assert page.view.selected.event == page.model.rows[row + 1].key
    qtbot.keyClick(window, Key.Key_F8)
    assert page.view.hasFocus()
    assert "F8" in page.view.accessibleDescription()


def test_only_names_of_events_are_shortened_at_1366(window: MainWindow, page: TreatmentPage) -> None:
    window.resize(1366, 768)
    page.switch()
    metrics = QFontMetrics(window.look.font("label"))
    for place, head in enumerate(HEADS[1:], 1):
        room = page.table.columnWidth(place) - 16
        for row in range(page.model.rowCount()):
            words = str(page.model.index(row, place).data())
            assert metrics.elidedText(words, Qt.TextElideMode.ElideRight, room) == words, (head, words)
    assert page.table.horizontalScrollBar().maximum() == 0


def test_the_selection_stays_where_it_was_after_a_change(window: MainWindow, page: TreatmentPage, desk: Desk) -> None:
    page.view.select("HDC1", Lane.GATES)
    assert window.page.case is not None
    window.page.take(with_plan(desk, window.page.case, {**DAYS, "SURGERY_PRIMARY": 120}))
    assert chosen(page) == ("HDC1", Lane.GATES)
    assert page.table.selected is not None
    assert page.table.selected.key == "HDC1"


def test_a_plan_of_every_template_is_drawn_and_told(window: MainWindow, desk: Desk, alpha: Case) -> None:
    case = alpha
    for template in (one.chosen() for one in desk.library.templates.values()):
        first = template.events[0].id
        begun = TreatmentPlan(
            template=template.id,
            template_version=template.version,
            start=FIRST_DAY,
            events=(PlanEvent(event=first, actual=FIRST_DAY),),
        )
        case = save_case(desk.board, desk.library, case, replace(case, plans=(begun,)), "Plan for a test")
        window.open_case(case.id)
        window.page.go(TREATMENT)
        page = window.page.treatment
        drawn = page.view.layout_now
        assert drawn is not None
        assert {one.event for one in (*drawn.bars, *drawn.marks)} == {one.id for one in template.events}, template.id
        for event in template.events:
            page.view.select(event.id)
            assert page._plan is not None
            assert page._plan.event(event.id) is not None


def test_with_little_room_the_table_has_four_columns_and_leaves_nothing_out(
    window: MainWindow, page: TreatmentPage
) -> None:
    window.resize(1366, 768)
    page.switch()
    page.table.select("C3")
    page.table.resize(500, 400)
    model = page.model
    assert [model.headerData(one, Qt.Orientation.Horizontal) for one in range(model.columnCount())] == [*FEW_HEADS]
    assert page.table.selected is not None and page.table.selected.key == "C3", "the bar stays"
    for row, one in enumerate(model.rows):
        told = " ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for cell in one.cells:
            assert cell.words.casefold() in told.casefold(), (one.key, cell.words)
    page.table.resize(900, 400)
    assert model.columnCount() == len(HEADS)
