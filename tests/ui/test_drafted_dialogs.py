"""A dialog that was open when the program ended: what was typed is said on the case, goes on, or is thrown away."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot
from window_helpers import open_dialog, type_over

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.drafts import Draft
from desktop.clinical.listing import CaseQuery
from desktop.clinical.record.imaging import Lesion
from desktop.services.cases import get_case, save_case
from desktop.services.drafts import MARKER, drafts_of, keep_draft
from desktop.services.listing import list_cases
from desktop.ui.desk import Desk
from desktop.ui.dialogs.drafted import Drafted
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.dialogs.guided_response import GuidedResponseDialog
from desktop.ui.dialogs.marker import MarkerDialog
from desktop.ui.dialogs.new_case import NewCaseDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.notice import Notice


def drafted(qtbot: QtBot) -> Drafted:
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, Drafted)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def end(dialog: QDialog) -> None:
    """As if the program had ended: nobody hears that the dialog is gone."""
    dialog.blockSignals(True)
    dialog.hide()
    dialog.deleteLater()


def above(window: MainWindow) -> list[Notice]:
    place = window.page.frame.notices
    shown = [place.itemAt(one).widget() for one in range(place.count())]
    return [one for one in shown if isinstance(one, Notice)]


def notices(window: MainWindow) -> list[str]:
    return [one.accessibleName() for one in above(window)]


def press(qtbot: QtBot, window: MainWindow, words: str) -> None:
    buttons = [one for notice in above(window) for one in notice.findChildren(QPushButton)]
    (button,) = [one for one in buttons if one.text() == words]
    qtbot.waitUntil(button.isVisible)
    button.click()


def lesions(window: MainWindow) -> None:
    kind = window.desk.library.record.kinds["lesions"]
    window.page.entries.add.emit(kind)


def test_a_new_entry_goes_on(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    assert notices(window) == []
    lesions(window)
    dialog = drafted(qtbot)
    assert isinstance(dialog, EntryDialog)
    type_over(qtbot, dialog.rows["name"].value, "Left adrenal")
    assert len(drafts_of(desk.board, alpha.id)) == 1
    end(dialog)

    window.open_case(alpha.id)
    (said,) = notices(window)
    assert said.startswith("Begun and not saved: lesion. You typed it ")
    assert said.endswith(", before the program ended.")
    press(qtbot, window, "Go on")
    again = drafted(qtbot)
    assert isinstance(again, EntryDialog)
    assert again.rows["name"].value.answer == known("Left adrenal")
    assert again.sentence.text().startswith("Restored from what you typed ")
    again.do.click()
    (stored,) = get_case(desk.board, alpha.id).lesions
    assert stored.name == known("Left adrenal")
    assert drafts_of(desk.board, alpha.id) == ()
    assert notices(window) == []


def test_it_stands_there_too_where_the_same_dialog_is_opened(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    lesions(window)
    dialog = drafted(qtbot)
    assert isinstance(dialog, EntryDialog)
    type_over(qtbot, dialog.rows["name"].value, "Left adrenal")
    end(dialog)
    lesions(window)
    again = drafted(qtbot)
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert again.isVisible(), "what was typed before the end is asked about before it is lost"
    (throw,) = [one for one in again.findChildren(QPushButton) if one.text() == "Throw away"]
    throw.click()
    assert drafts_of(desk.board, alpha.id) == ()


def test_a_change_goes_on_at_its_entry(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    lesion = Lesion(name=known("liver"))
    save_case(desk.board, desk.library, alpha, replace(alpha, lesions=(lesion,)), "x")
    window.open_case(alpha.id)
    kind = desk.library.record.kinds["lesions"]
    window.page.entries.change.emit(kind, lesion)
    dialog = drafted(qtbot)
    assert isinstance(dialog, EntryDialog)
    type_over(qtbot, dialog.rows["name"].value, "liver, left")
    end(dialog)
    window.open_case(alpha.id)
    press(qtbot, window, "Go on")
    again = drafted(qtbot)
    assert again.windowTitle() == "Change the lesion"
    assert isinstance(again, EntryDialog)
    again.do.click()
    assert [(one.id, one.name) for one in get_case(desk.board, alpha.id).lesions] == [(lesion.id, known("liver, left"))]


def test_save_and_next_keeps_nothing_of_the_one_that_is_saved(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    lesions(window)
    dialog = drafted(qtbot)
    assert isinstance(dialog, EntryDialog)
    type_over(qtbot, dialog.rows["name"].value, "one")
    dialog.and_next.click()
    assert drafts_of(desk.board, alpha.id) == ()
    type_over(qtbot, dialog.rows["name"].value, "two")
    (kept,) = drafts_of(desk.board, alpha.id)
    assert kept.content["name"] == {"was": {"silence": "not_asked"}, "now": "two"}
    end(dialog)


def test_it_can_be_thrown_away(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    lesions(window)
    dialog = drafted(qtbot)
    assert isinstance(dialog, EntryDialog)
    type_over(qtbot, dialog.rows["name"].value, "one")
    end(dialog)
    window.open_case(alpha.id)
    press(qtbot, window, "Throw away")
    assert notices(window) == ["Throw away this lesion? What was typed is then gone."]
    assert len(drafts_of(desk.board, alpha.id)) == 1
    press(qtbot, window, "Keep")
    (said,) = notices(window)
    assert said.startswith("Begun and not saved: lesion.")
    press(qtbot, window, "Throw away")
    press(qtbot, window, "Throw it away")
    assert notices(window) == []
    assert drafts_of(desk.board, alpha.id) == ()


def test_a_laboratory_result_goes_on(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.case_actions.add_marker()
    dialog = drafted(qtbot)
    assert isinstance(dialog, MarkerDialog)
    dialog.marker.choose("ldh")
    type_over(qtbot, dialog.value, "1240")
    # Enter would save it
    dialog.day.setFocus()
    qtbot.keyClicks(dialog.day, "3/11/26")
    qtbot.keyClick(dialog.day, Qt.Key.Key_Tab)
    end(dialog)
    window.open_case(alpha.id)
    assert notices(window)[0].startswith("Begun and not saved: laboratory result.")
    press(qtbot, window, "Go on")
    again = drafted(qtbot)
    assert isinstance(again, MarkerDialog)
    again.do.click()
    (stored,) = get_case(desk.board, alpha.id).markers
    assert (str(stored.marker), stored.value) == ("ldh", known(Decimal("1240")))
    assert str(stored.provenance.performed_on) == "2026-11-03"


def test_a_grading_goes_on(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.case_actions.grade_response()
    dialog = drafted(qtbot)
    assert isinstance(dialog, GuidedResponseDialog)
    type_over(qtbot, dialog.day, "t")
    type_over(qtbot, dialog.parts["primary"].fields["baseline_mm"], "62")
    dialog.parts["marrow"].involved.choose(False)
    end(dialog)
    window.open_case(alpha.id)
    press(qtbot, window, "Go on")
    again = drafted(qtbot)
    assert isinstance(again, GuidedResponseDialog)
    assert again.parts["primary"].values() == {"baseline_mm": Decimal(62)}
    assert again.parts["marrow"].values() == {"involved": False}
    assert set(drafts_of(desk.board, alpha.id)[0].content) == {"day", "primary.baseline_mm", "marrow.involved"}
    assert again.day.date == dialog.day.date
    end(again)


def test_a_new_case_goes_on_when_one_is_begun_again(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.deeds.add()
    dialog = drafted(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    # Enter would create it
    for line, words in ((dialog.family_name, "Zztest"), (dialog.born, "21/8/25")):
        line.setFocus()
        qtbot.keyClicks(line, words)
        qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert list_cases(desk.board, CaseQuery()).total == 0
    end(dialog)
    window.deeds.add()
    again = drafted(qtbot)
    assert isinstance(again, NewCaseDialog)
    assert (again.family_name.text(), str(again.born.date)) == ("Zztest", "2025-08-21")
    again.do.click()
    assert drafts_of(desk.board, None) == ()


def test_a_unit_that_nobody_chose_is_not_chosen_by_going_on(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.case_actions.add_marker()
    dialog = drafted(qtbot)
    assert isinstance(dialog, MarkerDialog)
    dialog.value.setFocus()
    qtbot.keyClicks(dialog.value.focusProxy() or dialog.value, "12.5")
    dialog.value.commit()
    end(dialog)
    window.open_case(alpha.id)
    press(qtbot, window, "Go on")
    again = drafted(qtbot)
    assert isinstance(again, MarkerDialog)
    assert again.unit is not None and not again.unit.answer.is_known
    again.do.click()
    assert again.wrong.text() == "Choose the unit that the report has."
    end(again)


def test_what_somebody_else_changed_meanwhile_is_named(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    lesion = Lesion(name=known("liver"))
    case = save_case(desk.board, desk.library, alpha, replace(alpha, lesions=(lesion,)), "x")
    window.open_case(alpha.id)
    kind = desk.library.record.kinds["lesions"]
    window.page.entries.change.emit(kind, lesion)
    dialog = drafted(qtbot)
    assert isinstance(dialog, EntryDialog)
    type_over(qtbot, dialog.rows["name"].value, "liver, left")
    end(dialog)
    other = replace(case.lesions[0], name=known("liver, right"), detail=known("soft"))
    save_case(desk.board, desk.library, case, replace(case, lesions=(other,)), "x")
    window.open_case(alpha.id)
    press(qtbot, window, "Go on")
    again = drafted(qtbot)
    assert isinstance(again, EntryDialog)
    told = again.entered()
    assert isinstance(told, Lesion)
    assert (told.name, told.detail) == (known("liver, left"), known("soft"))
    assert "Changed by somebody meanwhile, look again: " in again.sentence.text()
    end(again)


def test_what_was_kept_stays_where_another_person_goes_on(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    lesions(window)
    dialog = drafted(qtbot)
    assert isinstance(dialog, EntryDialog)
    type_over(qtbot, dialog.rows["name"].value, "Left adrenal")
    dialog.left_behind = True
    dialog.done(0)
    assert len(drafts_of(desk.board, alpha.id)) == 1


def test_a_field_that_is_taken_over_after_the_end_is_not_kept(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    lesions(window)
    dialog = drafted(qtbot)
    assert isinstance(dialog, EntryDialog)
    type_over(qtbot, dialog.rows["name"].value, "Left adrenal")
    dialog.do.click()
    # as the window gives up the keyboard after it was closed
    dialog.typed.emit()
    assert drafts_of(desk.board, alpha.id) == ()


@pytest.mark.parametrize(
    "content",
    [
        {"marker": {"was": "vma", "now": "hva_of_2031"}},
        {"place": {"was": "", "now": "laboratory"}, "performed_on": {"was": None, "now": "the third"}},
        {"a_field_of_2031": {"was": "x", "now": "y"}},
    ],
)
def test_what_another_version_kept_stays_kept_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, content: dict[str, object]
) -> None:
    keep_draft(desk.board, Draft(MARKER, alpha.id, None, content))
    window.open_case(alpha.id)
    window.case_actions.add_marker()
    dialog = drafted(qtbot)
    assert isinstance(dialog, MarkerDialog)
    assert "cannot be read by this version of the program; it stays kept." in dialog.wrong.text()
    assert (dialog.marker.chosen, dialog.place.text(), dialog.day.date) == ("vma", "", None)
    dialog.reject()
    (kept,) = drafts_of(desk.board, alpha.id)
    assert kept.content == content
