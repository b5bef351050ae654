"""Screening in the section of the family: the plan first where there is one; an examination of it is entered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.family import GermlineResult, Screening
from desktop.clinical.results import Provenance
from desktop.services.cases import get_case, save_case
from desktop.ui.desk import Desk
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.entries.two_views import ENTERED
from desktop.ui.main_window import MainWindow
from desktop.ui.screening.tab import PLAN, ScreeningTab
from desktop.ui.sections import FAMILY

ALK = GermlineResult(
    gene=known("alk"), finding=known("pathogenic"), provenance=Provenance(reported_on=PartialDate(2026, 7, 20))
)
Key = Qt.Key


def tab_of(window: MainWindow, case: Case) -> ScreeningTab:
    window.open_case(case.id)
    window.go_section(FAMILY)
    window.page.entries.sections[FAMILY].go("screenings")
    found = window.page.entries.sections[FAMILY].page
    assert isinstance(found, ScreeningTab)
    return found


@pytest.fixture
def candidate(desk: Desk, alpha: Case) -> Case:
    return save_case(desk.board, desk.library, alpha, replace(alpha, germline=(ALK,)), "x")


def test_an_examination_of_the_plan_is_entered_and_counts(
    qtbot: QtBot, window: MainWindow, desk: Desk, candidate: Case
) -> None:
    tab = tab_of(window, candidate)
    assert tab.view.chosen == PLAN
    before = [one.told for one in tab.plan.model.lines]
    assert "Abdominal ultrasound, 20 Oct 2026: overdue" in before
    tab.plan.table.setFocus()
    qtbot.keyClick(tab.plan.table, Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, EntryDialog)
    entry = dialog.entered()
    assert isinstance(entry, Screening)
    assert entry.test == known("abdominal_ultrasound")
    assert entry.provenance.performed_on is None
    dialog.given.emit(replace(entry, provenance=Provenance(performed_on=PartialDate(2026, 10, 22))), False)
    stored = get_case(desk.board, candidate.id)
    assert len(stored.screenings) == 1
    assert "Abdominal ultrasound, 20 Oct 2026: overdue" not in [one.told for one in tab.plan.model.lines]
    assert tab.view.chosen == PLAN


def test_a_child_without_a_plan_begins_with_the_list(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    tab = tab_of(window, alpha)
    assert tab.view.chosen == ENTERED
    qtbot.keyClick(window, Key.Key_M, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, EntryDialog)
    dialog.reject()
