"""To chase: what is missing over all children."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services.boards import Board
from desktop.services.chase_lines import Kind
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


def entries(studio: Studio) -> QWidget:
    """The bar on what an entry of the record waits for, beneath what decides."""
    window = _at(studio, studio.boards.full)
    table = window.places.chase.table
    rows = window.places.chase.model.results
    found = [row for row in rows if row.line.kind in {Kind.ENTRY, Kind.MARKER}]
    table.select(found[0].line.case_id, found[0].line.fact)
    return window


def nothing(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.empty)


SCENES = scenes("chase", everything, what_decides, entries, nothing)
