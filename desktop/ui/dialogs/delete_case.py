"""Moving a case to the bin needs a reason; nothing is erased."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clinical.case import Case
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.theme import Look


class DeleteDialog(Frame):
    """``confirmed`` carries the reason."""

    confirmed = Signal(str)

    def __init__(self, look: Look, case: Case, parent: QWidget) -> None:
        super().__init__(
            look,
            f"Move case {case.number} to the bin?",
            "The case leaves the list and its counts. Nothing is erased: it stays whole in the bin (View, Bin), and "
            "“Take back out of the bin” brings it back.",
            parent,
        )
        self.name_child(case)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("for example: entered twice")
        self.body.addLayout(labelled(look, "Reason, kept in the history", self.reason))
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Move to bin", danger=True)
        self.do.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.do.setEnabled(bool(text.strip())))
        self.do.clicked.connect(self._confirm)
        self.reason.setFocus()

    def _confirm(self) -> None:
        self.confirmed.emit(self.reason.text().strip())
        self.accept()
