"""The page of meetings in a real window: planned, ordered, put off, withdrawn and referred by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from by_keyboard import ALT, Key, Keyboard
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, TODAY, a_child, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.meetings.codes import Purpose, Urgency
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.planning import meetings, plan_meeting
from desktop.services.meetings.referring import open_referral, refer, waiting
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.meetings.agenda_model import MINUTES, NUMBER, QUESTION
from desktop.ui.meetings.head import ATTEND, PAPERS
from desktop.ui.meetings.page import MeetingsPage
from desktop.ui.panels.rail import MEETINGS

CTRL_ALT = CTRL | ALT
DAY = TODAY + timedelta(days=3)


@pytest.fixture
def children(desk: Desk, alpha: Case) -> list[Case]:
    others = [new_case(desk.board, desk.library, a_child(name, f"TEST-{name}")) for name in ("Bravo", "Charlie")]
    return [alpha, *others]


@pytest.fixture
def meeting(desk: Desk) -> Meeting:
    return plan_meeting(desk.board, Meeting(day=DAY, begins="14:00", place="Room 4", chair="Dr Zztest-Okoro"))


@pytest.fixture
def agenda(desk: Desk, children: list[Case], meeting: Meeting) -> list[Referral]:
    """Three children on the agenda, each with a question."""
    return [put(desk, one, meeting) for one in children]


def put(desk: Desk, case: Case, meeting: Meeting | None, **more: object) -> Referral:
    told = Referral(case_id=case.id, referred_on=TODAY, **more)  # type: ignore[arg-type]
    question = f"What about {case.given_name}?"
    return refer(desk.board, desk.library, told, question=question, asked_by="Dr Zztest", meeting=meeting)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> Iterator[MeetingsPage]:
    """The page as its key shows it."""
    yield shown(qtbot, window)


def shown(qtbot: QtBot, window: MainWindow) -> MeetingsPage:
    qtbot.keyClick(window, Key.Key_G, CTRL)
    page = window.places.meetings
    with qtbot.waitSignal(page.read, timeout=15_000):
        pass
    return page


def order(desk: Desk, meeting: Meeting) -> list[str]:
    return [one.case.given_name for one in agenda_of(desk.board, desk.library, meeting).discuss]


def read_again(qtbot: QtBot, page: MeetingsPage, deed: object) -> None:
    with qtbot.waitSignal(page.read, timeout=15_000):
        deed()  # type: ignore[operator]


def test_without_a_meeting_the_page_says_what_comes_first_and_plans_one(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, page: MeetingsPage
) -> None:
    assert window.places.shown == MEETINGS
    assert page.pages.currentIndex() == 1
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_N, CTRL_ALT)
    dialog = keyboard.dialog()
    keyboard.fill("Day", "26/11/26")
    keyboard.fill("Begin", "14:00")
    keyboard.fill("Place", "Room 4")
    keyboard.tab_to("Chair")
    keyboard.type("Dr Zztest")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    (stored,) = meetings(desk.board)
    assert (stored.day, stored.begins, stored.place, stored.chair) == (
        date(2026, 11, 26),
        "14:00",
        "Room 4",
        "Dr Zztest",
    )
    qtbot.waitUntil(lambda: page.meeting is not None and page.meeting.id == stored.id, timeout=15_000)
    assert "Thu 26 Nov 2026, 14:00" in page.board.head.title.text()


@pytest.mark.parametrize(
    ("day", "begins", "told"), [("", "", "has a day"), ("11/2026", "", "whole day"), ("t", "25:00", "no time of day")]
)
def test_a_meeting_that_cannot_be_stays_as_typed(
    qtbot: QtBot, window: MainWindow, desk: Desk, day: str, begins: str, told: str
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_N, CTRL_ALT)
    dialog = keyboard.dialog()
    keyboard.tab_to("Day")
    keyboard.type(day)
    keyboard.tab_to("Begin")
    keyboard.type(begins)
    keyboard.press(Key.Key_Return, CTRL)
    assert told in dialog.wrong.text()  # type: ignore[attr-defined]
    assert not meetings(desk.board)
    dialog.done(0)


def test_the_rail_counts_the_days(qtbot: QtBot, window: MainWindow, desk: Desk, meeting: Meeting) -> None:
    window.settled = True
    window.undoing.refresh()
    button = window.rail.buttons[MEETINGS]
    qtbot.waitUntil(lambda: bool(button.accessibleDescription()))
    assert button.accessibleDescription() == "Next meeting in 3 days: Thu 26 Nov 2026, 14:00"


def test_the_agenda_is_a_table_with_times_and_what_lacks(
    qtbot: QtBot, agenda: list[Referral], page: MeetingsPage
) -> None:
    rows = page.board.model.rows
    assert [row[:3] for row in rows] == [("1", "14:00", "10"), ("2", "14:10", "10"), ("3", "14:20", "10")]
    assert [row[QUESTION] for row in rows] == [f"What about {one}?" for one in ("Alpha", "Bravo", "Charlie")]
    assert rows[0][5:] == ("1st", "Routine", "2 missing", "Not yet")
    assert "Missing: Segmental changes (SCA), INSS stage" in page.board.about.text()
    assert page.board.agenda.hasFocus()


def test_keys_and_a_drag_order_it(
    qtbot: QtBot, window: MainWindow, desk: Desk, meeting: Meeting, agenda: list[Referral], page: MeetingsPage
) -> None:
    keyboard, table = Keyboard(qtbot), page.board.agenda
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_Down, ALT))
    assert order(desk, meeting) == ["Bravo", "Alpha", "Charlie"]
    assert table.selected is not None
    assert table.selected.case.given_name == "Alpha", "the bar goes with the child"
    at = QPointF(table.visualRect(page.board.model.index(0, NUMBER)).center())
    drop = QDropEvent(
        at, Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    read_again(qtbot, page, lambda: table.dropEvent(drop))
    assert order(desk, meeting) == ["Alpha", "Bravo", "Charlie"]
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_Z, CTRL))
    assert order(desk, meeting) == ["Bravo", "Alpha", "Charlie"], "the drag is one step to undo"


def test_minutes_are_typed_in_their_cell(
    qtbot: QtBot, desk: Desk, meeting: Meeting, agenda: list[Referral], page: MeetingsPage
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_F2)
    assert QApplication.focusWidget().accessibleName() == "Minutes"
    QApplication.focusWidget().selectAll()  # type: ignore[union-attr]
    keyboard.type("25")
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_Return))
    assert [row[MINUTES] for row in page.board.model.rows] == ["25", "10", "10"]
    assert page.board.model.rows[1][1] == "14:25"
    assert "45 min" in page.board.to_discuss._remark.text()


def test_a_child_is_put_off_for_what_is_missing_and_said_to_be_there(
    qtbot: QtBot, window: MainWindow, desk: Desk, meeting: Meeting, agenda: list[Referral], page: MeetingsPage
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_O, CTRL_ALT)
    dialog = keyboard.dialog()
    keyboard.press(Key.Key_Return, CTRL)
    assert "one thing that is missing" in dialog.wrong.text()  # type: ignore[attr-defined]
    keyboard.tab_to("What is missing: Segmental changes (SCA)")
    keyboard.press(Key.Key_Space)
    keyboard.fill("Who owes it", "Demo Lab")
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_Return, CTRL))
    keyboard.gone(dialog)
    (row,) = page.board.put_off.rows
    assert row[1:] == ("Segmental changes (SCA)", "Demo Lab", "those who wait", "Still missing")
    assert [one.case_id for one in waiting(desk.board)] == [agenda[0].case_id]
    keyboard.tab_to("It is there now")
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_Space))
    assert page.board.put_off.rows[0][-1] == "There since 23 Nov 2026"


def test_a_child_that_waits_goes_on_the_agenda_and_comes_off_by_delete(
    qtbot: QtBot, desk: Desk, meeting: Meeting, children: list[Case], window: MainWindow
) -> None:
    put(desk, children[0], None)
    page = shown(qtbot, window)
    keyboard = Keyboard(qtbot)
    assert page.board.waits.hasFocus(), "an empty agenda leaves the keyboard where there is something to do"
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_Return))
    assert order(desk, meeting) == ["Alpha"]
    keyboard.tab_to("Agenda: to discuss")
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_Delete))
    assert order(desk, meeting) == []


def test_question_and_what_to_show_are_one_step(
    qtbot: QtBot, window: MainWindow, desk: Desk, meeting: Meeting, agenda: list[Referral], page: MeetingsPage
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_Q, CTRL_ALT)
    dialog = keyboard.dialog()
    keyboard.tab_to("Question for the board")
    keyboard.press(Key.Key_A, CTRL)
    keyboard.type("Operate now?")
    keyboard.tab_to("Urgency: Routine")
    keyboard.press(Key.Key_Left)
    keyboard.press(Key.Key_Left)
    keyboard.tab_to("To show: radiology")
    keyboard.type("MR 4711")
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_Return, CTRL))
    keyboard.gone(dialog)
    stored = open_referral(desk.board, agenda[0].case_id)
    assert stored is not None
    assert (stored.urgency, stored.radiology) == (Urgency.EMERGENCY, "MR 4711")
    assert get_case(desk.board, agenda[0].case_id).question.value == "Operate now?"
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_Z, CTRL))
    assert get_case(desk.board, agenda[0].case_id).question.value == "What about Alpha?"
    assert open_referral(desk.board, agenda[0].case_id) == replace(agenda[0], version=stored.version)


def test_a_child_for_noting_is_noted_and_one_is_withdrawn_with_a_reason(
    qtbot: QtBot, window: MainWindow, desk: Desk, meeting: Meeting, children: list[Case]
) -> None:
    put(desk, children[0], meeting, purpose=Purpose.NOTE)
    put(desk, children[1], meeting)
    page = shown(qtbot, window)
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_Z, CTRL_ALT)
    dialog = keyboard.dialog()
    keyboard.fill("Reason, kept with the referral", "Moved away")
    if dialog.isVisible():
        keyboard.tab_to("Withdraw")
        keyboard.press(Key.Key_Space)
    keyboard.gone(dialog)
    qtbot.waitUntil(lambda: page.board.model.rows[0][-1] == "Withdrawn", timeout=15_000)
    keyboard.tab_to("Agenda: for noting")
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_D, CTRL_ALT))
    assert page.board.note_model.rows[0][-1] == "Noted"
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_L, CTRL_ALT))
    assert meetings(desk.board)[0].closed_at is not None
    offered = [key for key, button in page.board.head.buttons.items() if button.isVisible()]
    assert offered == [PAPERS], "what is over is only read, and its papers are printed"


def test_a_button_beside_the_deeds_of_the_meeting_opens_its_papers(
    qtbot: QtBot, meeting: Meeting, page: MeetingsPage
) -> None:
    button = page.board.head.buttons[PAPERS]
    assert button.toolTip() == "Papers of the meeting (Ctrl+Shift+V)"
    keyboard = Keyboard(qtbot)
    page.board.head.buttons[ATTEND].setFocus()
    keyboard.press(Key.Key_Tab)
    assert keyboard.target.accessibleName() == "Papers of the meeting"
    keyboard.press(Key.Key_Space)
    dialog = open_dialog(qtbot)
    assert dialog.windowTitle() == f"Papers of meeting {meeting.number}"
    dialog.reject()


def test_a_meeting_with_an_open_child_is_not_closed_and_is_called_off_with_a_reason(
    qtbot: QtBot, window: MainWindow, desk: Desk, agenda: list[Referral], page: MeetingsPage
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_L, CTRL_ALT)
    assert meetings(desk.board)[0].closed_at is None
    keyboard.press(Key.Key_K, CTRL_ALT)
    dialog = keyboard.dialog()
    keyboard.type("No quorum")
    keyboard.tab_to("Call off")
    read_again(qtbot, page, lambda: keyboard.press(Key.Key_Space))
    keyboard.gone(dialog)
    assert meetings(desk.board)[0].cancelled == "No quorum"
    assert len(waiting(desk.board)) == 3
    assert "Called off: No quorum" in page.board.head.state.text()


def test_enter_opens_the_child_and_the_meeting_is_changed(
    qtbot: QtBot, window: MainWindow, desk: Desk, children: list[Case], agenda: list[Referral], page: MeetingsPage
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_M, CTRL_ALT)
    dialog = keyboard.dialog()
    keyboard.tab_to("Day")
    keyboard.press(Key.Key_A, CTRL)
    keyboard.type("10/12/26")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    assert str(get_case(desk.board, children[0].id).board_on.value) == "2026-12-10"
    page.board.agenda.setFocus()
    keyboard.press(Key.Key_Return)
    assert window.at_case()
    assert window.page.case is not None
    assert window.page.case.id == children[0].id


def test_who_only_has_the_day_is_referred_from_there(
    qtbot: QtBot, window: MainWindow, desk: Desk, meeting: Meeting, children: list[Case]
) -> None:
    dated = replace(children[1], board_on=known(PartialDate.of(DAY)))
    save_case(desk.board, desk.library, children[1], dated, "Next meeting")
    page = shown(qtbot, window)
    keyboard = Keyboard(qtbot)
    assert page.board.unreferred.hasFocus()
    keyboard.press(Key.Key_Return)
    dialog = keyboard.dialog()
    keyboard.press(Key.Key_Return, CTRL)
    assert "Write the question" in dialog.wrong.text()  # type: ignore[attr-defined]
    keyboard.tab_to("Question for the board")
    keyboard.type("Which induction?")
    keyboard.tab_to("Who asks")
    keyboard.type("Dr Zztest")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    qtbot.waitUntil(lambda: len(page.board.model.rows) == 1, timeout=15_000)
    assert order(desk, meeting) == ["Bravo"]
