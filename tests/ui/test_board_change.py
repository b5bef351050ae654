"""The window goes on with another role, another person, or a board that was opened anew: all of it agrees."""

from __future__ import annotations

from dataclasses import replace

from builders import PASSPHRASE
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from window_helpers import open_dialog, type_over

from db.keys import NO_SECRET
from desktop.clinical.case import Case
from desktop.clinical.vocabulary import Role
from desktop.services.boards import open_board
from desktop.services.cases import get_case
from desktop.services.people import add_person, change_role
from desktop.ui.actions import actions_of
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.settings.page import BOARD
from desktop.ui.sections import BIOLOGY, PRESENTATION
from desktop.ui.widgets.text import Text

VIEWER = "You are a viewer: cases can be looked at and printed here, not changed."


def words(window: MainWindow) -> list[str]:
    return [text.text() for text in window.findChildren(Text) if text.isVisible()]


def in_menus(window: MainWindow) -> set[str]:
    menus = [menu for top in window.menuBar().actions() if isinstance(menu := top.menu(), QMenu)]
    shown = {id(action): name for name, action in window.actions_by_name.items()}
    return {shown[id(action)] for menu in menus for action in actions_of(menu)}


def test_a_role_that_was_taken_away_is_not_offered_any_more_and_comes_back(
    window: MainWindow, desk: Desk, alpha: Case
) -> None:
    other = add_person(desk.board, "Zztest Second", Role.ADMINISTRATOR, "eleven quiet herons wade", NO_SECRET)
    assert other.role is Role.ADMINISTRATOR
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    window.use_board(change_role(desk.board, desk.board.person.id, Role.VIEWER))
    assert "new" not in in_menus(window)
    assert VIEWER in words(window)
    assert window.at_case()
    assert all(row.value.read_only for row in window.page.form(BIOLOGY).rows.values())
    window.use_board(replace(desk.board, person=other))
    assert {"new", "undo"} <= in_menus(window)
    assert VIEWER not in words(window)
    assert window.list.new_button.isVisible()


def test_text_that_is_not_saved_stays_for_the_same_person(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    add_person(desk.board, "Zztest Second", Role.ADMINISTRATOR, "eleven quiet herons wade", NO_SECRET)
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    type_over(qtbot, window.page.form(BIOLOGY).rows["mycn"].value, "amplyfied")
    window.use_board(change_role(desk.board, desk.board.person.id, Role.CLINICIAN))
    assert window.page.forms.unused()


def test_another_person_begins_at_the_list_and_saves_nothing_of_the_first(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    other = add_person(desk.board, "Zztest Second", Role.COORDINATOR, "eleven quiet herons wade", NO_SECRET)
    window.open_case(alpha.id)
    window.go_section(PRESENTATION)
    field = window.page.form(PRESENTATION).rows["question"].value
    field.setFocus()
    qtbot.keyClicks(field.focusProxy() or field, "typed by the first")
    window.use_board(replace(desk.board, person=other))
    assert window.at_list()
    qtbot.wait(0)
    assert get_case(desk.board, alpha.id) == alpha
    assert window.undoing.next_undo is None
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    type_over(qtbot, window.page.form(BIOLOGY).rows["mycn"].value, "amplified")
    assert window.undoing.next_undo is not None


def test_a_board_that_was_opened_anew_is_worked_on(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    folder = desk.board.folder
    desk.board.close()
    with open_board(folder, passphrase=PASSPHRASE) as opened:
        window.use_board(opened)
        assert window.at_list()
        assert desk.board is opened
        window.open_case(alpha.id)
        window.go_section(BIOLOGY)
        type_over(qtbot, window.page.form(BIOLOGY).rows["mycn"].value, "amplified")
        assert get_case(opened, alpha.id).version == alpha.version + 1
        window.actions_by_name["new"].trigger()
        open_dialog(qtbot).reject()
        window.tasks.wait()


def test_settings_stay_where_they_were_for_the_same_person(window: MainWindow, desk: Desk) -> None:
    add_person(desk.board, "Zztest Second", Role.ADMINISTRATOR, "eleven quiet herons wade", NO_SECRET)
    window.show_settings(BOARD)
    window.use_board(change_role(desk.board, desk.board.person.id, Role.COORDINATOR))
    assert window.at_settings()
    assert window.settings.section == BOARD
