"""Entering one laboratory result as its report has it: marker, value with unit, own limit, date and laboratory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import Field, Kind
from desktop.clinical.labels import Labels
from desktop.clinical.results import MarkerResult, Provenance
from desktop.clinical.vocabulary import Marker, MarkerUnit
from desktop.services.drafts import State, read_answer, told_answer
from desktop.services.library import Library
from desktop.services.marker_units import written_units
from desktop.ui.dialogs.drafted import Drafted
from desktop.ui.dialogs.frame import labelled
from desktop.ui.entries.help import EntryHelp
from desktop.ui.entries.remark import Remark
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.forms.ways import Ways
from desktop.ui.theme import Look
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.section import empty

_VALUE, _LIMIT, _UNIT = "value", "upper_limit", "unit"
_MARKER, _DAY, _PLACE = "marker", "day", "place"
_NAMES = {_VALUE: "Result", _LIMIT: "Laboratory's own upper limit", _UNIT: "Unit"}
_TOLD = "As on the laboratory report; limit and result in the same unit. F1 in a field says what it is."


class MarkerDialog(Drafted):
    """``given`` carries the whole result. ``known_result`` is the one to change; without it a new one is entered."""

    given = Signal(object)

    def __init__(
        self,
        look: Look,
        library: Library,
        case: Case,
        today: Callable[[], date],
        parent: QWidget,
        known_result: MarkerResult | None = None,
    ) -> None:
        title = "Change a result" if known_result else "New result"
        super().__init__(look, title, _TOLD, parent)
        self.name_child(case)
        self._library, self._rules, self._today, self._before = library, library.markers, today, known_result
        self._labels = _with_units(library)
        # the last of each marker, for a series is read in one unit and a wrong one is a wrong result
        self._usual = {one.marker: one.unit for one in case.markers}
        first = known_result.marker if known_result else Marker.VMA
        self._make_fields(first)
        self._lay_body()
        self._explain()
        self._offer_units(first, known_result.unit if known_result else None)
        self._fill(known_result)
        self._wire()
        _, self.do = self.add_buttons("Save result")
        self.do.clicked.connect(self._give)
        if known_result:
            self.value.setFocus()
        else:
            self.marker.focus_chosen()

    def _make_fields(self, first: Marker) -> None:
        """The fields that every marker has; the one of the unit comes with the marker."""
        look, today = self.look, self._today
        self.marker = OneOf(look, "Marker", [(one, self._rules.marker(one).name) for one in Marker], first)
        self.value, self.limit = (
            SilenceField(look, self._labels, Field(name=name, kind=Kind.MEASURE), today, Ways(beside=units))
            for name, units in ((_VALUE, self._units), (_LIMIT, self._units_of_limit))
        )
        self.day = DateEdit(look, "Date of the sample", today)
        self.place = QLineEdit()
        self.unit: SilenceField | None = None
        self.help, self.remark = EntryHelp(look), Remark(look, "caution", "caution")
        self._unit_place = QVBoxLayout()

    def _lay_body(self) -> None:
        """In the order in which a report is read."""
        look, body = self.look, self.body
        measured, where = QHBoxLayout(), QHBoxLayout()
        for row in (measured, where):
            row.setSpacing(12)
        body.addLayout(labelled(look, "Marker", self.marker))
        # the keyboard goes to its buttons, not to the frame around them, which a label makes a stop
        self.marker.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        measured.addLayout(labelled(look, _NAMES[_VALUE], self.value), 1)
        measured.addLayout(self._unit_place, 1)
        body.addLayout(measured)
        body.addWidget(self.remark)
        remark = "A limit that the report does not print stays not asked, or says why."
        body.addLayout(labelled(look, _NAMES[_LIMIT], self.limit, remark))
        where.addLayout(labelled(look, "Date of the sample, or of the request", self.day), 1)
        where.addLayout(labelled(look, "Laboratory", self.place), 1)
        body.addLayout(where)
        body.addStretch(1)

    def _wire(self) -> None:
        """What is said of a field that was typed, and where Enter goes on to."""
        self.marker.picked.connect(lambda marker: self._offer_units(marker, None))
        self.marker.picked.connect(self._taken_over)
        for field in (self.value, self.limit, self.day):
            field.refused.connect(self.say_wrong)
            field.committed.connect(self._taken_over)
        for field in (self.value, self.limit):
            field.measured.connect(self._choose_unit)
            field.done.connect(self.move_on)
        self.place.editingFinished.connect(self.typed)

    def entered(self) -> MarkerResult:
        """What is typed, as a result. A silence has the date and the laboratory; a value's provenance has them."""
        value, limit = (cast("Answer[Decimal]", field.answer) for field in (self.value, self.limit))
        on, where = self.day.date, self.place.text().strip()
        before = self._before
        origin = before.provenance if before else Provenance()
        if value.is_known:
            origin = replace(origin, performed_on=on, laboratory=where)
        else:
            origin = replace(origin, performed_on=None, laboratory="")
            # what nobody said anything of has no day either
            value = replace(value, on=on, where=where) if value != NOT_ASKED else value
        made = before or MarkerResult(marker=Marker.VMA, unit=MarkerUnit.MG_G)
        return replace(
            made,
            provenance=origin,
            marker=Marker(str(self.marker.chosen)),
            unit=MarkerUnit(str(self.unit.answer.value if self.unit and self.unit.answer.is_known else made.unit)),
            value=value,
            upper_limit=limit,
        )

    def state(self) -> dict[str, object]:
        """What stands in its fields; a unit that nobody chose is none."""
        unit = self.unit.answer.value if self.unit is not None and self.unit.answer.is_known else None
        return {
            _MARKER: str(self.marker.chosen),
            _VALUE: told_answer(self.value.answer),
            _LIMIT: told_answer(self.limit.answer),
            _UNIT: str(unit) if unit is not None else None,
            _DAY: str(self.day.date) if self.day.date is not None else None,
            _PLACE: self.place.text().strip(),
        }

    def show_state(self, state: State) -> bool:
        """Show this in its fields."""
        value, limit = (read_answer(Decimal, state[name]) for name in (_VALUE, _LIMIT))
        if value is None or limit is None:
            return False
        marker, unit, day = Marker(str(state[_MARKER])), state[_UNIT], state[_DAY]
        self.marker.choose(marker)
        self._offer_units(marker, MarkerUnit(str(unit)) if unit is not None else None)
        self.value.set_answer(value)
        self.limit.set_answer(limit)
        self.day.show_date(PartialDate.parse(str(day)) if day is not None else None)
        self.place.setText(str(state[_PLACE]))
        return True

    def name_of(self, field: str) -> str:
        """What a field is called."""
        return {_MARKER: "Marker", _DAY: "Date", _PLACE: "Laboratory", **_NAMES}[field]

    def _explain(self) -> None:
        """F1 in every field; the unit is explained whenever it is built."""
        self.add_beneath(self.help)
        self.help.serve(self)
        told = (("marker", self.marker), (_VALUE, self.value), (_LIMIT, self.limit), ("performed_on", self.day),
                ("laboratory", self.place))  # fmt: skip
        for name, editor in told:
            self._explain_field(name, editor)

    def _explain_field(self, name: str, editor: QWidget) -> None:
        part = f"marker.{name}"
        label = _NAMES.get(name) or editor.accessibleName()
        self.help.explain(editor, name, label, self._library.help.parts[part])

    def _units(self) -> Mapping[object, Sequence[str]]:
        """The units that can be typed behind the result: all that the marker has."""
        return written_units(self._library, Marker(str(self.marker.chosen)))

    def _units_of_limit(self) -> Mapping[object, Sequence[str]]:
        """Behind the limit of a result that stands there only the unit of that result: another would change both."""
        units, chosen = self._units(), self.unit.answer.value if self.unit is not None else None
        return {chosen: units[chosen]} if self.value.answer.is_known and chosen in units else units

    def _choose_unit(self, code: object) -> None:
        """The unit that was typed is chosen; where that is another than before, it is said."""
        before = self.unit.answer if self.unit is not None else NOT_ASKED
        if self.unit is None or before.value == code:
            return
        self.unit.forget()
        self.unit.set_answer(known(code))
        said = ""
        if before.is_known:
            both = ", for the limit as well: check it" if self.limit.answer.is_known else ""
            now, then = (self._labels.word(_UNIT, one) for one in (code, before.value))
            said = f"The unit is now {now} as typed{both}. It was {then}."
        self.remark.say(said)

    def _taken_over(self, _answer: object) -> None:
        self.typed.emit()

    def _offer_units(self, marker: object, chosen: MarkerUnit | None) -> None:
        """The units of a marker: the one of the child's series stands there; without a series it has to be chosen."""
        units = tuple(MarkerUnit(one) for one in self._rules.marker(str(marker)).units)
        chosen = chosen or self._usual.get(Marker(str(marker)))
        if chosen is None and self.unit is not None and self.unit.answer.value in units:
            return
        chosen = chosen or (units[0] if len(units) == 1 else None)
        empty(self._unit_place)
        self.remark.say("")
        field = Field(name=_UNIT, kind=Kind.CODE, options=units, plain=True)
        unit = SilenceField(self.look, self._labels, field, self._today)
        unit.set_answer(known(chosen) if chosen in units else NOT_ASKED)
        unit.refused.connect(self.say_wrong)
        unit.committed.connect(self._taken_over)
        unit.done.connect(self.move_on)
        unit.committed.connect(lambda _answer: self.remark.say(""))
        self._unit_place.addLayout(labelled(self.look, _NAMES[_UNIT], unit))
        QWidget.setTabOrder(self.value, unit)
        QWidget.setTabOrder(unit, self.limit)
        self.unit = unit
        self._explain_field(_UNIT, unit)

    def _fill(self, one: MarkerResult | None) -> None:
        if one is None:
            return
        self.value.set_answer(one.value)
        self.limit.set_answer(one.upper_limit)
        self.day.show_date(one.provenance.performed_on or one.value.on)
        self.place.setText(one.provenance.laboratory or one.value.where)

    def _give(self) -> None:
        self.say_wrong("")
        for field in (self.value, self.unit, self.limit):
            if field is None:
                continue
            field.commit()
            if field.has_error:
                field.setFocus()
                return
        self.day.commit()
        if self.day.isModified():
            self.day.setFocus()
            return
        if self.value.answer == NOT_ASKED:
            self.say_wrong("Type the result, or say with Alt+Down why there is none.")
            self.value.setFocus()
            return
        if self.value.answer.is_known and self.unit is not None and not self.unit.answer.is_known:
            self.say_wrong("Choose the unit that the report has.")
            self.unit.setFocus()
            return
        self.given.emit(self.entered())


def _with_units(library: Library) -> Labels:
    """The words of the window with those of the units, which ship with the markers."""
    units = {unit.code: unit.words for unit in library.markers.units.units.values()}
    words = {**library.labels.words, _UNIT: units, "fact": {**library.labels.words["fact"], **_NAMES}}
    return Labels(MappingProxyType(words))
