"""Several children of the list at once: selected by keyboard, changed in one step, refused by number, undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, a_child, open_dialog

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.listing import CaseQuery
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.vocabulary import CaseStatus
from desktop.services.cases import delete_case, get_case, new_case, save_case
from desktop.services.listing import list_cases
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.planning import plan_meeting
from desktop.ui.desk import Desk
from desktop.ui.dialogs.several import AGENDA, BinSeveralDialog, MeetingDialog, StatusDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.models.case_list_model import PAGE
from desktop.ui.tasks import Tasks
from desktop.ui.widgets.notice import Notice

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def four(desk: Desk) -> list[Case]:
    return [new_case(desk.board, desk.library, a_child(name, f"TEST-{name}")) for name in "ABCD"]


@pytest.fixture
def listed(four: list[Case], window: MainWindow) -> MainWindow:
    """The window with four children on the list, the keyboard in it."""
    window.list.refresh()
    window.list.focus_list()
    return window


def picked(window: MainWindow) -> str:
    return "".join(line.name[-1] for line in window.list.selection.lines())


def press(qtbot: QtBot, window: MainWindow, *keys: Key, held: Qt.KeyboardModifier = SHIFT) -> None:
    for key in keys:
        qtbot.keyClick(window.list.table, key, held)


def test_rows_are_selected_by_keyboard(qtbot: QtBot, listed: MainWindow) -> None:
    assert picked(listed) == "A"
    press(qtbot, listed, Key.Key_Down, Key.Key_Down)
    assert picked(listed) == "ABC"
    assert listed.list.count.text() == "3 of 4 selected"
    press(qtbot, listed, Key.Key_Up)
    assert picked(listed) == "AB"
    press(qtbot, listed, Key.Key_Down, Key.Key_Down, held=CTRL)
    assert picked(listed) == "AB"
    press(qtbot, listed, Key.Key_Space, held=CTRL)
    assert picked(listed) == "ABD"
    press(qtbot, listed, Key.Key_A, held=CTRL)
    assert picked(listed) == "ABCD"
    qtbot.keyClick(listed.list.table, Key.Key_Home)
    assert (picked(listed), listed.list.count.text()) == ("A", "4 of 4 cases")
    press(qtbot, listed, Key.Key_End)
    assert picked(listed) == "ABCD"


def test_a_status_for_three_children_is_one_step(qtbot: QtBot, listed: MainWindow, four: list[Case]) -> None:
    press(qtbot, listed, Key.Key_Down, Key.Key_Down)
    qtbot.keyClick(listed.list.table, Key.Key_F5)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, StatusDialog)
    assert dialog.windowTitle() == "Set the status of 3 cases", "no name stands where a locked screen shows it"
    assert (dialog.preview.text(), dialog.do.isEnabled()) == ("Changes nobody; 3 have this status already.", False)
    QApplication.processEvents()  # the arrows go by where the choices stand
    for _ in range(2):
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Down)
    assert dialog.preview.text() == "Changes 3 children."
    qtbot.keyClick(dialog, Key.Key_Return)
    board = listed.desk.board
    assert [get_case(board, one.id).status for one in four] == [CaseStatus.CLOSED] * 3 + [CaseStatus.ACTIVE]
    assert listed.toast.isVisible()
    assert listed.status.state.text() == "Saved 10:42"
    assert "change of status of 3 cases" in listed.actions_by_name["undo"].text()
    listed.actions_by_name["undo"].trigger()
    assert {get_case(board, one.id).status for one in four} == {CaseStatus.ACTIVE}
    assert listed.list.model.total == 4


def test_children_are_put_on_a_meeting_by_keyboard_and_off_it(
    qtbot: QtBot, listed: MainWindow, four: list[Case]
) -> None:
    press(qtbot, listed, Key.Key_Down)
    qtbot.keyClick(listed.list.table, Key.Key_F3)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, MeetingDialog)
    assert not dialog.do.isEnabled()
    qtbot.keyClicks(dialog.day, "26/11/26")
    assert dialog.preview.text() == "Changes 2 children."
    qtbot.keyClick(dialog.day, Key.Key_Return)
    dialog.do.click()
    board = listed.desk.board
    assert [str(get_case(board, one.id).board_on.value) for one in four[:2]] == ["2026-11-26"] * 2
    assert [one.spec.count for one in listed.list.views.tabs][1] == 2
    listed.list.table.selectAll()
    listed.actions_by_name["meeting"].trigger()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, MeetingDialog)
    dialog.way.buttons[1].click()
    assert dialog.preview.text() == "Changes 2 children; 2 are on no meeting already."
    dialog.do.click()
    assert not any(get_case(board, one.id).board_on.is_known for one in four)


def test_several_go_to_the_bin_and_come_back(qtbot: QtBot, listed: MainWindow, four: list[Case]) -> None:
    listed.list.table.selectAll()
    press(qtbot, listed, Key.Key_Delete, held=CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, BinSeveralDialog)
    assert not dialog.do.isEnabled()
    qtbot.keyClicks(dialog.reason, "Another board's children")
    assert dialog.preview.text() == "Moves 4 children."
    dialog.do.click()
    assert listed.list.model.total == 0
    listed.actions_by_name["bin"].trigger()
    assert not listed.actions_by_name["status"].isEnabled()
    listed.list.table.selectAll()
    listed.list.restore_button.click()
    assert list_cases(listed.desk.board, CaseQuery()).total == 4
    assert "return of 4 cases from the bin" in listed.actions_by_name["undo"].text()


def test_a_refusal_names_the_case_and_keeps_the_dialog(qtbot: QtBot, listed: MainWindow, four: list[Case]) -> None:
    listed.list.table.selectAll()
    listed.actions_by_name["status"].trigger()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, StatusDialog)
    delete_case(listed.desk.board, listed.desk.library, four[2].id, "Entered twice")
    dialog.status.buttons[1].click()
    dialog.do.click()
    assert dialog.isVisible()
    assert "Case 3 is in the bin; nothing was changed" in dialog.wrong.text()
    assert get_case(listed.desk.board, four[0].id).status is CaseStatus.ACTIVE
    dialog.reject()


def test_where_the_day_has_a_meeting_they_go_on_its_agenda_and_who_has_no_question_is_named(
    qtbot: QtBot, listed: MainWindow, four: list[Case]
) -> None:
    desk = listed.desk
    meeting = plan_meeting(desk.board, Meeting(day=date(2026, 11, 26)))
    asked = replace(get_case(desk.board, four[0].id), question=known("Why?"), asked_by=known("Dr Zztest"))
    save_case(desk.board, desk.library, get_case(desk.board, four[0].id), asked, "Question")
    press(qtbot, listed, Key.Key_Down)
    qtbot.keyClick(listed.list.table, Key.Key_F3)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, MeetingDialog)
    qtbot.keyClicks(dialog.day, "26/11/26")
    assert dialog.preview.text() == AGENDA
    qtbot.keyClick(dialog.day, Key.Key_Return)
    dialog.do.click()
    assert not dialog.isVisible()
    assert [one.case.id for one in agenda_of(desk.board, desk.library, meeting).discuss] == [four[0].id]
    assert get_case(desk.board, four[1].id).board_on == NOT_ASKED, "who has no question stays as it was"
    told = " ".join(one.accessibleName() for one in listed.findChildren(Notice))
    assert f"Case {four[1].number} has no question for the board and was left" in told


def test_nobody_goes_on_an_agenda_without_a_question(qtbot: QtBot, listed: MainWindow, four: list[Case]) -> None:
    plan_meeting(listed.desk.board, Meeting(day=date(2026, 11, 26)))
    qtbot.keyClick(listed.list.table, Key.Key_F3)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, MeetingDialog)
    qtbot.keyClicks(dialog.day, "26/11/26")
    dialog.do.click()
    assert dialog.isVisible()
    assert "Nobody asks the board about case" in dialog.wrong.text()
    dialog.leave()


def test_the_menu_of_a_row_offers_what_can_be_done(qtbot: QtBot, listed: MainWindow) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(listed.list.table.viewport(), event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text().replace("&", "") for action in menu.actions()] == [
        "Open", "Refer to the board…", "Put on a board meeting…", "Set the status…", "Move to the bin…",
    ]  # fmt: skip
    menu.close()


def test_many_are_changed_beside_the_window(qtbot: QtBot, listed: MainWindow) -> None:
    desk = listed.desk
    for at in range(PAGE + 10):
        new_case(desk.board, desk.library, a_child(f"{at:03d}", f"TEST-{at:03d}"))
    listed.list.refresh()
    listed.list.table.selectAll()
    assert listed.list.selection.count == PAGE + 14
    listed.actions_by_name["status"].trigger()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, StatusDialog)
    dialog.status.buttons[2].click()
    dialog.do.click()
    assert dialog.working
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    assert {line.status for line in list_cases(desk.board, CaseQuery()).lines} == {"closed"}
    tasks: Tasks = listed.tasks
    assert tasks.wait()
