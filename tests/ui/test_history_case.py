"""The history of a child in the window: read, filtered, opened, seen as of another day, and of each field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, a_child, open_dialog, type_over

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import open_board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.checking import check_board
from desktop.services.history import AuditQuery, trail
from desktop.ui.desk import Desk
from desktop.ui.dialogs.as_of import AsOfDialog
from desktop.ui.dialogs.field_history import FieldHistoryDialog
from desktop.ui.dialogs.history_step import HistoryStepDialog
from desktop.ui.dialogs.print_page import PrintDialog
from desktop.ui.history.case_history import CaseHistory
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import BIOLOGY, HISTORY
from desktop.ui.start import Stage
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice

SHIFT = Qt.KeyboardModifier.ShiftModifier


def looks(desk: Desk, kind: str = "view") -> list[tuple[str, int]]:
    return [(one.entry.action, one.number) for one in trail(desk.board, AuditQuery(kinds=(kind,)))]


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Everything that was begun beside the window is there, and what waited for a picture first."""
    QApplication.processEvents()
    window.next_paint.now()
    qtbot.waitUntil(lambda: window.tasks.wait(0))
    window.tasks.wait()
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def history_of(qtbot: QtBot, window: MainWindow, case: Case) -> CaseHistory:
    window.open_case(case.id)
    settle(qtbot, window)
    window.go_section(HISTORY)
    shown = window.page.history.shown
    assert shown is not None
    qtbot.waitUntil(lambda: bool(shown.model.lines) and not shown.model.busy)
    settle(qtbot, window)
    return shown


def deeds(shown: CaseHistory) -> list[str]:
    return [line.cells[3] for line in shown.model.lines]


def test_opening_a_case_is_written_down_once(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.show_list(None)
    window.open_case(alpha.id)
    settle(qtbot, window)
    assert looks(desk) == [("Record opened", alpha.number)]
    # building the window anew, or another section, is no other opening
    window.rebuild()
    window.go_section(BIOLOGY)
    settle(qtbot, window)
    assert len(looks(desk)) == 1
    window.back()
    window.open_case(alpha.id)
    settle(qtbot, window)
    assert len(looks(desk)) == 2
    # and it is no step that could be undone
    assert window.undoing.next_undo is None
    assert check_board(desk.board).ok


def test_a_case_opens_even_if_that_cannot_be_written_down(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise UserError("The disk is full; nothing was changed.")

    monkeypatch.setattr("desktop.services.history.note_view", full)
    window.open_case(alpha.id)
    settle(qtbot, window)
    assert window.at_case()
    assert "disk is full" in window.notices.told[0].words


def test_nothing_is_written_where_a_board_is_only_read(
    qtbot: QtBot, stage: Stage, desk: Desk, alpha: Case, crashes: list[str]
) -> None:
    with open_board(desk.board.folder, passphrase="nine violet otters sing", write=False) as board:
        shown = MainWindow(stage.look, replace(desk, board=board), stage.tasks, stage.messages)
        qtbot.addWidget(shown)
        shown.show()
        history = history_of(qtbot, shown, alpha)
        assert deeds(history) == ["Added the case"]
        assert shown.notices.count() == 1
        settle(qtbot, shown)
    assert looks(desk) == []


def test_print_preview_and_page_are_written_down(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, tmp_path: Any
) -> None:
    window.open_case(alpha.id)
    settle(qtbot, window)
    window.case_actions.print_page()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, PrintDialog)
    qtbot.waitUntil(dialog.do.isEnabled)
    settle(qtbot, window)
    assert looks(desk)[0] == ("Page shown", alpha.number)
    dialog.papers["letter"].click()
    qtbot.waitUntil(dialog.do.isEnabled)
    settle(qtbot, window)
    assert [action for action, _ in looks(desk)] == ["Page shown", "Record opened"]
    dialog.save_to(tmp_path / "page.pdf")
    settle(qtbot, window)
    assert looks(desk, "print") == [("Page saved as PDF", alpha.number)]


def test_what_happened_the_latest_first_and_each_step_opens(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    save_case(desk.board, desk.library, alpha, FIELDS["mycn"].write(alpha, known(Mycn.GAIN)), "Change of MYCN")
    shown = history_of(qtbot, window, alpha)
    assert deeds(shown) == ["Opened the case", "Changed MYCN", "Added the case"]
    assert shown.model.lines[1].cells[2:] == (
        "Zztest Coordinator", "Changed MYCN", "MYCN: not amplified → gain (not amplified)",
    )  # fmt: skip
    assert shown.filters.count.text() == "3 entries"
    shown.list.table.setFocus()
    shown.list.table.selectRow(1)
    qtbot.keyClick(shown.list.table, Qt.Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, HistoryStepDialog)
    settle(qtbot, window)
    assert dialog.model.rows == (("MYCN", "not amplified", "gain (not amplified)"),)
    assert not hasattr(dialog, "go"), "the case is open already"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_day_stands_once_and_is_told_in_every_row(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    shown = history_of(qtbot, window, alpha)
    model = shown.model
    assert model.index(1, 0).data() == ""
    told = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == model.index(0, 0).data() != ""


def test_filters_by_kind_person_fact_and_words_of_people(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    save_case(desk.board, desk.library, alpha, FIELDS["mycn"].write(alpha, known(Mycn.GAIN)), "Change of MYCN")
    shown = history_of(qtbot, window, alpha)

    def after(change: Callable[[], object]) -> list[str]:
        change()
        qtbot.waitUntil(lambda: not shown.model.busy)
        return deeds(shown)

    assert after(lambda: shown.filters.kind.pick("views")) == ["Opened the case"]
    assert after(lambda: shown.filters.clear.click()) == ["Opened the case", "Changed MYCN", "Added the case"]
    facts = {words: code for code, words, _ in shown.filters._facts()}
    assert "MYCN" in facts
    assert not {"Position", "Plan id"} & facts.keys()
    assert after(lambda: shown.filters.fact.pick(facts["Date of birth"])) == ["Added the case"]
    assert after(lambda: shown.filters.clear.click())
    assert after(lambda: shown.filters.person.pick(str(desk.board.person.id)))
    assert after(lambda: shown.filters.clear.click())
    shown.filters.search.setFocus()
    qtbot.keyClicks(shown.filters.search, "birth")
    qtbot.keyClick(shown.filters.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shown.model.busy)
    assert deeds(shown) == ["Added the case"]
    qtbot.keyClicks(shown.filters.search, " nonsense")
    qtbot.keyClick(shown.filters.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shown.model.busy)
    assert deeds(shown) == []
    assert shown.list.table.none.text() == "No entry matches \u201cbirth nonsense\u201d."


def test_of_one_child_nothing_is_shown_with_another(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    beta = new_case(desk.board, desk.library, a_child("Beta", "TEST-0002"))
    shown = history_of(qtbot, window, alpha)
    shown.filters.kind.pick("changes")
    window.open_case(beta.id)
    window.go_section(HISTORY)
    assert all(line.step.number == beta.number for line in shown.model.lines)
    qtbot.waitUntil(lambda: bool(shown.model.lines))
    assert {line.step.number for line in shown.model.lines} == {beta.number}
    assert shown.filters.kind.code == ""


def test_a_long_history_comes_in_pages(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    for _ in range(230):
        with desk.board.database.work(desk.board.person.id) as work:
            work.audit.add("Record opened", "view", case_id=alpha.id)
    shown = history_of(qtbot, window, alpha)
    assert len(shown.model.lines) == 100
    assert shown.filters.count.text() == "100 entries, earlier ones further down"
    shown.list.table.setFocus()
    for wanted in (200, 232):
        qtbot.keyClick(shown.list.table, Qt.Key.Key_End, CTRL)
        bar = shown.list.table.verticalScrollBar()
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda wanted=wanted: len(shown.model.lines) == wanted)
    assert not shown.model.has_more
    assert deeds(shown)[-1] == "Added the case"


def test_a_field_has_a_history_by_key_and_by_menu(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    row = window.page.form(BIOLOGY).rows["ratio"]
    type_over(qtbot, row.value, "3.1")
    type_over(qtbot, row.value, "4.2")
    qtbot.keyClick(row.value.focusProxy(), Qt.Key.Key_H, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, FieldHistoryDialog)
    settle(qtbot, window)
    assert [told[2:5] for told in dialog.model.rows] == [("3.1", "4.2", "Typed"), ("Not asked yet", "3.1", "Typed")]
    assert "Alpha" not in dialog.windowTitle()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    # what the field's own menu offers leads to the same
    edit = row.value.focusProxy()
    assert edit is not None
    QApplication.postEvent(edit, _menu_event(edit))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if "History of this field" in one.text())
    action.trigger()
    menu.close()
    assert isinstance(open_dialog(qtbot), FieldHistoryDialog)
    settle(qtbot, window)
    open_dialog(qtbot).close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    # with the keyboard in no field it is the history of the case
    window.page.sections.setFocus()
    qtbot.keyClick(window.page.sections, Qt.Key.Key_H, CTRL)
    assert window.page.pages.currentIndex() == HISTORY
    settle(qtbot, window)


def _menu_event(edit: Any) -> Any:
    from PySide6.QtGui import QContextMenuEvent

    return QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(2, 2), edit.mapToGlobal(QPoint(2, 2)))


def test_a_fact_that_nobody_spoke_of_says_so(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.case_actions.show_past("wishes")
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, FieldHistoryDialog)
    settle(qtbot, window)
    assert dialog.model.rows == ()
    assert dialog.table.none.text() == "Wishes of child and family: not recorded yet."
    dialog.close()


def test_the_case_as_it_was_is_marked_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    today = desk.today()
    desk.today = lambda: today + timedelta(days=30)
    window.open_case(alpha.id)
    settle(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_D, CTRL | SHIFT)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, AsOfDialog)
    qtbot.waitUntil(lambda: dialog.day is not None)
    settle(qtbot, window)
    day = dialog.day
    assert day is not None
    assert dialog.days == (day,)
    assert dialog.heading.text().startswith("Facts as of ")
    (mark,) = [one.accessibleName() for one in dialog.findChildren(Notice) if one.isVisible()]
    assert mark.startswith("Facts of ")
    assert "worked out with today's rules (" in mark
    assert "may have differed" in mark
    assert dialog.overview.isVisible()
    before = get_case(desk.board, alpha.id)
    # before its first day it was not there
    qtbot.keyClick(dialog, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.day == day - timedelta(days=1))
    assert not dialog.overview.isVisible()
    assert dialog.heading.text() == f"Case {alpha.number} on {day_words(day - timedelta(days=1))}"
    (mark,) = [one for one in dialog.findChildren(Notice) if one.isVisible()]
    nothing = f"On {day_words(day - timedelta(days=1))} this board knew nothing of this child."
    assert mark.accessibleName() == f"{nothing} This case was entered on {day_words(day)}."
    mark.findChildren(Button)[0].click()
    qtbot.waitUntil(lambda: dialog.day == day)
    assert dialog.overview.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.day == day - timedelta(days=1))
    qtbot.keyClick(dialog, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.day == day)
    assert dialog.overview.isVisible()
    # a day to come is refused, and so is half a date
    for text, sentence in (("1/1/2027", "still to come"), ("2026", "whole day")):
        type_over(qtbot, dialog.edit, text)
        assert sentence in dialog.wrong.text()
        # Enter takes the day, and is not the dialog's own
        assert dialog.isVisible()
    assert get_case(desk.board, alpha.id) == before
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    settle(qtbot, window)
