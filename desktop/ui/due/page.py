"""Due: what the next weeks bring over all children, what is overdue first; printed, or saved as a calendar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.clinical.rights import Right, may
from desktop.services.calendar_files import calendar_file, due_entries, save_due_calendar
from desktop.services.due import DueItem, DueKind, DueWeek, by_week, due_list
from desktop.services.due_paper import due_pdf, hand_out_due
from desktop.services.listing import list_cases
from desktop.ui.charts.saving import CLEAR, UNRECORDED
from desktop.ui.desk import Desk
from desktop.ui.due.calendar_dialog import CalendarDialog
from desktop.ui.due.model import DueModel
from desktop.ui.due.table import DueTable
from desktop.ui.list_page import ListPage
from desktop.ui.messages import Messages
from desktop.ui.printing_lists import DrawnList, ListOut
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.tabs import TabSpec

_ALL = "all"
_VIEWS: dict[str, tuple[str, Callable[[DueItem], bool]]] = {
    _ALL: ("All", lambda _item: True),
    "late": ("Overdue", lambda item: item.overdue),
    "plans": ("Treatment", lambda item: item.kind is DueKind.EVENT),
    "after": ("Follow-up", lambda item: item.kind in {DueKind.FOLLOW_UP, DueKind.SCREENING}),
    "boards": ("Meetings", lambda item: item.kind is DueKind.BOARD),
    "decisions": ("Decisions", lambda item: item.kind is DueKind.DECISION),
}
"""What each view leaves of the list."""
_NOTHING = "Nothing is due"
_WHY = (
    "No event of a treatment plan, follow-up, screening examination, meeting or action of a decision falls into the "
    "next eight weeks."
)
_NOBODY = "No child is on this board yet"
_WHO = "What is due for each child is collected here as soon as it is on the board."


class DuePage(ListPage):
    """``opened`` carries the key of a child; ``told`` what was done."""

    opened = Signal(object)
    told = Signal(str)

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, first: tuple[Step, ...] = ()) -> None:
        super().__init__(look, "Due")
        self._desk, self._tasks, self._messages, self._first = desk, tasks, messages, first
        self.weeks: tuple[DueWeek, ...] = ()
        self._view, self._anybody = _ALL, True
        self.views.picked.connect(self.show_view)
        self.calendar = Button(look, "Save as calendar…", icon="calendar")
        self.print_button = Button(look, "Print…", icon="print", shortcut="Ctrl+P")
        self.save_button = Button(look, "Save as PDF…", icon="save")
        self.calendar.clicked.connect(self.ask_calendar)
        self.out = ListOut(
            page=self, desk=desk, messages=messages, name="due list", file="due.pdf", draw=self._drawn,
            told=self.told.emit,
        )  # fmt: skip
        self.print_button.clicked.connect(self.print_list)
        self.save_button.clicked.connect(self.out.ask_where)
        self.model = DueModel()
        self.table = DueTable(look, self.model)
        self.table.opened.connect(self.opened)
        self._lay_out()

    # what is shown

    def refresh(self) -> None:
        """Work the list out anew beside the window's own work; what is shown stays until then."""
        desk = self._desk

        def look() -> tuple[tuple[DueWeek, ...], bool]:
            anybody = bool(list_cases(desk.board, CaseQuery(limit=1)).lines)
            return due_list(desk.board, desk.library, desk.today()), anybody

        self._tasks.start(look, self._found)

    def _found(self, found: tuple[tuple[DueWeek, ...], bool]) -> None:
        self.weeks, self._anybody = found
        self._show()

    def chosen(self) -> tuple[DueWeek, ...]:
        """The weeks as they are shown: all of it, or what the view leaves."""
        return by_week(self._left(self._view))

    def show_view(self, key: str) -> None:
        """Show everything, or one kind of it."""
        self._view = key
        self._show()

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        self.table.setFocus()

    def _left(self, view: str) -> list[DueItem]:
        wanted = _VIEWS[view][1]
        return [one for week in self.weeks for one in week.items if wanted(one)]

    def _show(self) -> None:
        items, before = self._left(self._view), self.table.selected
        self.views.show_tabs(
            [TabSpec(key, name, len(self._left(key))) for key, (name, _) in _VIEWS.items()], self._view
        )
        self.model.show_weeks(by_week(items), self._desk.today())
        self.table.select(before.item.case_id if before else None, before.item.key if before else "")
        self.pages.setCurrentIndex(0 if items else 1 if self._anybody else 2)
        self.deeds.setVisible(bool(items) and may(self._desk.board.person, Right.PRINT))

    # what goes out

    def ask_calendar(self) -> None:
        """Ask whether names are wanted, then where the calendar goes."""
        items = self._left(self._view)
        if items:
            dialog = CalendarDialog(self._look, len(items), self)
            dialog.wanted.connect(self._ask_calendar_file)
            dialog.open()

    def _ask_calendar_file(self, named: bool) -> None:
        name, _ = QFileDialog.getSaveFileName(self, f"Save the calendar. {CLEAR}", "due.ics", "Calendar (*.ics)")
        if name:
            self.save_calendar(Path(name), named=named)

    def save_calendar(self, path: Path, *, named: bool) -> None:
        """Write down that the days go out, and write them to a file."""
        items = self._left(self._view)
        content = calendar_file(due_entries(items, named=named), self._desk.now())
        try:
            save_due_calendar(self._desk.board, items, content, path)
        except UserError as error:
            self._messages.report(error)
            return
        self.told.emit(f"Calendar saved as {path.name}{UNRECORDED if self._desk.board.read_only else ''}")

    def print_list(self) -> None:
        """Choose a printer, write down that the list goes out, and paint it there."""
        self.out.to_printer()

    def _drawn(self, paper: str) -> DrawnList | None:
        desk, weeks = self._desk, self.chosen()
        if not weeks:
            return None
        pdf, pages = due_pdf(desk.board, desk.library, weeks, today=desk.today(), paper=paper)
        return DrawnList(pdf, pages, partial(hand_out_due, desk.board, weeks, pdf))

    # frame

    def _lay_out(self) -> None:
        done = QHBoxLayout()
        done.setSpacing(12)
        done.addStretch(1)
        for part in (self.calendar, self.print_button, self.save_button):
            done.addWidget(part)
        nothing, nobody = EmptyState(self._look, _NOTHING, _WHY), EmptyState(self._look, _NOBODY, _WHO, self._first)
        self.lay_out((self.table, nothing, nobody), done)
