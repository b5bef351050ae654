"""All results of a fact in the window, by keyboard: a further one, which one counts, and going back to the rule."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from by_keyboard import Key, Keyboard
from locking_helpers import unlock_now
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, type_over

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.results import MycnResult, Provenance
from desktop.clinical.vocabulary import Mycn, Role
from desktop.services.assessing import assess_case
from desktop.services.cases import delete_case, get_case, save_case
from desktop.services.drafts import drafts_of
from desktop.services.fact_results import mark_result
from desktop.ui.desk import Desk
from desktop.ui.dialogs.fact_results import FactResultsDialog
from desktop.ui.dialogs.further_result import FurtherResultDialog
from desktop.ui.dialogs.mark_result import MarkResultDialog, RemoveResultDialog
from desktop.ui.forms.fact_row import FactRow
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import BIOLOGY, RESPONSE
from desktop.ui.widgets.notice import Notice

FIRST = MycnResult(
    mycn=known(Mycn.NOT_AMPLIFIED),
    provenance=Provenance(performed_on=PartialDate.parse("2026-11-03"), laboratory="Demo Lab", method="FISH"),
)
LATER = MycnResult(
    mycn=known(Mycn.AMPLIFIED),
    provenance=Provenance(performed_on=PartialDate.parse("2026-11-05"), laboratory="Demo Reference Lab"),
)


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)


def with_results(desk: Desk, case: Case, *results: MycnResult) -> Case:
    return save_case(desk.board, desk.library, case, replace(case, mycn=results), "Change of MYCN")


def row_of(window: MainWindow, case: Case, fact: str = "mycn", section: int = BIOLOGY) -> FactRow:
    window.open_case(case.id)
    window.go_section(section)
    row = window.page.form(section).rows[fact]
    row.value.setFocus()
    return row


def results(keyboard: Keyboard, window: MainWindow, case: Case) -> FactResultsDialog:
    row_of(window, case)
    keyboard.press(Key.Key_J, CTRL)
    found = keyboard.dialog()
    assert isinstance(found, FactResultsDialog)
    return found


def back_in(keyboard: Keyboard, dialog: FactResultsDialog) -> None:
    dialog.activateWindow()
    keyboard.qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog and QApplication.focusWidget() is not None)


def groups(desk: Desk, case: Case) -> tuple[str, ...]:
    return tuple(assess_case(desk.library, get_case(desk.board, case.id)).assessments[0].groups)


def cautions(widget: QWidget) -> list[str]:
    return [one.accessibleName().strip() for one in widget.findChildren(Notice)]


def test_a_further_result_leaves_both_and_they_contradict_each_other(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    case = with_results(desk, alpha, FIRST)
    dialog = results(keyboard, window, case)
    assert (len(dialog.model.rows), cautions(dialog)) == (1, [])
    assert "Alpha" not in dialog.windowTitle()
    keyboard.tab_to("Add a result")
    keyboard.press(Key.Key_Return)
    asked = keyboard.dialog()
    assert isinstance(asked, FurtherResultDialog)
    keyboard.fill("MYCN", "amplified")
    origin = {
        "Date of the sample": "5 nov 2026", "Laboratory": "Demo Reference Lab", "Method": "FISH", "Specimen": "marrow",
        "Report number": "R-17",
    }  # fmt: skip
    for name, words in origin.items():
        keyboard.tab_to(name)
        keyboard.type(words)
    keyboard.tab_to("Add the result")
    keyboard.press(Key.Key_Return)
    keyboard.gone(asked)
    one, two = get_case(desk.board, case.id).mycn
    assert one == case.mycn[0]
    assert (two.mycn.value, two.provenance.performed_on, two.provenance.specimen, two.provenance.report_reference) == (
        Mycn.AMPLIFIED, PartialDate(2026, 11, 5), "marrow", "R-17",
    )  # fmt: skip
    assert dialog.isVisible()
    assert [row[0] for row in dialog.model.rows] == ["Amplified", "Not amplified"]
    assert [row[-1] for row in dialog.model.rows] == ["Yes", "No"]
    assert cautions(dialog) == ["These results contradict each other on MYCN."]
    assert "no other was performed later" in dialog.counting.text()
    assert drafts_of(desk.board, case.id) == ()
    # the page beneath has it already, and leads here from the row of the fact
    several = window.page.form(BIOLOGY).rows["mycn"].several
    assert (several.text(), several.isHidden()) == ("2 results…", False)


def test_the_bar_is_on_the_result_that_counts_and_looking_only_says_that_it_is(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    case = with_results(desk, alpha, replace(FIRST, chosen_because="larger sample"), LATER)
    dialog = results(keyboard, window, case)
    assert dialog.line is not None and dialog.line.result.id == FIRST.id, "the older one, as it is marked"
    assert "Read only" not in dialog.sentence.text()
    looking = FactResultsDialog(window.look, desk.library, case, FIELDS["mycn"], window, read_only=True)
    looking.show()
    assert "Read only: nothing can be changed here." in looking.sentence.text()


def test_the_mark_changes_the_group_stays_and_is_taken_back(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    case = with_results(desk, alpha, FIRST, LATER)
    assert groups(desk, case) == ("high",)
    dialog = results(keyboard, window, case)
    assert not dialog.rule.isEnabled()
    keyboard.press(Key.Key_Down)
    keyboard.tab_to("Use this one")
    keyboard.press(Key.Key_Return)
    asked = keyboard.dialog()
    assert isinstance(asked, MarkResultDialog)
    keyboard.press(Key.Key_Return)
    assert "Say in a few words" in asked.wrong.text()
    keyboard.type("larger sample")
    keyboard.press(Key.Key_Return)
    keyboard.gone(asked)
    assert groups(desk, case) == ("intermediate", "high")
    assert window.page.rules is not None
    assert tuple(window.page.rules.assessments[0].groups) == ("intermediate", "high")
    dialog.accept()
    window.activateWindow()
    keyboard.qtbot.waitUntil(window.isActiveWindow)
    # as anybody finds it who comes later
    again = results(keyboard, window, case)
    assert [row[-1] for row in again.model.rows] == ["No", "Yes; marked"]
    assert "because: larger sample" in again.counting.text()
    keyboard.tab_to("Back to the rule")
    keyboard.press(Key.Key_Return)
    assert groups(desk, case) == ("high",)
    assert not again.rule.isEnabled()
    assert [row[-1] for row in again.model.rows] == ["Yes", "No"]
    again.accept()
    window.undo()
    assert groups(desk, case) == ("intermediate", "high")


def test_a_result_is_taken_away_with_a_reason_and_what_counts_then_is_said_before(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    case = with_results(desk, alpha, FIRST, LATER)
    dialog = results(keyboard, window, case)
    keyboard.tab_to("Remove")
    keyboard.press(Key.Key_Return)
    asked = keyboard.dialog()
    assert isinstance(asked, RemoveResultDialog)
    assert asked.afterwards.text().startswith("Afterwards: not amplified (03 Nov 2026, Demo Lab) counts")
    asked.do.click()
    assert "Say in a few words why" in asked.wrong.text()
    keyboard.type("another child")
    keyboard.tab_to("Remove it")
    keyboard.press(Key.Key_Space)
    keyboard.gone(asked)
    assert [row[0] for row in dialog.model.rows] == ["Not amplified"]
    assert groups(desk, case) == ("intermediate", "high")
    dialog.accept()
    window.undo()
    assert groups(desk, case) == ("high",)
    assert get_case(desk.board, case.id).mycn == case.mycn


def test_the_row_leads_to_several_results(keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case) -> None:
    assert row_of(window, alpha).several.isHidden()
    row = row_of(window, with_results(desk, alpha, FIRST, LATER))
    assert row.several.accessibleName() == "MYCN: 2 results"
    keyboard.tab_to("MYCN: 2 results")
    keyboard.press(Key.Key_Return)
    assert isinstance(keyboard.dialog(), FactResultsDialog)
    keyboard.dialog().close()


@pytest.mark.parametrize("key", [Key.Key_G, Key.Key_Delete, Key.Key_F4])
@pytest.mark.parametrize("fact", ["mycn", "copies"])
def test_typing_where_several_results_stand_goes_over_none_of_them(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case, key: Qt.Key, fact: str
) -> None:
    case = with_results(desk, alpha, replace(FIRST, chosen_because="larger sample"), LATER)
    row = row_of(window, case, fact)
    assert row.several.text() == ("2 results…" if fact == "mycn" else "None of 2 results…"), "none says how many copies"
    keyboard.press(key)
    dialog = keyboard.dialog()
    assert isinstance(dialog, FactResultsDialog)
    dialog.accept()
    assert get_case(desk.board, case.id).mycn == case.mycn
    assert row.date.isReadOnly() and row.place.isReadOnly()


def test_the_one_result_that_says_a_fact_is_typed_over_unless_it_is_marked(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    copies = replace(FIRST, copies=known(Decimal(3)))
    case = with_results(desk, alpha, copies, LATER)
    row_of(window, case, "copies")
    keyboard.type("4")
    keyboard.press(Key.Key_Return)
    case = get_case(desk.board, case.id)
    assert [one.copies.value for one in case.mycn] == [Decimal(4), None]
    case = with_results(desk, case, replace(FIRST, chosen_because="larger sample"))
    row_of(window, case)
    keyboard.press(Key.Key_G)
    assert isinstance(keyboard.dialog(), FactResultsDialog)
    keyboard.dialog().close()


def test_what_waited_for_its_child_goes_over_none_of_several_results(
    window: MainWindow, desk: Desk, alpha: Case
) -> None:
    row = row_of(window, with_results(desk, alpha, FIRST, LATER))
    before = get_case(desk.board, alpha.id).mycn
    row.value.type_again("gain")
    row.value.commit()
    assert row.is_refused and "Several results speak of this fact" in row.message.text()
    assert get_case(desk.board, alpha.id).mycn == before
    row.forget()


def test_a_mark_is_told_of_before_its_result_is_corrected(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    case = with_results(desk, alpha, FIRST, replace(LATER, chosen_because="larger sample"))
    dialog = results(keyboard, window, case)
    dialog.mend.click()
    asked = keyboard.dialog()
    assert cautions(asked) == [
        "It is marked as the one to use, because: larger sample. The mark stays with what is saved here."
    ]
    asked.reject()
    dialog.accept()


def test_what_is_typed_in_the_field_is_saved_before_its_results_are_shown(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    row_of(window, alpha, "ratio")
    keyboard.type("3.1")
    keyboard.press(Key.Key_J, CTRL)
    dialog = keyboard.dialog()
    assert isinstance(dialog, FactResultsDialog)
    assert dialog.model.rows[0][0] == "3.1"
    assert "no risk table goes by this fact" in dialog.counting.text()
    dialog.close()


def test_a_fact_without_results_of_its_own_says_where_to_go(
    keyboard: Keyboard, window: MainWindow, alpha: Case
) -> None:
    row_of(window, alpha, "response_overall", RESPONSE)
    keyboard.press(Key.Key_J, CTRL)
    assert QApplication.activeModalWidget() is None


def test_a_further_result_that_was_begun_goes_on(
    keyboard: Keyboard, qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    dialog = results(keyboard, window, alpha)
    dialog.further.click()
    asked = keyboard.dialog()
    assert isinstance(asked, FurtherResultDialog)
    type_over(qtbot, asked.values["mycn"], "amplified")
    asked.origins["method"].setFocus()
    keyboard.type("FISH")
    keyboard.press(Key.Key_Tab)
    # as if the program had ended
    for one in (asked, dialog):
        one.blockSignals(True)
        one.hide()
    window.open_case(alpha.id)
    assert any("Begun and not saved: further result." in one for one in cautions(window))
    (go_on,) = [one for one in window.page.findChildren(QPushButton) if one.text() == "Go on"]
    go_on.click()
    again = QApplication.activeModalWidget()
    assert isinstance(again, FurtherResultDialog)
    assert again.values["mycn"].answer == known(Mycn.AMPLIFIED)
    assert again.origins["method"].text() == "FISH"
    again.do.click()
    assert [one.mycn.value for one in get_case(desk.board, alpha.id).mycn] == [Mycn.NOT_AMPLIFIED, Mycn.AMPLIFIED]


def test_nothing_is_stored_of_an_empty_result(keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case) -> None:
    dialog = results(keyboard, window, alpha)
    dialog.further.click()
    asked = keyboard.dialog()
    assert isinstance(asked, FurtherResultDialog)
    asked.do.click()
    assert "Type the result" in asked.wrong.text()
    assert asked.values["mycn"].is_wanted, "in red, where the keyboard is"
    asked.values["mycn"].choose(known(Mycn.AMPLIFIED))
    assert not asked.values["mycn"].is_wanted
    asked.values["mycn"].choose(NOT_ASKED)
    assert len(get_case(desk.board, alpha.id).mycn) == 1
    asked.reject()
    dialog.reject()


@pytest.mark.parametrize("why", ["viewer", "bin"])
def test_who_may_not_change_it_looks_and_is_offered_nothing_else(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case, why: str
) -> None:
    case = with_results(desk, alpha, FIRST, LATER)
    if why == "bin":
        case = delete_case(desk.board, desk.library, case.id, "a trial")
    else:
        desk.board = replace(desk.board, person=replace(desk.board.person, role=Role.VIEWER))
    dialog = results(keyboard, window, case)
    assert len(dialog.model.rows) == 2
    assert not any(one.isVisible() for one in (dialog.further, dialog.choose, dialog.rule, dialog.away))
    dialog.accept()


def test_a_result_that_was_changed_meanwhile_is_refused_and_the_reason_stays(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    case = with_results(desk, alpha, FIRST, LATER)
    dialog = results(keyboard, window, case)
    dialog.choose.click()
    asked = keyboard.dialog()
    assert isinstance(asked, MarkResultDialog)
    asked.reason.setText("larger sample")
    mark_result(desk.board, desk.library, case, FIELDS["mycn"], FIRST.id, "second opinion", desk.today())
    asked.do.click()
    assert asked.isVisible()
    assert asked.wrong.text()
    assert asked.reason.text() == "larger sample"
    assert get_case(desk.board, case.id).mycn[0].chosen_because == "second opinion"
    asked._forget_typed()
    asked.reject()
    dialog.reject()


def test_a_result_that_was_typed_wrongly_is_corrected(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    case = with_results(desk, alpha, FIRST, LATER)
    dialog = results(keyboard, window, case)
    keyboard.press(Key.Key_Down)
    keyboard.tab_to("Correct")
    keyboard.press(Key.Key_Return)
    asked = keyboard.dialog()
    assert isinstance(asked, FurtherResultDialog)
    assert asked.entered().provenance == FIRST.provenance
    keyboard.fill("MYCN", "gain")
    keyboard.tab_to("Save the correction")
    keyboard.press(Key.Key_Return)
    keyboard.gone(asked)
    assert [row[0] for row in dialog.model.rows] == ["Amplified", "Gain (not amplified)"]
    assert get_case(desk.board, case.id).mycn[2].supersedes == FIRST.id
    dialog.accept()


def test_what_is_typed_is_there_again_after_the_lock(
    keyboard: Keyboard, qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    dialog = results(keyboard, window, alpha)
    dialog.further.click()
    asked = keyboard.dialog()
    assert isinstance(asked, FurtherResultDialog)
    type_over(qtbot, asked.values["mycn"], "amplified")
    window.lock()
    qtbot.waitUntil(lambda: window.locking.is_settled)
    assert not (asked.isVisible() or dialog.isVisible())
    unlock_now(qtbot, window)
    qtbot.waitUntil(asked.isVisible)
    assert dialog.isVisible()
    assert asked.values["mycn"].answer == known(Mycn.AMPLIFIED)
    asked.do.click()
    assert [row[0] for row in dialog.model.rows] == ["Amplified", "Not amplified"]
    dialog.accept()


def test_the_menu_of_the_field_leads_to_its_results(
    keyboard: Keyboard, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    edit = row_of(window, alpha).value.focusProxy()
    assert edit is not None
    place = QPoint(2, 2)
    QApplication.postEvent(edit, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, edit.mapToGlobal(place)))
    keyboard.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text().startswith("Results of this field")).trigger()
    menu.close()
    assert isinstance(keyboard.dialog(), FactResultsDialog)
    keyboard.dialog().close()
