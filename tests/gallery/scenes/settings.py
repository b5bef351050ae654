"""The settings, part by part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.ui.main_window import MainWindow
from desktop.ui.panels.settings.page import APPEARANCE, BOARD, CENTRE, PAGE, PERSON, RULES, TREATMENT
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def _at(studio: Studio, part: int) -> MainWindow:
    window = studio.window()
    window.show_settings(part)
    return window


def person(studio: Studio) -> QWidget:
    return _at(studio, PERSON)


def board(studio: Studio) -> QWidget:
    """A board of children who exist, in a folder of a fixed name."""
    folder = Path("/boards/Zztest ward.crestboard")
    window = studio.window(replace(studio.boards.full, folder=folder, demonstration=False, name="Zztest ward"))
    window.show_settings(BOARD)
    return window


def page(studio: Studio) -> QWidget:
    return _at(studio, PAGE)


def appearance(studio: Studio) -> QWidget:
    return _at(studio, APPEARANCE)


def treatment(studio: Studio) -> QWidget:
    return _at(studio, TREATMENT)


def centre(studio: Studio) -> QWidget:
    return _at(studio, CENTRE)


def rules(studio: Studio) -> QWidget:
    return _at(studio, RULES)


def centre_read_only(studio: Studio) -> QWidget:
    window = studio.window(studio.boards.reading)
    window.show_settings(CENTRE)
    return window


SCENES = scenes("settings", person, board, page, appearance, treatment, centre, rules, centre_read_only)
