"""What is odd in an entry stands in amber beside its field or its day, and in rows that are pasted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, TODAY, open_dialog, type_over

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.services.cases import get_case, save_case
from desktop.services.entry_doubts import BEFORE_BIRTH
from desktop.ui.desk import Desk
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.dialogs.paste_entries import PasteDialog
from desktop.ui.entries.pasting import read_pasted
from desktop.ui.entries.told import Told
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import RESPONSE, STAGING

AT_ODDS = "A share above 0 is entered although the sample is said to hold no tumour cells; look at both."


@pytest.fixture
def child(desk: Desk, alpha: Case) -> Case:
    dated = replace(alpha, born=known(PartialDate(2024, 3, 10)), diagnosed=known(PartialDate(2025, 6, 2)))
    return save_case(desk.board, desk.library, alpha, dated, "x")


def dialog_of(qtbot: QtBot, window: MainWindow, child: Case, section: int, table: str) -> EntryDialog:
    window.open_case(child.id)
    window.go_section(section)
    window.page.entries.sections[section].go(table)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, EntryDialog)
    return dialog


def test_fields_at_odds_are_told_and_saved(qtbot: QtBot, window: MainWindow, desk: Desk, child: Case) -> None:
    dialog = dialog_of(qtbot, window, child, STAGING, "marrow_samples")
    type_over(qtbot, dialog.rows["sample"].value, "trephine core")
    type_over(qtbot, dialog.rows["involved"].value, "no")
    type_over(qtbot, dialog.rows["tumour_percent"].value, "3")
    assert dialog.rows["tumour_percent"].remarks == (AT_ODDS,)
    taken = next(one for one in dialog.origin if one.name == "performed_on")
    type_over(qtbot, taken.edit, "9/3/2024")
    assert taken.remarks == (BEFORE_BIRTH,)
    assert dialog.rows["tumour_percent"].remarks == (AT_ODDS,), "one doubt leaves the others"
    type_over(qtbot, dialog.rows["involved"].value, "yes")
    assert dialog.rows["tumour_percent"].remarks == ()
    dialog.do.click()
    (one,) = get_case(desk.board, child.id).marrow_samples
    assert one.provenance.performed_on == PartialDate(2024, 3, 9)


def test_a_relapse_is_asked_for_its_site_and_looked_at_beside_the_diagnosis(
    qtbot: QtBot, window: MainWindow, child: Case
) -> None:
    dialog = dialog_of(qtbot, window, child, RESPONSE, "recurrences")
    assert all(row.remarks == () for row in dialog.rows.values())
    type_over(qtbot, dialog.rows["course"].value, "relapse")
    assert dialog.rows["sites"].remarks == (
        "Disease that came back has no site yet; enter where it is, or say why nobody knows.",
    )
    type_over(qtbot, dialog.rows["found_on"].value, "5/2025")
    assert dialog.rows["found_on"].remarks == ("This is before the diagnosis; look at both dates.",)
    type_over(qtbot, dialog.rows["found_on"].value, "6/2025")
    assert dialog.rows["found_on"].remarks == ()


def test_pasted_rows_show_the_same_doubts_and_go_in(qtbot: QtBot, window: MainWindow, desk: Desk, child: Case) -> None:
    kind = desk.library.record.kinds["marrow_samples"]
    text = "Sample\tTumour cells\tShare of tumour\tTaken on\ncore\tno\t3\t9/3/2024\ncore\tyes\t3\t9/6/2025\n"
    found = read_pasted(Told(desk.library, lambda _case: {}), child, kind, text, TODAY)
    first, second = found.rows
    assert first.doubted == (f"Share of tumour: {AT_ODDS}", f"Taken on: {BEFORE_BIRTH}")
    assert second.doubted == ()
    assert len(found.entries) == 2
    dialog = PasteDialog(window.look, kind.title, child, found, window)
    qtbot.addWidget(dialog)
    assert "1 row to look at again" in dialog.sentence.text()
    assert dialog.table.model().index(0, 3).data().splitlines() == [*first.doubted]
    assert dialog.do.isEnabled()
