"""Due: what the next weeks bring over all children."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services.boards import Board
from desktop.ui.due.calendar_dialog import CalendarDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.places import DUE
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def _at(studio: Studio, board: Board) -> MainWindow:
    window = studio.window(board)
    window.places.show(DUE)
    studio.settle()
    return window


def everything(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.full)


def overdue(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.full)
    window.places.due.show_view("late")
    return window


def calendar(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.full)
    return studio.show(CalendarDialog(studio.look, len(window.places.due.model.days), window))


def nothing(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.empty)


SCENES = scenes("due", everything, overdue, calendar, nothing)
