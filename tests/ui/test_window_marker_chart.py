"""The chart of biomarkers in a real window: drawn, walked, zoomed, told, and at one with the table beneath it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsLineItem, QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot
from window_helpers import TODAY, open_dialog

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MarkerResult, Provenance
from desktop.clinical.treatment_plan import PlanEvent, TreatmentPlan
from desktop.clinical.vocabulary import Marker, MarkerUnit
from desktop.services.cases import save_case
from desktop.services.plans import plan_case
from desktop.ui.desk import Desk
from desktop.ui.dialogs.marker import MarkerDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.markers.page import MarkersPage
from desktop.ui.markers.panel import ChartPanel
from desktop.ui.markers.sheet import LIMIT, NAME
from desktop.ui.markers.told import NOTHING, UNJOINED
from desktop.ui.panels.case_page import MARKERS

Key, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
FIRST = date(2026, 8, 31)


def result(
    marker: Marker, day: int, value: str, limit: str | None = "10", laboratory: str = "Demo Lab"
) -> MarkerResult:
    unit = {Marker.LDH: MarkerUnit.U_L, Marker.NSE: MarkerUnit.NG_ML}.get(marker, MarkerUnit.UMOL_MMOL)
    return MarkerResult(
        provenance=Provenance(performed_on=PartialDate.of(FIRST + timedelta(days=day)), laboratory=laboratory),
        marker=marker,
        unit=unit,
        value=known(Decimal(value)),
        upper_limit=known(Decimal(limit)) if limit else NOT_ASKED,
    )


VMA = [result(Marker.VMA, 7, "250"), result(Marker.VMA, 28, "60"), result(Marker.VMA, 70, "8")]
HVA = [result(Marker.HVA, 7, "90"), result(Marker.HVA, 63, "11", laboratory="Zztest Lab")]
BARE = result(Marker.LDH, 7, "900", limit=None)


@pytest.fixture
def page(window: MainWindow, desk: Desk, alpha: Case) -> MarkersPage:
    """Three results of VMA, two of HVA of different laboratories, LDH without a limit, under a plan that has begun."""
    events = (PlanEvent(event="C1", actual=FIRST), PlanEvent(event="C2", actual=FIRST + timedelta(days=24)))
    plan = TreatmentPlan(template="cog-high-risk", template_version="1", start=FIRST, events=events)
    case = replace(alpha, markers=(*VMA, *HVA, BARE), plans=(plan,))
    save_case(desk.board, desk.library, alpha, case, "Results")
    window.open_case(alpha.id)
    window.go_section(MARKERS)
    return window.page.markers


@pytest.fixture
def panel(page: MarkersPage) -> ChartPanel:
    return page.panel


def texts(panel: ChartPanel) -> list[tuple[str, QRectF]]:
    items = [one for one in panel.view.scene().items() if isinstance(one, QGraphicsSimpleTextItem)]
    return [(one.text(), one.sceneBoundingRect()) for one in items]


def words(panel: ChartPanel) -> set[str]:
    return {one for one, _ in texts(panel)}


def slanted(panel: ChartPanel) -> list[QGraphicsLineItem]:
    lines = [one for one in panel.view.scene().items() if isinstance(one, QGraphicsLineItem)]
    return [one for one in lines if one.line().y1() != one.line().y2() and one.line().x1() != one.line().x2()]


def centre(panel: ChartPanel, one: MarkerResult) -> QPointF:
    return next(mark.place.center() for mark in panel.view.marks if mark.key == one.id)


def turn(panel: ChartPanel, notches: int, modifiers: Qt.KeyboardModifier, at: QPointF | None = None) -> bool:
    place = at or QPointF(200, 100)
    event = QWheelEvent(
        place, panel.view.viewport().mapToGlobal(place), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(panel.view.viewport(), event)
    return event.isAccepted()


def pull(panel: ChartPanel, to: QPointF) -> None:
    viewport, left = panel.view.viewport(), Qt.MouseButton.LeftButton
    none = Qt.MouseButton.NoButton
    whole = viewport.mapToGlobal(to)
    moved = QMouseEvent(QEvent.Type.MouseMove, to, whole, none, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, moved)


def test_the_limit_is_drawn_and_named_and_every_marker_has_its_words(panel: ChartPanel) -> None:
    assert {LIMIT, NAME, "10 ×", "30 ×", "VMA 0.8 × 09 Nov", "HVA 1.1 × 02 Nov", "Today 23 Nov", "2026"} <= words(panel)
    assert len(panel.view.marks) == 5, "LDH has no limit"
    sheet = panel.view.sheet
    assert sheet is not None
    heights = [centre(panel, one).y() for one in VMA]
    assert heights == sorted(heights)
    assert heights[1] < sheet.scale.y(1) < heights[2]
    levels = [one.line() for one in panel.view.scene().items() if isinstance(one, QGraphicsLineItem)]
    assert any(one.y1() == one.y2() == sheet.scale.y(1) for one in levels)


def test_over_several_years_the_last_values_have_their_year(page: MarkersPage, alpha: Case, panel: ChartPanel) -> None:
    earlier = result(Marker.NSE, -400, "30")
    page.show_case(replace(alpha, markers=(*VMA, *HVA, earlier)), (), date(2026, 11, 23), False)
    assert {"VMA 0.8 × 09 Nov 2026", "HVA 1.1 × 02 Nov 2026", "NSE 3 × 27 Jul 2025"} <= words(panel)


def test_the_phases_stand_behind_with_their_names(panel: ChartPanel) -> None:
    assert "Induction" in words(panel)
    sheet = panel.view.sheet
    assert sheet is not None
    (band,) = sheet.bands
    assert band.left == pytest.approx(sheet.axis.x(FIRST))


def test_a_line_never_joins_what_was_measured_otherwise(panel: ChartPanel) -> None:
    assert len(slanted(panel)) == 2, "three of VMA, none of HVA"
    assert UNJOINED in panel.left_out.text()


def test_what_cannot_be_drawn_is_told_with_the_reason(page: MarkersPage, panel: ChartPanel) -> None:
    assert "Not drawn: 1 result without a limit of the laboratory (LDH 07 Sep 2026)." in panel.left_out.text()
    page.table.select(BARE.id)
    assert panel.view.selected is None
    assert panel.told.text() == "LDH, 07 Sep 2026: 900 U/L. Not drawn: no limit of the laboratory is recorded."


def test_arrows_walk_the_points_and_the_table_goes_along(qtbot: QtBot, page: MarkersPage, panel: ChartPanel) -> None:
    view = panel.view
    page.table.select(VMA[0].id)
    assert view.selected == VMA[0].id, "the chart goes along with the table"
    view.setFocus()
    walked = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Up, Key.Key_End):
        qtbot.keyClick(view, key)
        assert page.table.selected is not None
        assert page.table.selected.result.id == view.selected
        walked.append(view.selected)
    assert walked == [one.id for one in (VMA[1], VMA[2], VMA[2], HVA[1], HVA[0], VMA[0], VMA[2])]
    qtbot.keyClick(view, Key.Key_Down)
    qtbot.keyClick(view, Key.Key_Down)
    assert view.selected == HVA[1].id, "there is nothing beneath"
    qtbot.keyClick(view, Key.Key_Home)
    assert view.selected == HVA[0].id


def test_without_a_point_selected_a_key_begins_at_the_latest(
    qtbot: QtBot, page: MarkersPage, panel: ChartPanel
) -> None:
    page.table.select(BARE.id)
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Key.Key_Left)
    assert panel.view.selected == VMA[2].id


def test_a_point_is_told_in_words_for_eye_and_ear(page: MarkersPage, panel: ChartPanel) -> None:
    page.table.select(VMA[1].id)
    told = (
        "VMA, 28 Sep 2026: 60 µmol/mmol creatinine, 6 × the laboratory's limit of 10. Demo Lab. During Induction. "
        "Before: 25 × on 07 Sep 2026."
    )
    assert panel.told.text() == told
    assert panel.view.accessibleDescription().startswith(told)
    page.table.select(HVA[1].id)
    assert panel.told.text().endswith("Before: 9 × on 07 Sep 2026, measured otherwise.")


def test_chips_show_the_chosen_markers_only_and_none_means_all(qtbot: QtBot, panel: ChartPanel) -> None:
    vma, hva, ldh, *_ = panel.choice.chips
    assert [one.isHidden() for one in (vma, hva, ldh)] == [False, False, True], "LDH cannot be drawn"
    qtbot.keyClick(hva, Key.Key_Space)
    assert {one.key for one in panel.view.marks} == {one.id for one in HVA}
    assert hva.property("on") is True
    assert panel.view.selected is None
    assert panel.told.text().endswith("Not among the markers that are shown.")
    vma.click()
    assert len(panel.view.marks) == 5
    hva.click()
    assert {one.key for one in panel.view.marks} == {one.id for one in VMA}
    vma.click()
    assert len(panel.view.marks) == 5


def test_another_child_begins_with_all_markers_and_all_months(
    window: MainWindow, page: MarkersPage, panel: ChartPanel, alpha: Case
) -> None:
    panel.choice.chips[0].click()
    panel.view.zoom(1)
    case = page.case
    assert case is not None
    page.show_case(case, window.page.plan, TODAY, False)
    assert panel.choice.only == {"VMA"}, "the same child stays as it was"
    assert panel.view.shown is not None
    assert not panel.view.shown.span.is_whole
    page.show_case(replace(case, id=Case().id), (), TODAY, False)
    assert panel.choice.only == frozenset()
    assert panel.view.shown.span.is_whole


def test_plus_minus_and_nought_zoom_and_the_selection_stays_in_sight(
    qtbot: QtBot, page: MarkersPage, panel: ChartPanel
) -> None:
    view = panel.view
    page.table.select(VMA[2].id)
    view.setFocus()
    assert view.shown is not None
    assert view.shown.span.shown == 3
    for key, shown in ((Key.Key_Plus, 1), (Key.Key_Equal, 1), (Key.Key_Minus, 2), (Key.Key_0, 3)):
        qtbot.keyClick(view, key)
        assert view.shown.span.shown == shown
        assert VMA[2].id in [one.key for one in view.marks]
    assert not panel.choice.all.isEnabled()
    panel.choice.closer.click()
    assert panel.choice.all.isEnabled()
    assert "8" in words(panel), "single days have room now"
    panel.choice.all.click()
    assert view.shown.span.is_whole


def test_shift_and_arrows_move_and_walking_brings_points_back(
    qtbot: QtBot, page: MarkersPage, panel: ChartPanel
) -> None:
    view = panel.view
    page.table.select(VMA[2].id)
    view.zoom(2, 1.0)
    view.setFocus()
    assert view.shown is not None
    qtbot.keyClick(view, Key.Key_Left, SHIFT)
    qtbot.keyClick(view, Key.Key_Left, SHIFT)
    assert view.shown.span.axis(1.0).start == date(2026, 9, 1)
    assert view.selected == VMA[2].id
    assert VMA[2].id not in [one.key for one in view.marks]
    assert len(slanted(panel)) == 2, "the line goes on to the edge"
    place = view.sheet.place if view.sheet else QRectF()
    assert all(
        place.left() <= x <= place.right() + 1 for one in slanted(panel) for x in (one.line().x1(), one.line().x2())
    )
    qtbot.keyClick(view, Key.Key_Left)
    assert VMA[1].id in [one.key for one in view.marks]
    qtbot.keyClick(view, Key.Key_Right)
    assert VMA[2].id in [one.key for one in view.marks]
    qtbot.keyClick(view, Key.Key_Left, SHIFT)
    qtbot.keyClick(view, Key.Key_Right, SHIFT)
    assert view.shown.span.axis(1.0).end == date(2026, 11, 30)


def test_the_wheel_zooms_only_with_ctrl_and_where_the_pointer_is(panel: ChartPanel) -> None:
    view, ctrl = panel.view, Qt.KeyboardModifier.ControlModifier
    assert view.shown is not None
    assert view.sheet is not None
    assert not turn(panel, 1, Qt.KeyboardModifier.NoModifier), "alone it scrolls the page"
    assert view.shown.span.is_whole
    right = QPointF(view.sheet.place.right() - 2, 100)
    assert turn(panel, 1, ctrl, right)
    assert view.shown.span.axis(1.0).start == date(2026, 11, 1)
    turn(panel, 1, SHIFT)
    assert view.shown.span.axis(1.0).start == date(2026, 10, 1)
    turn(panel, -2, ctrl)
    assert view.shown.span.is_whole


def test_the_mouse_selects_a_point_and_pulls_the_months(qtbot: QtBot, page: MarkersPage, panel: ChartPanel) -> None:
    view, left = panel.view, Qt.MouseButton.LeftButton
    qtbot.mouseClick(view.viewport(), left, pos=centre(panel, HVA[0]).toPoint())
    assert page.table.selected is not None
    assert page.table.selected.result.id == HVA[0].id
    view.zoom(2, 1.0)
    assert view.shown is not None
    before = view.shown.span.start
    qtbot.mousePress(view.viewport(), left, pos=QPoint(100, 70))
    wide = view.sheet.place.width() if view.sheet else 0.0
    pull(panel, QPointF(100 + wide, 70))
    assert view.shown.span.start == before - 1
    qtbot.mouseRelease(view.viewport(), left, pos=QPoint(100, 70))
    pull(panel, QPointF(100, 70))
    assert view.shown.span.start == before - 1, "it was let go of"
    assert page.table.selected.result.id == HVA[0].id, "to take hold of it selects nothing"


def test_enter_and_delete_do_what_they_do_in_the_table(
    qtbot: QtBot, page: MarkersPage, panel: ChartPanel, desk: Desk
) -> None:
    gone: list[object] = []
    page.remove.connect(gone.append)
    page.table.select(VMA[1].id)
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, MarkerDialog)
    assert dialog.value._edit.text() == "60"
    dialog._throw_away()
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert gone
    assert VMA[1].id not in [one.key for one in panel.view.marks]


def test_nothing_is_drawn_again_while_nothing_changes(window: MainWindow, panel: ChartPanel) -> None:
    before = panel.view.drawings
    assert window.page.case is not None
    window.page.show_case(window.page.case)
    panel.view.redraw()
    assert panel.view.drawings == before
    window.look.use("dark")
    assert panel.view.drawings == before + 1
    window.look.use("light")


def test_without_anything_to_draw_it_says_what_a_point_needs(page: MarkersPage, panel: ChartPanel) -> None:
    assert page.case is not None
    page.show_case(replace(page.case, markers=(BARE,)), (), TODAY, False)
    assert (panel.view.isHidden(), panel.choice.isHidden(), panel.nothing.isHidden()) == (True, True, False)
    assert panel.nothing.text() == NOTHING
    assert "LDH 07 Sep 2026" in panel.left_out.text()
    assert [one.text() for one in page.head.menu_of_files().actions()] == ["Save CSV…\tCtrl+Shift+C"]


def test_a_result_of_nothing_stands_beneath_the_scale(page: MarkersPage, panel: ChartPanel) -> None:
    assert page.case is not None
    none = result(Marker.VMA, 75, "0")
    page.show_case(replace(page.case, markers=(*VMA, none)), (), TODAY, False)
    sheet = panel.view.sheet
    assert sheet is not None
    assert centre(panel, none).y() > sheet.scale.foot
    assert "0 ×" in words(panel)
    assert "1 result of 0: beneath the scale, which has no 0." in panel.left_out.text()


@pytest.fixture(params=[1.0, 2.0])
def scaled(request: pytest.FixtureRequest, window: MainWindow) -> Iterator[float]:
    before = window.look.scale
    window.look.scale = request.param
    yield request.param
    window.look.scale = before


@pytest.mark.parametrize("width", [480, 800, 1400])
def test_no_word_lies_over_another_however_close(
    window: MainWindow, desk: Desk, page: MarkersPage, scaled: float, width: int
) -> None:
    case = page.case
    assert case is not None
    other = MarkersPage(window.look, desk.library)
    other.resize(round(width * max(scaled / 1.5, 1.0)), 700)
    other.show()
    years = [
        result(marker, 30 * step, str(200 - 9 * step)) for marker in (Marker.VMA, Marker.HVA) for step in range(20)
    ]
    for markers in (case.markers, tuple(years)):
        many = replace(case, markers=markers)
        other.show_case(many, plan_case(desk.library, many, TODAY), TODAY, False)
        view = other.panel.view
        for _ in range(5):
            whole = view.sceneRect()
            for (first, one), (second, beside) in combinations(texts(other.panel), 2):
                assert not one.adjusted(1, 3, -1, -3).intersects(beside.adjusted(1, 3, -1, -3)), (first, second)
            assert all(
                whole.left() <= place.left() and place.right() <= whole.right() for _, place in texts(other.panel)
            )
            view.zoom(1, 0.7)
        view.show_all()
    other.close()
