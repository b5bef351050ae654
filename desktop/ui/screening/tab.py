"""The tab of screening: the plan, and beside it the list of the examinations that were entered."""

from __future__ import annotations

from datetime import date

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.record.family import Screening
from desktop.ui.desk import Desk
from desktop.ui.entries.told import Told
from desktop.ui.entries.two_views import TwoViews
from desktop.ui.screening.page import ScreeningPage
from desktop.ui.theme import Look

PLAN = "plan"


class ScreeningTab(TwoViews):
    """A child for whom there is a plan is shown by it first, any other by what was entered."""

    def __init__(self, look: Look, desk: Desk, told: Told, kind: EntryKind) -> None:
        self.plan = ScreeningPage(look, desk.library, desk.today)
        super().__init__(look, told, kind, self.plan, (PLAN, "Plan"), "Examinations entered")
        self.plan.wanted.connect(self._want)

    def fill_made(self, case: Case, read_only: bool) -> None:
        """Show the plan."""
        self.plan.show_case(case, read_only)

    def has_made(self) -> bool:
        """Whether there is a plan."""
        return self.plan.plan is not None

    def ask_new(self) -> None:
        """Ask for an examination: of the plan the one under the bar, else an empty one."""
        line = self.plan.table.selected if self.view.chosen == PLAN else None
        if line is not None and self.plan.may_enter(line):
            self.plan.ask_enter()
        else:
            super().ask_new()

    def _want(self, test: str, _planned: date) -> None:
        """A new entry begins with the examination named; its day is that on which it took place, and is asked."""
        self.copy.emit(Screening(test=known(test)))
