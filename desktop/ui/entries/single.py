"""A kind of which a child has one entry: its fields under each other, and one button to change them."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.case import Case
from desktop.clinical.current import latest_first
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.results import Result
from desktop.services.entries import answer, entry_line
from desktop.ui.entries.head import KindPage, headed
from desktop.ui.entries.page import ONLY_READ
from desktop.ui.entries.told import Part, Told
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.scroll import Scroll
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.words import capital

_NAMES = 200


class SinglePage(KindPage):
    """The latest entry counts; every field is shown, also those that nobody has asked for."""

    def __init__(self, look: Look, told: Told, kind: EntryKind) -> None:
        super().__init__(look, kind)
        self._told = told
        self.entry: Result | None = None
        self.edit_button = Button(look, "Edit…", shortcut="Ctrl+M")
        self.edit_button.clicked.connect(self.ask_new)
        self._grid = StatementGrid(look, _NAMES)
        self._pages = QStackedWidget()
        self._pages.addWidget(headed(look, kind, (self.edit_button,), self._grid))
        step = Step("add", "Fill it in", "Field by field, each with its help under F1", self.ask_new, "Ctrl+M")
        none = f"{kind.title}: nothing entered yet"
        self._empty = Scroll(EmptyState(look, none, kind.about, (step,)), none)
        self._empty_read_only = Scroll(EmptyState(look, none, f"{kind.about} {ONLY_READ}"), none)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._empty_read_only)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show the entry that counts."""
        self.read_only = read_only
        self.edit_button.setVisible(not read_only)
        # the one that the page prints; two cases that became one may have brought another
        found = latest_first(getattr(case, self.kind.table))
        self.entry = found[0] if found else None
        if self.entry is None:
            self._pages.setCurrentWidget(self._empty_read_only if read_only else self._empty)
            return
        self._pages.setCurrentIndex(0)
        others = [
            Part("Also recorded", entry_line(self._told.library, case, self.kind, one).whole) for one in found[1:]
        ]
        self._grid.show_statements([_statement(one) for one in (*self._parts(case, self.entry), *others)])

    def ask_new(self) -> None:
        """Change what there is, or fill it in for the first time."""
        if self.read_only:
            return
        if self.entry is None:
            self.add.emit()
        else:
            self.change.emit(self.entry)

    def _parts(self, case: Case, entry: Result) -> list[Part]:
        told = [(one, answer(entry, one)) for one in self.kind.fields]
        unasked = self._told.library.all_labels.silence(NOT_ASKED)
        parts = [
            Part(one.label, self._told.field(case, one, said) if said != NOT_ASKED else unasked, said.silence)
            for one, said in told
        ]
        by = entry.provenance.entered_by
        return [*parts, *self._told.origin(self.kind, entry), *([Part("Entered by", by)] if by else [])]


def _statement(part: Part) -> Statement:
    return Statement(part.label, capital(part.words), part.silence)
