"""The case list in its states."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.listing import SortKey
from desktop.ui.dialogs.several import MeetingDialog
from desktop.ui.main_window import MainWindow
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def normal(studio: Studio) -> QWidget:
    return studio.window()


def filtered(studio: Studio) -> QWidget:
    window = studio.window()
    window.list.stage.pick("M")
    return window


def searched(studio: Studio) -> QWidget:
    window = studio.window()
    window.list.focus_search()
    window.list.search.setText("al")
    window.list.refresh()
    return window


def empty_filter(studio: Studio) -> QWidget:
    window = studio.window()
    window.list.search.setText("nobody of this name")
    window.list.refresh()
    return window


def empty_board(studio: Studio) -> QWidget:
    return studio.window(studio.boards.empty)


def bin_of_the_board(studio: Studio) -> QWidget:
    window = studio.window(studio.boards.odd)
    window.actions_by_name["bin"].trigger()
    return window


def empty_bin(studio: Studio) -> QWidget:
    window = studio.window()
    window.actions_by_name["bin"].trigger()
    return window


def read_only(studio: Studio) -> QWidget:
    return studio.window(studio.boards.reading)


def second_row_chosen(studio: Studio) -> QWidget:
    window = studio.window()
    QTest.keyClick(window.list.table, Qt.Key.Key_Down)
    return window


def sorted_by_several(studio: Studio) -> QWidget:
    window = studio.window()
    window.list._order_by((SortKey("stage"), SortKey("diagnosed", descending=True), SortKey("name")))
    return window


def several_selected(studio: Studio) -> QWidget:
    return _several(studio)


def set_status_of_several(studio: Studio) -> QWidget:
    window = _several(studio)
    window.actions_by_name["status"].trigger()
    return _in_front(studio)


def put_several_on_a_meeting(studio: Studio) -> QWidget:
    window = _several(studio)
    window.actions_by_name["meeting"].trigger()
    dialog = _in_front(studio)
    assert isinstance(dialog, MeetingDialog)
    QTest.keyClicks(dialog.day, "10/12/26")
    return dialog


def bin_several(studio: Studio) -> QWidget:
    window = _several(studio)
    window.actions_by_name["delete"].trigger()
    return _in_front(studio)


def _several(studio: Studio) -> MainWindow:
    """Three children selected, the keyboard on a fourth that is not."""
    window = studio.window()
    table = window.list.table
    for key, held in (
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier),
    ):
        QTest.keyClick(table, key, held)
    return window


def _in_front(studio: Studio) -> QWidget:
    studio.settle()
    dialog = studio.stage.application.activeModalWidget()
    assert dialog is not None
    return dialog


def long_names(studio: Studio) -> QWidget:
    return studio.window(studio.boards.odd)


def after_an_import(studio: Studio) -> QWidget:
    """What is told, the saved state and the counts of the list are those of one import."""
    window = studio.window(studio.boards.brought)
    window.deeds._imported(studio.boards.report)
    return window


def after_a_fault(studio: Studio) -> QWidget:
    window = studio.window()
    window.faults.tell("Crestboard\n\nValueError")
    return window


def told_something(studio: Studio) -> QWidget:
    window = studio.window()
    full = UserError(
        "The disk is full: nothing was saved. Free some room and try again; what you typed is still there."
    )
    # as where saving fails: the status bar says so, too
    window.deeds._not_saved(full)
    window.messages.report(full)
    return window


SCENES = scenes(
    "cases", normal, filtered, searched, second_row_chosen, sorted_by_several, several_selected,
    set_status_of_several, put_several_on_a_meeting, bin_several, long_names, after_an_import,
    empty_filter, empty_board, bin_of_the_board, empty_bin, read_only, told_something, after_a_fault,
)  # fmt: skip
