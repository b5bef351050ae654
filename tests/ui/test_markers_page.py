"""The section of biomarkers, driven by keys: entering, changing, removing, undoing, and reading."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, TODAY, open_dialog, save_over, type_over

from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MarkerResult, Provenance
from desktop.clinical.vocabulary import Marker, MarkerUnit, Silence
from desktop.services.cases import get_case, save_case
from desktop.ui.desk import Desk
from desktop.ui.dialogs.marker import MarkerDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.markers.page import MarkersPage
from desktop.ui.panels.case_page import MARKERS

EITHER_WAY = "A comma before three figures can be read two ways; type a point, or thousands without a sign."


def hva(day: str, value: str) -> MarkerResult:
    return MarkerResult(
        provenance=Provenance(performed_on=PartialDate.parse(day), laboratory="Demo Lab"),
        marker=Marker.HVA,
        unit=MarkerUnit.UMOL_MMOL,
        value=known(Decimal(value)),
        upper_limit=known(Decimal(15)),
    )


@pytest.fixture
def page(window: MainWindow, desk: Desk, alpha: Case) -> MarkersPage:
    """Two results of HVA in the list."""
    ones = (hva("2026-11-03", "60"), hva("2026-11-17", "30"))
    save_case(desk.board, desk.library, alpha, replace(alpha, markers=ones), "Results")
    window.open_case(alpha.id)
    window.go_section(MARKERS)
    return window.page.markers


def marker_dialog(qtbot: QtBot) -> MarkerDialog:
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, MarkerDialog)
    return dialog


def stored(desk: Desk, case: Case) -> tuple[MarkerResult, ...]:
    return get_case(desk.board, case.id).markers


def test_a_result_is_entered_from_the_empty_section(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = marker_dialog(qtbot)
    assert window.page.pages.currentIndex() == MARKERS
    dialog.marker.buttons[1].click()
    assert dialog.unit is not None
    assert dialog.unit._edit.text() == "", "a unit nobody chose would make another result of the number"
    type_over(qtbot, dialog.value, "38,6")
    dialog.do.click()
    assert dialog.wrong.text() == "Choose the unit that the report has."
    type_over(qtbot, dialog.unit, "µmol")
    type_over(qtbot, dialog.value, "38,6")
    type_over(qtbot, dialog.limit, "15")
    dialog.place.setText("Demo Lab")
    type_over(qtbot, dialog.day, "2/11/26")
    assert stored(desk, alpha) == () and dialog.focusWidget() is dialog.place, (
        "Enter goes on and saves nothing half typed"
    )
    save_over(qtbot, dialog.day, "2/11/26")
    (one,) = stored(desk, alpha)
    assert (one.marker, one.unit, one.value.value) == (Marker.HVA, MarkerUnit.UMOL_MMOL, Decimal("38.6"))
    assert (one.upper_limit.value, one.provenance.laboratory) == (Decimal(15), "Demo Lab")
    page = window.page.markers
    assert [page.model.index(0, place).data() for place in range(6)] == [
        "HVA", "02 Nov 2026", "38.6 µmol/mmol creatinine", "15", "2.57 ×", "Demo Lab",
    ]  # fmt: skip
    assert page.table.selected is not None
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert stored(desk, alpha) == ()
    assert page.model.rowCount() == 0


def test_a_marker_keeps_only_units_of_its_own(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = marker_dialog(qtbot)
    assert dialog.unit is not None
    type_over(qtbot, dialog.unit, "µmol")
    dialog.marker.buttons[1].click()
    assert dialog.entered().unit is MarkerUnit.UMOL_MMOL, "VMA and HVA are reported alike"
    dialog.marker.buttons[2].click()
    assert dialog.entered().unit is MarkerUnit.U_L
    assert [one.unit for one in (dialog.entered(),)] == [MarkerUnit.U_L]
    dialog.value.choose(known(Decimal(1)))
    dialog.do.click()


@pytest.mark.parametrize(
    ("value", "day", "told"),
    [
        ("", "2/11/26", "Type the result, or say"),
        ("many", "2/11/26", "not a number"),
        ("12", "24/11/26", "in the future"),
        ("12", "1/1/20", "before the birth"),
        ("12", "soon", ""),
    ],
)
def test_what_cannot_be_saved_stays_as_typed(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, value: str, day: str, told: str
) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = marker_dialog(qtbot)
    assert dialog.unit is not None
    type_over(qtbot, dialog.unit, "µmol")
    if value:
        type_over(qtbot, dialog.value, value)
    type_over(qtbot, dialog.day, day)
    dialog.do.click()
    assert dialog.isVisible()
    assert told in dialog.wrong.text()
    assert dialog.wrong.text()
    assert stored(desk, alpha) == ()
    dialog._throw_away()


def test_a_silence_is_kept_with_day_and_place(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = marker_dialog(qtbot)
    dialog.value.choose(silent(Silence.REQUESTED))
    dialog.place.setText("Demo Lab")
    save_over(qtbot, dialog.day, "18/11/26")
    (one,) = stored(desk, alpha)
    assert one.value == silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Lab")
    assert (one.provenance.performed_on, one.provenance.laboratory) == (None, "")


def test_a_new_result_of_a_series_begins_with_its_unit(qtbot: QtBot, window: MainWindow, page: MarkersPage) -> None:
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = marker_dialog(qtbot)
    dialog.marker.buttons[1].click()
    assert page.model.rowCount() == 2
    assert dialog.unit is not None
    assert dialog.unit.answer.value is MarkerUnit.UMOL_MMOL
    dialog._throw_away()


def test_enter_changes_the_result_under_the_bar(qtbot: QtBot, page: MarkersPage, desk: Desk, alpha: Case) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = marker_dialog(qtbot)
    assert dialog.value._edit.text() == "60"
    type_over(qtbot, dialog.value, "61")
    dialog.do.click()
    assert [one.value.value for one in stored(desk, alpha)] == [Decimal(61), Decimal(30)]
    assert page.table.selected is not None
    assert page.table.selected.result.value.value == Decimal(61)


def test_delete_removes_it_and_undo_brings_it_back(
    qtbot: QtBot, window: MainWindow, page: MarkersPage, desk: Desk, alpha: Case
) -> None:
    before = stored(desk, alpha)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert [one.value.value for one in stored(desk, alpha)] == [Decimal(60)]
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert stored(desk, alpha) == before


def test_the_table_says_what_an_empty_cell_means(page: MarkersPage, desk: Desk, alpha: Case) -> None:
    bare = replace(hva("2026-11-20", "12"), upper_limit=NOT_ASKED, provenance=Provenance())
    page.show_case(replace(alpha, markers=(bare,)), (), TODAY, False)
    spoken = [
        page.model.index(0, place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(page.model.columnCount())
    ]
    assert spoken[1] == "Date: no date"
    assert spoken[3:] == ["Own upper limit: Not asked yet", "Times limit: Not judged", "Laboratory: not recorded"]
    assert QAccessible.queryAccessibleInterface(page.table) is not None


def test_open_for_reading_nothing_can_be_changed(qtbot: QtBot, page: MarkersPage, alpha: Case, desk: Desk) -> None:
    case = get_case(desk.board, alpha.id)
    page.show_case(case, (), TODAY, True)
    asked: list[object] = []
    page.change.connect(asked.append)
    page.remove.connect(asked.append)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert asked == []
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(
    ("marker", "typed", "number", "unit"),
    [
        (Marker.LDH, "1480 U/L", "1480", MarkerUnit.U_L),
        (Marker.LDH, "1480u/l", "1480", MarkerUnit.U_L),
        (Marker.FERRITIN, "142,5 ug/L", "142.5", MarkerUnit.UG_L),
        (Marker.VMA, "12.3 mg/g", "12.3", MarkerUnit.MG_G),
        (Marker.VMA, "4 mg/24h", "4", MarkerUnit.MG_24H),
        (Marker.HVA, "38.6 umol/mmol", "38.6", MarkerUnit.UMOL_MMOL),
    ],
)
def test_a_unit_typed_behind_the_number_is_chosen(
    qtbot: QtBot, window: MainWindow, alpha: Case, marker: Marker, typed: str, number: str, unit: MarkerUnit
) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = marker_dialog(qtbot)
    dialog.marker.choose(marker)
    type_over(qtbot, dialog.value, typed)
    assert (dialog.entered().value.value, dialog.entered().unit) == (Decimal(number), unit), "nothing is converted"
    assert not dialog.value.has_error
    assert dialog.remark.isHidden(), "no other unit stood there"
    dialog._throw_away()


def test_another_unit_than_the_chosen_one_is_taken_and_said(
    qtbot: QtBot, window: MainWindow, page: MarkersPage
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = marker_dialog(qtbot)
    dialog.marker.choose(Marker.HVA)
    type_over(qtbot, dialog.limit, "15")
    type_over(qtbot, dialog.value, "20 mg/g crea")
    assert dialog.entered().unit is MarkerUnit.MG_G
    assert dialog.remark.words.text() == (
        "The unit is now mg/g creatinine as typed, for the limit as well: check it. It was µmol/mmol creatinine."
    )
    assert dialog.unit is not None
    type_over(qtbot, dialog.unit, "µmol/")
    assert dialog.remark.isHidden(), "whoever chooses it knows"
    dialog._throw_away()


@pytest.mark.parametrize(
    ("marker", "typed", "told"),
    [
        (Marker.LDH, "24.7 µkat/L", "The unit here is U/L; a number in another unit is not converted."),
        (Marker.LDH, "1,480 U/L", EITHER_WAY),
        (Marker.LDH, "1,480", EITHER_WAY),
        (Marker.LDH, "5 %", "The unit here is U/L; a number in another unit is not converted."),
        (Marker.NSE, "20 U/L", "The unit here is ng/mL or µg/L; a number in another unit is not converted."),
    ],
)
def test_a_unit_that_the_marker_does_not_have_and_a_doubtful_number_are_refused(
    qtbot: QtBot, window: MainWindow, alpha: Case, marker: Marker, typed: str, told: str
) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = marker_dialog(qtbot)
    dialog.marker.choose(marker)
    type_over(qtbot, dialog.value, typed)
    assert dialog.wrong.text() == told
    assert dialog.value._edit.text() == typed, "it stays as typed"
    assert dialog.entered().value == NOT_ASKED
    dialog._throw_away()


def test_the_limit_cannot_change_the_unit_of_the_result(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = marker_dialog(qtbot)
    type_over(qtbot, dialog.value, "38 mg/g")
    type_over(qtbot, dialog.limit, "15 µmol/mmol")
    assert dialog.wrong.text().startswith("The unit here is mg/g creatinine;")
    type_over(qtbot, dialog.limit, "15 mg/g")
    assert (dialog.entered().unit, dialog.entered().upper_limit.value) == (MarkerUnit.MG_G, Decimal(15))
    dialog._throw_away()
