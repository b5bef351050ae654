"""MIBG scans and the checklist of risk factors in the window, by keyboard and by pointer; and guided grading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog, type_over

from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import REST_NOT_RECORDED, Silence
from desktop.services.cases import get_case, save_case
from desktop.services.idrf import put_findings
from desktop.ui.desk import Desk
from desktop.ui.dialogs.guided_response import GuidedResponseDialog
from desktop.ui.idrf.page import IdrfPage
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import RESPONSE, STAGING
from desktop.ui.scans.page import ScansPage


def at(window: MainWindow, case: Case, table: str) -> object:
    window.open_case(case.id)
    window.go_section(STAGING)
    window.page.entries.sections[STAGING].go(table)
    return window.page.entries.page(STAGING)


@pytest.fixture
def scans(window: MainWindow, alpha: Case) -> ScansPage:
    page = at(window, alpha, "scans")
    assert isinstance(page, ScansPage)
    return page


@pytest.fixture
def checklist(window: MainWindow, alpha: Case) -> IdrfPage:
    page = at(window, alpha, "idrf_findings")
    assert isinstance(page, IdrfPage)
    return page


def test_a_scan_is_scored_by_ten_keys(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, scans: ScansPage
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    scans.table.setFocus()
    for digit in "3222310212":
        qtbot.keyClicks(scans.table, digit)
    stored = get_case(desk.board, alpha.id).scans[0]
    assert [getattr(stored, f"segment_{place}") for place in range(1, 11)] == [known(int(one)) for one in "3222310212"]
    assert stored.occasion == known("diagnosis") and stored.segment_11 == NOT_ASKED
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert get_case(desk.board, alpha.id).scans[0].segment_10 == NOT_ASKED


def test_the_sum_is_in_sight_without_scrolling(qtbot: QtBot, window: MainWindow, scans: ScansPage) -> None:
    window.resize(1366, 700)
    scans.begin("curie")
    scans.table.setFocus()
    qtbot.keyClicks(scans.table, "1" * 9)
    assert scans.sum.text() == "Curie total: 9 of 10 segments scored; a sum needs all of them."
    qtbot.keyClicks(scans.table, "2")
    assert scans.sum.text().startswith("Curie total: 11 of 30. Skeleton alone: 9 of 27.")
    assert scans.rect().contains(scans.sum.geometry())
    assert not scans.sum.visibleRegion().isEmpty()


def test_not_assessable_and_not_scored(qtbot: QtBot, desk: Desk, alpha: Case, scans: ScansPage) -> None:
    scans.begin("siopen")
    scans.table.setFocus()
    qtbot.keyClicks(scans.table, "6n7")
    stored = get_case(desk.board, alpha.id).scans[0]
    # seven is no value of this method
    assert (stored.segment_1, stored.segment_2, stored.segment_3) == (known(6), silent(Silence.INCONCLUSIVE), NOT_ASKED)
    qtbot.keyClick(scans.table, Qt.Key.Key_Up)
    qtbot.keyClick(scans.table, Qt.Key.Key_Delete)
    assert get_case(desk.board, alpha.id).scans[0].segment_2 == NOT_ASKED


def test_a_press_on_the_body_chooses_a_segment_and_keys_score_it(
    qtbot: QtBot, desk: Desk, alpha: Case, scans: ScansPage
) -> None:
    scans.begin("curie")
    body = scans.figures.now
    spots = (QPoint(x, y) for x in range(0, body.width(), 4) for y in range(0, body.height(), 4))
    pelvis = next(spot for spot in spots if body.segment_at(QPointF(spot)) == 4)
    qtbot.mouseClick(body, Qt.MouseButton.LeftButton, pos=pelvis)
    assert scans.table.currentIndex().row() == 4
    assert scans.table.hasFocus()
    qtbot.keyClicks(scans.table, "2")
    assert get_case(desk.board, alpha.id).scans[0].segment_5 == known(2)


def test_from_the_back_sides_are_exchanged(scans: ScansPage) -> None:
    scans.begin("siopen")
    body = scans.figures.now
    spots = [QPointF(x, y) for x in range(0, body.width(), 4) for y in range(0, body.height(), 4)]
    front = {body.segment_at(spot) for spot in spots if spot.x() < body.width() / 3}
    scans.figures.side.buttons[1].click()
    back = {body.segment_at(spot) for spot in spots if spot.x() < body.width() / 3}
    assert {2, 3} <= front and not {2, 3} & back and {4, 5} <= back


def test_copy_forward_begins_the_next_scan(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, scans: ScansPage
) -> None:
    scans.begin("curie")
    scans.table.setFocus()
    qtbot.keyClicks(scans.table, "1111111111")
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL | Qt.KeyboardModifier.ShiftModifier)
    first, second = get_case(desk.board, alpha.id).scans
    assert second.segment_7 == first.segment_7 and second.occasion == NOT_ASKED
    assert scans.scan is not None and scans.scan.id == second.id


def test_factors_are_ticked_off_by_letter(qtbot: QtBot, desk: Desk, alpha: Case, checklist: IdrfPage) -> None:
    checklist.table.setFocus()
    checklist.table.go_to(0)
    qtbot.keyClicks(checklist.table, "pan")
    stored = get_case(desk.board, alpha.id)
    told = {one.factor.value: one.finding.value for one in stored.idrf_findings}
    codes = [one.choice.code for one in checklist.model.lines[:3]]
    assert [told[code] for code in codes] == ["present", "absent", "not_assessable"]
    assert FIELDS["idrfs"].read(stored) == known(frozenset({codes[0], REST_NOT_RECORDED}))


def test_the_day_of_the_study_is_typed_once_for_all_rows(
    qtbot: QtBot, desk: Desk, alpha: Case, checklist: IdrfPage
) -> None:
    checklist.table.setFocus()
    checklist.table.go_to(0)
    qtbot.keyClicks(checklist.table, "p")
    type_over(qtbot, checklist.day, "3/11/26")
    checklist.table.setFocus()
    checklist.table.go_to(1)
    qtbot.keyClicks(checklist.table, "a")
    found = get_case(desk.board, alpha.id).idrf_findings
    assert [str(one.provenance.performed_on) for one in found] == ["2026-11-03"] * 2
    assert checklist.day.text() == "03 Nov 2026"


def test_a_study_of_a_day_to_come_is_refused_at_the_first_tick(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, checklist: IdrfPage
) -> None:
    type_over(qtbot, checklist.day, "3/11/2099")
    checklist.table.setFocus()
    checklist.table.go_to(0)
    qtbot.keyClicks(checklist.table, "p")
    assert get_case(desk.board, alpha.id).idrf_findings == ()
    type_over(qtbot, checklist.day, "3/11/26")
    checklist.table.setFocus()
    checklist.table.go_to(0)
    qtbot.keyClicks(checklist.table, "p")
    (found,) = get_case(desk.board, alpha.id).idrf_findings
    assert str(found.provenance.performed_on) == "2026-11-03"


def test_all_others_absent_leaves_what_was_said(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, checklist: IdrfPage
) -> None:
    window.page.take(
        put_findings(desk.board, desk.library, alpha, {"IDRF03_SKULL_BASE": known("absent")}, desk.today())
    )
    checklist.rest.click()
    stored = get_case(desk.board, alpha.id)
    assert FIELDS["idrfs"].read(stored) == known(frozenset())
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    again = get_case(desk.board, alpha.id)
    assert [one.factor.value for one in again.idrf_findings] == ["IDRF03_SKULL_BASE"]


def test_that_staging_counts_other_factors_than_the_list_is_said(
    window: MainWindow, desk: Desk, alpha: Case, checklist: IdrfPage
) -> None:
    ticked = put_findings(desk.board, desk.library, alpha, {"IDRF03_SKULL_BASE": known("present")}, desk.today())
    window.page.take(ticked)
    assert checklist.differs.isHidden()
    checklist.show_case(FIELDS["idrfs"].write(ticked, known(frozenset())), False)
    assert not checklist.differs.isHidden()
    assert checklist._about.text() == "What is found here does not count in staging yet."


def test_nothing_is_scored_where_the_case_is_only_read(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, scans: ScansPage, checklist: IdrfPage
) -> None:
    scans.begin("curie")
    case = get_case(desk.board, alpha.id)
    for page in (scans, checklist):
        page.show_case(case, True)
        page.table.go_to(0)
        qtbot.keyClicks(page.table, "1pa")
        page.ask_new()
    assert get_case(desk.board, alpha.id) == case


def test_a_response_is_graded_from_measurements(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.page.grade_response.emit()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, GuidedResponseDialog)
    qtbot.keyClicks(dialog.day, "t")
    primary = dialog.parts["primary"]
    type_over(qtbot, primary.fields["baseline_mm"], "62")
    type_over(qtbot, primary.fields["nadir_mm"], "38")
    type_over(qtbot, primary.fields["now_mm"], "38")
    type_over(qtbot, primary.fields["uptake"], "yes")
    for name in ("metastases", "marrow"):
        dialog.parts[name].involved.buttons[1].click()
    dialog.do.click()
    one = get_case(desk.board, alpha.id).responses[-1]
    assert (one.response_primary.value, one.response_overall.value) == ("PR", "PR")
    assert "longest diameter now, mm: 38" in str(one.response_basis.value)
    assert window.page.pages.currentIndex() == RESPONSE


def test_nothing_measured_is_not_graded(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.page.grade_response.emit()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, GuidedResponseDialog)
    dialog.do.click()
    assert "whole date" in dialog.wrong.text()
    qtbot.keyClicks(dialog.day, "t")
    dialog.do.click()
    assert "Nothing was measured" in dialog.wrong.text()
    assert get_case(desk.board, alpha.id).responses == ()
    save_case(desk.board, desk.library, alpha, replace(alpha, given_name="Beta"), "Meanwhile")
    dialog.parts["marrow"].involved.buttons[1].click()
    dialog.do.click()
    assert "changed meanwhile" in dialog.wrong.text()
