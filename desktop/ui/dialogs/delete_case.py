"""Moving a case to the bin needs a reason; nothing is erased."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.theme import Look


class DeleteDialog(Frame):
    """``confirmed`` carries the reason."""

    confirmed = Signal(str)

    def __init__(self, look: Look, number: int, parent: QWidget) -> None:
        super().__init__(
            look,
            f"Move case {number} to the bin?",
            "It leaves the list and the counts. It stays in the bin, whole, and can be taken back.",
            parent,
        )
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("for example: entered twice")
        self.body.addLayout(labelled(look, "Reason", self.reason))
        _, self.do = self.add_buttons("Move to bin", danger=True)
        self.do.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.do.setEnabled(bool(text.strip())))
        self.do.clicked.connect(self._confirm)
        self.reason.setFocus()

    def _confirm(self) -> None:
        self.confirmed.emit(self.reason.text().strip())
        self.accept()
