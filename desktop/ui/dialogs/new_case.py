"""A new case: only an identifier or a name is needed; everything else can wait as "not asked yet"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.services.drafts import State
from desktop.services.library import Library
from desktop.ui.dialogs.drafted import Drafted
from desktop.ui.dialogs.frame import labelled
from desktop.ui.entries.help import EntryHelp
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look

_TOLD = "A hospital number or a name is enough to begin. F1 in a field says what it is and where to find it."


class NewCaseDialog(Drafted):
    """``made`` carries the new Case; the window stores it and then closes the dialog."""

    made = Signal(object)

    def __init__(
        self, look: Look, library: Library, today: Callable[[], date], demonstration: bool, parent: QWidget
    ) -> None:
        super().__init__(look, "New case", _TOLD, parent)
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
            editor.committed.connect(lambda _day: self.typed.emit())
        for line in (self.mrn, self.family_name, self.given_name):
            line.editingFinished.connect(self.typed)
        self._explain(library)
        _, self.do = self.add_buttons("Create case")
        self.do.clicked.connect(self._make)
        self.mrn.setFocus()

    def _explain(self, library: Library) -> None:
        """F1 in a field tells of its fact, as the form does later."""
        self.help = EntryHelp(self.look)
        self.add_beneath(self.help)
        self.help.serve(self)
        for name, editor in {**self._lines(), **self._days()}.items():
            self.help.explain(editor, name, library.labels.name(name), library.help.fields[name])

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

    def state(self) -> dict[str, object]:
        """What stands in its fields, by name."""
        days = {name: str(one.date or "") for name, one in self._days().items()}
        return {**{name: one.text() for name, one in self._lines().items()}, **days}

    def show_state(self, state: State) -> bool:
        """Show this in its fields."""
        for name, line in self._lines().items():
            line.setText(str(state.get(name, "")))
        for name, editor in self._days().items():
            told = str(state.get(name, ""))
            editor.show_date(PartialDate.parse(told) if told else None)
        return True

    def name_of(self, field: str) -> str:
        """What a field is called."""
        return {**self._lines(), **self._days()}[field].accessibleName()

    def _lines(self) -> dict[str, QLineEdit]:
        return {"mrn": self.mrn, "family_name": self.family_name, "given_name": self.given_name}

    def _days(self) -> dict[str, DateEdit]:
        return {"born": self.born, "diagnosed": self.diagnosed}

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
