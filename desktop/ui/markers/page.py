"""Biomarkers: trends, the list of results, and what the selected one says."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.services.library import Library
from desktop.services.markers import MarkerLine, explain, marker_lines, trends
from desktop.ui.markers.table import MarkerTable
from desktop.ui.markers.trends import Trends
from desktop.ui.models.marker_model import MarkerModel
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Line, Text, settle

_ABOUT = "Each result against the upper limit of its own laboratory. No result here changes a risk group."
_NONE = "No result yet"
_WHAT = "VMA, HVA, LDH, ferritin and NSE are kept as a series, each with its laboratory's own upper limit."
_BESIDE, _NAMES = 560, 132


class MarkersPage(QWidget):
    """``add`` asks for a new result; ``change`` and ``remove`` carry one that is there."""

    add = Signal()
    change = Signal(object)
    remove = Signal(object)

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library = look, library
        self._read_only = False
        self._case: UUID | None = None
        self._add = Button(look, "New result…", icon="add", shortcut="Ctrl+M")
        self._change = Button(look, "Change…", shortcut="Enter")
        self._remove = Button(look, "Remove", shortcut="Del")
        self.trends = Trends(look, library)
        self.model = MarkerModel(library)
        self.table = MarkerTable(look, self.model)
        self._says = Section(look, "")
        self._told = StatementGrid(look, _NAMES)
        self._says.body.addWidget(self._told)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list_page())
        step = Step("add", "Enter a result", "From a laboratory report", self.add.emit, "Ctrl+M")
        self._empty = EmptyState(look, _NONE, _WHAT, (step,))
        self._empty_read_only = EmptyState(look, _NONE, "Here the case can only be read.")
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._empty_read_only)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._add.clicked.connect(self.add)
        self._change.clicked.connect(self.ask_change)
        self._remove.clicked.connect(self.ask_remove)
        self.table.chosen.connect(self._explain)
        self.table.opened.connect(self.ask_change)
        self.table.removed.connect(self.ask_remove)

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show the results of a case; the bar goes to a new one, or stays where it was."""
        kept, before = self.table.selected, {one.result.id for one in self.model.lines}
        self._read_only = read_only
        for button in (self._add, self._change, self._remove):
            button.setVisible(not read_only)
        lines = marker_lines(self._library, case)
        self.model.show_lines(lines)
        self.trends.show_trends(trends(lines))
        if not lines:
            self._pages.setCurrentWidget(self._empty_read_only if read_only else self._empty)
            return
        self._pages.setCurrentIndex(0)
        new = [one.result.id for one in lines if one.result.id not in before] if case.id == self._case else []
        self._case = case.id
        self.table.select(new[0] if len(new) == 1 else kept.result.id if kept else None)

    def ask_change(self) -> None:
        """Ask for the selected result anew."""
        if self.table.selected is not None and not self._read_only:
            self.change.emit(self.table.selected.result)

    def ask_remove(self) -> None:
        """Take the selected result away; undo brings it back."""
        if self.table.selected is not None and not self._read_only:
            self.remove.emit(self.table.selected.result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room beside the title the buttons stand beneath it."""
        super().resizeEvent(event)
        beside = self.width() >= self._look.px(_BESIDE)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _explain(self, line: MarkerLine | None) -> None:
        self._says.setVisible(line is not None)
        if line is None:
            return
        self._says.set_name(f"What this {line.name} says")
        told = explain(self._library, line)
        self._told.show_statements([Statement(head, first, items=tuple(others)) for head, (first, *others) in told])
        settle(self._says)

    def _list_page(self) -> QWidget:
        content = QWidget()
        inner = QVBoxLayout(content)
        edge = PAGE_PADDING - BORDER
        inner.setContentsMargins(edge, 12 - BORDER, edge, edge)
        inner.setSpacing(14)
        for part in (self.trends, self.table, self._says):
            inner.addWidget(part)
        inner.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Line())
        column.addWidget(Scroll(content, "Results of laboratory markers, and what they say"), 1)
        return page

    def _head(self) -> QBoxLayout:
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Text(self._look, "Biomarkers", step="lead", weight=STRONG))
        told.addWidget(Text(self._look, _ABOUT, step="label", tone="text2", wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self._add, self._change, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 10)
        self._top.setSpacing(10)
        self._top.addLayout(told, 1)
        self._top.addLayout(buttons)
        return self._top
