"""The tab of screening: the plan, and beside it the list of the examinations that were entered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.record.family import Screening
from desktop.ui.desk import Desk
from desktop.ui.entries.head import KindPage
from desktop.ui.entries.page import EntriesPage
from desktop.ui.entries.told import Told
from desktop.ui.screening.page import ScreeningPage
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.one_of import OneOf

PLAN, ENTERED = "plan", "entered"


class ScreeningTab(KindPage):
    """A child for whom there is a plan is shown by it first, any other by what was entered."""

    def __init__(self, look: Look, desk: Desk, told: Told, kind: EntryKind) -> None:
        super().__init__(look, kind)
        self._case: UUID | None = None
        self.plan = ScreeningPage(look, desk.library, desk.today)
        self.entered = EntriesPage(look, told, kind)
        self.view = OneOf(look, "View", [(PLAN, "Plan"), (ENTERED, "Examinations entered")], ENTERED)
        self._stack = QStackedWidget()
        for page in (self.plan, self.entered):
            self._stack.addWidget(page)
        self.view.picked.connect(self._show)
        self.plan.wanted.connect(self._want)
        self.entered.add.connect(self.add)
        for ours, theirs in ((self.change, self.entered.change), (self.remove, self.entered.remove),
                             (self.copy, self.entered.copy), (self.paste, self.entered.paste)):  # fmt: skip
            theirs.connect(ours)
        above = QWidget()
        row = QVBoxLayout(above)
        row.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 0)
        row.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self._stack, 1)
        self._show(ENTERED)

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show both; the view stays while it is the same child."""
        self.read_only = read_only
        self.plan.show_case(case, read_only)
        self.entered.show_case(case, read_only)
        if case.id != self._case:
            self._case = case.id
            self.view.buttons[0 if self.plan.plan else 1].setChecked(True)

    def ask_new(self) -> None:
        """Ask for an examination: of the plan the one under the bar, else an empty one."""
        line = self.plan.table.selected if self.view.chosen == PLAN else None
        if line is not None and self.plan.may_enter(line):
            self.plan.ask_enter()
        else:
            super().ask_new()

    def ask_copy(self) -> bool:
        """Ask for the examination under the bar of the list anew."""
        return self.view.chosen == ENTERED and self.entered.ask_copy()

    def _show(self, view: object) -> None:
        self._stack.setCurrentWidget(self.plan if view == PLAN else self.entered)

    def _want(self, test: str, _planned: date) -> None:
        """A new entry begins with the examination named; its day is that on which it took place, and is asked."""
        self.copy.emit(Screening(test=known(test)))
