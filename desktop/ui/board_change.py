"""Going on with another board: its person has another role, somebody else is there, or an earlier state came back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.services.rule_packs import board_library
from desktop.ui.actions import build_menus, clear_menus
from desktop.ui.menus import menus, offered
from desktop.ui.rooms import rebuild
from desktop.ui.undoing import Undoing
from desktop.ui.window_undo import WindowUndo

if TYPE_CHECKING:
    from desktop.services.boards import Board
    from desktop.ui.main_window import MainWindow


def use_board(window: MainWindow, board: Board) -> None:
    """Menus, pages, notices and undo are those of ``board`` and its person from now on.

    For the same person on the same open database, what is being typed is kept; otherwise it is dropped, so whoever
    calls has asked before. The earlier board is closed by whoever opened this one, unless it is the same database.
    """
    desk, same = window.desk, goes_on(window.desk.board, board)
    before = desk.board.database
    if same:
        window.commit()
    else:
        window.refreshing.stop()
    desk.board, desk.library = board, board_library(board, desk.library)
    build_undo(window)
    build_actions(window)
    window.__dict__.pop("deeds", None)
    rebuild(window, keep=same)
    window.tell_about_board()
    window.people_room.look()
    if before is not board.database:
        before.close()
    if not same:
        window.refreshing.start()


def goes_on(before: Board, after: Board) -> bool:
    """Whether it is the same person on the same open database: then what is typed can still be saved."""
    return before.database is after.database and before.person.id == after.person.id


def build_undo(window: MainWindow) -> None:
    """The steps that this person can take back on this board."""
    window.undoing = Undoing(window.desk, window.tasks, window.messages, window)


def build_actions(window: MainWindow) -> None:
    """The menus as this person's role has them."""
    shown = "risk" not in window.actions_by_name or window.actions_by_name["risk"].isChecked()
    clear_menus(window, window.actions_by_name)
    window.actions_by_name = build_menus(window, menus(window), partial(offered, window.desk))
    window.actions_by_name["risk"].setChecked(shown)
    window.window_undo = WindowUndo(window, window.undoing)
