"""What the Help menu shows: every key, and which program and which rules these are."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from desktop import __version__
from desktop.services.library import Library
from desktop.ui.actions import shortcuts_of
from desktop.ui.dialogs.about import PairsDialog
from desktop.ui.dialogs.shortcuts import ShortcutSheet
from desktop.ui.theme import Look


def show_keys(look: Look, window: QMainWindow) -> None:
    """The keys of every action and of every kind of control."""
    ShortcutSheet(look, shortcuts_of(window.menuBar()), window).open()


def show_about(look: Look, library: Library, window: QMainWindow) -> None:
    """Versions of program and rules."""
    rules = [(scheme.title, f"rules {scheme.version}") for scheme in library.rules.schemes]
    told = "Decision support, not a decision. It informs the board and never decides for it."
    PairsDialog(look, f"Crestboard {__version__}", told, rules, window).open()


def show_reading(look: Look, library: Library, window: QMainWindow) -> None:
    """Further reading: pages, notes for explaining, codes."""
    # loaded when it is first wanted, so that the list is there sooner
    from desktop.ui.dialogs.reading import ReadingDialog

    ReadingDialog(look, library.labels, library.reading, window).open()
