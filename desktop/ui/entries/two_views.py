"""A tab that first shows what is made of the entries of a kind, and beside it the list of what was entered."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.ui.entries.head import KindPage
from desktop.ui.entries.page import EntriesPage
from desktop.ui.entries.told import Told
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.one_of import OneOf

ENTERED = "entered"


class TwoViews(KindPage):
    """``made`` is the page of the first view, under the key and the words of ``view``; ``entered`` names the list.

    A child for whom ``has_made`` says that there is something is shown by the first view, any other by the list.
    """

    def __init__(
        self, look: Look, told: Told, kind: EntryKind, made: QWidget, view: tuple[str, str], entered: str
    ) -> None:  # fmt: skip
        super().__init__(look, kind)
        self._case: UUID | None = None
        self._made = made
        self.entered = EntriesPage(look, told, kind)
        self.view = OneOf(look, "View", [view, (ENTERED, entered)], ENTERED)
        self._stack = QStackedWidget()
        for page in (made, self.entered):
            self._stack.addWidget(page)
        self.view.picked.connect(self._show)
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

    def fill_made(self, case: Case, read_only: bool) -> None:
        """Fill the page of the first view."""
        raise NotImplementedError

    def has_made(self) -> bool:
        """Whether the first view has anything to show of the child."""
        raise NotImplementedError

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show both; the view stays while it is the same child."""
        self.read_only = read_only
        self.fill_made(case, read_only)
        self.entered.show_case(case, read_only)
        if case.id != self._case:
            self._case = case.id
            self.view.buttons[0 if self.has_made() else 1].setChecked(True)

    def ask_copy(self) -> bool:
        """Ask for the entry under the bar of the list anew."""
        return self.view.chosen == ENTERED and self.entered.ask_copy()

    def _show(self, view: object) -> None:
        self._stack.setCurrentWidget(self.entered if view == ENTERED else self._made)
