"""The Response section: graded, worked out beside it, both with the reason; a new assessment leaves the one before."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from window_helpers import a_child, type_over

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import ResponseAssessment
from desktop.clinical.vocabulary import MarrowResponse, OverallResponse, ResponseCriteria, SiteResponse
from desktop.services.cases import get_case, new_case
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import OVERVIEW, RESPONSE
from desktop.ui.widgets.text import Text


def stored(desk: Desk, alpha: Case) -> Case:
    return get_case(desk.board, alpha.id)


def begin(qtbot: QtBot, window: MainWindow) -> None:
    """Press the button that begins an assessment."""
    (button,) = [one for one in window.page.findChildren(QPushButton) if one.text() == "New assessment"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_assessment_is_begun_graded_and_worked_out(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.page.go(RESPONSE)
    form = window.page.form(RESPONSE)
    assert not form.worked["response_overall"].value.isVisibleTo(form)
    begin(qtbot, window)
    assert form.rows["response_primary"].value.hasFocus() or form.rows["response_primary"].value.isAncestorOf(
        window.focusWidget()
    )
    for name, words in (("response_primary", "SD"), ("response_metastases", "PR"), ("response_marrow", "CR")):
        type_over(qtbot, form.rows[name].value, words)
    worked = form.worked["response_overall"]
    assert worked.value.text() == "MR, minor (1993: mixed)"
    assert not worked.message.isVisibleTo(form)
    type_over(qtbot, form.rows["response_overall"].value, "PR")
    assert "Entered is PR, partial, worked out is MR, minor" in worked.message.text()
    assert "at least one SD" in worked.message.text()
    assert worked.message.text().endswith("The entered grade counts.")
    # one day for the whole assessment, in its first row
    shown = [name for name, row in form.rows.items() if row.date.isVisibleTo(form)]
    assert shown == ["response_criteria"]
    (found,) = stored(desk, alpha).responses
    assert found.response_criteria == known(ResponseCriteria.INRC_2017)
    assert found.provenance.performed_on == PartialDate.of(desk.today())
    assert (found.response_primary, found.response_overall) == (known(SiteResponse.SD), known(OverallResponse.PR))
    window.page.go(OVERVIEW)
    told = [text.text() for text in window.page.overview.findChildren(Text)]
    assert any("≠ the parts make MR" in one for one in told)


def test_a_new_assessment_leaves_the_one_before_which_is_told(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.page.go(RESPONSE)
    form = window.page.form(RESPONSE)
    begin(qtbot, window)
    type_over(qtbot, form.rows["response_overall"].value, "SD")
    begin(qtbot, window)
    assert form.rows["response_overall"].value.answer == NOT_ASKED
    assert [one.response_overall for one in stored(desk, alpha).responses] == [known(OverallResponse.SD), NOT_ASKED]
    told = [text.text() for text in window.page.findChildren(Text)]
    assert any("Before: " in one and "SD (INRC 2017)" in one for one in told)


def test_a_record_of_1993_is_shown_as_it_was_written(window: MainWindow, desk: Desk) -> None:
    old = ResponseAssessment(
        response_criteria=known(ResponseCriteria.INRC_1993),
        response_marrow=known(MarrowResponse.CR),
        response_overall=known(OverallResponse.VGPR),
    )
    case = new_case(desk.board, desk.library, replace(a_child("Bravo", "TEST-0002"), responses=(old,)))
    window.open_case(case.id)
    told = [text.text() for text in window.page.overview.findChildren(Text)]
    assert any("Overall (INRC 1993)" in one for one in told)
    assert any("VGPR" in one and "kept as written" in one for one in told)
    window.page.go(RESPONSE)
    form = window.page.form(RESPONSE)
    assert not form.worked["response_overall"].value.isVisibleTo(form)
