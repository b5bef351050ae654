"""Biomarkers: the chart, the list of results beneath it, and what the selected one says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.timeline import PlannedEvent
from desktop.services.library import Library
from desktop.services.marker_chart import MarkerChart, chart_of
from desktop.services.markers import MarkerLine, explain, marker_lines
from desktop.ui.entries.copied import copied_rows
from desktop.ui.markers.head import ABOUT, MarkersHead
from desktop.ui.markers.panel import ChartPanel
from desktop.ui.markers.table import MarkerTable
from desktop.ui.models.marker_model import MarkerModel
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Line, Text, settle

_NONE = "No result yet"
_WHAT = "VMA, HVA, LDH, ferritin and NSE are kept as a series, each with its laboratory's own upper limit."
_NAMES, _LOW = 132, 480


class MarkersPage(QWidget):
    """``add`` asks for a new result; ``change`` and ``remove`` carry one that is there.

    ``picture`` and ``results`` ask to save the chart or the list; ``paste`` carries rows of a spreadsheet.
    """

    add = Signal()
    change = Signal(object)
    remove = Signal(object)
    picture = Signal()
    results = Signal()
    paste = Signal(str)

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library = look, library
        self._read_only = False
        self.case: Case | None = None
        self.head = MarkersHead(look)
        self.panel = ChartPanel(look, library)
        self.model = MarkerModel(library)
        self.table = MarkerTable(look, self.model)
        self._says = Section(look, "")
        self._told = StatementGrid(look, _NAMES)
        self._says.body.addWidget(self._told)
        self._about = Text(look, ABOUT, step="label", tone="text2", wrap=True)
        self._about.hide()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list_page())
        step = Step("add", "Enter a result", "From a laboratory report", self.add.emit, "Ctrl+M")
        paste = Step("as_table", "Paste results", "Rows copied in a spreadsheet", self._paste_anyway, "Ctrl+V")
        self._empty = EmptyState(look, _NONE, _WHAT, (step, paste))
        self._empty_read_only = EmptyState(look, _NONE, "Here the case can only be read.")
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._empty_read_only)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._wire()

    def _wire(self) -> None:
        self.head.add.clicked.connect(self.add)
        self.head.change.clicked.connect(self.ask_change)
        self.head.remove.clicked.connect(self.ask_remove)
        self.head.picture.connect(self.picture)
        self.head.results.connect(self.results)
        self.table.chosen.connect(self._explain)
        self.panel.chosen.connect(self.table.select)
        for twin in (self.table, self.panel):
            twin.opened.connect(self.ask_change)
            twin.removed.connect(self.ask_remove)

    @property
    def chart(self) -> MarkerChart | None:
        """What the chart shows; None while no child was shown."""
        return self.panel.chart

    def show_case(self, case: Case, plan: Sequence[PlannedEvent], today: date, read_only: bool) -> None:
        """Show the results of a case; the bar goes to a new one, or stays where it was."""
        kept, before = self.table.selected, {one.result.id for one in self.model.lines}
        self._read_only = read_only
        same, self.case = self.case is not None and case.id == self.case.id, case
        lines = marker_lines(self._library, case)
        chart = chart_of(self._library, case, plan, today)
        self.panel.show_chart(chart)
        self.model.show_lines(lines)
        self.head.show_for(read_only=read_only, has_chart=bool(chart.series))
        if not lines:
            self._pages.setCurrentWidget(self._empty_read_only if read_only else self._empty)
            return
        self._pages.setCurrentIndex(0)
        new = [one.result.id for one in lines if one.result.id not in before] if same else []
        self.table.select(new[0] if len(new) == 1 else kept.result.id if kept else None)

    def ask_change(self) -> None:
        """Ask for the selected result anew."""
        if self.table.selected is not None and not self._read_only:
            self.change.emit(self.table.selected.result)

    def ask_remove(self) -> None:
        """Take the selected result away; undo brings it back."""
        if self.table.selected is not None and not self._read_only:
            self.remove.emit(self.table.selected.result)

    def ask_paste(self) -> bool:
        """Show what rows copied from a spreadsheet would be entered as; False where nothing of that kind was copied."""
        rows = copied_rows()
        if not rows or self._read_only or self.case is None:
            return False
        self.paste.emit(rows)
        return True

    def _paste_anyway(self) -> None:
        """Where nothing was copied, the dialog says so."""
        self.paste.emit(copied_rows())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the chart is lower, and the words about the section go beneath it."""
        super().resizeEvent(event)
        low = self.height() < self._look.px(_LOW)
        self.panel.set_low(low)
        self.head.set_low(low)
        self._about.setVisible(low)

    def _explain(self, line: MarkerLine | None) -> None:
        self.panel.select(line)
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
        inner.setSpacing(12)
        for part in (self.panel, self.table, self._says, self._about):
            inner.addWidget(part)
        inner.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Line())
        column.addWidget(Scroll(content, "Laboratory markers: chart, results, and what they say"), 1)
        return page
