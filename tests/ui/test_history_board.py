"""The history of the board in the window: reached, searched, opened, exported and checked by the keyboard."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from test_history_case import settle
from window_helpers import CTRL, a_child, open_dialog, type_over

from db.chain import COLUMNS
from db.engine import connect
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Mycn, Role
from desktop.services.boards import Board
from desktop.services.cases import new_case, save_case
from desktop.services.history import AuditQuery, trail
from desktop.ui.desk import Desk
from desktop.ui.dialogs.history_step import HistoryStepDialog
from desktop.ui.history.board_history import BoardHistory
from desktop.ui.main_window import MainWindow
from desktop.ui.places import HISTORY
from desktop.ui.start import Stage
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def two(desk: Desk, alpha: Case) -> tuple[Case, Case]:
    """Two children, of whom one was changed."""
    changed = save_case(
        desk.board, desk.library, alpha, FIELDS["mycn"].write(alpha, known(Mycn.GAIN)), "Change of MYCN"
    )
    return changed, new_case(desk.board, desk.library, a_child("Beta", "TEST-0002"))


def opened(qtbot: QtBot, window: MainWindow) -> BoardHistory:
    """The page, reached by its key."""
    qtbot.keyClick(window, Qt.Key.Key_H, CTRL | SHIFT)
    assert window.places.shown == HISTORY
    page = window.places.history
    qtbot.waitUntil(lambda: bool(page.model.lines) and not page.model.busy)
    settle(qtbot, window)
    return page


def deeds(page: BoardHistory) -> list[tuple[str, str]]:
    return [line.cells[3:5] for line in page.model.lines]  # type: ignore[misc]


def notice(page: BoardHistory) -> str:
    return next((one.accessibleName() for one in page.findChildren(Notice) if one.isVisible()), "")


def sql(board: Board, *statements: str) -> None:
    driver: Any = connect(board.database.folder.database, board.database.key)
    for statement in statements:
        driver.execute(statement)
    driver.close()


def test_reached_by_key_and_left_by_escape(qtbot: QtBot, window: MainWindow, two: tuple[Case, Case]) -> None:
    page = opened(qtbot, window)
    assert deeds(page)[:3] == [
        ("Case 2", "Added the case"), ("Case 1", "Changed MYCN"), ("Case 1", "Added the case"),
    ]  # fmt: skip
    assert page.filters.search.hasFocus()
    assert not any(button.isChecked() for button in window.rail.buttons.values())
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.at_list()
    settle(qtbot, window)


def test_searched_by_words_case_kind_and_days(qtbot: QtBot, window: MainWindow, two: tuple[Case, Case]) -> None:
    page = opened(qtbot, window)
    page.number.setFocus()
    qtbot.keyClicks(page.number, "2")
    qtbot.keyClick(page.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.model.busy)
    assert deeds(page) == [("Case 2", "Added the case")]
    assert page.case.chip.text() == "Case: 2"
    for number in ("99", "x"):
        page.case.chip.click()
        assert page.number.hasFocus()
        page.number.setText(number)
        qtbot.keyClick(page.number, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not page.model.busy)
        assert deeds(page) == []
        assert page.list.table.none.text() == "No entry matches."
    page.list.clear.click()
    qtbot.waitUntil(lambda: len(page.model.lines) > 3)
    assert page.number.text() == ""
    page.filters.kind.pick("people")
    qtbot.waitUntil(lambda: not page.model.busy)
    assert [done for _, done in deeds(page)] == ["First user added"]
    page.filters.clear.click()
    qtbot.waitUntil(lambda: len(page.model.lines) > 3)
    type_over(qtbot, page.since, "1/1/2030")
    qtbot.waitUntil(lambda: not page.model.busy)
    assert deeds(page) == []
    type_over(qtbot, page.since, "2026")
    assert "whole day" in page.wrong.text()
    qtbot.waitUntil(lambda: len(page.model.lines) > 3)
    settle(qtbot, window)


def test_what_is_read_is_about_the_case_that_was_asked_for(
    qtbot: QtBot, window: MainWindow, two: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, window)
    begun: list[Callable[[], object]] = []
    monkeypatch.setattr(window.tasks, "start", lambda work, *_, **_more: begun.append(work))
    page.number.setText("2")
    page.number.returnPressed.emit()
    # another number is typed before the work begins, and asked for later
    page.case.clear()
    page.number.setText("1")
    lines, _ = begun[-1]()  # type: ignore[misc]
    assert {line.step.number for line in lines} == {2}
    settle(qtbot, window)


def test_a_row_leads_to_its_case(qtbot: QtBot, window: MainWindow, two: tuple[Case, Case]) -> None:
    page = opened(qtbot, window)
    page.list.table.setFocus()
    page.list.table.selectRow(1)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, HistoryStepDialog)
    settle(qtbot, window)
    assert "Alpha" not in f"{dialog.windowTitle()}{dialog.sentence.text()}"
    qtbot.keyClick(dialog, Qt.Key.Key_O, CTRL)
    assert window.at_case()
    assert window.page.case is not None
    assert window.page.case.number == two[0].number
    settle(qtbot, window)


def test_the_export_is_what_was_looked_for_and_is_written_down(
    qtbot: QtBot, window: MainWindow, desk: Desk, two: tuple[Case, Case], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page, path = opened(qtbot, window), tmp_path / "history.csv"
    page.number.setText("1")
    qtbot.keyClick(page.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.model.busy)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.keyClick(page.case.chip, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(path.exists)
    settle(qtbot, window)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert {row[5] for row in rows[1:]} == {"1"}
    assert trail(desk.board, AuditQuery(kinds=("export",)))[0].entry.action == "History exported"
    page.export_to(tmp_path / "no such folder" / "history.csv")
    qtbot.waitUntil(lambda: "Nothing was exported" in notice(page))
    settle(qtbot, window)


def test_a_narrow_page_stacks_its_rows_and_back_leads_out(
    qtbot: QtBot, window: MainWindow, two: tuple[Case, Case]
) -> None:
    page = opened(qtbot, window)
    assert page.model.columnCount() == 7
    page.list.table.selectRow(1)
    page.list.resize(500, page.list.height())
    assert page.model.columnCount() == 1
    told = str(page.model.index(1, 0).data()).replace("\u00a0", " ")
    assert told.splitlines()[1].startswith("Changed MYCN. MYCN: ")
    assert "Zztest Coordinator  \u00b7  Case 1  \u00b7  entry" in told.splitlines()[0]
    assert page.list.table.currentIndex().row() == 1
    page.back.click()
    assert window.at_list()
    settle(qtbot, window)


def test_a_whole_history_is_said_to_be_whole(qtbot: QtBot, window: MainWindow, two: tuple[Case, Case]) -> None:
    page = opened(qtbot, window)
    qtbot.keyClick(page.filters.search, Qt.Key.Key_F5)
    assert not page.check.isEnabled()
    qtbot.waitUntil(page.check.isEnabled)
    assert notice(page).startswith("The history is complete.")
    settle(qtbot, window)


TAMPERING = {
    "changed": (
        "UPDATE audit SET changes = replace(changes, 'gain', 'amplified')",
        "was altered",
    ),
    "removed": ("DELETE FROM audit WHERE seq = 5", "Entry 5 is missing."),
    "inserted": (
        f"INSERT INTO audit SELECT seq + 1000, {', '.join(COLUMNS[1:])} FROM audit WHERE seq = 3",
        "is missing",
    ),
    "reordered": (
        "UPDATE audit SET seq = CASE seq WHEN 4 THEN -1 ELSE seq END",
        "Entry -1 was altered",
    ),
    "cut": ("DELETE FROM audit WHERE seq > 6", "missing at the end, after entry 6."),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_what_was_tampered_with_is_named(
    qtbot: QtBot, window: MainWindow, desk: Desk, two: tuple[Case, Case], name: str
) -> None:
    statement, words = TAMPERING[name]
    sql(desk.board, statement)
    page = opened(qtbot, window)
    page.check_history()
    qtbot.waitUntil(page.check.isEnabled)
    assert notice(page).startswith("The history no longer matches its seal.")
    assert words in notice(page)
    altered = [row for row in range(page.model.rowCount()) if page.model.is_altered(row)]
    assert bool(altered) == (name in {"changed", "reordered"}), "what stands in the list and was altered is marked"
    assert page.list.end.isVisible() == (name == "cut")
    settle(qtbot, window)


def test_the_altered_entry_is_marked_and_found(
    qtbot: QtBot, window: MainWindow, desk: Desk, two: tuple[Case, Case]
) -> None:
    sql(desk.board, TAMPERING["changed"][0])
    page = opened(qtbot, window)
    page.number.setText("2")
    qtbot.keyClick(page.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.model.busy)
    page.check_history()
    qtbot.waitUntil(page.check.isEnabled)
    shown = next(one for one in page.findChildren(Notice) if one.isVisible())
    next(one for one in shown.findChildren(Button) if "Show entry" in one.text()).click()
    qtbot.waitUntil(lambda: page.model.is_altered(max(page.list.table.currentIndex().row(), 0)))
    row = page.list.table.currentIndex().row()
    assert page.model.index(row, 4).data() == "Changed MYCN (altered: do not rely on this)"
    assert page.model.lines[row].cells[6] in notice(page), "the number that the notice names stands in the row"
    settle(qtbot, window)


def test_whoever_looks_may_look_and_take_it_along(
    qtbot: QtBot, stage: Stage, desk: Desk, alpha: Case, crashes: list[str]
) -> None:
    """Reading is everybody's; a viewer may print, and so may export."""
    viewer = replace(desk.board, person=replace(desk.board.person, role=Role.VIEWER))
    shown = MainWindow(stage.look, replace(desk, board=viewer), stage.tasks, stage.messages)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    page = opened(qtbot, shown)
    assert page.export.isVisible()
    settle(qtbot, shown)
    reading = MainWindow(stage.look, replace(desk, board=replace(viewer, read_only=True)), stage.tasks, stage.messages)
    qtbot.addWidget(reading)
    with qtbot.waitActive(reading):
        reading.show()
        reading.activateWindow()
    page = opened(qtbot, reading)
    assert not page.export.isVisible(), "that it left the board could not be written down"
    assert page.check.isVisible()
    settle(qtbot, reading)


def test_it_stays_when_the_window_is_built_anew(qtbot: QtBot, window: MainWindow, two: tuple[Case, Case]) -> None:
    opened(qtbot, window)
    window.rebuild()
    assert window.places.shown == HISTORY
    qtbot.waitUntil(lambda: bool(window.places.history.model.lines))
    settle(qtbot, window)
