"""A dialog whose deed takes a while: until it is done it says so, and can neither be left nor asked twice."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text


class WorkingDialog(Frame):
    """``begin`` when the deed is started; then ``accept``, or ``refuse`` with why nothing was done."""

    def __init__(self, look: Look, title: str, sentence: str, parent: QWidget) -> None:
        super().__init__(look, title, sentence, parent)
        self.working = False
        self._doing = Text(look, step="label", tone="text2", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName("Progress")
        for part in (self._bar, self._doing):
            part.hide()
            self.add_beneath(part)

    def begin(self, words: str) -> None:
        """Say what is being done; nothing can be pressed."""
        self.say_wrong("")
        self._set_working(True, words)

    def refuse(self, sentence: str) -> None:
        """Say why it was not done; it can be tried again."""
        self._set_working(False)
        self.say_wrong(sentence)

    def reject(self) -> None:
        """What is under way cannot be left."""
        if not self.working:
            super().reject()

    def leave(self) -> None:
        """Close it whatever is typed or under way: what went wrong is told elsewhere."""
        self.done(int(QDialog.DialogCode.Rejected))

    def accept(self) -> None:
        """It is done."""
        self.working = False
        super().accept()

    def _set_working(self, working: bool, words: str = "") -> None:
        self.working = working
        self._doing.setText(words)
        for part in (self._bar, self._doing):
            part.setVisible(working)
        for one in (self.area, *self.buttons()):
            one.setEnabled(not working)
        if not working:
            self.allow()

    def allow(self) -> None:
        """Whether the deed can be asked for as things are typed now."""
