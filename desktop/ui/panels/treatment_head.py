"""The head of the treatment page: what the plan is, what can be done, and where the child stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.labels import within
from desktop.clinical.timeline import FactStatus, PlannedEvent, Template, days_behind, slips
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.services.plan_words import version_words
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital

_GAP = 8


class TreatmentHead(QWidget):
    """Title and buttons. ``chose`` carries the number of another plan of the child.

    ``words`` is a widget of its own: a low window has it beneath the drawing.
    """

    chose = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._title = Text(look, step="lead", weight=STRONG, wrap=True)
        self._short = Text(look, step="label", tone="caution")
        self._about = Text(look, step="label", tone="text2", wrap=True)
        self._told = Text(look, step="label", tone="text2", wrap=True)
        self._doubt = Text(look, step="label", tone="caution", wrap=True)
        self.record = Button(look, "Record…", icon="record", shortcut="Ctrl+D")
        self.start = Button(look, "New plan…", icon="add", shortcut="Ctrl+T")
        self.change = Button(look, "Change plan")
        self.switch = Button(look, "Table", icon="as_table", shortcut="F8")
        self.farther, self.nearer = Button(look, "\u2212"), Button(look, "+")
        for button, name, keys in (
            (self.farther, "Farther: months", "Ctrl+-"), (self.nearer, "Nearer: days", "Ctrl++"),
        ):  # fmt: skip
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})")
        self.which = Button(look, "")
        for button in (self.change, self.which):
            button.set_right_icon("open_list")
        # what a low window has beneath the drawing
        self._more = (self.change, self.which, self.farther, self.nearer)
        self.which.clicked.connect(self.offer_plans)
        self._plans: list[str] = []
        self._number = 0
        self._state = self._doubt_words = ""
        self.words = QWidget()
        self._low = False
        self._lay_out()
        self.set_low(False)

    def show_plan(
        self, case: Case, template: Template, chosen: TreatmentPlan, plan: Sequence[PlannedEvent], number: int
    ) -> None:
        """Name the template, the day of the diagnosis, the first day of the plan, and how it stands."""
        start = chosen.start
        self._show_which(case, number)
        behind = days_behind(slips(template, start, plan), plan)
        state = f"{abs(behind)} d {'behind' if behind > 0 else 'ahead of'} the first plan" if behind else "as planned"
        name, _, about = template.title.partition(": ")
        self._title.setText(name)
        self._about.setText(capital(about))
        self._about.setVisible(bool(about))
        diagnosed = case.diagnosed.value
        when = f"Diagnosed {diagnosed.words()}." if diagnosed else "No date of diagnosis."
        self._state = f"{when} Plan began {day_words(start)}{_joined(chosen, plan)}, {_standing(chosen, state)}."
        if template.version != chosen.template_version:
            self._state += f" {capital(version_words(chosen, template))}."
        self.tell_proposal("")
        doubtful = template.status is not FactStatus.VERIFIED
        doubt = f"{capital(template.status)} as a whole: planning dates, no rule."
        self._doubt.setText(doubt if doubtful else "")
        self._doubt.setVisible(doubtful)
        self._doubt_words = ". ".join(filter(None, (
            _shortly(chosen), f"Plan {number + 1} of {len(case.plans)}, only to be read"
            if number < len(case.plans) - 1 else "", f"Template {template.status}" if doubtful else "",
        )))  # fmt: skip
        self._short.setText(self._doubt_words)
        self._short.setVisible(self._low and bool(self._doubt_words))
        self._arrange()

    def tell_proposal(self, words: str) -> None:
        """Another day that is proposed and what it would move, in place of how the plan stands; nothing ends that."""
        self._told.setText(words or self._state)
        self._told.set_tone("text" if words else "text2")
        if self._low:  # what stands beneath the drawing then is out of sight
            day, _, moves = words.partition(": ")
            self._short.setText(f"{day}: {moves.partition(':')[0].partition('.')[0]}" if words else self._doubt_words)
            self._short.setVisible(bool(self._short.text()))
            self._arrange()

    def _show_which(self, case: Case, number: int) -> None:
        """Which of the child's plans it is, where there are several."""
        self._plans = [_which(place, len(case.plans), one.start) for place, one in enumerate(case.plans)]
        self._number = number
        self.which.setVisible(len(self._plans) > 1)
        earlier = ", only to be read" if number < len(self._plans) - 1 else ""
        self.which.set_words(self._plans[number] + earlier)

    def offer_plans(self) -> None:
        """All plans of the child, the one that holds last."""
        menu = QMenu(self.which)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, words in enumerate(self._plans):
            menu.addAction(words).triggered.connect(lambda _on=False, place=number: self.chose.emit(place))
        menu.setActiveAction(menu.actions()[self._number])
        menu.popup(self.which.mapToGlobal(self.which.rect().bottomLeft()))

    def set_low(self, low: bool) -> None:
        """Whether height is short: margins shrink, some buttons go beneath, and a doubt stays in sight as two words."""
        self._low = low
        self._short.setVisible(low and bool(self._short.text()))
        before, after = (self._row, self._second) if low else (self._second, self._row)
        for button in self._more:
            before.removeWidget(button)
            after.addWidget(button)
        self._beneath.setVisible(low)
        above, below = (3, 3) if low else (10, 4)
        self._top.setContentsMargins(PAGE_PADDING, above, PAGE_PADDING, below)

    def _lay_out(self) -> None:
        self._buttons = QWidget()
        self._row = Flow(self._buttons, gap=_GAP)
        self._beneath = QWidget()
        self._second = Flow(self._beneath, gap=_GAP)
        for button in (self.record, self.start, self.switch, *self._more):
            self._row.addWidget(button)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self._title)
        titles.addWidget(self._short)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._top.setSpacing(_GAP)
        self._top.addLayout(titles, 1)
        self._top.addWidget(self._buttons)
        state = QHBoxLayout()
        state.setSpacing(12)
        state.addWidget(self._told, 3)
        state.addWidget(self._doubt, 2)
        words = QVBoxLayout(self.words)
        words.setContentsMargins(PAGE_PADDING, 0, PAGE_PADDING, 8)
        words.setSpacing(2)
        words.addWidget(self._about)
        words.addLayout(state)
        words.addWidget(self._beneath)

    def _arrange(self) -> None:
        """Side by side, or one above the other where title and buttons have no room beside each other."""
        title = max(one.fontMetrics().horizontalAdvance(one.text()) for one in (self._title, self._short))
        needed = title + _GAP + self._buttons.sizeHint().width() + 2 * PAGE_PADDING
        beside = self.width() >= needed
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another arrangement."""
        super().resizeEvent(event)
        self._arrange()


def _which(place: int, whole: int, start: date) -> str:
    return f"Plan {place + 1} of {whole}, from {day_words(start)}"


def _joined(chosen: TreatmentPlan, plan: Sequence[PlannedEvent]) -> str:
    """At which event the child joined the template, where that was not its beginning."""
    title = next((one.title for one in plan if one.id == chosen.first_event), "")
    return f" at {within(title)}" if title else ""


def _shortly(chosen: TreatmentPlan) -> str:
    """What a person must not miss where the words about the plan are out of sight."""
    if chosen.stopped is not None:
        return f"Stopped {day_words(chosen.stopped)}"
    return f"Rests since {day_words(chosen.rest.begun)}" if chosen.rest is not None else ""


def _standing(chosen: TreatmentPlan, state: str) -> str:
    if chosen.stopped is not None:
        return f"stopped {day_words(chosen.stopped)}"
    if chosen.rest is not None:
        return f"rests since {day_words(chosen.rest.begun)}"
    return f"now {state}"
