"""Entering a further result of a fact as its report has it, or correcting one that was entered wrongly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case
from desktop.clinical.editing import RESULT_TYPES, Field
from desktop.clinical.labels import within
from desktop.clinical.results import Provenance, Result
from desktop.services.drafts import State, result_of_state, state_of_result
from desktop.services.fact_results import NOTHING_TYPED, answer_in, facts_beside, further_result
from desktop.services.library import Library
from desktop.ui.dialogs.drafted import Drafted
from desktop.ui.dialogs.frame import labelled
from desktop.ui.entries.help import EntryHelp
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.forms.ways import ways_of
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Line, Text

_ORIGINS = {"laboratory": "Laboratory", "method": "Method", "specimen": "Specimen", "report_reference": "Report number"}
_ABOVE = 8
_FURTHER = (
    "Further result of",
    "As its report has it; the results before it stay. F1 in a field says what it is.",
    "Add the result",
)
_CORRECTION = (
    "Correct the result of",
    "Only where it was entered otherwise than on its report; a new report is a further result.",
    "Save the correction",
)


class FurtherResultDialog(Drafted):
    """``given`` carries the whole result: what a report says, and where it is from. ``before`` is to be corrected."""

    given = Signal(object)

    def __init__(
        self,
        look: Look,
        library: Library,
        case: Case,
        field: Field,
        today: Callable[[], date],
        parent: QWidget,
        before: Result | None = None,
    ) -> None:
        what, sentence, verb = _CORRECTION if before is not None else _FURTHER
        super().__init__(look, f"{what} {within(library.labels.name(field.name))}", sentence, parent)
        self.name_child(case)
        self.ask_size(620, 420)
        self._library, self._field, self._labels, self._today = library, field, library.labels, today
        self.values = {one.name: self._value(case, one) for one in facts_beside(field)}
        self.day = DateEdit(look, "Date of the sample", today)
        self.origins = {one: QLineEdit() for one in _ORIGINS}
        self._lay_body()
        self.help = EntryHelp(look)
        self._explain(library)
        for edit in self.origins.values():
            edit.editingFinished.connect(self.typed)
        self.day.refused.connect(self.say_wrong)
        self.day.committed.connect(lambda _day: self.typed.emit())
        if before is not None:
            self._fill(before)
            self._say_mark(before.chosen_because)
        _, self.do = self.add_buttons(verb)
        self.do.clicked.connect(self._give)
        self.values[field.name].setFocus()

    def _say_mark(self, because: str) -> None:
        """A mark goes with the result that is corrected: nobody should find it on another value unawares."""
        if because:
            told = f"It is marked as the one to use, because: {because}. The mark stays with what is saved here."
            self.add_above(Notice(self.look, "caution", "", told))

    def _value(self, case: Case, field: Field) -> SilenceField:
        made = SilenceField(self.look, self._labels, field, self._today, ways_of(self._library, field.name))
        made.child = case
        made.refused.connect(self.say_wrong)
        made.done.connect(self.move_on)
        made.committed.connect(lambda _answer: self.typed.emit())
        return made

    def _lay_body(self) -> None:
        first, *others = self.values
        remark = "Where it has no value, say why with Alt+Down."
        self.body.addLayout(labelled(self.look, self._labels.name(first), self.values[first], remark))
        origins = [labelled(self.look, words, self.origins[one]) for one, words in _ORIGINS.items()]
        day = labelled(self.look, "Date of the sample, or of the request", self.day)
        for pair in _pairs([day, *origins]):
            self.body.addLayout(pair)
        if others:
            self.body.addSpacing(_ABOVE)
            self.body.addWidget(Text(self.look, "What the same report says besides", weight=STRONG, wrap=True))
            self.body.addWidget(Line())
            for pair in _pairs([labelled(self.look, self._labels.name(one), self.values[one]) for one in others]):
                self.body.addLayout(pair)
        self.body.addStretch(1)

    def _explain(self, library: Library) -> None:
        """F1 in every field, and in the parts of where it came from."""
        self.add_beneath(self.help)
        self.help.serve(self)
        facts, parts = library.help.fields, library.help.parts
        for name, value in self.values.items():
            if name in facts:
                self.help.explain(value, name, self._labels.name(name), facts[name])
        for name, edit in {"performed_on": self.day, **self.origins}.items():
            self.help.explain(edit, f"origin.{name}", edit.accessibleName(), parts[f"origin.{name}"])

    def entered(self) -> Result:
        """What is typed, as a result."""
        return further_result(self._field, self._answers(), self._origin())

    def state(self) -> dict[str, object]:
        """What stands in its fields."""
        return state_of_result(self._as_typed(), self.values, ("performed_on", *self.origins))

    def show_state(self, state: State) -> bool:
        """Show this in its fields."""
        kept = result_of_state(self._as_typed(), state)
        if kept is None:
            return False
        self._fill(kept)
        return True

    def name_of(self, field: str) -> str:
        """What a field is called."""
        origin = field.removeprefix("provenance.")
        return _ORIGINS.get(origin) or ("Date" if origin == "performed_on" else self._labels.name(field))

    def _as_typed(self) -> Result:
        """Field by field, with the day where it was typed: a draft keeps it also while there is no value yet."""
        kind = RESULT_TYPES[str(self._field.results)]
        return kind(provenance=self._origin(), **cast("dict[str, Any]", self._answers()))

    def _answers(self) -> dict[str, Answer[object]]:
        return {name: one.answer for name, one in self.values.items()}

    def _origin(self) -> Provenance:
        typed = {name: edit.text().strip() for name, edit in self.origins.items()}
        return replace(Provenance(performed_on=self.day.date), **cast("dict[str, Any]", typed))

    def _fill(self, kept: Result) -> None:
        silences = [answer_in(kept, one) for one in facts_beside(self._field)]
        on = kept.provenance.performed_on or next((one.on for one in silences if one.on), None)
        where = kept.provenance.laboratory or next((one.where for one in silences if one.where), "")
        for name, one in self.values.items():
            one.set_answer(getattr(kept, name))
        self.day.show_date(on)
        for name, edit in self.origins.items():
            edit.setText(where if name == "laboratory" else getattr(kept.provenance, name))

    def _give(self) -> None:
        """Take over what is still being typed; what cannot be used keeps the keyboard."""
        self.say_wrong("")
        for one in self.values.values():
            one.commit()
            if one.has_error:
                one.setFocus()
                return
        self.day.commit()
        if self.day.isModified():
            self.day.setFocus()
            return
        first = self.values[self._field.name]
        if all(one == NOT_ASKED for one in self._answers().values()):
            self.say_wrong(NOTHING_TYPED)
            first.show_wanted()
            first.setFocus()
            return
        first.show_wanted(False)
        self.given.emit(self.entered())


def _pairs(columns: Sequence[QVBoxLayout]) -> list[QHBoxLayout]:
    """Two beside each other, in the order in which one reads."""
    rows = []
    for place in range(0, len(columns), 2):
        row = QHBoxLayout()
        row.setSpacing(12)
        for one in columns[place : place + 2]:
            row.addLayout(one, 1)
        if len(columns[place : place + 2]) == 1:
            row.addWidget(QWidget(), 1)
        rows.append(row)
    return rows
