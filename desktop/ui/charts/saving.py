"""Asks where a chart or its rows shall go, saves them, and says what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.clinical.errors import UserError

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

PICTURE, SPREADSHEET = "Picture (*.png)", "Spreadsheet (*.csv)"
CLEAR = "The file will not be encrypted; keep it only where patient files may be kept."
UNRECORDED = ", and that it left the board could not be written down"


class Saving:
    """For one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def path(self, title: str, proposed: str, kinds: str) -> Path | None:
        """Where it shall go; the proposed name names no child. None: cancelled."""
        name, _ = QFileDialog.getSaveFileName(self._window, f"{title} {CLEAR}", proposed, kinds)
        return Path(name) if name else None

    def save(self, save: Callable[[], bool], what: str, path: Path) -> None:
        """Save it; what cannot be saved is told."""
        try:
            recorded = save()
        except UserError as error:
            self._window.messages.report(error)
            return
        self._window.deeds.told.emit(f"{what} saved as {path.name}{'' if recorded else UNRECORDED}")

    def refuse(self, sentence: str) -> None:
        """Say why there is nothing to save."""
        self._window.messages.report(UserError(sentence))
