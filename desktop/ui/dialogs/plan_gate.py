"""The gate before an event in its dialog: each condition with a tick, and who confirmed it, when, and what they saw.

A tick is a person's and never set by the program; beneath it stands what makes it a confirmation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.dates import PartialDate
from desktop.clinical.timeline import FactStatus
from desktop.clinical.timeline.rows import Condition
from desktop.clinical.treatment_plan import GateConfirmation
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.dialogs.plan_days import past_day
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.worded import INDENT, WordsOf, worded

_HEAD = "Gate: confirmed by a person, never by the program"


class ConditionFields(QWidget):
    """One condition. ``person`` is at the board, and is proposed once somebody ticks it."""

    ticked = Signal()

    def __init__(
        self, look: Look, condition: Condition, said: GateConfirmation | None, today: Callable[[], date], person: str
    ) -> None:
        super().__init__()
        self.condition, self._today, self._person = condition, today, person
        self.tick = QCheckBox()
        self.tick.setAccessibleName(f"Confirmed: {condition.title}")
        self.tick.setChecked(said is not None)
        self.words = WordsOf(look, self.tick)
        self.day = DateEdit(look, f"Day of confirmation: {condition.title}", today)
        self.day.show_date(PartialDate.of(said.confirmed_on) if said else None)
        self.by = _line(said.confirmed_by if said else "", "a clinician", f"Confirmed by: {condition.title}")
        self.seen = _line(said.note if said else "", "for example a count", f"What was seen: {condition.title}")
        self.details = QWidget()
        self._lay_out(look)
        self._at_first = self._told
        self.tick.toggled.connect(self._toggled)
        self._show()

    @property
    def changed(self) -> bool:
        """Whether the tick, or anything beneath it, says something else than at first."""
        return self._told != self._at_first

    @property
    def _told(self) -> tuple[str, ...]:
        fields = (self.day, self.by, self.seen) if self.tick.isChecked() else ()
        return tuple(one.text() for one in fields)

    def told(self, event: str, dialog: Frame) -> GateConfirmation | None:
        """The confirmation as it stands here; None where something is missing, which the dialog then says."""
        day = past_day(self.day, dialog, self._today())
        if day is None:
            return None
        if not self.by.text().strip():
            dialog.say_wrong(f"Say who confirmed “{self.condition.title}”; the program never does.")
            self.by.setFocus()
            return None
        return GateConfirmation(
            event=event, condition=self.condition.id, confirmed_on=day,
            confirmed_by=self.by.text().strip(), note=self.seen.text().strip(),
        )  # fmt: skip

    def _lay_out(self, look: Look) -> None:
        row = QHBoxLayout(self.details)
        row.setContentsMargins(look.px(INDENT), 0, 0, 0)
        row.setSpacing(12)
        for name, control in (("Confirmed on", self.day), ("By", self.by), ("What was seen", self.seen)):
            row.addLayout(labelled(look, name, control), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(worded(look, self.tick, self.words))
        if self.condition.note:
            note = Text(look, self.condition.note, step="label", tone="text2", wrap=True)
            note.setContentsMargins(look.px(INDENT), 0, 0, 0)
            column.addWidget(note)
        column.addWidget(self.details)

    def _toggled(self, on: bool) -> None:
        if on and not self.by.text():
            self.by.setText(self._person)
        self._show()
        if on:
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ticked.emit()

    def _show(self) -> None:
        on, doubt = self.tick.isChecked(), self.condition.status
        told = self.condition.title + ("" if doubt is FactStatus.VERIFIED else f" ({doubt})")
        self.words.setText(told if on else f"Not confirmed: {told}")
        self.words.set_tone("text" if on else "caution")
        self.details.setVisible(on)


class GatePart(Section):
    """All conditions of one event's gate."""

    ticked = Signal()

    def __init__(
        self, look: Look, event: str, conditions: Sequence[Condition], said: Mapping[str, GateConfirmation],
        today: Callable[[], date], person: str,
    ) -> None:  # fmt: skip
        super().__init__(look, _HEAD)
        self._event, self._said = event, said
        self.body.setSpacing(10)
        self.conditions = [ConditionFields(look, one, said.get(one.id), today, person) for one in conditions]
        for one in self.conditions:
            self.body.addWidget(one)
            one.ticked.connect(self.ticked)
        self.setVisible(bool(conditions))

    @property
    def changed(self) -> bool:
        """Whether anything about a condition says something else than at first."""
        return any(one.changed for one in self.conditions)

    def first_open(self) -> QWidget | None:
        """The first condition that nobody confirmed, to begin with."""
        return next((one.tick for one in self.conditions if not one.tick.isChecked()), None)

    def told(self, dialog: Frame) -> dict[str, GateConfirmation] | None:
        """Every condition that is ticked; None where something is missing, which the dialog then says."""
        found: dict[str, GateConfirmation] = {}
        for one in self.conditions:
            if one.tick.isChecked():
                said = one.told(self._event, dialog)
                if said is None:
                    return None
                found[one.condition.id] = said
        # what is on record under conditions that this template does not have any more stays on record
        known = {one.condition.id for one in self.conditions}
        return {**{key: one for key, one in self._said.items() if key not in known}, **found}


def _line(text: str, example: str, name: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setPlaceholderText(example)
    line.setAccessibleName(name)
    line.setCursorPosition(0)
    return line
