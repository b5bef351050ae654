"""What is done to one of several results and needs a reason: marking it as the one to use, taking it away."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clinical.case import Case
from desktop.clinical.labels import within
from desktop.services.fact_results_told import ResultLine
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.text import Text

_WHAT = (
    "It then counts for the risk tables and the page, with everything that its report says, whichever result is later. "
    "Nothing is deleted, and the other results stay in sight."
)
_AWAY = (
    "It leaves the record with everything that its report says. Undo brings it back, and the history keeps what it "
    "said. A result that was only typed wrongly is corrected instead."
)


class MarkResultDialog(Frame):
    """``given`` carries the key of the result and the reason."""

    given = Signal(object, str)

    def __init__(self, look: Look, case: Case, name: str, line: ResultLine, parent: QWidget) -> None:
        super().__init__(look, f"Use this result of {name}?", _WHAT, parent)
        self.name_child(case)
        self._key: UUID = line.result.id
        self.body.addWidget(Text(look, said_of(line), wrap=True))
        self.reason = QLineEdit(line.result.chosen_because)
        self.reason.setPlaceholderText("for example: larger sample of the same tumour")
        remark = "Kept with the result, and said wherever it counts."
        self.body.addLayout(labelled(look, "Why this one", self.reason, remark))
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Use this result")
        self.do.clicked.connect(lambda: self.given.emit(self._key, self.reason.text()))
        self.reason.setFocus()


class RemoveResultDialog(Frame):
    """``given`` carries the key of the result and the reason; ``afterwards`` says which result counts then."""

    given = Signal(object, str)

    def __init__(self, look: Look, case: Case, name: str, line: ResultLine, afterwards: str, parent: QWidget) -> None:
        super().__init__(look, f"Remove this result of {name}?", _AWAY, parent)
        self.name_child(case)
        key: UUID = line.result.id
        self.body.addWidget(Text(look, said_of(line), wrap=True))
        self.afterwards = Text(look, f"Afterwards: {within(afterwards)}", weight=MEDIUM, wrap=True)
        self.body.addWidget(self.afterwards)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("for example: the report of another child")
        self.body.addLayout(labelled(look, "Why it is removed", self.reason, "Kept in the history."))
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Remove it", danger=True)
        self.do.clicked.connect(lambda: self.given.emit(key, self.reason.text()))
        self.reason.setFocus()


def said_of(line: ResultLine) -> str:
    """What a result says and where it comes from, in one line."""
    parts = (line.value, line.also, line.performed, line.laboratory, line.method, line.specimen, line.report)
    return ", ".join(one for one in parts if one)
