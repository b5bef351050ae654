"""Moving a case to the bin needs a reason; nothing is erased."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clinical.case import Case
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text


class DeleteDialog(Frame):
    """``confirmed`` carries the reason."""

    confirmed = Signal(str)

    def __init__(self, look: Look, case: Case, parent: QWidget) -> None:
        super().__init__(
            look,
            f"Move case {case.number} to the bin?",
            "The case leaves the list and its counts. Nothing is erased: it stays whole in the bin (View, Bin), and "
            "“Restore from the bin” brings it back.",
            parent,
        )
        self.name_child(case)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("for example: entered twice")
        self.body.addLayout(labelled(look, "Reason, kept in the history", self.reason))
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Move to bin", danger=True)
        self.held = Text(look, "Write a reason, and the case can be moved.", step="label", tone="text2", wrap=True)
        self.add_beneath(self.held)
        self.do.setEnabled(False)
        self.reason.textChanged.connect(self._allow)
        self.do.clicked.connect(self._confirm)
        self.reason.setFocus()

    def _allow(self, text: str) -> None:
        self.do.setEnabled(bool(text.strip()))
        self.held.setVisible(not text.strip())

    def _confirm(self) -> None:
        self.confirmed.emit(self.reason.text().strip())
        self.accept()
