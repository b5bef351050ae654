"""The keyboard: every action has a key, no two share one, focus goes as one reads, Esc and the wheel lose nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, in_front, open_dialog, save_over

from desktop.clinical.case import Case
from desktop.clinical.listing import CaseQuery
from desktop.services.cases import list_cases
from desktop.services.plan_course import start_plan
from desktop.ui.actions import actions_of
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.dialogs.new_case import NewCaseDialog
from desktop.ui.dialogs.shortcuts import ShortcutSheet
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import SECTIONS
from desktop.ui.start import Stage
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.scroll import Scroll

Key = Qt.Key


def test_every_action_of_a_menu_has_a_key_and_no_two_share_one(window: MainWindow) -> None:
    actions = [action for menu in window.menuBar().actions() for action in actions_of(menu.menu())]
    assert [action.text() for action in actions if not action.shortcuts()] == []
    keys = Counter(key.toString() for action in actions for key in action.shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_letters_of_a_menu_are_unique(window: MainWindow) -> None:
    tops = [menu.text() for menu in window.menuBar().actions()]
    for texts in (tops, *([a.text() for a in menu.menu().actions()] for menu in window.menuBar().actions())):
        letters = Counter(text[text.index("&") + 1].upper() for text in texts if "&" in text)
        assert [letter for letter, count in letters.items() if count > 1] == []


def test_the_sheet_names_every_action_and_is_searched(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Key.Key_Slash, CTRL)
    sheet = open_dialog(qtbot)
    assert isinstance(sheet, ShortcutSheet)
    rows = [
        tuple(sheet.shown.index(row, column).data() for column in range(3)) for row in range(sheet.shown.rowCount())
    ]
    assert ("File menu", "New case", "Ctrl+N") in rows
    assert len([row for row in rows if row[0].endswith("menu")]) == len(window.actions_by_name)
    assert {"In a field", "In the list", "On the timeline"} <= {row[0] for row in rows}
    assert all(keys for _, _, keys in rows)
    qtbot.keyClicks(sheet.search, "new case")
    assert sheet.shown.rowCount() == 1
    # a search is no edit: Esc simply closes
    qtbot.keyClick(sheet.search, Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_sheet_says_undo_whatever_that_would_undo(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_by_name["undo"].setText("&Undo change of MYCN")
    window.show_keys()
    sheet = open_dialog(qtbot)
    assert isinstance(sheet, ShortcutSheet)
    told = {sheet.shown.index(row, 1).data() for row in range(sheet.shown.rowCount())}
    assert {"Undo", "Redo"} <= told
    sheet.accept()


def test_the_sheet_fits_a_small_screen_with_large_text(qtbot: QtBot, stage: Stage, window: MainWindow) -> None:
    before = stage.look.scale
    stage.look.scale = 2.0
    sheet = ShortcutSheet(stage.look, [("File menu", "New case", "Ctrl+N")], window)
    sheet.open()
    stage.look.scale = before
    assert sheet.width() <= 1366
    assert sheet.height() <= 768
    sheet.accept()


def test_escape_asks_before_it_throws_away_what_was_typed(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    qtbot.keyClick(window, Key.Key_N, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    qtbot.waitUntil(dialog.mrn.hasFocus)
    qtbot.keyClicks(dialog.mrn, "TEST-0001")
    qtbot.keyClick(dialog.mrn, Key.Key_Escape)
    assert dialog.isVisible()
    # the keyboard is on the safe answer: Enter goes on typing, and so does Esc
    keep = QApplication.focusWidget()
    assert keep.text() == "Keep typing"
    qtbot.keyClick(keep, Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.mrn.hasFocus()
    qtbot.keyClick(dialog.mrn, Key.Key_Escape)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.mrn.text() == "TEST-0001"
    qtbot.keyClick(dialog.mrn, Key.Key_Escape)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Throw away"
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert not dialog.isVisible()
    assert list_cases(desk.board, CaseQuery()).total == 0


@pytest.mark.parametrize(("typed", "words"), [("TEST-0001", "Throw away"), ("", "Cancel")])
def test_enter_on_a_button_does_what_it_says_and_not_the_deed_of_the_dialog(
    qtbot: QtBot, window: MainWindow, desk: Desk, typed: str, words: str
) -> None:
    qtbot.keyClick(window, Key.Key_N, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    qtbot.waitUntil(dialog.mrn.hasFocus)
    if typed:
        qtbot.keyClicks(dialog.mrn, typed)
        qtbot.keyClick(dialog.mrn, Key.Key_Escape)
    button = next(one for one in dialog.findChildren(Button) if one.text() == words)
    button.setFocus()
    qtbot.keyClick(button, Key.Key_Return)
    assert not dialog.isVisible()
    assert list_cases(desk.board, CaseQuery()).total == 0


def test_enter_in_a_line_goes_on_and_saves_nothing_half_typed(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    qtbot.keyClick(window, Key.Key_N, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    in_front(qtbot, dialog)
    for editor, text in ((dialog.mrn, "TEST-0001"), (dialog.family_name, "Zztest"), (dialog.given_name, "")):
        assert dialog.focusWidget() is editor
        qtbot.keyClicks(editor, text)
        qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClicks(dialog.born, "never")
    qtbot.keyClick(dialog.born, Key.Key_Return)
    assert dialog.focusWidget() is dialog.born and dialog.wrong.text(), "what cannot be used keeps the keyboard"
    dialog.born.clear()
    qtbot.keyClick(dialog.born, Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    qtbot.keyClick(dialog.diagnosed, Key.Key_Return)
    assert dialog.focusWidget() is dialog.do, "not to Cancel, which stands before it"
    assert list_cases(desk.board, CaseQuery()).total == 0
    qtbot.keyClick(dialog.do, Key.Key_Return)
    assert list_cases(desk.board, CaseQuery()).total == 1


def test_ctrl_enter_saves_from_any_line(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    qtbot.keyClick(window, Key.Key_N, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    assert dialog.do.accessibleDescription() == "Ctrl+Enter"
    save_over(qtbot, dialog.mrn, "TEST-0001")
    assert not dialog.isVisible()
    assert list_cases(desk.board, CaseQuery()).total == 1


def test_enter_in_the_only_line_does_what_the_button_does(qtbot: QtBot, stage: Stage) -> None:
    holder = QWidget()
    stage.look.dress(holder)
    qtbot.addWidget(holder)
    frame, line = Frame(stage.look, "How is it called?", "", holder), QLineEdit()
    frame.body.addWidget(line)
    _, do = frame.add_buttons("Save")
    holder.show()
    frame.open()
    line.setFocus()
    with qtbot.waitSignal(do.clicked):
        qtbot.keyClick(line, Key.Key_Return)
    assert do.accessibleDescription() == ""


def test_escape_leaves_a_dialog_in_which_nothing_was_typed(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Key.Key_N, CTRL)
    dialog = open_dialog(qtbot)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


Opens = Callable[[MainWindow, Case], object]


def _delete(window: MainWindow, alpha: Case) -> None:
    window.deeds.delete(alpha.id, alpha.number)


def _record(window: MainWindow, alpha: Case) -> None:
    planned = start_plan(window.desk.board, window.desk.library, alpha, "cog-high-risk", window.desk.today())
    window.open_case(alpha.id)
    window.case_actions.plan.deeds.ask(planned, window.page.plan[0])


@pytest.mark.parametrize(
    "opens",
    [
        lambda window, _alpha: window.deeds.add(),
        lambda window, alpha: window.case_actions.plan.deeds.start(alpha),
        lambda window, _alpha: window.show_keys(),
        lambda window, _alpha: window.show_about(),
        _delete,
        _record,
    ],
    ids=["new", "plan", "keys", "about", "delete", "record"],
)
def test_focus_goes_through_a_dialog_as_one_reads(qtbot: QtBot, window: MainWindow, alpha: Case, opens: Opens) -> None:
    opens(window, alpha)
    dialog = open_dialog(qtbot)
    places = [one.mapTo(dialog, QPoint(0, _reading_height(one))) for one in in_order_of_focus(dialog)]
    assert places
    rows = [(round(place.y() / 12), place.x()) for place in places]
    start = rows.index(min(rows))
    turned = rows[start:] + rows[:start]
    assert turned == sorted(turned)


def _reading_height(widget: QWidget) -> int:
    """Where one reads it: in its middle; what scrolls is read before what it holds."""
    return 0 if isinstance(widget, Scroll) else widget.height() // 2


def in_order_of_focus(dialog: QDialog) -> list[QWidget]:
    """What Tab reaches, from the first in the chain on."""
    found, one = [], dialog.nextInFocusChain()
    while one is not dialog:
        reached = one.isVisibleTo(dialog) and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and not isinstance(one, QLabel | QScrollBar) and dialog.isAncestorOf(one):
            found.append(one)
        one = one.nextInFocusChain()
    return found


@pytest.mark.parametrize("section", range(len(SECTIONS)))
def test_the_wheel_changes_nothing_on_a_case(window: MainWindow, alpha: Case, section: int) -> None:
    window.open_case(alpha.id)
    window.go_section(section)
    before = window.page.case
    turn_over_everything(window)
    assert window.page.case == before
    assert window.status.state.text() == "No changes yet"


@pytest.mark.parametrize("part", range(6))
def test_the_wheel_changes_no_setting(window: MainWindow, desk: Desk, part: int) -> None:
    before = desk.preferences
    window.show_settings(part)
    turn_over_everything(window)
    assert desk.preferences == before
    assert window.status.state.text() == "No changes yet"


def turn_over_everything(window: QWidget) -> None:
    """Turn the wheel over every control in sight, with the keyboard in it, and see that it says the same."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or isinstance(widget, QScrollBar):
            continue
        before = said_by(widget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and before is not None:
            widget.setFocus()
        turn_wheel(widget)
        assert said_by(widget) == before


def said_by(widget: QWidget) -> object:
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentIndex()
    if isinstance(widget, QAbstractSpinBox):
        return widget.text()
    if isinstance(widget, QAbstractSlider):
        return widget.value()
    checked = getattr(widget, "isChecked", None)
    return checked() if checked is not None else None


def turn_wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    for delta in (120, -120):
        event = QWheelEvent(
            middle,
            QPointF(widget.mapToGlobal(middle)),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
