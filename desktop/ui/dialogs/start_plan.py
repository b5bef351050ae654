"""Starting a treatment plan: a template with its open ways, where it is joined, the first day, and what that ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import Template
from desktop.clinical.vocabulary import SlipReason
from desktop.services.library import Library
from desktop.services.plan_course import new_plan
from desktop.services.plans import lay_out
from desktop.ui.dialogs.frame import Frame
from desktop.ui.dialogs.plan_days import day_in, whole_day
from desktop.ui.dialogs.plan_ended import EndedPlan
from desktop.ui.dialogs.plan_ways import WaysIn
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.template_list import TemplateList
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

_WIDTH = 600
_FIRST_DAY = "First day"
_NEVER_A_RULE = "A template gives planning dates only, never a rule. What no published source confirms is unverified."
_NONE_CHOSEN = "No template is chosen, and no plan was started; choose a template above."


@dataclass(frozen=True, slots=True, kw_only=True)
class StartAnswer:
    """What was chosen: the template with the options of its choices, the first day, and the event that it begins with.

    ``why`` and ``reason`` say why what an earlier plan still had to come is stopped.
    """

    template: str
    start: date
    choices: Mapping[str, str] = field(default_factory=dict)
    first_event: str = ""
    why: SlipReason | None = None
    reason: str = ""


class StartPlanDialog(Frame):
    """``chosen`` carries the StartAnswer; whoever stores it then calls ``accept`` or says what is wrong.

    ``preferred`` is the template chosen beforehand. Without one nothing is marked: a template that stands marked would
    read as advice. The first day and how far the plan would run stay in sight beneath the list.
    """

    chosen = Signal(object)

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
        self.ended = EndedPlan(look, library, case, today)
        self.templates = TemplateList(look, "Template", library, preferred or None)
        self.ways: WaysIn | None = None
        self.body.addWidget(self.ended)
        self.body.addWidget(self.templates)
        self.body.addStretch(1)
        self.start = DateEdit(look, _FIRST_DAY, today)
        self._first_day = Text(look, step="label", weight=STRONG, tone="text2")
        self._first_day.setBuddy(self.start)
        self.preview = Text(look, step="label", tone="text2", wrap=True)
        for part in (self.preview, self.start, self._first_day):
            self.add_beneath(part)
        for control in (self.start, self.ended):
            control.refused.connect(self.say_wrong)
        self.start.textChanged.connect(self._show_preview)
        self.templates.picked.connect(self._show_ways)
        self._cancel, self.do = self.add_buttons("Start plan")
        self.do.clicked.connect(self._choose)
        self._show_ways()
        (self.templates.buttons[0] if self.templates.marked is None else self.start).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """What is marked is in sight."""
        super().showEvent(event)
        if self.templates.marked is not None:
            self.area.ensureWidgetVisible(self.templates.marked)

    def _chosen_template(self) -> Template | None:
        return self._library.templates.get(self.templates.chosen or "")

    def _show_ways(self, _picked: object = None) -> None:
        """What the marked template leaves open stands right beneath it."""
        template = self._chosen_template()
        self.ways = WaysIn(self.look, self._library.labels, template, self._today) if template is not None else None
        self.templates.put_beneath(self.ways)
        if self.ways is not None:
            # the keyboard comes to it before the foot
            for before, after in pairwise((self.ways.joined, self.start, self._cancel, self.do)):
                QWidget.setTabOrder(before, after)
            self.ways.changed.connect(self._show_preview)
            self.ways.refused.connect(self.say_wrong)
        self._first_day.setText(_first_day_of(template))
        self._show_preview()

    def _show_preview(self, _changed: object = None) -> None:
        """From which day to which the plan would run, or why it cannot."""
        self.say_wrong("")
        template, day = self._chosen_template(), day_in(self.start, self._today())
        joined = self.ways is not None and bool(self.ways.first_event)
        self._first_day.setText("Day of the event with which the plan begins" if joined else _first_day_of(template))
        if template is None or day is None or self.ways is None:
            self.preview.setText("")
            return
        try:
            begun = new_plan(self._library, template.id, day, self.ways.choices, self.ways.first_event)
        except UserError as error:
            self.preview.setText(str(error))
            return
        events = lay_out(self._library, begun)
        ends = max(one.ends or one.on for one in events)
        self.preview.setText(f"{counted(len(events), 'event')} from {day_words(day)} to {day_words(ends)}.")

    def _choose(self) -> None:
        self.say_wrong("")
        template = self._chosen_template()
        if template is None or self.ways is None:
            self.say_wrong(_NONE_CHOSEN)
            self.templates.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not (self.ways.take() and self.ended.take()):
            return
        day = whole_day(self.start, self)
        if day is not None:
            self.chosen.emit(
                StartAnswer(
                    template=template.id,
                    start=day,
                    choices=self.ways.choices,
                    first_event=self.ways.first_event,
                    why=self.ended.why,
                    reason=self.ended.reason,
                )
            )


def _first_day_of(template: Template | None) -> str:
    return template.start if template is not None else _FIRST_DAY
