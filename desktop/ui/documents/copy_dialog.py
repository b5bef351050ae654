"""How far the saving of a large copy is, and a way to stop it."""

from __future__ import annotations

from functools import partial
from threading import Event

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.ui.dialogs.frame import Frame
from desktop.ui.tasks import CancelledError, Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text
from desktop.ui.words import size_words


class CopyDialog(Frame):
    """Shown while a copy is written. ``step`` is what the work calls; Cancel stops it, and no file is left."""

    def __init__(self, look: Look, tasks: Tasks, title: str, parent: QWidget) -> None:
        super().__init__(look, "Saving a copy", f"“{title}”. If you cancel, no file is left behind.", parent)
        self._tasks, self._stop, self._ended = tasks, Event(), False
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress of the copy")
        self.amount = Text(look, "", step="label", tone="text2")
        self.body.addWidget(self.progress)
        self.body.addWidget(self.amount)
        cancel, do = self.add_buttons("Save")
        do.hide()
        cancel.setFocus()

    def step(self, done: int, total: int) -> None:
        """Called from the working thread; the window hears of it on its own."""
        if self._stop.is_set():
            raise CancelledError
        self._tasks.later(partial(self._show, done, total))

    def reject(self) -> None:
        """Stop the work; the dialog goes when the work has ended."""
        self._stop.set()

    def end(self) -> None:
        """The work has ended, one way or the other."""
        self._ended = True
        self.accept()

    def _show(self, done: int, total: int) -> None:
        if not self._ended:
            self.progress.setRange(0, max(total, 1))
            self.progress.setValue(done)
            self.amount.setText(f"{size_words(done)} of {size_words(total)}")
