"""Guided grading by the response criteria: measurements part by part, and the grades that follow as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.response import Response
from desktop.clinical.results import ResponseAssessment
from desktop.services.drafts import State
from desktop.services.guided_response import Part, assessment_of, grade, known_of, reasons_in_words
from desktop.services.library import Library
from desktop.ui.dialogs.drafted import Drafted
from desktop.ui.dialogs.frame import labelled
from desktop.ui.dialogs.response_part import ResponsePart
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import settle

_DAY = "day"
_WHAT = (
    "Baseline is that of this treatment phase. What stays empty is not known, and a part without it is not evaluable."
)


class GuidedResponseDialog(Drafted):
    """``given`` carries the whole assessment, graded."""

    given = Signal(object)

    def __init__(self, look: Look, library: Library, case: Case, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(look, f"Response by {library.criteria.graded.file.id}", _WHAT, parent)
        self.name_child(case)
        self._library, self._today = library, today
        self.day = DateEdit(look, "Date of the assessment", today)
        self.body.addLayout(labelled(look, "Date of the assessment", self.day))
        self.day.committed.connect(lambda _day: self.typed.emit())
        found = known_of(library, case)
        self.parts: dict[str, ResponsePart] = {}
        for name, component in library.criteria.graded.components.items():
            part = ResponsePart(look, library, component, today)
            part.fill(found.values.get(name, {}), found.origins.get(name, ""))
            part.changed.connect(self._show)
            part.changed.connect(self.typed)
            self.parts[name] = part
            self.body.addWidget(part)
        self._result = Section(look, "Grades that follow")
        self._grid = StatementGrid(look, 120)
        self._result.body.addWidget(self._grid)
        self.body.addWidget(self._result)
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Save these grades")
        self.do.clicked.connect(self._give)
        self.ask_size(760, 690)
        self._show()
        self.day.setFocus()

    @property
    def response(self) -> Response | None:
        """What follows from what is typed; None where something cannot be used, which is then said."""
        try:
            return grade(self._library, self._typed())
        except UserError as error:
            self.say_wrong(str(error))
            return None

    def state(self) -> dict[str, object]:
        """What stands in its fields: the day, and each measurement under its part."""
        day: dict[str, object] = {_DAY: str(self.day.date) if self.day.date is not None else None}
        return day | {
            f"{part}.{key}": one for part, values in self.parts.items() for key, one in values.state().items()
        }

    def show_state(self, state: State) -> bool:
        """Show this in its fields."""
        for name, part in self.parts.items():
            if not part.show_state({key: state.get(f"{name}.{key}") for key in part.state()}):
                return False
        day = state.get(_DAY)
        self.day.show_date(PartialDate.parse(str(day)) if day is not None else None)
        self._show()
        return True

    def name_of(self, field: str) -> str:
        """A measurement goes by the part of the body that it is of."""
        part = self.parts.get(field.partition(".")[0])
        return part.title if part is not None else "Date of the assessment"

    def _typed(self) -> Mapping[str, Part]:
        return {name: part.values() for name, part in self.parts.items()}

    def _show(self) -> None:
        self.say_wrong("")
        response = self.response
        if response is None:
            self._grid.show_statements(())
            return
        components = self._library.criteria.graded.components
        told = [Statement("Overall", response.overall, strong=True)]
        told += [Statement(components[name].title, str(code)) for name, code in response.parts.items()]
        why = reasons_in_words(self._library, response)
        if response.conflict:
            told.append(Statement("Sources differ", response.conflict))
        if response.gap:
            told.append(Statement("To confirm", "The sources leave a gap here; a clinician confirms the default."))
        told.append(Statement("Why", why[0], items=why[1:]) if why else Statement("", ""))
        self._grid.show_statements(told)
        settle(self._result)

    def _give(self) -> None:
        self.day.commit()
        for part in self.parts.values():
            if not part.commit():
                return
        day = self.day.date.full if self.day.date is not None else None
        if self.day.isModified() or day is None:
            self.say_wrong("Type the whole date of the assessment, for example t for today.")
            self.day.setFocus()
            return
        response = self.response
        if response is None:
            return
        if not any(self._typed().values()):
            self.say_wrong("Nothing was measured yet; type at least one measurement, or what was not involved.")
            return
        made: ResponseAssessment = assessment_of(self._library, self._typed(), response, day)
        self.given.emit(made)
