"""Numbers of other systems, typed by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.case import Case
from desktop.services.cases import get_case
from desktop.services.identifiers import other_identifiers
from desktop.ui.desk import Desk
from desktop.ui.dialogs.identifiers import IdentifiersDialog
from desktop.ui.main_window import MainWindow

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def type_here(words: str) -> None:
    """Type where the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def test_numbers_are_typed_refused_and_kept_by_keyboard(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Key.Key_Q, CTRL | SHIFT)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, IdentifiersDialog)
    qtbot.waitUntil(lambda: dialog.lines[0].system.hasFocus())
    type_here("Registry")
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert "needs both" in dialog.wrong.text()
    assert dialog.isVisible(), "it stays as typed"
    qtbot.keyClick(dialog.lines[0].system, Key.Key_Tab)
    type_here("R-1")
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert not dialog.isVisible()
    assert [(one.system, one.value) for one in other_identifiers(get_case(desk.board, alpha.id))] == [
        ("Registry", "R-1")
    ]
    shown = window.page.case
    assert shown is not None and other_identifiers(shown), "the page shows it at once"


def test_of_a_long_number_the_beginning_is_seen_once_it_is_left(window: MainWindow, qtbot: QtBot, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.case_actions.ask_numbers()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, IdentifiersDialog)
    dialog.lines[0].system.setFocus()
    other = dialog.add_line()
    other.system.setText("Hospital Universitario Infantil, archivo central")
    assert other.system.cursorPosition() == 0
    dialog.reject()


def test_a_line_is_taken_away_and_the_keyboard_stays(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.case_actions.ask_numbers()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, IdentifiersDialog)
    dialog.add_line()
    assert len(dialog.lines) == 2
    for _ in range(2):
        away = dialog.lines[0].away
        away.setFocus()
        qtbot.keyClick(away, Key.Key_Space)
    assert dialog.lines == []
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.add)
