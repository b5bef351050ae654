"""Whether a document that was removed stands among those of the child again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look


class PutBackDialog(Frame):
    """Names the child, so that nothing is put back with another; ``confirmed`` when it shall be."""

    confirmed = Signal()

    def __init__(self, look: Look, case: Case, one: Attachment, parent: QWidget) -> None:
        words = f"“{one.title}” will stand among the documents of this child again."
        super().__init__(look, "Put the document back?", words, parent)
        self.name_child(case)
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Put back")
        self.do.clicked.connect(self._confirm)
        self.do.setFocus()

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()
