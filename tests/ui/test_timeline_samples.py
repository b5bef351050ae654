"""Laboratory markers beneath the plan: against their own limits, measured alike or not joined, in drawing and table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsLineItem, QGraphicsSimpleTextItem, QLabel
from pytestqt.qtbot import QtBot
from test_timeline_view import DAYS, FIRST_DAY, with_plan
from window_helpers import TODAY

from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MarkerResult, Provenance
from desktop.clinical.timeline.axis import Axis
from desktop.clinical.timeline.drawing import Lane
from desktop.clinical.vocabulary import Marker, MarkerUnit, Silence
from desktop.services.cases import save_case
from desktop.services.library import Library
from desktop.services.markers import marker_lines
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.models.plan_rows import HEADS
from desktop.ui.panels.case_page import TREATMENT
from desktop.ui.panels.treatment_page import TreatmentPage
from desktop.ui.timeline.samples import EMPTY, Scale, _joined, left_out_words, on_axis


def result(day: int, value: str, limit: str = "11", unit: str = "umol_mmol", method: str = "") -> MarkerResult:
    return MarkerResult(
        provenance=Provenance(performed_on=PartialDate.of(FIRST_DAY + timedelta(days=day)), method=method),
        marker=Marker.VMA,
        unit=MarkerUnit(unit),
        value=known(Decimal(value)),
        upper_limit=known(Decimal(limit)) if limit else NOT_ASKED,
    )


AWAITED = MarkerResult(
    marker=Marker.HVA, unit=MarkerUnit.UMOL_MMOL, value=silent(Silence.REQUESTED, PartialDate.of(TODAY), "Zztest Lab")
)


@pytest.fixture
def page(window: MainWindow, desk: Desk, alpha: Case) -> TreatmentPage:
    case = with_plan(desk, alpha, DAYS)
    markers = (result(0, "58"), result(30, "17.6"), result(60, "8.8"), result(80, "9", limit=""), AWAITED)
    case = save_case(desk.board, desk.library, case, replace(case, markers=markers), "Markers for a test")
    window.open_case(case.id)
    window.page.go(TREATMENT)
    return window.page.treatment


def told(page: TreatmentPage) -> list[str]:
    return [one.text() for one in page.view.scene().items() if isinstance(one, QGraphicsSimpleTextItem)]


def panel(page: TreatmentPage) -> list[str]:
    return [one.text() for one in page.inspector.findChildren(QLabel) if one.isVisibleTo(page.inspector)]


def test_the_lane_tells_multiples_of_the_laboratory_s_own_limit(page: TreatmentPage) -> None:
    words = told(page)
    assert {"Biomarkers", "× own limit", "limit 1 ×", "VMA 0.8 ×", "no limit", "VMA"} <= set(words)
    assert "1 result without a value: in the table (F8)." in words
    stops = [one for one in page.view.stops.all if one.lane is Lane.MARKERS]
    assert len(stops) == 4, "all with a value, on the axis"
    heights = [one.places[0].center().y() for one in sorted(stops, key=lambda one: one.x)]
    assert heights[0] < heights[1] < heights[2] < heights[3], "what has no limit stands beneath the scale"


def test_the_keyboard_walks_the_results_and_the_panel_tells_them(qtbot: QtBot, page: TreatmentPage) -> None:
    view = page.view
    view.setFocus()
    first = min((one for one in view.stops.all if one.lane is Lane.MARKERS), key=lambda one: one.x)
    view.select(first.event)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.selected is not None
    assert view.selected.lane is Lane.MARKERS
    qtbot.waitUntil(lambda: {"17.6 µmol/mmol creatinine", "1.6 × its own limit"} <= set(panel(page)))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.selected.lane is Lane.DIAGNOSED
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.selected.lane is Lane.MARKERS


def test_the_table_has_a_row_for_every_result_even_one_that_is_awaited(qtbot: QtBot, page: TreatmentPage) -> None:
    rows = [one for one in page.model.rows if one.lane is Lane.MARKERS]
    assert len(rows) == 5
    status = HEADS.index("Status")
    assert sorted(one.cells[status].words for one in rows) == [
        "0.8 × limit", "1.6 × limit", "5.27 × limit", "No own limit", "No value",
    ]  # fmt: skip
    awaited = next(one for one in rows if one.cells[status].words == "No value")
    page.switch()
    page.table.select(awaited.key)
    assert page.table.selected is not None
    assert page.table.selected.key == awaited.key, "it has no mark, and can be selected all the same"
    qtbot.waitUntil(lambda: "HVA" in panel(page))


def test_a_marker_is_never_taken_for_an_event_to_record(qtbot: QtBot, page: TreatmentPage) -> None:
    asked: list[object] = []
    page.record.connect(asked.append)
    first = next(one for one in page.view.stops.all if one.lane is Lane.MARKERS)
    page.view.select(first.event)
    page.view.opened.emit()
    assert asked == []


def test_only_results_measured_alike_are_joined(library: Library) -> None:
    axis = Axis(FIRST_DAY - timedelta(days=30), FIRST_DAY + timedelta(days=200), 700.0)
    markers = (
        result(0, "58"), result(20, "30"), result(40, "20", unit="mg_g"), result(60, "10", method="LC-MS"),
        result(80, "5"), result(90, "4", limit=""),
    )  # fmt: skip
    drawn = on_axis(marker_lines(library, Case(markers=markers)), axis)
    groups = [[one.line.result.value.value for one in ones] for _, ones in _joined(drawn)]
    assert sorted(groups, key=len)[-1] == [Decimal(58), Decimal(30), Decimal(5)]
    assert len(groups) == 3
    assert Decimal(4) not in [one for ones in groups for one in ones], "without a limit nothing says how high it is"


def test_what_is_not_drawn_is_counted(library: Library) -> None:
    axis = Axis(date(2026, 8, 1), date(2027, 10, 31), 700.0)
    old = result(-900, "58")
    undated = replace(result(0, "5"), provenance=Provenance(performed_on=PartialDate(2026, 9)))
    lines = marker_lines(library, Case(markers=(old, undated, AWAITED)))
    assert left_out_words(lines, on_axis(lines, axis)) == (
        "1 result without a value and 2 results off this axis or without a whole day: in the table (F8)."
    )
    assert left_out_words((), ()) == EMPTY


def test_the_scale_has_the_limit_in_it_and_bears_nothing() -> None:
    scale = Scale(0.3, 30.0, 0.0, 100.0)
    assert scale.steps() == (0.3, 1.0, 3.0, 10.0, 30.0)
    assert scale.y(30) == pytest.approx(0)
    assert scale.y(3) == pytest.approx(50)
    assert scale.y(0) == scale.y(0.3) == pytest.approx(100), "nothing measured stands on the foot"


def test_a_line_joins_only_as_many_points_as_are_alike(page: TreatmentPage) -> None:
    lane = page.view.stops.find(next(one.event for one in page.view.stops.all if one.lane is Lane.MARKERS))
    assert lane is not None
    slanted = [
        one.line()
        for one in page.view.scene().items()
        if isinstance(one, QGraphicsLineItem)
        and one.line().y1() != one.line().y2()
        and one.line().x1() != one.line().x2()
    ]
    top = min(one.places[0].top() for one in page.view.stops.all if one.lane is Lane.MARKERS)
    assert len([one for one in slanted if min(one.y1(), one.y2()) >= top]) == 2, "three points with a limit"
