"""To chase: what is missing over all children."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services.boards import Board
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.rail import CHASE
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def _at(studio: Studio, board: Board) -> MainWindow:
    window = studio.window(board)
    window.places.show(CHASE)
    studio.settle()
    return window


def everything(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.full)


def what_decides(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.full)
    window.places.chase.show_view("deciding")
    return window


def nothing(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.empty)


SCENES = scenes("chase", everything, what_decides, nothing)
