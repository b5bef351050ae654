"""Due, in the window: a key, the weeks, a child from a row, the views, a calendar with and without names, a PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.services.cases import save_case
from desktop.services.plan_course import start_plan
from desktop.services.planning import record_event
from desktop.ui.desk import Desk
from desktop.ui.due.calendar_dialog import CalendarDialog
from desktop.ui.due.page import DuePage
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.rail import CHASE
from desktop.ui.places import DUE

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def treated(desk: Desk, alpha: Case) -> Case:
    """A child whose second cycle is overdue, with a meeting in three days."""
    begun = desk.today() - timedelta(days=40)
    meets = known(PartialDate.of(desk.today() + timedelta(days=3)))
    child = save_case(desk.board, desk.library, alpha, replace(alpha, board_on=meets), "Next meeting")
    child = start_plan(desk.board, desk.library, child, "cog-high-risk", begun)
    return record_event(desk.board, desk.library, child, "C1", begun)


@pytest.fixture
def due(qtbot: QtBot, window: MainWindow, treated: Case) -> DuePage:
    """The page as its key shows it."""
    window.list.refresh()
    qtbot.keyClick(window, Key.Key_N, CTRL | SHIFT)
    qtbot.waitUntil(lambda: bool(window.places.due.weeks), timeout=15_000)
    return window.places.due


def test_a_key_shows_the_weeks_and_the_rail_marks_to_chase(window: MainWindow, due: DuePage) -> None:
    assert window.places.shown == DUE
    assert window.rail.buttons[CHASE].isChecked()
    weeks = [str(due.model.data(due.model.index(row, 0))) for row in range(len(due.model.days))]
    assert weeks[0] == "Overdue"
    assert weeks == [row.week if row.first else "" for row in due.model.days], "a week stands where it begins"
    last = len(weeks) - 1
    assert weeks[last] == ""
    heard = str(due.model.data(due.model.index(last, 0), Qt.ItemDataRole.AccessibleTextRole))
    assert heard == f"Week: {due.model.days[last].week}", "and is heard on every row"
    assert any("Tumour board" in row.item.title for row in due.model.days)


def test_from_to_chase_it_is_one_button_and_escape_leads_to_the_list(
    qtbot: QtBot, window: MainWindow, treated: Case
) -> None:
    window.places.show(CHASE)
    window.places.chase.due_button.click()
    assert window.places.shown == DUE
    qtbot.keyClick(window, Key.Key_Escape)
    assert window.at_list()


def test_a_row_opens_its_child(qtbot: QtBot, window: MainWindow, due: DuePage, treated: Case) -> None:
    assert due.table.hasFocus()
    qtbot.keyClick(due.table, Key.Key_Return)
    assert window.at_case()
    assert window.page.case is not None
    assert window.page.case.id == treated.id


def test_views_leave_what_they_say(due: DuePage) -> None:
    every = len(due.model.days)
    due.show_view("late")
    assert all(row.item.overdue for row in due.model.days)
    assert 0 < len(due.model.days) < every
    due.show_view("boards")
    assert [row.item.title for row in due.model.days] == ["Tumour board"]


@pytest.mark.parametrize("named", [False, True])
def test_a_calendar_names_the_children_only_when_asked(
    qtbot: QtBot, window: MainWindow, due: DuePage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    named: bool,
) -> None:  # fmt: skip
    path = tmp_path / "due.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    due.calendar.click()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, CalendarDialog)
    assert not dialog.named.isChecked(), "off until somebody asks"
    if named:
        dialog.named.setFocus()
        qtbot.keyClick(dialog.named, Key.Key_Space)
    qtbot.keyClick(dialog.do, Key.Key_Return)
    content = path.read_bytes()
    assert len(Calendar.from_ical(content).walk("VEVENT")) == len(due.model.days)
    assert (b"Zztest" in content) is named
    assert b"TEST-0001" not in content
    with desk.board.database.read() as work:
        assert "Calendar saved" in {one.action for one in work.audit.entries()}
    assert window.toast.isVisible()


def test_the_list_is_saved_as_pdf_and_printed_by_its_key(
    qtbot: QtBot, window: MainWindow, due: DuePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "due.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    due.save_button.click()
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage().get_text_range()
    assert "Overdue" in text
    assert "Induction cycle 2" in text
    asked: list[int] = []
    monkeypatch.setattr("desktop.ui.printing_lists.ask_for_printer", lambda _paper, pages, _parent: asked.append(pages))
    qtbot.keyClick(window, Key.Key_P, CTRL)
    assert asked
