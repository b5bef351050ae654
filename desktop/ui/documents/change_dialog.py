"""Another title, kind or day for a document; its content never changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.labels import Labels
from desktop.ui.dialogs.frame import Frame
from desktop.ui.documents.fields import DocumentFields
from desktop.ui.theme import Look


class ChangeDialog(Frame):
    """``given`` carries what was typed."""

    given = Signal(object)

    def __init__(
        self, look: Look, labels: Labels, case: Case, today: Callable[[], date], one: Attachment, parent: QWidget
    ) -> None:
        super().__init__(look, "Change a document", f"File: {one.file_name}", parent)
        self.name_child(case)
        self.fields = DocumentFields(look, labels, today, one.title, one.kind, one.dated)
        self.fields.refused.connect(self.say_wrong)
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Save document")
        self.do.clicked.connect(self._give)
        self.fields.title.setFocus()

    def _give(self) -> None:
        told = self.fields.told()
        if told is not None:
            self.given.emit(told)
