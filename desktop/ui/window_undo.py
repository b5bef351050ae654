"""Undo and redo as the window offers them: in the menu, at its foot, in a confirmation, and in a notice by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from desktop.ui.notices import Told
from desktop.ui.rooms import show_changed
from desktop.ui.undoing import Undoing, typed_in

if TYPE_CHECKING:
    from desktop.clinical.case import Case
    from desktop.services.undoing import UndoStep
    from desktop.ui.main_window import MainWindow


class WindowUndo(QObject):
    """Stands between the steps of a board and one window."""

    def __init__(self, window: MainWindow, undoing: Undoing) -> None:
        super().__init__(window)
        self._window, self._undoing = window, undoing
        undoing.state.connect(window.say_state)
        undoing.changed.connect(self.show_steps)
        undoing.done.connect(self._done)
        undoing.refused.connect(self._offer_skip)
        entry = window.actions_by_name.get("undo")
        for place in entry.associatedObjects() if entry is not None else ():
            if isinstance(place, QMenu):
                place.aboutToShow.connect(self.show_steps)

    def undo(self) -> None:
        """Typing that is not saved yet is taken back first, then the last step that was."""
        editor = typed_in()
        if editor is not None:
            editor.undo()
        else:
            self._undoing.undo()

    def confirm(self, words: str) -> None:
        """Say what was done, and offer to undo it where that can be."""
        if self._undoing.take_new():
            self._say_with_way_back(words)
        else:
            self._window.toast.say(words)

    def show_steps(self) -> None:
        """Name what can be undone and redone in the menu and at the foot of the window."""
        for name, words in self._undoing.names().items():
            if name in self._window.actions_by_name:
                self._window.actions_by_name[name].setText(f"&{words.replace('&', '&&')}")
        self._window.status.show_step(self._undoing.next_undo)
        self._window.enable_actions()
        self._window.show_next_meeting()

    def _done(self, cases: list[Case], words: str) -> None:
        show_changed(self._window, cases)
        self._say_with_way_back(words)

    def _say_with_way_back(self, words: str) -> None:
        self._window.toast.say(words, *self._undoing.way_back(words))

    def _offer_skip(self, step: UndoStep, sentence: str) -> None:
        """What cannot be undone is told with the reason; what was done before it can then be reached, by name."""
        offer = (f"Skip the {step.name}", partial(self._skip, step))
        self._window.notices.tell(Told("caution", "", sentence, offer))

    def _skip(self, step: UndoStep) -> None:
        self._undoing.skip(step)
        self._window.toast.say(f"Skipped the {step.name}: it stays as it is")
