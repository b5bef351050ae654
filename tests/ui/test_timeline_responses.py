"""Graded responses in the timeline: a lane where there are any, keyboard, panel, table row, legend and spoken words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot
from test_timeline_view import DAYS, FIRST_DAY, with_plan

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import Provenance, ResponseAssessment
from desktop.clinical.timeline.drawing import Lane
from desktop.clinical.vocabulary import MarrowResponse, OverallResponse, ResponseCriteria, SiteResponse
from desktop.services.cases import save_case
from desktop.services.library import Library
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.models.plan_rows import FEW_HEADS, HEADS
from desktop.ui.panels.case_page import TREATMENT
from desktop.ui.panels.treatment_page import TreatmentPage
from desktop.ui.timeline.told import spoken_stop
from desktop.ui.widgets.text import Text

ELSEWHERE = "1 response off this axis or without a whole day: in the table (F8)."


def assessed(
    day: int | PartialDate | None,
    overall: str | None = None,
    criteria: ResponseCriteria | None = ResponseCriteria.INRC_2017,
    parts: tuple[str, str, str] | None = None,
) -> ResponseAssessment:
    on = PartialDate.of(FIRST_DAY + timedelta(days=day)) if isinstance(day, int) else day
    primary, metastases, marrow = parts or (None, None, None)
    return ResponseAssessment(
        provenance=Provenance(performed_on=on),
        response_criteria=known(criteria) if criteria else NOT_ASKED,
        response_primary=known(SiteResponse(primary)) if primary else NOT_ASKED,
        response_metastases=known(SiteResponse(metastases)) if metastases else NOT_ASKED,
        response_marrow=known(MarrowResponse(marrow)) if marrow else NOT_ASKED,
        response_overall=known(OverallResponse(overall)) if overall else NOT_ASKED,
    )


UNGRADED = assessed(5, criteria=None, parts=("PR", "PR", "CR"))
OF_PARTS = assessed(42, parts=("PR", "PR", "MD"))
DIFFERS = assessed(90, "PR", parts=("SD", "PR", "MD"))
OLD = assessed(PartialDate(2026, 9), "MR", ResponseCriteria.INRC_1993)
ALL_OF_THEM = (OLD, DIFFERS, UNGRADED, OF_PARTS)


def page_with(
    window: MainWindow, desk: Desk, case: Case, responses: Sequence[ResponseAssessment], days: dict[str, int] = DAYS
) -> TreatmentPage:
    planned = with_plan(desk, case, days)
    changed = replace(planned, responses=tuple(responses))
    window.open_case(save_case(desk.board, desk.library, planned, changed, "Responses for a test").id)
    window.page.go(TREATMENT)
    return window.page.treatment


@pytest.fixture
def page(window: MainWindow, desk: Desk, alpha: Case) -> TreatmentPage:
    return page_with(window, desk, alpha, ALL_OF_THEM)


def written(page: TreatmentPage) -> list[str]:
    return [one.text() for one in page.view.scene().items() if isinstance(one, QGraphicsSimpleTextItem)]


def panel(page: TreatmentPage) -> dict[str, str]:
    """The panel's words, each with its tone."""
    return {one.text(): one._tone for one in page.inspector.findChildren(Text) if one.isVisibleTo(page.inspector)}


def row(page: TreatmentPage, one: ResponseAssessment) -> dict[str, str]:
    cells = next(row.cells for row in page.model.rows if row.key == str(one.id))
    return {head: cell.words for head, cell in zip(HEADS, cells, strict=True)}


def test_the_lane_stands_beneath_the_evaluations_with_every_mark_on_its_day(page: TreatmentPage) -> None:
    words = written(page)
    assert {"Responses", "not graded", "parts: PR", "PR", "12 Aug", "18 Sep", "05 Nov"} <= set(words)
    assert ELSEWHERE in words
    stops = [one for one in page.view.stops.all if one.lane is Lane.RESPONSES]
    assert [one.event for one in sorted(stops, key=lambda one: one.x)] == [
        str(one.id) for one in (UNGRADED, OF_PARTS, DIFFERS)
    ]
    evaluations = [one for one in page.view.stops.all if one.lane is Lane.EVALUATIONS]
    assert min(one.places[0].top() for one in stops) > max(one.places[1].bottom() for one in evaluations)
    plan = page.view.layout_now
    assert plan is not None
    origin = page.view._look.px(92)
    assert {round(one.x) for one in stops} == {
        round(origin + plan.axis.middle(FIRST_DAY + timedelta(days=day))) for day in (5, 42, 90)
    }


def test_without_a_response_there_is_no_lane_and_no_word_of_it(
    window: MainWindow, desk: Desk, alpha: Case
) -> None:  # fmt: skip
    page = page_with(window, desk, alpha, (ResponseAssessment(),))
    assert not [one for one in written(page) if "espons" in one]
    assert not [one for one in page.model.rows if one.lane is Lane.RESPONSES]


def test_a_child_with_a_response_of_no_day_alone_has_the_lane_with_its_count(
    window: MainWindow, desk: Desk, alpha: Case
) -> None:
    page = page_with(window, desk, alpha, (OLD,))
    assert {"Responses", ELSEWHERE} <= set(written(page))
    assert not [one for one in page.view.stops.all if one.lane is Lane.RESPONSES]


def test_the_legend_names_each_kind_of_mark_that_is_drawn(window: MainWindow, desk: Desk, page: TreatmentPage) -> None:
    assert {"response, graded", "response, from the parts", "response, not graded"} <= set(written(page))
    assert window.page.case is not None
    page = page_with(window, desk, window.page.case, (DIFFERS,))
    assert [one for one in written(page) if one.startswith("response,")] == ["response, graded"]


def test_what_happened_to_no_event_is_not_called_done(window: MainWindow, desk: Desk, alpha: Case) -> None:
    page = page_with(window, desk, alpha, (DIFFERS,), {})
    assert "done" not in written(page), "an assessment is no event of the plan"


def test_the_keyboard_comes_to_them_from_the_lane_above_and_walks_in_time(qtbot: QtBot, page: TreatmentPage) -> None:
    view, walked = page.view, []
    view.setFocus()
    view.select("EV_DX", Lane.EVALUATIONS)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
        walked.append(view.selected.key if view.selected else None)
    first, second, last = ((str(one.id), Lane.RESPONSES) for one in (UNGRADED, OF_PARTS, DIFFERS))
    assert walked == [first, second, last, first, ("EV_DX", Lane.EVALUATIONS)]


def test_a_click_selects_and_nothing_asks_for_a_date(qtbot: QtBot, page: TreatmentPage) -> None:
    asked: list[object] = []
    page.record.connect(asked.append)
    view = page.view
    stop = view.stops.find(str(DIFFERS.id))
    assert stop is not None
    place = view.mapFromScene(stop.places[0].center())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.selected == stop
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert view.other_day.proposal is None, "no other day is proposed for it"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert asked == []


def test_the_panel_tells_the_grade_its_criteria_and_what_the_parts_make(qtbot: QtBot, page: TreatmentPage) -> None:
    page.view.select(str(DIFFERS.id))
    qtbot.waitUntil(lambda: "Response PR" in panel(page))
    told = panel(page)
    assert {"INRC 2017", "05 Nov 2026", "PR", "SD, stable", "MD, minimal disease"} <= set(told)
    assert told["The parts make MR"] == "caution"
    page.view.select(str(OF_PARTS.id))
    qtbot.waitUntil(lambda: "Response PR from the parts" in panel(page))
    assert not [one for one in panel(page) if "parts make" in one]
    page.view.select(str(UNGRADED.id))
    qtbot.waitUntil(lambda: "Response not graded" in panel(page))
    assert "criteria not recorded" in panel(page)


def test_what_is_read_out_names_the_criteria(page: TreatmentPage) -> None:
    told = []
    for one in (UNGRADED, OF_PARTS, DIFFERS):
        stop = page.view.stops.find(str(one.id))
        assert page._plan is not None
        assert stop is not None
        told.append(spoken_stop(page._plan, stop))
    assert told == [
        "Response not graded, criteria not recorded, 12 Aug 2026",
        "Response PR from the parts, INRC 2017, 18 Sep 2026",
        "Response PR, INRC 2017, 05 Nov 2026, the parts make MR",
    ]


def test_the_table_has_a_row_of_each_after_the_plan_in_time(page: TreatmentPage) -> None:
    rows = [one for one in page.model.rows if one.lane is Lane.RESPONSES]
    assert [one.key for one in rows] == [str(one.id) for one in (UNGRADED, OLD, OF_PARTS, DIFFERS)]
    first = next(place for place, one in enumerate(page.model.rows) if one.lane is Lane.RESPONSES)
    assert all(one.event is None for one in page.model.rows[first:]), "behind the events of the plan"
    told = [(found["Event"], found["Actual"], found["Status"]) for found in (row(page, one) for one in ALL_OF_THEM)]
    assert told == [
        ("Response MR, INRC 1993", "Sep 2026", "Graded"),
        ("Response PR, INRC 2017", "05 Nov 2026", "The parts make MR"),
        ("Response, criteria not recorded", "12 Aug 2026", "Not graded"),
        ("Response PR, INRC 2017", "18 Sep 2026", "From the parts"),
    ]
    status = HEADS.index("Status")
    tones = {one.key: one.cells[status].tone for one in rows}
    assert [tones[str(one.id)] for one in ALL_OF_THEM] == ["", "caution", "", ""]


def test_the_row_without_a_mark_can_be_selected_and_is_told_of(qtbot: QtBot, page: TreatmentPage) -> None:
    page.switch()
    page.table.select(str(OLD.id))
    assert page.table.selected is not None
    qtbot.waitUntil(lambda: {"Response MR", "INRC 1993", "Sep 2026"} <= set(panel(page)))


def test_with_four_columns_nothing_of_a_response_is_lost(page: TreatmentPage) -> None:
    page.model.show_few(True)
    place = page.model.row_of(str(DIFFERS.id))
    shown = [str(page.model.index(place, column).data()) for column in range(len(FEW_HEADS))]
    assert shown == ["Response PR, INRC 2017", "", "05 Nov 2026", "The parts make MR, case"]
    page.model.show_few(False)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("steps", [0, 3, 9])
def test_no_word_meets_another_however_near(
    window: MainWindow, desk: Desk, library: Library, alpha: Case, scale: float, steps: int
) -> None:
    close = [assessed(day, "VGPR", ResponseCriteria.INRC_1993) for day in (40, 42, 42, 44, 50)]
    look, before = window.look, window.look.scale
    look.scale = scale
    try:
        page = page_with(window, desk, alpha, (*ALL_OF_THEM, *close))
        page.view.zoom_by(steps)
        words = [one for one in page.view.scene().items() if isinstance(one, QGraphicsSimpleTextItem)]
        for first, second in combinations(words, 2):
            meet = first.sceneBoundingRect().adjusted(1, 1, -1, -1).intersects(second.sceneBoundingRect())
            assert not meet, (first.text(), second.text())
        marks = [one.places[0] for one in page.view.stops.all if one.lane is Lane.RESPONSES]
        assert len(marks) == 8
        assert not [pair for pair in combinations(marks, 2) if pair[0].intersects(pair[1])], "no mark hides another"
    finally:
        look.scale = before
