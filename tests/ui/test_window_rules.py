"""What holds for the whole window: names for every control, a shortcut for every action, the start itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import PASSPHRASE
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.clinical.case import Case
from desktop.clinical.vocabulary import Role
from desktop.services.boards import open_board
from desktop.services.library import Library
from desktop.services.recent import last_board
from desktop.ui.actions import actions_of
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import SECTIONS
from desktop.ui.panels.case_sections import FORMS
from desktop.ui.panels.settings.page import PERSON
from desktop.ui.start import Stage, run_window
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text


def controls(window: QWidget) -> Iterator[QWidget]:
    """Everything in sight that the keyboard can reach."""
    for widget in window.findChildren(QWidget):
        reached = widget.isVisibleTo(window) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and widget.focusProxy() is None and not isinstance(widget, QScrollBar | QLabel):
            yield widget


def nameless(window: QWidget) -> list[str]:
    found = []
    for widget in controls(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@pytest.mark.parametrize("section", range(len(SECTIONS)))
def test_every_control_has_an_accessible_name(window: MainWindow, alpha: Case, section: int) -> None:
    assert nameless(window) == []
    window.open_case(alpha.id)
    window.page.go(section)
    assert nameless(window) == []
    assert len(list(controls(window))) > 3


def test_every_action_is_in_a_menu_and_no_two_share_a_key(window: MainWindow) -> None:
    in_menus = {action for menu in window.menuBar().actions() for action in actions_of(menu.menu())}
    assert set(window.actions_by_name.values()) <= in_menus
    keys = [key.toString() for action in window.actions_by_name.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+N", "Ctrl+I", "Ctrl+F", "Ctrl+P", "F1", "Alt+Left", "Esc"} <= set(keys)


class ShownWindows(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt calls it
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


def test_no_part_flashes_up_as_a_window_of_its_own(window: MainWindow, alpha: Case, qapp: QApplication) -> None:
    noted = ShownWindows()
    qapp.installEventFilter(noted)
    window.open_case(alpha.id)
    for section in range(len(SECTIONS)):
        window.page.go(section)
    window.notices.caution("One sentence.")
    window.status.say("Saved 10:42", "text")
    for fact in window.desk.library.help.fields:
        window.page.teaching.toggle(fact)
    window.page.show_why()
    window.deeds.delete(alpha.id, alpha.number)
    qapp.removeEventFilter(noted)
    assert noted.kinds == ["WhyDialog", "DeleteDialog"]


def test_the_status_bar_names_the_board(window: MainWindow) -> None:
    assert window.status.board_words.text() == "Board: Zztest board (encrypted, on this computer)"


def test_nothing_can_be_changed_on_a_board_open_for_reading(
    qtbot: QtBot, stage: Stage, desk: Desk, alpha: Case, board_folder: Path
) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE, write=False) as reading:
        window = MainWindow(stage.look, replace(desk, board=reading), stage.tasks, stage.messages)
        qtbot.addWidget(window)
        window.show()
        assert not {"new", "import", "delete", "plan", "restore"} & set(window.actions_by_name)
        assert not window.list.new_button.isVisible()
        window.open_case(alpha.id)
        for section in FORMS:
            assert all(row.value.read_only for row in window.page.form(section).rows.values())
        assert window.status.state.text() == "Read only"
        told = [text.text() for text in window.findChildren(Text)]
        assert any(one.startswith("Read only: open on ") and " since " in one for one in told)
        assert not window.page.treatment.head.start.isVisible()
        assert "Zztest Coordinator is working on it; on this computer it is read only." in told


def test_an_administrator_is_not_sent_to_an_administrator(window: MainWindow, desk: Desk) -> None:
    window.show_settings(PERSON)
    told = "".join(one.text() for one in window.settings.findChildren(Text))
    assert "give a passphrase only to people who may see every record" in told.lower()
    assert ("An administrator can change it" in told) is (desk.board.person.role is not Role.ADMINISTRATOR)
    assert "--paper" not in told
    assert window.settings.rules.name == "Scheme variants"


def test_what_was_refused_is_told_in_red_within_the_page(stage: Stage, desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(stage.look, desk, stage.tasks, stage.messages)
    qtbot.addWidget(window)
    window.show()
    stage.messages.notice.emit("The disk is full: nothing was saved.")
    (notice,) = window.findChildren(Notice)
    assert notice.property("part") == "error"
    assert notice.mapTo(window, QPoint()).x() == window.list.mapTo(window, QPoint()).x() + PAGE_PADDING
    close = notice.findChild(Button)
    assert close is not None
    close.click()
    assert window.notices.count() == 0
    # no empty strip pushes the page down
    qtbot.waitUntil(lambda: window.list.mapTo(window.centralWidget(), QPoint()).y() == 0)


def test_the_window_starts_on_a_board_and_closes_it(
    qtbot: QtBot, stage: Stage, board_folder: Path, library: Library, tmp_path: Path
) -> None:
    seen: list[str] = []

    def look_and_leave() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, MainWindow) and widget.isVisible():
                seen.append(widget.windowTitle())
                widget.close()
        if not seen:
            # closing the last window quits by itself; quitting twice would end every later event loop at once
            QApplication.quit()

    board = open_board(board_folder, passphrase=PASSPHRASE)
    QTimer.singleShot(300, look_and_leave)
    assert run_window(library=library, home=tmp_path / "home", board=board) == 0
    assert seen == ["Zztest board - Crestboard"]
    assert last_board(tmp_path / "home") == board_folder
    # the lock is free again
    open_board(board_folder, passphrase=PASSPHRASE).close()
