"""Everything that has a window of its own goes out of sight while the board is locked; our dialogs come back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMainWindow, QWidget

from desktop.ui.dialogs.drafted import Drafted
from desktop.ui.dialogs.frame import Frame

_OF_THE_SYSTEM = ("QAbstractPrintDialog", "QMessageBox", "QInputDialog")


class Curtain:
    """Belongs to one window, which stays. Dialogs of the system that wait for an answer are broken off."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._hidden: list[tuple[QDialog, QWidget | None]] = []
        self.broken_off = False

    def fall(self) -> None:
        """Take away popups, tooltips and dialogs, whatever is typed in them; ours are kept as they are."""
        self._hidden, self.broken_off = [], False
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.hide()
        for top in QApplication.topLevelWidgets():
            if top is self._window or not top.isVisible():
                continue
            if not isinstance(top, QDialog):
                top.hide()
            elif is_of_the_system(top):
                self.broken_off = True
                top.reject()
            else:
                self._hidden.append((top, top.focusWidget()))
        # the one in front first, and those behind it in order when they come back
        self._hidden.sort(key=lambda one: _depth(one[0]))
        for dialog, _ in reversed(self._hidden):
            dialog.hide()

    def rise(self) -> None:
        """Bring our dialogs back, with the keyboard where it was."""
        hidden, self._hidden = self._hidden, []
        for dialog, focus in hidden:
            dialog.show()
            dialog.activateWindow()
            if focus is not None:
                focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed_in(self) -> int:
        """How many of our dialogs hold something typed that is nowhere else."""
        return sum(isinstance(one, Frame) and one.is_typed_in() for one, _ in self._hidden)

    def throw_away(self) -> None:
        """Let our dialogs end without an answer: another person goes on."""
        hidden, self._hidden = self._hidden, []
        for dialog, _ in reversed(hidden):
            # not by asking whether what is typed may be lost; what is kept of it belongs to who typed it
            if isinstance(dialog, Drafted):
                dialog.left_behind = True
            dialog.done(QDialog.DialogCode.Rejected)


def is_of_the_system(dialog: QDialog) -> bool:
    """Whether the code that opened it waits for its answer: hidden, it would answer by itself."""
    return isinstance(dialog, QFileDialog) or any(dialog.inherits(name) for name in _OF_THE_SYSTEM)


def _depth(widget: QWidget) -> int:
    depth, around = 0, widget.parentWidget()
    while around is not None:
        depth, around = depth + 1, around.parentWidget()
    return depth
