"""Statistics of the board."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services.boards import Board
from desktop.ui.panels.rail import STATISTICS
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def _at(studio: Studio, board: Board) -> QWidget:
    window = studio.window(board)
    window.places.show(STATISTICS)
    studio.settle()
    return window


def full(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.full)


def nobody(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.empty)


SCENES = scenes("statistics", full, nobody)
