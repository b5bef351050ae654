"""Treatment: the plan drawn, the same events as a table, and recording what really happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.timeline import FactStatus, PlannedEvent, days_behind, next_due
from desktop.services.library import Library
from desktop.services.plans import current_plan, template_of
from desktop.ui.models.plan_model import WIDTHS, PlanModel
from desktop.ui.panels.timeline_view import TimelineView
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.row_delegate import RowDelegate, dress_table
from desktop.ui.widgets.text import Line, Text

_ROW = 28


class EventTable(QTableView):
    """The events; Enter or a double click records a date."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
            return
        super().keyPressEvent(event)


class TreatmentPage(QWidget):
    """``start`` asks for a plan, ``record`` carries the event whose date shall be recorded."""

    start = Signal()
    record = Signal(object)

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library = look, library
        self._title = Text(look, step="lead", weight=STRONG, wrap=True)
        self._told = Text(look, step="label", tone="text2", wrap=True)
        self._record = Button(look, "Record date…", icon="calendar-plus", shortcut="Ctrl+D")
        self._start = Button(look, "New plan…", icon="plus", shortcut="Ctrl+T")
        self.view = TimelineView(look)
        self.model = PlanModel()
        self.table = EventTable()
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowDelegate(look, self.table, _ROW))
        self.table.setAccessibleName("Events of the plan")
        dress_table(look, self.table, WIDTHS, _ROW)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._plan_page())
        self._empty = EmptyState(
            look,
            "No treatment plan yet",
            "A plan lays a template out from its first day; real dates then move what follows.",
            (Step("calendar-plus", "Start a plan", "Choose a template and the first day", self.start.emit, "Ctrl+T"),),
        )
        self._empty_read_only = EmptyState(look, "No treatment plan yet", "This board is open for reading only.")
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._empty_read_only)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._record.clicked.connect(self.ask_record)
        self._start.clicked.connect(self.start)
        self.table.opened.connect(self.ask_record)
        self._read_only = False

    def show_case(self, case: Case, plan: Sequence[PlannedEvent], today: date, read_only: bool) -> None:
        """Show the current plan of a case."""
        self._read_only = read_only
        for button in (self._record, self._start):
            button.setVisible(not read_only)
        chosen = current_plan(case)
        if chosen is None:
            self.model.show_events(None, ())
            self._pages.setCurrentWidget(self._empty_read_only if read_only else self._empty)
            return
        template = template_of(self._library, chosen)
        self._title.setText(template.title)
        behind = days_behind(template, chosen.start, plan)
        state = f"now {behind} d behind the first plan" if behind > 0 else "on the first plan"
        doubt = "" if template.status is FactStatus.VERIFIED else f" Template: {template.status}, planning dates only."
        self._told.setText(f"Began {day_words(chosen.start)}, {state}.{doubt}")
        self.model.show_events(template, plan)
        due = next_due(plan)
        self.table.selectRow(self.model.row_of(due.id) if due else 0)
        self.view.show_plan(template, chosen.start, plan, today)
        self._pages.setCurrentIndex(0)

    def ask_record(self) -> None:
        """Ask for the date of the selected event."""
        event = self.model.event_at(self.table.currentIndex().row())
        if event is not None and not self._read_only:
            self.record.emit(event)

    def _plan_page(self) -> QWidget:
        page = QWidget()
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._title)
        told.addWidget(self._told)
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, 10, PAGE_PADDING, 10)
        head.setSpacing(10)
        head.addLayout(told, 1)
        head.addWidget(self._start)
        head.addWidget(self._record)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line())
        column.addWidget(self.view)
        column.addWidget(Line())
        column.addWidget(self.table, 1)
        return page
