"""The head of the treatment page: what the plan is, what can be done, and where the child stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.timeline import FactStatus, PlannedEvent, Template, days_behind, slips
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.services.plan_words import version_words
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital

_GAP = 10


class TreatmentHead(QWidget):
    """Title and buttons. ``words`` is a widget of its own: a low window has it beneath the drawing."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._title = Text(look, step="lead", weight=STRONG, wrap=True)
        self._short = Text(look, step="label", tone="caution")
        self._about = Text(look, step="label", tone="text2", wrap=True)
        self._told = Text(look, step="label", tone="text2", wrap=True)
        self._doubt = Text(look, step="label", tone="caution", wrap=True)
        self.record = Button(look, "Record…", icon="record", shortcut="Ctrl+D")
        self.start = Button(look, "New plan…", icon="add", shortcut="Ctrl+T")
        self.switch = Button(look, "Table", icon="as_table", shortcut="F8")
        self.words = QWidget()
        self._low = False
        self._lay_out()
        self.set_low(False)

    def show_plan(self, case: Case, template: Template, begun: TreatmentPlan, plan: Sequence[PlannedEvent]) -> None:
        """Name the template, the day of the diagnosis, the first day of the plan, and how it stands."""
        start = begun.start
        behind = days_behind(slips(template, start, plan), plan)
        state = f"{abs(behind)} d {'behind' if behind > 0 else 'ahead of'} the first plan" if behind else "as planned"
        name, _, about = template.title.partition(": ")
        self._title.setText(name)
        self._about.setText(capital(about))
        self._about.setVisible(bool(about))
        diagnosed = case.diagnosed.value
        when = f"Diagnosed {diagnosed.words()}." if diagnosed else "No date of diagnosis."
        told = f"{when} Plan began {day_words(start)}, now {state}."
        if template.version != begun.template_version:
            told = f"{told} {capital(version_words(begun, template))}."
        self._told.setText(told)
        doubtful = template.status is not FactStatus.VERIFIED
        self._doubt.setText(f"Template {template.status}: planning dates only, never a rule." if doubtful else "")
        self._doubt.setVisible(doubtful)
        self._short.setText(f"Template {template.status}" if doubtful else "")
        self._short.setVisible(self._low and doubtful)
        self._arrange()

    def set_low(self, low: bool) -> None:
        """Whether height is short: margins shrink, and a doubt about the template stays in sight as two words."""
        self._low = low
        self._short.setVisible(low and bool(self._short.text()))
        above, below = (3, 3) if low else (10, 4)
        self._top.setContentsMargins(PAGE_PADDING, above, PAGE_PADDING, below)

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(_GAP)
        for button in (self.record, self.start, self.switch):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self._title)
        titles.addWidget(self._short)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._top.setSpacing(_GAP)
        self._top.addLayout(titles, 1)
        self._top.addLayout(self._buttons)
        state = QHBoxLayout()
        state.setSpacing(12)
        state.addWidget(self._told, 3)
        state.addWidget(self._doubt, 2)
        words = QVBoxLayout(self.words)
        words.setContentsMargins(PAGE_PADDING, 0, PAGE_PADDING, 8)
        words.setSpacing(2)
        words.addWidget(self._about)
        words.addLayout(state)

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
