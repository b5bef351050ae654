"""Starting a treatment plan, and recording the day on which one of its events took place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.timeline import FactStatus, PlannedEvent, Template
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text


class StartPlanDialog(Frame):
    """``chosen`` carries the template's id and the first day."""

    chosen = Signal(str, object)

    def __init__(
        self, look: Look, templates: Mapping[str, Template], today: Callable[[], date], replaces: bool, parent: QWidget
    ) -> None:
        told = "The plan in use now stays readable in the record." if replaces else ""
        super().__init__(look, "Start a treatment plan", told, parent)
        self._group = QButtonGroup(self)
        self._ids = list(templates)
        for place, template in enumerate(templates.values()):
            doubt = "" if template.status is FactStatus.VERIFIED else f" ({template.status})"
            button = QRadioButton(f"{template.id}{doubt}")
            button.setAccessibleDescription(template.title)
            button.setChecked(place == 0)
            self._group.addButton(button, place)
            self.body.addWidget(button)
            self.body.addWidget(Text(look, template.title, step="label", tone="text2", wrap=True))
        self.start = DateEdit(look, "First day", today)
        first = next(iter(templates.values())).start if templates else "First day"
        self.body.addLayout(labelled(look, first, self.start))
        self.start.refused.connect(self.say_wrong)
        _, self.do = self.add_buttons("Start plan")
        self.do.clicked.connect(self._choose)
        self.start.setFocus()

    def _choose(self) -> None:
        self.start.commit()
        day = whole_day(self.start, self)
        if day is not None:
            self.chosen.emit(self._ids[self._group.checkedId()], day)
            self.accept()


class RecordDialog(Frame):
    """``recorded`` carries the day (None takes the record back) and a reason."""

    recorded = Signal(object, str)

    def __init__(self, look: Look, event: PlannedEvent, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(
            look,
            f"When did “{event.title}” take place?",
            f"Planned for {day_words(event.planned)}. What follows moves with the date recorded here.",
            parent,
        )
        if event.open_conditions:
            words = f"Its gate has {len(event.open_conditions)} open conditions: {event.gate}"
            self.body.addWidget(Text(look, words, step="label", tone="caution", wrap=True))
        self._today = today
        self.day = DateEdit(look, "Day on which it took place", today)
        self.day.show_date(PartialDate.of(event.actual) if event.actual else None)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("for example: platelets low")
        self.body.addLayout(labelled(look, "Day on which it took place", self.day, "Empty takes the record back."))
        self.body.addLayout(labelled(look, "Reason, if it moved", self.reason))
        self.day.refused.connect(self.say_wrong)
        _, self.do = self.add_buttons("Record date")
        self.do.clicked.connect(self._record)
        self.day.setFocus()

    def _record(self) -> None:
        self.day.commit()
        if not self.day.text().strip():
            self.recorded.emit(None, "")
            self.accept()
            return
        day = whole_day(self.day, self)
        if day is None:
            return
        if day > self._today():
            self.say_wrong("That day is still to come; only what took place is recorded here.")
            return
        self.recorded.emit(day, self.reason.text().strip())
        self.accept()


def whole_day(editor: DateEdit, dialog: Frame) -> date | None:
    """The full day in an editor; otherwise the dialog says that one is needed."""
    if editor.isModified():
        return None
    day = editor.date.full if editor.date else None
    if day is None:
        dialog.say_wrong("A whole day is needed here, for example 3/4/26.")
        editor.setFocus()
    return day
