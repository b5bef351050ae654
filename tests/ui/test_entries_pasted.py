"""Rows copied in a spreadsheet and pasted into a list of entries: read, shown before they are stored, one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from record_kinds import with_own_kinds
from window_helpers import CTRL, NOW, TODAY, open_dialog

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.entry_kinds import Asked
from desktop.clinical.vocabulary import Silence
from desktop.services.boards import Board
from desktop.services.cases import get_case
from desktop.services.library import Library
from desktop.ui.desk import Desk
from desktop.ui.dialogs.paste_entries import PasteDialog
from desktop.ui.entries.pasting import Pasted, read_pasted
from desktop.ui.entries.told import Told
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import DOCUMENTS, STAGING

HEADED = "Seen on\tTissue\tName\tColour\n3/11/26\tosseous\tleft femur\tred\n17/11/26\tsoft\tneck\t\n"


@pytest.fixture
def desk(board: Board, library: Library) -> Desk:
    """The board with kinds of entry whose words are those of the tests."""
    return Desk(board=board, library=with_own_kinds(library), today=lambda: TODAY, now=lambda: NOW)


def pasted(desk: Desk, case: Case, text: str, table: str = "lesions") -> Pasted:
    return read_pasted(Told(desk.library, lambda _case: {}), case, desk.library.record.kinds[table], text, TODAY)


def paste(qtbot: QtBot, window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, Qt.Key.Key_V, CTRL)


def test_heads_say_which_column_is_which(desk: Desk, alpha: Case) -> None:
    found = pasted(desk, alpha, HEADED)
    assert found.unknown == ("Colour",)
    first, second = found.rows
    assert first.told == "Name: left femur; Tissue: bone; Seen on: 03 Nov 2026"
    assert second.name == "neck"
    assert [one.number for one in found.rows] == [2, 3]


def test_without_heads_the_order_is_that_of_the_fields(desk: Desk, alpha: Case) -> None:
    (row,) = pasted(desk, alpha, "liver\trequested\tno\t\t3/11/26\tDemo Lab").rows
    assert row.entry is not None
    assert row.refused == ()
    told = pasted(desk, alpha, "liver\trequested").entries[0]
    assert getattr(told, "tissue") == silent(Silence.REQUESTED)  # noqa: B009 - of whatever type
    assert row.entry.provenance.performed_on == PartialDate(2026, 11, 3)
    assert row.entry.provenance.laboratory == "Demo Lab"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("liver\tcheese", "Tissue “cheese”: This is none of the values"),
        ("liver\tbone\tperhaps", "Target lesion “perhaps”: This is none of the values"),
        ("\tbone", "Name is needed here"),
        ("liver\tbone\tyes\twords\t24/12/26", "Seen on: this day has not come yet"),
        ("a\tbone\tyes\twords\t3/11/26\tDemo Lab\tmore", "a cell more"),
    ],
)
def test_what_is_refused_is_named_by_its_cell(desk: Desk, alpha: Case, text: str, told: str) -> None:
    (row,) = pasted(desk, alpha, text).rows
    assert row.entry is None
    assert told in row.refused[0]


def test_commas_alone_are_no_absence(library: Library, alpha: Case) -> None:
    """None of the sites was looked at: that is not what somebody says with a comma."""
    fields = [(kind, one) for kind in library.record.kinds.values() for one in kind.fields]
    kind, field = next((kind, one) for kind, one in fields if one.asked is Asked.CODES)
    (row,) = read_pasted(Told(library, lambda _case: {}), alpha, kind, f"{field.label}\n,", TODAY).rows
    assert row.entry is None
    assert "Nothing stands between the commas" in row.refused[0]


def test_numbers_come_with_their_units(desk: Desk, alpha: Case) -> None:
    (row,) = pasted(desk, alpha, "Longest diameter, mm\n3.2 cm", "measurements").rows
    assert row.told == "Longest diameter: 32 mm"


def test_nothing_copied_is_nothing_entered(desk: Desk, alpha: Case) -> None:
    assert pasted(desk, alpha, " \n\t\n").rows == ()
    assert pasted(desk, alpha, "x" * 200_000).rows == ()


def test_pasted_rows_are_one_step(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.go_section(STAGING)
    window.page.entries.sections[STAGING].go("lesions")
    paste(qtbot, window, f"{HEADED}3/11/26\tcheese\tright femur\t")
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, PasteDialog)
    assert dialog.heading.text() == "Paste 3 rows into lesions"
    assert "1 row cannot be used" in dialog.sentence.text()
    assert dialog.table.model().index(2, 2).data().startswith("Tissue “cheese”")
    assert get_case(desk.board, alpha.id).lesions == (), "nothing is stored before it is confirmed"
    dialog.do.click()
    stored = get_case(desk.board, alpha.id).lesions
    assert [one.name for one in stored] == [known("left femur"), known("neck")]
    assert {one.provenance.entered_by for one in stored} == {desk.board.person.name}
    window.undo()
    assert get_case(desk.board, alpha.id).lesions == ()


def test_elsewhere_a_file_or_picture_is_pasted_as_before(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.go_section(STAGING)
    paste(qtbot, window, HEADED)
    assert window.page.pages.currentIndex() == DOCUMENTS
    assert QApplication.activeModalWidget() is None
