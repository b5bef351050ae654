"""Treatment: the plan drawn, the same events as a table, and recording what really happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.timeline import FactStatus, PlannedEvent, Template, days_behind, next_due
from desktop.clinical.timeline.drawing import Lane
from desktop.services.library import Library
from desktop.services.plans import current_plan, template_of
from desktop.ui.models.plan_model import PlanModel
from desktop.ui.theme import Look
from desktop.ui.timeline import EventInspector, EventTable, Shown, ShownPlan, Stop, TimelineView
from desktop.ui.timeline.told import spoken
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.text import Line, Text
from desktop.ui.words import capital

_DRAWING, _TABLE = 0, 1
_LOWEST, _BESIDE = 300, 620


class TreatmentPage(QWidget):
    """``start`` asks for a plan, ``record`` carries the event whose date shall be recorded.

    ``inspecting`` carries the widget that tells of the selected event, for the side panel; None lets go of it.
    """

    start = Signal()
    record = Signal(object)
    inspecting = Signal(object)

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library = look, library
        self._read_only = False
        self._title = Text(look, step="lead", weight=STRONG, wrap=True)
        self._about = Text(look, step="label", tone="text2", wrap=True)
        self._told = Text(look, step="label", tone="text2")
        self._doubt = Text(look, step="label", tone="caution", wrap=True)
        self._record = Button(look, "Record…", icon="record", shortcut="Ctrl+D")
        self._start = Button(look, "New plan…", icon="add", shortcut="Ctrl+T")
        self._switch = Button(look, "Table", icon="as_table", shortcut="F8")
        self._plan: ShownPlan | None = None
        self._beside = False
        self.inspector = EventInspector(look)
        self.aside = _scrolled("Selected event, with its sources")
        self.view = TimelineView(look)
        self.model = PlanModel()
        self.table = EventTable(look, self.model)
        self._twins = QStackedWidget()
        self._twins.addWidget(self.view)
        self._twins.addWidget(self.table)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._plan_page())
        self._empty = EmptyState(
            look,
            "No treatment plan yet",
            "A plan lays a template out from its first day; real dates then move what follows.",
            (Step("record", "Start a plan", "Choose a template and the first day", self.start.emit, "Ctrl+T"),),
        )
        self._empty_read_only = EmptyState(look, "No treatment plan yet", "This board is open for reading only.")
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._empty_read_only)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._wire()

    def _wire(self) -> None:
        self._record.clicked.connect(self.ask_record)
        self._start.clicked.connect(self.start)
        self._switch.clicked.connect(self.switch)
        self.view.chosen.connect(self._drawing_chose)
        self.table.chosen.connect(self._table_chose)
        for twin in (self.view, self.table):
            twin.opened.connect(self.ask_record)

    # what is shown

    def show_case(self, case: Case, plan: Sequence[PlannedEvent], today: date, read_only: bool) -> None:
        """Show the current plan of a case."""
        self._read_only = read_only
        for button in (self._record, self._start):
            button.setVisible(not read_only)
        chosen = current_plan(case)
        if chosen is None:
            self._plan = None
            self.view.select(None)
            self.model.show_events(None, None, ())
            self._pages.setCurrentWidget(self._empty_read_only if read_only else self._empty)
            return
        template = template_of(self._library, chosen)
        self._show_head(template, chosen.start, plan)
        reasons = {one.event: one.reason for one in chosen.events}
        self._plan = ShownPlan(template, chosen.start, tuple(plan), reasons)
        self.view.show_plan(Shown(case.id, template, chosen.start, tuple(plan), today))
        kept = self.view.selected
        self.model.show_events(template, chosen.start, plan)
        self.table.select(kept.event if kept else None)
        self._inspect(kept)
        self._pages.setCurrentIndex(0)

    def _show_head(self, template: Template, start: date, plan: Sequence[PlannedEvent]) -> None:
        behind = days_behind(template, start, plan)
        state = f"{abs(behind)} d {'behind' if behind > 0 else 'ahead of'} the first plan" if behind else "as planned"
        name, _, about = template.title.partition(": ")
        self._title.setText(name)
        self._about.setText(capital(about))
        self._about.setVisible(bool(about))
        self._told.setText(f"Began {day_words(start)}. Now {state}.")
        doubtful = template.status is not FactStatus.VERIFIED
        self._doubt.setText(f"Template {template.status}: planning dates only, never a rule." if doubtful else "")
        self._doubt.setVisible(doubtful)

    # selection

    def switch(self) -> None:
        """From the drawing to the table or back, with the keyboard and the selection."""
        if self._pages.currentIndex() != 0:
            return
        table = self._twins.currentIndex() == _DRAWING
        self._twins.setCurrentIndex(_TABLE if table else _DRAWING)
        self._switch.set_words("Drawing" if table else "Table")
        if self.view.selected is not None:
            self._bring_into_sight(self.view.selected)
        if self.view.selected is None and (due := next_due([one.event for one in self.model.rows])):
            self.view.select(due.id)
        (self.table if table else self.view).setFocus()

    def ask_record(self) -> None:
        """Ask for the date of the selected event, else of what comes next."""
        stop = self.view.selected
        events = [one.event for one in self.model.rows]
        event = next((one for one in events if stop and one.id == stop.event), None) or next_due(events)
        if event is not None and not self._read_only:
            self.record.emit(event)

    def _drawing_chose(self, stop: Stop | None) -> None:
        self.table.select(stop.event if stop else None)
        self._inspect(stop)
        if stop is not None:
            self._bring_into_sight(stop)
        event = self._plan.event(stop.event) if self._plan and stop else None
        if event is not None and stop is not None and self.view.hasFocus():
            words = spoken(event, gate=stop.lane is Lane.GATES)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, words))

    def _bring_into_sight(self, stop: Stop) -> None:
        """Where the page is higher than the window, scroll to the mark or the row that was selected."""
        if self._twins.currentIndex() == _DRAWING:
            twin, place = self.view.viewport(), self.view.mapFromScene(stop.places[0]).boundingRect()
        else:
            twin, place = self.table.viewport(), self.table.visualRect(self.table.currentIndex())
        point = twin.mapTo(self._page, place.center())
        self._area.ensureVisible(point.x(), point.y(), 0, self._look.px(60))

    def beside(self) -> QWidget | None:
        """What tells of the selected event in the side panel; None while nothing is selected or it is too narrow."""
        shown = self._plan is not None and self.view.selected is not None
        return self.aside if shown and self._beside else None

    def set_beside(self, beside: bool) -> None:
        """Whether the selected event is told of in the side panel, or beneath the drawing where that is too narrow."""
        if beside == self._beside:
            return
        self._beside = beside
        if beside:
            _put(self.inspector, self.aside)
        else:
            self._column.addWidget(self.aside.takeWidget())
        self._inspect(self.view.selected)

    def _inspect(self, stop: Stop | None) -> None:
        shown = self._plan is not None and stop is not None
        if self._plan is not None and stop is not None:
            self.inspector.show_event(self._plan, stop)
        self.inspector.setVisible(shown)
        beneath = shown and not self._beside
        self._column.setStretchFactor(self._twins, 0 if beneath else 1)
        self._column.setStretchFactor(self.inspector, 1 if beneath else 0)
        self.inspecting.emit(self.beside())

    def _table_chose(self, event: PlannedEvent | None) -> None:
        now = self.view.selected
        if event is None:
            self.view.select(None)
        elif now is None or now.event != event.id:
            self.view.select(event.id)

    # parts

    def _plan_page(self) -> QWidget:
        page = QWidget()
        self.table.setMinimumHeight(self._look.px(_LOWEST))
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._head())
        self._column.addWidget(Line())
        self._column.addWidget(self._twins, 1)
        self._column.addWidget(self.inspector)
        self.inspector.hide()
        self._page, self._area = page, _scrolled()
        _put(page, self._area)
        return self._area

    def _head(self) -> QVBoxLayout:
        """Title and buttons side by side, or one above the other where there is no room; the words beneath."""
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self._record, self._start, self._switch):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(10)
        self._top.addWidget(self._title, 1)
        self._top.addLayout(buttons)
        state = QHBoxLayout()
        state.setSpacing(12)
        state.addWidget(self._told)
        state.addWidget(self._doubt, 1)
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_PADDING, 10, PAGE_PADDING, 8)
        head.setSpacing(2)
        head.addLayout(self._top)
        head.addWidget(self._about)
        head.addLayout(state)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room beside the title the buttons stand beneath it."""
        super().resizeEvent(event)
        beside = self.width() >= self._look.px(_BESIDE)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)


def _scrolled(name: str = "") -> QScrollArea:
    """Scrolls up and down only; with a name it can be reached by the keyboard."""
    area = QScrollArea()
    area.setProperty("plain", not name)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    if not name:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    return area


def _put(content: QWidget, area: QScrollArea) -> None:
    """Content on the ground of what is behind it."""
    area.setWidget(content)
    content.setAutoFillBackground(False)
