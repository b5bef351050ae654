"""The entries of one kind: a list, and what can be done with the one under the bar."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.labels import within
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.ui.entries.head import KindPage, headed
from desktop.ui.entries.table import EntryTable
from desktop.ui.entries.told import Told
from desktop.ui.models.entry_model import EntryModel
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.scroll import Scroll

ONLY_READ = "Here the case can only be read."


class EntriesPage(KindPage):
    """A kind of which a child may have any number. ``above``: what stands over the list and scrolls with it."""

    def __init__(self, look: Look, told: Told, kind: EntryKind, above: QWidget | None = None) -> None:
        super().__init__(look, kind)
        self._case: UUID | None = None
        self.model = EntryModel(told, kind)
        self.table = EntryTable(look, self.model, kind.title)
        self.new_button = Button(look, "New…", icon="add", shortcut="Ctrl+M")
        self.change_button = Button(look, "Change…", shortcut="Enter")
        self.copy_button = Button(look, "Copy forward…", shortcut="Ctrl+Shift+M")
        self.remove_button = Button(look, "Remove", shortcut="Del")
        self._buttons = (self.new_button, self.change_button, self.copy_button, self.remove_button)
        self._pages = QStackedWidget()
        self._pages.addWidget(headed(look, kind, self._buttons, *((above,) if above else ()), self.table))
        step = Step("add", f"Enter the first {within(kind.one)}", "Field by field, each with its help under F1",
                    self.ask_new, "Ctrl+M")  # fmt: skip
        rows = Step("import", "Paste rows", "Copied in a spreadsheet, with or without heads",
                    self.ask_paste, "Ctrl+V")  # fmt: skip
        none = f"{kind.title}: nothing entered yet"
        self._empty = Scroll(EmptyState(look, none, kind.about, (step, rows)), none)
        self._empty_read_only = Scroll(EmptyState(look, none, f"{kind.about} {ONLY_READ}"), none)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._empty_read_only)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.new_button.clicked.connect(self.ask_new)
        self.change_button.clicked.connect(self.ask_change)
        self.copy_button.clicked.connect(self.ask_copy)
        self.remove_button.clicked.connect(self.ask_remove)
        self.table.opened.connect(self.ask_change)
        self.table.removed.connect(self.ask_remove)

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show the entries of a case; the bar goes to a new one, or stays where it was."""
        kept, before = self.table.selected, {one.entry.id for one in self.model.rows}
        self.read_only = read_only
        for button in self._buttons:
            button.setVisible(not read_only)
        self.model.show_case(case)
        if not self.model.rows:
            self._pages.setCurrentWidget(self._empty_read_only if read_only else self._empty)
            self._case = case.id
            return
        self._pages.setCurrentIndex(0)
        same = case.id == self._case
        new = [one.entry.id for one in self.model.rows if one.entry.id not in before] if same else []
        self._case = case.id
        self.table.select(new[0] if len(new) == 1 else kept.id if kept else None)

    def ask_change(self) -> None:
        """Ask for the selected entry anew."""
        self._ask(self.change)

    def ask_remove(self) -> None:
        """Take the selected entry away; undo brings it back."""
        self._ask(self.remove)

    def ask_copy(self) -> bool:
        """Ask for the selected entry as the next of its kind. False where none is selected."""
        return self._ask(self.copy)

    def _ask(self, signal: SignalInstance) -> bool:
        entry = self.table.selected if self._pages.currentIndex() == 0 and not self.read_only else None
        if entry is not None:
            signal.emit(entry)
        return entry is not None
