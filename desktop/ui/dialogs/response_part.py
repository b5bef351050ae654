"""One part of the body in guided grading: whether it was involved, and its measurements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.editing import Field, Kind
from desktop.clinical.labels import Labels
from desktop.clinical.response.criteria import Component, Measure
from desktop.services.drafts import State, read_answer, told_answer
from desktop.services.guided_response import Part, Value
from desktop.services.library import Library
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.theme import Look
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital

_KINDS = {"number": Kind.MEASURE, "whole": Kind.COUNT, "flag": Kind.YES_NO, "code": Kind.CODE}
_YES_NO = {"true": "yes", "false": "no"}
_FIELD = 150
_INVOLVED = "involved"


class ResponsePart(Section):
    """``changed``: something else is known now."""

    changed = Signal()

    def __init__(self, look: Look, library: Library, component: Component, today: Callable[[], date]) -> None:
        super().__init__(look, component.title)
        self.title = component.title
        self._look = look
        self.involved = OneOf(
            look, f"{component.title}: involved at baseline", [(True, "Measured"), (False, "Never involved")], True
        )
        self._labels = _words(library.labels, component)
        self.fields = {key: self._field(measure, today) for key, measure in component.measures.items()}
        self._wrong = {key: Text(look, step="label", tone="error", wrap=True) for key in self.fields}
        self._origin = Text(look, step="label", tone="text2", wrap=True)
        self._origin.hide()
        self._measures = QWidget()
        self._place(component)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.involved)
        column.addWidget(self._origin)
        column.addWidget(self._measures)
        self.body.addLayout(column)
        self.involved.picked.connect(self._switch)

    def fill(self, values: Part, origin: str) -> None:
        """What the record knows; it can be typed over."""
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].set_answer(known(int(value) if self.fields[key].field.kind is Kind.COUNT else value))
        self._origin.setText(f"Filled in from the record: {origin}.")
        self._origin.setVisible(bool(origin))

    def state(self) -> dict[str, object]:
        """What stands in its fields, and whether it was involved."""
        fields = {key: told_answer(one.answer) for key, one in self.fields.items()}
        return {_INVOLVED: bool(self.involved.chosen), **fields}

    def show_state(self, state: State) -> bool:
        """Show this; False where a value cannot be read."""
        kinds: dict[Kind, type[Any]] = {Kind.MEASURE: Decimal, Kind.COUNT: int, Kind.YES_NO: bool}
        told: dict[str, Answer[Any] | None] = {
            key: read_answer(kinds.get(one.field.kind, str), state.get(key)) for key, one in self.fields.items()
        }
        if None in told.values():
            return False
        self.involved.choose(state.get(_INVOLVED) is not False)
        for key, answer in told.items():
            self.fields[key].set_answer(answer or NOT_ASKED)
        return True

    def values(self) -> Part:
        """What is known of this part, by the keys of the criteria."""
        if not self.involved.chosen:
            return {"involved": False}
        answers: Mapping[str, object] = {key: one.answer.value for key, one in self.fields.items()}
        return {key: _value(value) for key, value in answers.items() if value is not None}

    def commit(self) -> bool:
        """Take over what is still being typed; False puts the keyboard where something cannot be used."""
        for one in self.fields.values():
            one.commit()
            if self.involved.chosen and one.has_error:
                one.setFocus()
                return False
        return True

    def _field(self, measure: Measure, today: Callable[[], date]) -> SilenceField:
        kind = _KINDS[measure.kind]
        options: tuple[object, ...] = (True, False) if kind is Kind.YES_NO else tuple(measure.codes)
        field = Field(name=measure.key, kind=kind, options=options, plain=False, at_most=measure.most)
        made = SilenceField(self._look, self._labels, field, today)
        made.committed.connect(lambda _answer: self.changed.emit())
        made.done.connect(lambda: self.focusNextChild())
        made.refused.connect(lambda sentence, key=measure.key: self._say(key, sentence))
        made.set_answer(NOT_ASKED)
        return made

    def _say(self, key: str, sentence: str) -> None:
        if key in getattr(self, "_wrong", {}):
            self._wrong[key].setText(sentence)
            self._wrong[key].setVisible(bool(sentence))

    def _switch(self, _involved: object) -> None:
        self._measures.setVisible(bool(self.involved.chosen))
        self.changed.emit()

    def _place(self, component: Component) -> None:
        grid = QGridLayout(self._measures)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, self._look.px(_FIELD))
        for row, (key, measure) in enumerate(component.measures.items()):
            label = Text(self._look, capital(measure.text), tone="text2", wrap=True)
            label.setBuddy(self.fields[key])
            grid.addWidget(label, 2 * row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self.fields[key], 2 * row, 1)
            self._wrong[key].hide()
            grid.addWidget(self._wrong[key], 2 * row + 1, 0, 1, 2)


def _value(value: object) -> Value:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value  # type: ignore[return-value]


def _words(labels: Labels, component: Component) -> Labels:
    """The words of the window with those of the measurements, which ship with the criteria."""
    names = {key: capital(one.text) for key, one in component.measures.items()}
    coded = {key: {code: capital(code) for code in one.codes} for key, one in component.measures.items() if one.codes}
    flags = {key: _YES_NO for key, one in component.measures.items() if one.kind == "flag"}
    return Labels(MappingProxyType({**labels.words, **coded, **flags, "fact": {**labels.words["fact"], **names}}))
