"""To chase: what is missing over all children, grouped by who must act; copied for a mail, printed with tick boxes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from desktop.clinical.listing import CaseQuery
from desktop.clinical.rights import Right, may
from desktop.services.chasing import (
    ChaseGroup,
    ChaseLine,
    Kind,
    chase_list,
    chase_pdf,
    hand_out_list,
    kept_from_mail,
    mail_text,
)
from desktop.services.listing import list_cases
from desktop.ui.chase.model import ChaseModel
from desktop.ui.chase.table import ChaseTable
from desktop.ui.desk import Desk
from desktop.ui.list_page import ListPage
from desktop.ui.messages import Messages
from desktop.ui.printing_lists import DrawnList, ListOut
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.tabs import TabSpec
from desktop.ui.widgets.text import ElidedText
from desktop.ui.words import counted

_ALL, _DECIDING, _RULES = "all", "deciding", "rules"
_VIEWS: dict[str, tuple[str, Callable[[ChaseLine], bool]]] = {
    _ALL: ("Everything", lambda _line: True),
    _DECIDING: ("Decides a risk group", lambda line: line.weight.decides_group),
    _RULES: ("About the rules", lambda line: line.kind is Kind.FACT or bool(line.answers) or line.weight.decides_group),
}
"""What each view leaves of the list."""
_COPY = "Copy for {owner}"
_HOW = "As the text of a mail, with hospital and case numbers and no name"
_NOTHING = "Nothing is missing"
_NOBODY = "No child is on this board yet"
_WHO = "What is missing for each child is collected here as soon as it is on the board."
_WHY = "No result is outstanding, nothing is due, and no gate of a treatment plan waits for anybody."


class ChasePage(ListPage):
    """``opened`` carries the key of a child; ``due`` asks for what is due by week; ``told`` what was done."""

    opened = Signal(object)
    due = Signal()
    told = Signal(str)

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, first: tuple[Step, ...] = ()) -> None:
        super().__init__(look, "To chase")
        self._desk, self._tasks, self._messages, self._first = desk, tasks, messages, first
        self.groups: tuple[ChaseGroup, ...] = ()
        self._view, self._anybody = _ALL, True
        self.count = ElidedText(look, "", step="label", tone="text2")
        self.views.picked.connect(self.show_view)
        self.due_button = Button(look, "Due by week", icon="calendar")
        self.due_button.setToolTip("Ctrl+Shift+N")
        self.due_button.clicked.connect(self.due)
        self.copy = Button(look, "")
        self.copy.setToolTip(_HOW)
        self.print_button = Button(look, "Print…", icon="print", shortcut="Ctrl+P")
        self.save_button = Button(look, "Save as PDF…", icon="save")
        self.copy.clicked.connect(self.copy_text)
        self.out = ListOut(
            page=self, desk=desk, messages=messages, name="chase list", file="chase-list.pdf", draw=self._drawn,
            told=self.told.emit,
        )  # fmt: skip
        self.print_button.clicked.connect(self.print_list)
        self.save_button.clicked.connect(self.out.ask_where)
        self.model = ChaseModel(desk.library.labels)
        self.table = ChaseTable(look, self.model)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._say_copy)
        self._lay_out()

    # what is shown

    def refresh(self) -> None:
        """Work the list out anew beside the window's own work; what is shown stays until then."""
        desk = self._desk

        def look() -> tuple[tuple[ChaseGroup, ...], bool]:
            return chase_list(desk.board, desk.library, desk.today()), bool(
                list_cases(desk.board, CaseQuery(limit=1)).lines
            )

        self._tasks.start(look, self._found)

    def _found(self, found: tuple[tuple[ChaseGroup, ...], bool]) -> None:
        self.groups, self._anybody = found
        self._show()

    def chosen(self) -> tuple[ChaseGroup, ...]:
        """The groups as they are shown: all of them, or what the view leaves."""
        return self._left(self._view)

    def show_view(self, key: str) -> None:
        """Show everything, what decides a risk group, or what is about the rules."""
        self._view = key
        self._show()

    def _left(self, view: str) -> tuple[ChaseGroup, ...]:
        wanted = _VIEWS[view][1]
        left = [ChaseGroup(one.owner, tuple(line for line in one.lines if wanted(line))) for one in self.groups]
        return tuple(one for one in left if one.lines)

    def _show(self) -> None:
        groups, before = self.chosen(), self.table.selected
        tabs = [TabSpec(key, name, _count(self._left(key))) for key, (name, _) in _VIEWS.items()]
        self.views.show_tabs(tabs, self._view)
        self.model.show_groups(groups)
        self.table.select(before.line.case_id if before else None, before.line.fact if before else "")
        self.pages.setCurrentIndex(0 if groups else 1 if self._anybody else 2)
        children = len({line.case_id for one in groups for line in one.lines})
        told = f"{counted(_count(groups), 'item')}, {counted(children, 'child', 'children')}"
        self.count.setText(told if groups else "")
        self.deeds.setVisible(bool(groups))
        self._say_copy()
        for button in (self.print_button, self.save_button):
            button.setVisible(bool(groups) and may(self._desk.board.person, Right.PRINT))

    def _say_copy(self) -> None:
        """Whose text would be copied."""
        row = self.table.selected
        if row is not None:
            self.copy.set_words(_COPY.format(owner=row.group.owner))
            self.copy.setAccessibleDescription(_HOW)

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        self.table.setFocus()

    # what goes out

    def copy_text(self) -> None:
        """Put the group under the bar on the clipboard as the text of a mail; it names no child."""
        row = self.table.selected
        if row is None:
            return
        kept = kept_from_mail(row.group)
        if kept == len(row.group.lines):
            self.copy.set_words(f"Nothing copied; {_left_out(kept)}")
            return
        QGuiApplication.clipboard().setText(mail_text(self._desk.library.labels, row.group, self._desk.today()))
        self.copy.set_words(f"Copied, without names; {_left_out(kept)}" if kept else "Copied, without names")

    def print_list(self) -> None:
        """Choose a printer, write down that the list goes out, and paint it there."""
        self.out.to_printer()

    def _drawn(self, paper: str) -> DrawnList | None:
        desk, groups = self._desk, self.chosen()
        if not groups:
            return None
        pdf, pages = chase_pdf(desk.board, desk.library, groups, today=desk.today(), paper=paper)
        return DrawnList(pdf, pages, partial(hand_out_list, desk.board, groups, pdf))

    # frame

    def _lay_out(self) -> None:
        done = QHBoxLayout()
        done.setSpacing(16)
        for part in (self.count, self.copy, self.print_button, self.save_button):
            done.addWidget(part)
        done.insertStretch(1, 1)
        nothing, nobody = EmptyState(self._look, _NOTHING, _WHY), EmptyState(self._look, _NOBODY, _WHO, self._first)
        self.lay_out((self.table, nothing, nobody), done, self.due_button)


def _left_out(lines: int) -> str:
    return f"{counted(lines, 'confidential item')} left out"


def _count(groups: tuple[ChaseGroup, ...]) -> int:
    return sum(len(one.lines) for one in groups)
