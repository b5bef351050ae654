"""What changed since a day, in the window: by key, by section, as text; and since the last board at a glance."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from test_history_case import settle
from window_helpers import CTRL, a_child, open_dialog, type_over

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Mycn
from desktop.services.cases import get_case, new_case, save_case
from desktop.ui.desk import Desk
from desktop.ui.dialogs.changes_since import ChangesSinceDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import BIOLOGY, OVERVIEW
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def answered(desk: Desk, case: Case, fact: str, value: object) -> Case:
    stored = get_case(desk.board, case.id)
    return save_case(
        desk.board, desk.library, stored, FIELDS[fact].write(stored, known(value)), f"Change of {fact}"
    )  # fmt: skip


def opened(qtbot: QtBot, window: MainWindow, case: Case) -> ChangesSinceDialog:
    """The dialog, reached by its key."""
    window.open_case(case.id)
    settle(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_W, CTRL | SHIFT)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ChangesSinceDialog)
    qtbot.waitUntil(lambda: dialog.day is not None)
    settle(qtbot, window)
    return dialog


def words(dialog: ChangesSinceDialog) -> list[str]:
    return [one.text().replace("\u00a0", " ") for one in dialog.area.findChildren(Text) if one.isVisibleTo(dialog)]


def left(qtbot: QtBot, window: MainWindow, dialog: ChangesSinceDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    settle(qtbot, window)


def test_without_a_board_it_says_so_and_begins_a_week_ago(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    dialog = opened(qtbot, window, alpha)
    assert dialog.no_board.isVisibleTo(dialog)
    assert not dialog.board.isVisibleTo(dialog)
    assert dialog.day == desk.today() - timedelta(days=7)
    assert alpha.name in "".join(one.text() for one in dialog.findChildren(Text))
    # no name stands in the title, which is seen on a locked screen
    assert "Alpha" not in dialog.windowTitle()
    left(qtbot, window, dialog)


def test_changes_stand_by_section_and_go_out_as_text(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    dialog = opened(qtbot, window, alpha)
    # the case was entered after that day, whatever the clock of this computer says
    (mark,) = [one.accessibleName() for one in dialog.findChildren(Notice) if one.isVisibleTo(dialog)]
    assert "everything in it is new" in mark
    said = words(dialog)
    assert said.index("Presentation") < said.index("Pathology, biology and tests")
    qtbot.keyClick(dialog, Qt.Key.Key_C, CTRL | SHIFT)
    text = QGuiApplication.clipboard().text()
    assert "MYCN" in text
    assert not any(one in text for one in (alpha.given_name, alpha.mrn))
    assert dialog.copy.text() == "Copied"
    left(qtbot, window, dialog)


def test_a_day_is_typed_or_chosen_by_key(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    dialog = opened(qtbot, window, alpha)
    qtbot.keyClick(dialog, Qt.Key.Key_3, ALT)
    settle(qtbot, window)
    assert dialog.day == desk.today() - timedelta(days=30)
    assert dialog.heading.text() == f"What changed since {day_words(dialog.day)}"
    type_over(qtbot, dialog.edit, "t-2")
    settle(qtbot, window)
    assert dialog.day == desk.today() - timedelta(days=2)
    for typed, told in (("t", "before today"), ("2026", "whole day"), ("nonsense", "")):
        type_over(qtbot, dialog.edit, typed)
        settle(qtbot, window)
        assert told in dialog.wrong.text()
        assert dialog.wrong.text()
        assert dialog.isVisible()
        assert dialog.day == desk.today() - timedelta(days=2)
    # a day that is chosen takes the place of what could not be read
    qtbot.keyClick(dialog.edit, Qt.Key.Key_2, ALT)
    settle(qtbot, window)
    assert not dialog.wrong.text()
    assert dialog.edit.text() == day_words(desk.today() - timedelta(days=7))
    left(qtbot, window, dialog)


def test_a_history_that_does_not_lead_there_is_said_in_the_dialog(
    qtbot: QtBot, window: MainWindow, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, window, alpha)

    def lost(*_: object, **__: object) -> None:
        raise UserError("The history of this case does not lead back to that day; check the history.")

    monkeypatch.setattr("desktop.ui.dialogs.changes_since.changes_since", lost)
    dialog.month.click()
    settle(qtbot, window)
    assert "does not lead back" in dialog.wrong.text()
    assert words(dialog) == []
    left(qtbot, window, dialog)


def overview_words(window: MainWindow) -> str:
    overview = window.page.overview
    return " | ".join(one.text() for one in overview.findChildren(Text) if one.isVisibleTo(overview))


def test_the_overview_says_what_changed_since_the_last_board(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    assert "no board meeting recorded yet" in overview_words(window)
    board = desk.today() - timedelta(days=3)
    answered(desk, alpha, "board_on", PartialDate.of(board))
    settle(qtbot, window)
    window.back()
    window.open_case(alpha.id)
    # nothing takes turns with the window before the page is in sight
    assert window.tasks.is_quiet
    # the day at once, the rest when it was read beside the window
    assert day_words(board) in overview_words(window)
    assert "Being read" in overview_words(window)
    settle(qtbot, window)
    assert "entered after it" in overview_words(window)
    dialog = opened(qtbot, window, alpha)
    assert dialog.day == board
    assert dialog.board.text() == f"Last board, {day_words(board)}"
    left(qtbot, window, dialog)


def test_what_was_read_for_another_child_or_version_is_not_shown(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    board = desk.today() - timedelta(days=3)
    answered(desk, alpha, "board_on", PartialDate.of(board))
    beta = new_case(desk.board, desk.library, a_child("Beta", "TEST-0002"))
    begun = []
    window.page.since.start = lambda work, done: begun.append((work, done))
    window.open_case(alpha.id)
    window.open_case(beta.id)
    ((work, done),) = begun
    done(work())
    assert window.page.case is not None
    assert window.page.case.id == beta.id
    assert "no board meeting recorded yet" in overview_words(window)
    # what is edited meanwhile is read again, and what is late is left aside
    window.open_case(alpha.id)
    window.page.take(answered(desk, alpha, "mycn", Mycn.GAIN))
    assert len(begun) == 3
    late, (work, done) = begun[1], begun[2]
    late[1](late[0]())
    assert "Being read" in overview_words(window)
    done(work())
    assert "Being read" not in overview_words(window)
    # telling of it is no reason to read it again; going to another section and back shows it at once
    assert len(begun) == 3
    window.go_section(BIOLOGY)
    window.go_section(OVERVIEW)
    assert "Being read" not in overview_words(window)
    settle(qtbot, window)
