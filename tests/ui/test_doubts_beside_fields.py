"""What contradicts a stage stands in amber beside the field, and is saved; what cannot be is not."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from window_helpers import a_child, type_over

from desktop.clinical.answers import known
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Inrgss, MetastaticSite
from desktop.services.cases import get_case, new_case
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import PRESENTATION, STAGING


def test_a_stage_that_the_sites_contradict_is_saved_and_told(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    child = FIELDS["metastases"].write(a_child("Bravo", "TEST-0002"), known(frozenset({MetastaticSite.BONE})))
    case = new_case(desk.board, desk.library, child)
    window.open_case(case.id)
    window.page.go(STAGING)
    form = window.page.form(STAGING)
    type_over(qtbot, form.rows["inrgss"].value, "L2")
    assert FIELDS["inrgss"].read(get_case(desk.board, case.id)).value is Inrgss.L2
    assert form.rows["metastases"].message.text().startswith("Metastases contradict stage L1 or L2")
    assert form.rows["metastases"].message.isVisibleTo(form)
    assert window.status.state.text().startswith("Saved")


def test_a_day_that_has_not_come_is_still_not_saved(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    case = new_case(desk.board, desk.library, a_child("Bravo", "TEST-0002"))
    window.open_case(case.id)
    window.page.go(PRESENTATION)
    before = FIELDS["diagnosed"].read(get_case(desk.board, case.id))
    type_over(qtbot, window.page.form(PRESENTATION).rows["diagnosed"].value, "2031")
    assert FIELDS["diagnosed"].read(get_case(desk.board, case.id)) == before
    assert window.status.state.text().startswith("Not saved")
