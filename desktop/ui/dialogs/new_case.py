"""A new case: only an identifier or a name is needed; everything else can wait as "not asked yet"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case, Identifier
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look


class NewCaseDialog(Frame):
    """``made`` carries the new Case; the window stores it and then closes the dialog."""

    made = Signal(object)

    def __init__(self, look: Look, today: Callable[[], date], demonstration: bool, parent: QWidget) -> None:
        super().__init__(look, "New case", "A hospital number or a name is enough to begin.", parent)
        self._demonstration = demonstration
        self.mrn = QLineEdit()
        self.family_name = QLineEdit()
        self.given_name = QLineEdit()
        self.born = DateEdit(look, "Date of birth", today)
        self.diagnosed = DateEdit(look, "Date of diagnosis", today)
        self._row(("Hospital number", self.mrn))
        self._row(("Family name", self.family_name), ("Given name", self.given_name))
        self._row(("Date of birth", self.born), ("Date of diagnosis", self.diagnosed))
        for editor in (self.born, self.diagnosed):
            editor.refused.connect(self.say_wrong)
        _, self.do = self.add_buttons("Create case")
        self.do.clicked.connect(self._make)
        self.mrn.setFocus()

    def case(self) -> Case:
        """What is typed, as a case."""
        mrn = self.mrn.text().strip()
        return Case(
            demonstration=self._demonstration,
            family_name=self.family_name.text().strip(),
            given_name=self.given_name.text().strip(),
            identifiers=(Identifier(system="mrn", value=mrn),) if mrn else (),
            born=known(self.born.date) if self.born.date else NOT_ASKED,
            diagnosed=known(self.diagnosed.date) if self.diagnosed.date else NOT_ASKED,
        )

    def _make(self) -> None:
        for editor in (self.born, self.diagnosed):
            editor.commit()
            if editor.isModified():
                editor.setFocus()
                return
        case = self.case()
        if not case.identifiers and not case.name:
            self.say_wrong("Type a hospital number or a name.")
            self.mrn.setFocus()
            return
        self.say_wrong("")
        self.made.emit(case)

    def _row(self, *pairs: tuple[str, QLineEdit]) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for words, editor in pairs:
            row.addLayout(labelled(self.look, words, editor), 1)
        self.body.addLayout(row)
