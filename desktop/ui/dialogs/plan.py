"""Starting a treatment plan, and recording the day on which one of its events took place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import FactStatus, PlannedEvent, Template, first_plan
from desktop.clinical.timeline.rows import Condition
from desktop.services.library import Library
from desktop.services.planning import Shift, what_moves
from desktop.services.plans import current_plan, plan_case, template_of
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.forms.date_entry import read_date
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look
from desktop.ui.timeline.moving import against_words, breaks_words, moving_words
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.template_list import TemplateList
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

_WIDTH = 600
_FIRST_DAY = "First day"
_NEVER_A_RULE = "A template gives planning dates only, never a rule. What no published source confirms is unverified."
_NONE_CHOSEN = "No template is chosen, and no plan was started; choose a template above."


class StartPlanDialog(Frame):
    """``chosen`` carries the template's id and the first day. ``preferred`` is the template chosen beforehand.

    Without one nothing is marked: a template that stands marked would read as advice. The first day and how far the
    plan would run stay in sight beneath the list.
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        look: Look,
        library: Library,
        today: Callable[[], date],
        case: Case,
        parent: QWidget,
        preferred: str = "",
    ) -> None:
        kept = " The plan in use now stays readable in the record." if case.plans else ""
        super().__init__(look, "Start a treatment plan", f"{_NEVER_A_RULE}{kept}", parent)
        self.name_child(case)
        self.setMinimumWidth(look.px(_WIDTH))
        self._library, self._today = library, today
        self.templates = TemplateList(look, "Template", library, preferred or None)
        self.body.addWidget(self.templates)
        self.body.addStretch(1)
        self.start = DateEdit(look, _FIRST_DAY, today)
        self._first_day = Text(look, step="label", weight=STRONG, tone="text2")
        self._first_day.setBuddy(self.start)
        self.preview = Text(look, step="label", tone="text2", wrap=True)
        for part in (self.preview, self.start, self._first_day):
            self.add_beneath(part)
        self.start.refused.connect(self.say_wrong)
        self.start.textChanged.connect(self._show_preview)
        self.templates.picked.connect(self._show_preview)
        _, self.do = self.add_buttons("Start plan")
        self.do.clicked.connect(self._choose)
        self._show_preview()
        (self.templates.buttons[0] if self.templates.marked is None else self.start).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """What is marked is in sight."""
        super().showEvent(event)
        if self.templates.marked is not None:
            self.area.ensureWidgetVisible(self.templates.marked)

    def _chosen_template(self) -> Template | None:
        return self._library.templates.get(self.templates.chosen or "")

    def _show_preview(self, _changed: object = None) -> None:
        """From which day to which the plan would run."""
        template, day = self._chosen_template(), day_in(self.start, self._today())
        self._first_day.setText(template.start if template is not None else _FIRST_DAY)
        if template is None or day is None:
            self.preview.setText("")
            return
        events = first_plan(template, day).values()
        ends = max(one.ends or one.on for one in events)
        self.preview.setText(f"{counted(len(events), 'event')} from {day_words(day)} to {day_words(ends)}.")

    def _choose(self) -> None:
        self.start.commit()
        template = self._chosen_template()
        if template is None:
            self.say_wrong(_NONE_CHOSEN)
            self.templates.buttons[0].setFocus()
            return
        day = whole_day(self.start, self)
        if day is not None:
            self.chosen.emit(template.id, day)
            self.accept()


@dataclass(frozen=True, slots=True)
class Recording:
    """What a date is recorded for: the event, what was recorded before, and how to see what it would move.

    ``case`` is the child, ``first`` is its day in the first plan, ``before`` are the events that it hangs on.
    """

    case: Case
    event: PlannedEvent
    first: date
    reason: str
    before: Sequence[PlannedEvent]
    preview: Callable[[date | None], Sequence[Shift]]

    @classmethod
    def of(cls, library: Library, case: Case, event: PlannedEvent) -> Recording:
        """For an event of the current plan of a case."""
        chosen = current_plan(case)
        if chosen is None:
            raise UserError("This child has no treatment plan yet; start one before recording dates.")
        template = template_of(library, chosen)
        reasons = {one.event: one.reason for one in chosen.events}
        anchors = {one.event for one in template.event(event.id).after}
        before = tuple(one for one in plan_case(library, case) if one.id in anchors)
        first = first_plan(template, chosen.start)[event.id].on
        return cls(case, event, first, reasons.get(event.id, ""), before, partial(what_moves, library, case, event.id))


class RecordDialog(Frame):
    """``recorded`` carries the day (None takes the record back) and a reason."""

    recorded = Signal(object, str)

    def __init__(self, look: Look, asked: Recording, today: Callable[[], date], parent: QWidget) -> None:
        event = asked.event
        super().__init__(
            look,
            f"When did “{event.title}” take place?",
            f"{planned_words(asked)} What follows moves with the date recorded here.",
            parent,
        )
        self.name_child(asked.case)
        for condition in event.open_conditions:
            # each on its own, or a list of what is wanted reads as if it were there
            self.body.addWidget(Text(look, _open_words(condition), step="label", tone="caution", wrap=True))
        self._asked, self._today = asked, today
        self.day = DateEdit(look, "Day on which it took place", today)
        self.day.show_date(PartialDate.of(event.actual) if event.actual else None)
        self.reason = QLineEdit(asked.reason)
        self.reason.setPlaceholderText("for example: platelets low")
        taken_back = "Empty takes the record back." if event.actual else ""
        self.body.addLayout(labelled(look, "Day on which it took place", self.day, taken_back))
        self.body.addLayout(labelled(look, "Reason, if it moved", self.reason))
        self.against = Text(look, step="label", tone="caution", wrap=True)
        self.preview = Text(look, step="label", tone="text2", wrap=True)
        self.body.addWidget(self.against)
        self.body.addWidget(self.preview)
        self.body.addStretch(1)
        self.day.refused.connect(self.say_wrong)
        self.day.textChanged.connect(self._show_preview)
        _, self.do = self.add_buttons("Record date")
        self.do.clicked.connect(self._record)
        self._show_preview()
        self.day.setFocus()

    def _show_preview(self, _typed: str = "") -> None:
        """What the day typed so far would move, before anything is written."""
        event, day = self._asked.event, day_in(self.day, self._today())
        nothing = not self.day.text().strip()
        if day is None and not (nothing and event.actual):
            self._say("", "")
            return
        shifts = self._asked.preview(day)
        against = against_words(event, day, self._asked.before) if day else ""
        self._say(" ".join(filter(None, (against, breaks_words(shifts)))), moving_words(shifts))

    def _say(self, against: str, preview: str) -> None:
        self.against.setText(against)
        self.against.setVisible(bool(against))
        self.preview.setText(preview)

    def _record(self) -> None:
        self.day.commit()
        if not self.day.text().strip():
            if self._asked.event.actual is None:
                self.say_wrong("No day is written here yet; write one such as 3/4/26, or t for today.")
                return
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


def _open_words(condition: Condition) -> str:
    doubt = "" if condition.status is FactStatus.VERIFIED else f" ({condition.status})"
    return f"Not confirmed: {condition.title}{doubt}"


def planned_words(asked: Recording) -> str:
    """The day of the first plan, and the one it moved to since."""
    first = f"First planned for {day_words(asked.first)}"
    if asked.event.planned == asked.first:
        return f"{first}."
    return f"{first}, then moved to {day_words(asked.event.planned)}."


def day_in(editor: DateEdit, today: date) -> date | None:
    """The whole day that is typed so far, or None."""
    try:
        return read_date(editor.text(), today).full
    except UserError:
        return None


def whole_day(editor: DateEdit, dialog: Frame) -> date | None:
    """The full day in an editor; otherwise the dialog says that one is needed."""
    if editor.isModified():
        return None
    day = editor.date.full if editor.date else None
    if day is None:
        dialog.say_wrong("A whole day is needed here, for example 3/4/26.")
        editor.setFocus()
    return day
