"""Statistics in the window: a key, the tables, from a row to its children, a file."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.case import Case
from desktop.services.cases import new_case
from desktop.services.statistics import NO_STAGE
from desktop.services.statistics_silences import DECIDING, ENTRIES, MISSING
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.rail import STATISTICS
from desktop.ui.statistics.children import ChildrenDialog
from desktop.ui.statistics.model import SHARE
from desktop.ui.statistics.page import ALL, PICTURES, StatisticsPage

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


def test_escape_leads_back_to_the_list(qtbot: QtBot, window: MainWindow, page: StatisticsPage) -> None:
    qtbot.keyClick(page.table, Key.Key_Escape)
    assert window.at_list()


@pytest.mark.parametrize("head", ["Year of diagnosis", "Risk group", DECIDING])
def test_a_row_that_the_list_cannot_filter_by_shows_its_children(
    qtbot: QtBot, window: MainWindow, page: StatisticsPage, head: str
) -> None:
    page.table.selectRow(next(row for row in range(page.model.rowCount()) if words(page, row)[0].startswith(head)))
    qtbot.keyClick(page.table, Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ChildrenDialog)
    assert dialog.table.model().index(0, 0).data() == "Zztest, Alpha, TEST-0001, case 1"
    assert dialog.table.model().index(0, 1).data()
    assert window.places.shown == STATISTICS


def test_children_without_a_stage_are_shown(qtbot: QtBot, window: MainWindow, page: StatisticsPage, desk: Desk) -> None:
    new_case(desk.board, desk.library, Case(family_name="Zztest", given_name="Bravo"))
    page.refresh()
    rows = lambda: [words(page, row)[1] for row in range(page.model.rowCount())]  # noqa: E731 - read again and again
    qtbot.waitUntil(lambda: NO_STAGE in rows(), timeout=15_000)
    page.table.selectRow(rows().index(NO_STAGE))
    qtbot.keyClick(page.table, Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ChildrenDialog)
    assert dialog.table.model().index(0, 0).data() == "Zztest, Bravo, case 2"


def test_the_views_show_why_something_is_missing(qtbot: QtBot, window: MainWindow, page: StatisticsPage) -> None:
    page.views.tabs[0].setFocus()
    qtbot.keyClick(page.views.tabs[0], Key.Key_Right)
    assert page.view == PICTURES
    qtbot.keyClick(page.views.tabs[1], Key.Key_Right)
    assert page.view == DECIDING
    model = page.silences
    heads = [model.headerData(one, Qt.Orientation.Horizontal) for one in range(model.columnCount())]
    assert heads[:4] == ["What is missing", "Children", "Not asked yet", "Requested"]
    assert page.reasons.isVisible()
    heard = model.data(model.index(0, 2), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == f"Not asked yet: 1, {model.rows[0][0]}"
    page.focus_first()
    qtbot.keyClick(page.reasons, Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ChildrenDialog)
    assert dialog.table.model().index(0, 1).data() == "Not asked yet"
    qtbot.keyClick(dialog.table, Key.Key_Return)
    assert window.at_case()


def picture(page: StatisticsPage, title: str) -> int:
    found = (at for at, one in enumerate(page.pictures.view.pictures) if one.table.title.startswith(title))
    number = next(found)
    return next(at for at, one in enumerate(page.pictures.view.bars) if one.picture == number)


def test_the_pictures_are_walked_by_keyboard_with_the_table_beside(
    qtbot: QtBot, window: MainWindow, page: StatisticsPage
) -> None:
    page.show_view(PICTURES)
    page.focus_first()
    view, table = page.pictures.view, page.pictures.table
    assert view.hasFocus() and view.isVisible() and table.isVisible()
    titles = [one.table.title for one in view.pictures]
    assert titles == [
        "Year of diagnosis", "Stage", "Risk group by COG v2", "Phase of treatment",
        "Days from referral to the first board", "Missing results, by reason",
    ]  # fmt: skip
    qtbot.keyClick(view, Key.Key_PageDown)
    assert view.bar is not None and view.bar.picture == 1
    assert view.told() == "Stage: M, 1 of 1 children, 100\u00a0%"
    assert [one[1] for one in page.pictures.model.rows] == ["M"]
    qtbot.keyClick(view, Key.Key_End)
    last = view.pictures[-1].table.counts
    assert table.currentIndex().row() == len(last) - 1
    table.selectRow(0)
    assert view.bar is not None and view.bar.value == 0, "the bar follows the table"
    qtbot.keyClick(view, Key.Key_Home)
    qtbot.keyClick(view, Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ChildrenDialog)
    dialog.reject()


def test_a_bar_leads_where_its_row_does(qtbot: QtBot, window: MainWindow, page: StatisticsPage) -> None:
    page.show_view(PICTURES)
    view = page.pictures.view
    view.select(picture(page, "Missing results"))
    assert page.pictures.model.headerData(2, Qt.Orientation.Horizontal) == "Results"
    qtbot.keyClick(view, Key.Key_Return)
    assert page.view == MISSING and page.reasons.hasFocus()
    page.show_view(PICTURES)
    view.select(picture(page, "Stage"))
    qtbot.keyClick(view, Key.Key_Return)
    assert window.at_list() and window.list.filters.where() == (("stage", "M"),)


def test_bars_are_as_long_as_their_numbers_and_none_is_drawn_over_another(page: StatisticsPage) -> None:
    page.show_view(PICTURES)
    for width in (320, 760):
        page.pictures.view.resize(width, 400)
        places = [one.place for one in page.pictures.view.bars]
        assert len(places) == sum(len(one.table.counts) for one in page.pictures.view.pictures)
        assert not any(one.intersects(other) for one, other in combinations(places, 2))


def test_without_room_for_columns_the_reasons_are_a_sentence(page: StatisticsPage) -> None:
    page.show_view(MISSING)
    page.reasons.selectRow(1)
    page.reasons.resize(400, 300)
    assert page.silences.rows[1][2] == "Not asked yet 1"
    assert page.reasons.currentIndex().row() == 1
    page.reasons.resize(1200, 300)
    assert page.silences.rows[1][2:] == ("1", *["0"] * 6)


def test_a_table_without_any_says_so(page: StatisticsPage) -> None:
    page.show_view(ENTRIES)
    assert page.silences.rowCount() == 0
    assert page.reasons.none.isVisible()
    page.show_view(ALL)
    assert page.table.isVisible()


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
