"""The coordinator's day in the window, keyboard in hand, on a real board."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, a_child, open_dialog, type_over

from desktop.clinical.answers import silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import Mycn, Silence
from desktop.services.assessing import Branch
from desktop.services.cases import get_case, history, new_case
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.ui.desk import Desk
from desktop.ui.dialogs.delete_case import DeleteDialog
from desktop.ui.dialogs.new_case import NewCaseDialog
from desktop.ui.dialogs.plan_event import EventDialog
from desktop.ui.dialogs.start_plan import StartPlanDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.branch_lines import branch_lines
from desktop.ui.panels.case_page import BIOLOGY, PRESENTATION, TREATMENT
from desktop.ui.start import Stage, settle
from desktop.ui.widgets.text import Text

Key = Qt.Key


def shown(window: MainWindow) -> list[str]:
    """The children on the list, as the first column shows them."""
    model = window.list.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_an_empty_board_says_what_to_do_next(window: MainWindow) -> None:
    assert window.list.empty.isVisible()
    assert window.list.empty.currentWidget().buttons[0].hasFocus()
    assert window.list.search.isVisible()


def test_a_new_case_by_keyboard(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    qtbot.keyClick(window, Key.Key_N, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    for editor, text in (
        (dialog.mrn, "TEST-0001"),
        (dialog.family_name, "Zztest"),
        (dialog.given_name, "Alpha"),
        (dialog.born, "21/8/25"),
        (dialog.diagnosed, "2/11/26"),
    ):
        qtbot.keyClicks(editor, text)
    dialog.diagnosed.setFocus()
    qtbot.keyClick(dialog.diagnosed, Key.Key_Return)
    assert dialog.isVisible() and dialog.focusWidget() is dialog.do, "Enter in the last line goes to the button"
    qtbot.keyClick(dialog.do, Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.case is not None)
    assert window.page.isVisible()
    assert window.page.banner._name.text() == "ZZTEST, Alpha"
    assert "438 d at diagnosis" in window.page.banner._facts.text()
    (line,) = list_cases(desk.board, CaseQuery()).lines
    assert (line.mrn, line.name, line.age_days) == ("TEST-0001", "Zztest, Alpha", 438)


def test_a_new_case_needs_something_to_know_it_by(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.deeds.add()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    qtbot.keyClicks(dialog.diagnosed, "t+1")
    qtbot.keyClicks(dialog.mrn, "TEST-0001")
    dialog.do.click()
    assert "future" in dialog.wrong.text()
    dialog.diagnosed.clear()
    dialog.mrn.clear()
    dialog.diagnosed.setModified(True)
    dialog.do.click()
    assert dialog.wrong.text() == "Type a hospital number or a name."
    qtbot.keyClicks(dialog.mrn, "TEST-0001")
    qtbot.keyClicks(dialog.born, "31/11/25")
    dialog.do.click()
    assert "November 2025 has 30 days" in dialog.wrong.text()
    assert list_cases(desk.board, CaseQuery()).total == 0


def test_no_name_in_the_title(window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    assert window.windowTitle() == "Zztest board - Crestboard"
    assert "Alpha" not in window.windowTitle()


def test_editing_mycn_saves_and_changes_the_group(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    assert window.page.risk.words == "Intermediate or high"
    window.page.go(BIOLOGY)
    field = window.page.form(BIOLOGY).rows["mycn"].value
    type_over(qtbot, field, "amplified")
    assert window.page.risk.words == "High"
    assert window.status.state.text() == "Saved 10:42"
    stored = get_case(desk.board, alpha.id)
    assert FIELDS["mycn"].read(stored).value is Mycn.AMPLIFIED
    assert len(stored.mycn) == 1
    assert history(desk.board, alpha.id)[0].action == "Change of MYCN"


def test_a_typed_silence_with_date_and_place(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.page.go(BIOLOGY)
    row = window.page.form(BIOLOGY).rows["sca"]
    assert row.fork.accessibleName() == "decides the risk group"
    part = window.page.form(BIOLOGY).rows["loss_1p"].fork
    assert part.accessibleName() == "part of SCA, which decides", "the words of the overview's strip"
    chosen = next(one for one in row.value.menu().actions() if one.text() == "Requested")
    chosen.trigger()
    type_over(qtbot, row.date, "t-5")
    type_over(qtbot, row.place, "Demo Lab")
    expected = silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Lab")
    assert FIELDS["sca"].read(get_case(desk.board, alpha.id)) == expected
    # a value replaces the silence, Delete takes it back
    type_over(qtbot, row.value, "absent")
    assert window.page.risk.words == "Intermediate"
    qtbot.keyClick(row.value.focusProxy(), Key.Key_Delete)
    assert FIELDS["sca"].read(get_case(desk.board, alpha.id)) == silent(Silence.NOT_ASKED)


def test_what_cannot_be_read_stays_as_typed_and_is_not_saved(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.page.go(BIOLOGY)
    row = window.page.form(BIOLOGY).rows["dna_index"]
    type_over(qtbot, row.value, "0")
    assert row.value.has_error
    assert row.message.text() == "The number must be greater than 0. Kept as typed, not used until corrected."
    assert get_case(desk.board, alpha.id).version == alpha.version
    type_over(qtbot, row.value, "1,32")
    assert not row.value.has_error
    assert row.message.text() == ""
    assert str(FIELDS["dna_index"].read(get_case(desk.board, alpha.id)).value) == "1.32"


def test_escape_saves_what_is_being_typed_and_goes_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.page.go(PRESENTATION)
    field = window.page.form(PRESENTATION).rows["given_name"].value
    field.setFocus()
    qtbot.keyClicks(field.focusProxy(), "Bravo")
    qtbot.keyClick(field.focusProxy(), Key.Key_Escape)
    qtbot.waitUntil(lambda: window.list.isVisible())
    assert get_case(desk.board, alpha.id).given_name == "Bravo"
    assert shown(window) == ["Zztest, Bravo"]


def test_the_same_case_changed_elsewhere_is_not_overwritten(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    from desktop.services.cases import save_case

    window.open_case(alpha.id)
    other = FIELDS["given_name"].write(alpha, FIELDS["given_name"].read(a_child("Other", "")))
    save_case(desk.board, desk.library, alpha, other, "Change of Given name")
    window.page.go(BIOLOGY)
    row = window.page.form(BIOLOGY).rows["mycn"]
    type_over(qtbot, row.value, "amplified")
    assert row.value.has_error
    assert window.status.state.text().startswith("Not saved: Case 1 was changed meanwhile")
    assert FIELDS["mycn"].read(get_case(desk.board, alpha.id)).value is Mycn.NOT_AMPLIFIED


def test_search_chips_and_sort(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    new_case(desk.board, desk.library, a_child("Élodie", "TEST-0002"))
    window.list.refresh()
    assert shown(window) == ["Zztest, Alpha", "Zztest, Élodie"]
    qtbot.keyClick(window, Key.Key_F, CTRL)
    assert window.list.search.hasFocus()
    qtbot.keyClicks(window.list.search, "elod")
    qtbot.waitUntil(lambda: shown(window) == ["Zztest, Élodie"])
    assert window.list.count.text() == "1 of 2 cases"
    qtbot.mouseClick(window.list.clear, Qt.MouseButton.LeftButton)
    assert len(shown(window)) == 2
    window.list.risk.pick("high")
    window.list.stage.pick("M")
    assert shown(window) == ["Zztest, Alpha"]
    assert window.list.stage.text() == "Stage: M"
    window.list.status.pick("closed")
    assert window.list.empty.isVisible()
    assert not window.list.clear.isHidden()
    window.list.clear_filters()
    window.list.table.horizontalHeader().sectionClicked.emit(0)
    assert shown(window) == ["Zztest, Élodie", "Zztest, Alpha"]


def test_delete_with_a_reason_and_take_back(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.list.refresh()
    window.open_case(alpha.id)
    window.case_actions.delete()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, DeleteDialog)
    assert not dialog.do.isEnabled()
    qtbot.keyClicks(dialog.reason, "entered twice")
    dialog.do.click()
    assert window.list.isVisible()
    assert shown(window) == []
    window.actions_by_name["bin"].trigger()
    assert shown(window) == ["Zztest, Alpha"]
    assert window.list.restore_button.isVisible()
    deleted = get_case(desk.board, alpha.id).deleted
    assert deleted is not None
    assert deleted.reason == "entered twice"
    # in the bin a case can be read, not changed
    window.case_actions.open()
    assert window.page.form(BIOLOGY).rows["mycn"].value.read_only
    assert not window.actions_by_name["plan"].isEnabled()
    window.actions_by_name["restore"].trigger()
    assert get_case(desk.board, alpha.id).deleted is None
    window.back()
    window.back()
    assert shown(window) == ["Zztest, Alpha"]


def test_a_plan_is_started_and_moved_by_what_happened(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.page.go(TREATMENT)
    qtbot.keyClick(window, Key.Key_T, CTRL)
    start = open_dialog(qtbot)
    assert isinstance(start, StartPlanDialog)
    qtbot.keyClicks(start.start, "t-21")
    start.do.click()
    assert start.wrong.text() == "No template is chosen, and no plan was started; choose a template above."
    template = start.findChildren(QRadioButton)[0]
    assert start.focusWidget() is template
    qtbot.keyClick(template, Key.Key_Space)
    start.do.click()
    plan = {one.id: one for one in window.page.plan}
    assert plan["C1"].planned.isoformat() == "2026-11-02"
    first = plan["C3"].planned
    window.case_actions.plan.deeds.ask(window.page.case, plan["C1"])
    record = open_dialog(qtbot)
    assert isinstance(record, EventDialog)
    qtbot.keyClicks(record.day, "t-14")
    qtbot.keyClicks(record.why.words, "platelets low")
    record.do.click()
    moved = {one.id: one for one in window.page.plan}
    assert (moved["C3"].planned - first).days == 7
    drawn = window.page.treatment.view.layout_now
    assert drawn is not None
    assert drawn.days_behind == 7
    assert len(window.page.treatment.view.scene().items()) > 50
    assert get_case(desk.board, alpha.id).plans[0].events[0].reason == "platelets low"


def test_a_date_still_to_come_is_not_recorded(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    from desktop.services.plan_course import start_plan

    case = start_plan(desk.board, desk.library, alpha, "cog-high-risk", desk.today())
    window.open_case(case.id)
    window.case_actions.plan.deeds.ask(case, window.page.plan[0])
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, EventDialog)
    qtbot.keyClicks(dialog.day, "t+1")
    dialog.do.click()
    assert "still to come" in dialog.wrong.text()
    assert get_case(desk.board, case.id).plans[0].events == ()


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_both_sets_of_colours(window: MainWindow, alpha: Case, appearance: str) -> None:
    window.open_case(alpha.id)
    window.use_appearance(appearance)
    assert window.look.colours.dark is (appearance == "dark")
    middle = window.grab().toImage().pixelColor(700, 740)
    assert (middle.lightness() < 100) is (appearance == "dark")
    window.use_appearance("light")


def test_what_no_child_can_be_is_not_saved_and_what_is_rare_is_said(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.page.go(PRESENTATION)
    row = window.page.form(PRESENTATION).rows["diagnosed"]
    type_over(qtbot, row.value, "1/1/2020")
    assert "before the birth" in row.message.text()
    assert row.value.has_error
    assert get_case(desk.board, alpha.id).version == alpha.version
    type_over(qtbot, row.value, "t+3")
    assert "future" in row.message.text()
    type_over(qtbot, row.value, "3/11/26")
    assert row.message.text() == ""
    assert get_case(desk.board, alpha.id).age_at_diagnosis == 439


def test_an_answer_without_a_row_is_shown_as_not_covered_with_the_sentence(
    qtbot: QtBot, stage: Stage, library: Library
) -> None:
    found = (Branch("absent", ("intermediate",), ("C2-11",)), Branch("present", (), (), "There is no row for this."))
    held = branch_lines(stage.look, library.labels, "sca", found)
    qtbot.addWidget(held)
    told = [text.text() for text in held.findChildren(Text) if text.isVisibleTo(held)]
    assert told == ["absent", "Intermediate", "C2-11", "present", "Not covered", "", "There is no row for this."]


def test_the_risk_panel_names_what_settles_it_and_can_be_hidden(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    told = " | ".join(text.text() for text in window.page.risk.findChildren(Text) if text.isVisibleTo(window))
    assert "One result settles it" in told
    assert "Segmental changes (SCA)" in told
    assert "C2-11, C2-12" in told
    assert "Two sources agree" in told
    assert "Not settled" in told
    qtbot.keyClick(window, Key.Key_R, CTRL)
    assert not window.page.risk.isVisible()
    qtbot.keyClick(window, Key.Key_R, CTRL)
    assert window.page.risk.isVisible()


def test_the_page_is_built_behind_the_list_before_a_child_is_opened(
    qtbot: QtBot, stage: Stage, desk: Desk, window: MainWindow
) -> None:
    assert "page" not in window.__dict__
    settle(stage, desk, window)
    qtbot.waitUntil(lambda: "page" in window.__dict__)
    assert window.pages.currentWidget() is window.list
    assert window.page.case is None
