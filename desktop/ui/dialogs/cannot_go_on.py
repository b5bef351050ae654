"""The board does not answer any more after a fault: the session ends in order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice


class CannotGoOnDialog(Frame):
    """Says it and what to do; however it is left, the window closes. ``look_into`` shows the report before."""

    def __init__(self, look: Look, look_into: Callable[[], object], parent: QWidget | None) -> None:
        super().__init__(look, "Crestboard has to close", "", parent)
        told = "What was saved is safe; what was being typed may be lost. Open Crestboard again."
        self.notice = Notice(look, "error", "The board has stopped answering.", told)
        self.body.addWidget(self.notice)
        self.why = Button(look, "What happened…")
        self.why.setAutoDefault(False)
        self.why.clicked.connect(lambda: look_into())
        self.add_at_foot(self.why)
        cancel, self.end = self.add_buttons("Close Crestboard")
        cancel.hide()
        self.end.clicked.connect(self.accept)
