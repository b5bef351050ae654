"""The plan of screening: why the child is a candidate, what is due, what is left out. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.screening import DueState, Fit
from desktop.services.library import Library
from desktop.services.screening import ScreeningLine, ScreeningPlan, screening_of
from desktop.ui.screening.table import ScreeningModel, ScreeningTable
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Line, Text, settle
from desktop.ui.words import counted

_NONE = "Nothing in the record asks for screening"
_WHAT = (
    "A plan stands here as soon as a germline finding, a syndrome, the family history or the tumour makes the child "
    "a candidate, or a possible one. Nobody else is screened."
)
_NOW, _ALL = "now", "all"
_NAMES = 150


class ScreeningPage(QWidget):
    """``wanted`` carries the code of an examination and its planned day: somebody wants to enter it.

    The schedule that is looked at is not kept: each child is shown by the usual one first.
    """

    wanted = Signal(str, object)

    def __init__(self, look: Look, library: Library, today: Callable[[], date]) -> None:
        super().__init__()
        self._look, self._library, self._today = look, library, today
        self._case: Case | None = None
        self.plan: ScreeningPlan | None = None
        self._read_only = False
        rules = library.screening
        self.schedule = OneOf(
            look, "Schedule", [(one.id, one.title) for one in rules.schedules.values()], rules.default, upright=True
        )
        self.schedule.picked.connect(lambda _key: self._show())
        self.shown = OneOf(look, "Show", [(_NOW, "Due, overdue and next"), (_ALL, "Whole schedule")], _NOW)
        self.shown.picked.connect(lambda _which: self._fill())
        self.enter = Button(look, "Enter this examination…", icon="record", shortcut="Enter")
        self.enter.clicked.connect(self.ask_enter)
        self.model = ScreeningModel(library)
        self.table = ScreeningTable(look, self.model)
        self.table.opened.connect(self.ask_enter)
        self.table.chosen.connect(self._say_enter)
        self._fit = Text(look, weight=STRONG, wrap=True)
        self._due = Text(look, tone="text2", wrap=True)
        self._told = Section(look, "What the plan rests on")
        self._grid = StatementGrid(look, _NAMES)
        self._told.body.addWidget(self._grid)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page())
        self._pages.addWidget(EmptyState(look, _NONE, _WHAT))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show the plan of a case; of another child by the usual schedule."""
        other = self._case is None or case.id != self._case.id
        self._case, self._read_only = case, read_only
        if other:
            self._choose_usual()
        self._show()

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        if self._pages.currentIndex() == 0:
            self.table.setFocus()

    def ask_enter(self) -> None:
        """Ask for the examination under the bar, unless it is done or the case can only be read."""
        line = self.table.selected
        if line is not None and self.may_enter(line):
            self.wanted.emit(line.test, line.planned)

    def may_enter(self, line: ScreeningLine) -> bool:
        """Whether an examination can be entered: it is not done, and the case can be written."""
        return not self._read_only and line.state is not DueState.DONE

    def _show(self) -> None:
        if self._case is None:
            return
        chosen = str(self.schedule.chosen)
        self.plan = screening_of(self._library, self._case, self._today(), chosen)
        self._pages.setCurrentIndex(0 if self.plan else 1)
        if self.plan is None:
            self.model.show_lines((), None)
            return
        asked = self._library.screening.schedules[chosen]
        self._fit.setText(_fit_words(self.plan, asked.title if asked.id != self.plan.schedule else ""))
        self._due.setText(_due_words(self.plan))
        self._grid.show_statements(_statements(self.plan))
        self._fill()
        settle(self)

    def _fill(self) -> None:
        """The rows that are wanted, with the bar on what must be done first."""
        plan = self.plan
        if plan is None:
            return
        following = plan.next.planned if plan.next else None
        lines = plan.lines if self.shown.chosen == _ALL else _near(plan, following)
        self.shown.setVisible(bool(plan.lines))
        self.table.none.setText(plan.undated or "Nothing is due, and nothing comes after today.")
        self.model.show_lines(lines, following)
        self.table.fit()
        if lines:
            order = (DueState.OVERDUE, DueState.DUE, DueState.COMING)
            first = next((row for state in order for row, one in enumerate(lines) if one.state is state), 0)
            self.table.selectRow(first)
        self._say_enter()

    def _say_enter(self) -> None:
        """The button is there for what can be entered, and says for what."""
        line = self.table.selected
        self.enter.setVisible(bool(self.model.lines) and not self._read_only)
        self.enter.setEnabled(line is not None and self.may_enter(line))
        self.enter.setToolTip(line.told if line else "")

    def _choose_usual(self) -> None:
        usual = self._library.screening.default
        for button, one in zip(self.schedule.buttons, self._library.screening.schedules, strict=True):
            if one == usual:
                button.setChecked(True)

    def _page(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        edge = PAGE_PADDING - BORDER
        column.setContentsMargins(edge, 12 - BORDER, edge, edge)
        column.setSpacing(12)
        bar = QWidget()
        row = Flow(bar, gap=self._look.px(16), line_gap=self._look.px(8))
        row.addWidget(self.shown)
        row.addWidget(self.enter)
        for part in (self._due, bar, self.table, self._told):
            column.addWidget(part)
        column.addStretch(1)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(Line())
        whole.addWidget(Scroll(content, "Planned examinations, and what the plan rests on"), 1)
        return page

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 10)
        column.setSpacing(6)
        column.addWidget(Text(self._look, "Screening plan", step="lead", weight=STRONG))
        column.addWidget(self._fit)
        column.addWidget(self.schedule)
        return head


def _near(plan: ScreeningPlan, following: date | None) -> tuple[ScreeningLine, ...]:
    """What is due or overdue by its day, whoever decides on it, and the examinations of the next day."""
    states = {DueState.DUE, DueState.OVERDUE}
    return tuple(one for one in plan.lines if one.state in states or one.planned == following)


def _fit_words(plan: ScreeningPlan, instead_of: str) -> str:
    """Whether the child is a candidate, by which schedule; ``instead_of`` has no row for the child."""
    fit = "A candidate for screening" if plan.fit is Fit.YES else "Possibly a candidate for screening, not settled"
    return f"{fit}, by {plan.title}{f'; {instead_of} has no row for this child' if instead_of else ''}."


def _due_words(plan: ScreeningPlan) -> str:
    """What must be done, in one sentence."""
    if not plan.lines:
        return plan.undated
    late = sum(one.state is DueState.OVERDUE for one in plan.due)
    due = f"{counted(len(plan.due), 'examination')} {'overdue' if late == len(plan.due) else 'due'}"
    due += f", {late} of them overdue" if 0 < late < len(plan.due) else ""
    after = f"The next day is {day_words(plan.next.planned)}." if plan.next else "No planned day is left after today."
    if not plan.taken_up:
        return f"Nothing is due unless the board decides on screening. {after}"
    return f"{due if plan.due else 'Nothing is due today'}. {after}"


def _statements(plan: ScreeningPlan) -> tuple[Statement, ...]:
    told = [
        _listed("Why", plan.why),
        _listed("Examinations", plan.examinations),
        _listed("Left out", plan.left_out) if plan.left_out else Statement("Left out", "Nothing of this schedule"),
    ]
    if plan.begun is not None and plan.until is not None:
        told.append(Statement("Counted from", f"{day_words(plan.begun)}, until {day_words(plan.until)}"))
    return (*told, _listed("Remarks", plan.remarks), Statement("Source", plan.source))


def _listed(name: str, items: tuple[str, ...]) -> Statement:
    """One value, or several beneath each other."""
    return Statement(name, items[0]) if len(items) == 1 else Statement(name, f"•\u00a0{items[0]}", items=items[1:])
