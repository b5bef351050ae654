"""Further reading in the window: a key, three parts, what its owner asks for, and a part copied as text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.case import Case
from desktop.ui.dialogs.reading import CODES, NOTES, PAGES, ReadingDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.word_table import WordTable


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, alpha: Case) -> ReadingDialog:
    assert alpha.number == 1
    qtbot.keyClick(window, Qt.Key.Key_F1, CTRL)
    found = open_dialog(qtbot)
    assert isinstance(found, ReadingDialog)
    return found


def said(dialog: ReadingDialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(Text) if one.isVisibleTo(dialog))


def test_pages_stand_by_topic_with_credit_beneath(dialog: ReadingDialog) -> None:
    told = said(dialog)
    assert "Neuroblastoma home page" in told
    assert "originally published by the National Cancer Institute" in told
    assert "1-800-4-CANCER" in told
    assert dialog.tabs.tabs[0].isChecked()


def test_the_arrows_go_to_the_notes_and_the_codes(qtbot: QtBot, dialog: ReadingDialog) -> None:
    dialog.tabs.tabs[0].setFocus()
    qtbot.keyClick(dialog.tabs.tabs[0], Qt.Key.Key_Right)
    assert "Some risk factors can be changed; family history cannot." in said(dialog)
    qtbot.keyClick(dialog.tabs.tabs[1], Qt.Key.Key_Right)
    (table,) = dialog.findChildren(WordTable)
    model = table.model()
    rows = [[model.index(row, one).data() for one in range(4)] for row in range(model.rowCount())]
    assert ["INRGSS MS", "NCI Thesaurus", "C133431", "HL7 mCODE STU4"] in rows
    assert [
        "INSS 4S",
        "SNOMED CT",
        "409727001",
        "Data standards; unverified: follows from its neighbours, not read",
    ] in rows


@pytest.mark.parametrize(
    ("part", "begins"), [(PAGES, "NCI's PDQ®"), (NOTES, "NCI's PDQ®"), (CODES, "Not from NCI's PDQ®")]
)
def test_a_part_is_copied_as_text(dialog: ReadingDialog, part: str, begins: str) -> None:
    dialog.show_tab(part)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().startswith(begins)
