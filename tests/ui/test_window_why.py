"""Why this group, in the window: one key from the case, a tab a scheme, copied as text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from window_helpers import open_dialog

from desktop.clinical.case import Case
from desktop.ui.dialogs.why import WhyDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.text import Text

Key = Qt.Key


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, alpha: Case) -> WhyDialog:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Key.Key_F7)
    found = open_dialog(qtbot)
    assert isinstance(found, WhyDialog)
    return found


def told(dialog: WhyDialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(Text) if one.isVisibleTo(dialog))


def test_a_key_tells_why(dialog: WhyDialog) -> None:
    words = told(dialog)
    assert "Intermediate or high: SCA decides. Not settled." in words
    assert "C2-11: Intermediate" in words
    assert "Decides alone: Segmental changes (SCA)" in words
    assert "Two sources agree." in words


def test_the_arrows_go_from_scheme_to_scheme(qtbot: QtBot, dialog: WhyDialog) -> None:
    (current,) = [tab for tab in dialog.tabs.tabs if tab.isChecked()]
    current.setFocus()
    qtbot.keyClick(current, Key.Key_End)
    assert "Prognostic factors" in told(dialog)
    qtbot.keyClick(dialog.tabs.tabs[-1], Key.Key_Left)
    assert "Which test settles most" in told(dialog)
    assert "settles COG v2 and NCCN 2026" in told(dialog)
    assert dialog.copy.isVisible()
    qtbot.keyClick(dialog.tabs.tabs[-2], Key.Key_Left)
    assert "SIOPEN high risk" in told(dialog)


def test_what_is_shown_is_copied_as_text(qtbot: QtBot, dialog: WhyDialog) -> None:
    qtbot.keyClick(dialog, Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("COG version 2, rules 1.0.0: Intermediate or high. Not settled.")
    assert "Zztest" not in copied
    assert dialog.copy.text() == "Copied"


@pytest.mark.parametrize(("tab", "head"), [("all", "Which test settles most"), ("factors", "Prognostic factors")])
def test_every_tab_is_copied_in_its_order(qtbot: QtBot, dialog: WhyDialog, tab: str, head: str) -> None:
    dialog.tabs.picked.emit(tab)
    qtbot.keyClick(dialog, Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(head)
    assert "Zztest" not in copied
    flat = " ".join(copied.split())
    words = [line for line in told(dialog).splitlines()[3:] if line in flat]
    assert len(words) > 3
    assert [flat.index(line) for line in words[1:4]] == sorted(flat.index(line) for line in words[1:4])
    assert dialog.copy.text() == "Copied"


def test_the_panel_leads_there_too(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    qtbot.mouseClick(window.page.risk.reasons, Qt.MouseButton.LeftButton)
    found = open_dialog(qtbot)
    assert isinstance(found, WhyDialog)
    qtbot.keyClick(found, Key.Key_Escape)
    assert not found.isVisible()


def test_every_prognostic_factor_stands_beside_the_schemes(qtbot: QtBot, dialog: WhyDialog) -> None:
    dialog.tabs.picked.emit("factors")
    words = told(dialog)
    assert "Type of neurotrophin receptor\nReceptor: not asked yet\nno scheme uses it" in words
    assert "MYCN not amplified" in words
    assert "No group is made from this list." in words
