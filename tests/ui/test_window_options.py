"""Treatment options in the window: one key from the case, read only, each source with its date and credit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from window_helpers import TODAY, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.afterwards import Recurrence
from desktop.services.entries import put_entry
from desktop.ui.desk import Desk
from desktop.ui.dialogs.options import OptionsDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.text import Text

Key = Qt.Key


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, alpha: Case) -> OptionsDialog:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Key.Key_F6)
    found = open_dialog(qtbot)
    assert isinstance(found, OptionsDialog)
    return found


def told(dialog: OptionsDialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(Text) if one.isVisibleTo(dialog))


def test_a_key_shows_the_lists_that_are_possible_for_the_child(dialog: OptionsDialog) -> None:
    words = told(dialog)
    assert "It recommends nothing, and the board decides." in words
    assert "Possible for this child, not settled: intermediate by COG v2." in words
    assert "Low risk, newly diagnosed" not in words
    assert "older than a year" in words
    assert "was originally published by the National Cancer Institute." in words


def test_the_arrows_go_to_the_lists_for_a_disease_that_came_back(qtbot: QtBot, dialog: OptionsDialog) -> None:
    dialog.tabs.tabs[0].setFocus()
    qtbot.keyClick(dialog.tabs.tabs[0], Key.Key_Right)
    words = told(dialog)
    assert "Came back, first treated for high risk" in words
    assert "There is no standard treatment (NB-OPT-RH0)" in words
    assert "only in a trial" in words
    assert "first treated for low risk" not in words
    qtbot.keyClick(dialog.tabs.tabs[1], Key.Key_Right)
    assert "first treated for low risk" in told(dialog)


def test_what_is_shown_is_copied_as_text(qtbot: QtBot, dialog: OptionsDialog) -> None:
    qtbot.keyClick(dialog, Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    assert "Combination chemotherapy for" not in copied
    assert "Chemotherapy for symptoms, or to shrink" in copied
    assert "Zztest" not in copied
    assert dialog.copy.text() == "Copied"


def test_of_a_disease_that_came_back_its_lists_are_first_with_the_reason_and_the_others_stay(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    found = Recurrence(
        course=known("recurrent"),
        found_on=known(PartialDate(2026, 11, 12)),
        sites=known(frozenset({"bone"})),
        original_group=known("high"),
    )
    kind = desk.library.record.kinds["recurrences"]
    put_entry(desk.board, desk.library, alpha, kind, found, TODAY)
    window.open_case(alpha.id)
    qtbot.keyClick(window, Key.Key_F6)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, OptionsDialog)
    words = told(dialog)
    assert "Came back after treatment, 12 Nov 2026; where: bone; group when first treated: high risk." in words
    assert "Came back, first treated for high risk" in words and "For this child: high when first treated." in words
    assert "newly diagnosed" not in words and "brain or spinal cord" not in words
    dialog.tabs.tabs[0].setFocus()
    qtbot.waitUntil(dialog.tabs.tabs[0].hasFocus)
    qtbot.keyClick(dialog.tabs.tabs[0], Key.Key_Right)
    assert "Intermediate risk, newly diagnosed" in told(dialog)
    for place in (1, 2):
        qtbot.keyClick(dialog.tabs.tabs[place], Key.Key_Right)
    assert "Came back in the brain or spinal cord" in told(dialog)
