"""The page of the ledger: what was given as entered, the late effects that it leads to, arithmetic for checking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.services.exposures import AS_ENTERED, LedgerLine, ledger_lines
from desktop.services.library import Library
from desktop.services.surface import NO_ORDER, surface_check
from desktop.services.watching import WatchLine, watch_lines
from desktop.ui.exposures.statements import arithmetic, made_of, rests_on
from desktop.ui.exposures.tables import (
    LEDGER_HEADS,
    WATCH_HEADS,
    ReadModel,
    ledger_row,
    ledger_table,
    watch_row,
    watch_table,
)
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Text, settle
from desktop.ui.words import capital

_NO_LINE = "No exposure is entered, and no treatment with one of the agents."
_NO_RISK = "Nothing in the record leads to a late effect to watch for."
_WATCHED = "By treatments, entered exposures and late effects of the record. It orders no check."
_NAMES = 150


class ExposuresPage(QWidget):
    """``add`` asks for a new exposure. The bar of each table says of which line the operands stand beneath."""

    add = Signal()

    def __init__(self, look: Look, library: Library, today: Callable[[], date]) -> None:
        super().__init__()
        self._look, self._library, self._today = look, library, today
        self.lines: tuple[LedgerLine, ...] = ()
        self.watched: tuple[WatchLine, ...] = ()
        self.new_button = Button(look, "New exposure…", icon="add", shortcut="Ctrl+M")
        self.new_button.clicked.connect(self.add)
        self._ledger_model, self._watch_model = ReadModel(LEDGER_HEADS), ReadModel(WATCH_HEADS)
        self.ledger = ledger_table(look, self._ledger_model, _NO_LINE)
        self.watch = watch_table(look, self._watch_model, _NO_RISK)
        self.ledger.chosen.connect(self._say_line)
        self.watch.chosen.connect(self._say_risk)
        self.made_of, self.rests_on, self.checked = (StatementGrid(look, _NAMES) for _ in range(3))
        self._of_line, self._of_risk = Section(look, ""), Section(look, "")
        self._of_line.body.addWidget(self.made_of)
        self._of_risk.body.addWidget(self.rests_on)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = Scroll(self._page(), "Ledger of exposures, late effects to watch for, arithmetic for checking")
        outer.addWidget(self._scroll)
        self.ledger.opened.connect(lambda: self._scroll.ensureWidgetVisible(self._of_line))
        self.watch.opened.connect(lambda: self._scroll.ensureWidgetVisible(self._of_risk))

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show the ledger of a case; each bar stays on its row."""
        rows = self.ledger.currentIndex().row(), self.watch.currentIndex().row()
        self.new_button.setVisible(not read_only)
        self.lines, self.watched = ledger_lines(self._library, case), watch_lines(self._library, case)
        self._ledger_model.show([ledger_row(one) for one in self.lines], [one.open for one in self.lines])
        self._watch_model.show([watch_row(one) for one in self.watched], [len(one.by_dose) > 1 for one in self.watched])
        for table, row in zip((self.ledger, self.watch), rows, strict=True):
            table.fit()
            table.select_first(row)
        self._say_line()
        self._say_risk()
        self.checked.show_statements(arithmetic(surface_check(self._library, case, self._today())))
        settle(self)

    def _say_line(self) -> None:
        """What the total under the bar is made of."""
        row = self.ledger.currentIndex().row()
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        self._of_line.setVisible(line is not None)
        if line is not None:
            self._of_line.set_name(f"{capital(line.name)}: {line.total}")
            self.made_of.show_statements(made_of(line))

    def _say_risk(self) -> None:
        """What the late effect under the bar rests on."""
        row = self.watch.currentIndex().row()
        line = self.watched[row] if 0 <= row < len(self.watched) else None
        self._of_risk.setVisible(line is not None)
        if line is not None:
            self._of_risk.set_name(line.risk.words)
            self.rests_on.show_statements(rests_on(line))

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        edge = PAGE_PADDING - BORDER
        column.setContentsMargins(edge, 12 - BORDER, edge, edge)
        column.setSpacing(16)
        column.addWidget(self._part("Ledger", AS_ENTERED, self.new_button, self.ledger, self._of_line))
        column.addWidget(self._part("Late effects to watch for", _WATCHED, self.watch, self._of_risk))
        column.addWidget(self._part("Arithmetic for checking", NO_ORDER, self.checked))
        column.addStretch(1)
        return page

    def _part(self, name: str, about: str, *content: QWidget) -> Section:
        made = Section(self._look, name)
        made.body.setSpacing(8)
        made.body.addWidget(Text(self._look, about, step="label", tone="text2", wrap=True))
        for one in content:
            made.body.addWidget(one)
        return made
