"""Statistics in the window: a key, the tables, from a row to its children, a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.case import Case
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.rail import STATISTICS
from desktop.ui.statistics.children import ChildrenDialog
from desktop.ui.statistics.model import SHARE
from desktop.ui.statistics.page import StatisticsPage

Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, alpha: Case) -> StatisticsPage:
    """The page as its key shows it."""
    assert alpha.number == 1
    window.list.refresh()
    qtbot.keyClick(window, Key.Key_G, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(window.places.statistics.tables), timeout=15_000)
    return window.places.statistics


def words(page: StatisticsPage, row: int) -> list[str]:
    return [str(page.model.data(page.model.index(row, column))) for column in range(page.model.columnCount())]


def test_a_key_shows_the_numbers(window: MainWindow, page: StatisticsPage) -> None:
    assert window.places.shown == STATISTICS
    assert window.rail.buttons[STATISTICS].isChecked()
    assert words(page, 0) == ["Year of diagnosis, of all children", "2026", "1 of 1", "100\u00a0%"]
    rows = [words(page, row) for row in range(page.model.rowCount())]
    assert ["Requested and awaited, of all children", "Nobody", "0", "0\u00a0%"] in rows
    heard = page.model.data(page.model.index(0, SHARE), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Share: 100\u00a0%"


def test_a_row_leads_to_its_children_on_the_list(qtbot: QtBot, window: MainWindow, page: StatisticsPage) -> None:
    row = next(row for row in range(page.model.rowCount()) if words(page, row)[0].startswith("Stage"))
    page.table.selectRow(row)
    qtbot.keyClick(page.table, Key.Key_Return)
    assert window.at_list()
    assert window.list.filters.where() == (("stage", "M"),)
    assert window.list.model.total == 1


def test_a_row_that_the_list_cannot_show_stays(qtbot: QtBot, window: MainWindow, page: StatisticsPage) -> None:
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Key.Key_Return)
    assert window.places.shown == STATISTICS
    qtbot.keyClick(page.table, Key.Key_Escape)
    assert window.at_list()


def test_the_numbers_are_saved(
    window: MainWindow, page: StatisticsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "numbers.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    page.save_button.click()
    assert path.read_text("utf-8-sig").startswith('"Table"')
    assert window.toast.isVisible()


def test_a_number_that_the_list_has_no_filter_for_names_its_children(
    qtbot: QtBot, window: MainWindow, page: StatisticsPage, alpha: Case
) -> None:
    row = next(one for one in range(page.model.rowCount()) if words(page, one)[1] == "No full day of referral")
    page.table.selectRow(row)
    qtbot.keyClick(page.table, Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ChildrenDialog)
    assert dialog.table.model().index(0, 0).data() == "Zztest, Alpha, TEST-0001, case 1"
    qtbot.keyClick(dialog.table, Key.Key_Return)
    assert window.at_case()
    assert window.page.case is not None and window.page.case.id == alpha.id
