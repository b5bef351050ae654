"""Treatment: the plan drawn, the same events as a table, and recording what really happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.timeline import PlannedEvent, next_due
from desktop.clinical.timeline.drawing import Lane
from desktop.services.library import Library
from desktop.services.planning import moves_between, with_event
from desktop.services.plans import lay_out
from desktop.ui.models.plan_model import PlanModel
from desktop.ui.models.plan_rows import Row
from desktop.ui.panels.treatment_head import TreatmentHead
from desktop.ui.panels.treatment_reading import read_plan
from desktop.ui.theme import Look
from desktop.ui.timeline import EventInspector, EventTable, ShownPlan, Stop, TimelineView
from desktop.ui.timeline.moving import moving_words
from desktop.ui.timeline.told import spoken_stop
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.text import Line

_LOWEST, _LOW = 300, 400


class TreatmentPage(QWidget):
    """``start`` asks for a plan; ``record`` carries the event of which something shall be said, a day that is proposed
    for it or None, and whether its gate is meant. ``change`` carries the button beneath which the menu of what can be
    done with the plan as a whole is wanted.

    ``inspecting`` carries the widget that tells of the selected event, for the side panel; None lets go of it.
    """

    start = Signal()
    record = Signal(object, object, bool)
    change = Signal(object)
    inspecting = Signal(object)

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library = look, library
        self._read_only = False
        self._low = False
        self.head = TreatmentHead(look)
        self._plan: ShownPlan | None = None
        self._case: Case | None = None
        self._current: tuple[PlannedEvent, ...] = ()
        self._today = date.min
        self._place: tuple[UUID, int] | None = None
        self._selected: Stop | None = None
        self._beside = False
        self.inspector = EventInspector(look)
        self.aside = _scrolled("Selected event, with its sources")
        self.view = TimelineView(look)
        self.model = PlanModel()
        self.table = EventTable(look, self.model)
        self._twins = _one_of(self.view, self.table)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._plan_page())
        self._empty = EmptyState(
            look,
            "No treatment plan yet",
            "A plan lays a template out from its first day; real dates then move what follows.",
            (Step("record", "Start a plan", "Choose a template and the first day", self.start.emit, "Ctrl+T"),),
        )
        self._empty_read_only = EmptyState(look, "No treatment plan yet", "Here the case can only be read.")
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._empty_read_only)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self._wire()

    def _wire(self) -> None:
        self.head.record.clicked.connect(self.ask_record)
        self.head.start.clicked.connect(self.start)
        self.head.switch.clicked.connect(self.switch)
        self.head.change.clicked.connect(lambda: self.change.emit(self.head.change))
        self.head.chose.connect(self.show_earlier)
        self.head.nearer.clicked.connect(lambda: self.view.zoom_by(1))
        self.head.farther.clicked.connect(lambda: self.view.zoom_by(-1))
        self.view.other_day.preview = self._would_move
        self.view.other_day.tell = self.head.tell_proposal
        self.view.proposed.connect(self._propose)
        self.view.chosen.connect(self._drawing_chose)
        self.table.chosen.connect(self._table_chose)
        for twin in (self.view, self.table):
            twin.opened.connect(self._open)

    # what is shown

    def show_case(self, case: Case, plan: Sequence[PlannedEvent], today: date, read_only: bool) -> None:
        """Show the current plan of a case."""
        self._read_only = read_only
        self._case, self._current, self._today = case, tuple(plan), today
        if self._place is None or self._place[0] != case.id or not 0 <= self._place[1] < len(case.plans) - 1:
            self._place = None
        self.view.other_day.allowed = not self._only_read
        if not case.plans:
            self._plan = None
            self.view.select(None)
            self.model.show_rows(())
            self._pages.setCurrentWidget(self._empty_read_only if read_only else self._empty)
            return
        self._show_plan(case)

    @property
    def _only_read(self) -> bool:
        """Whether what is shown can be read only: the case, or an earlier plan of it."""
        return self._read_only or self._place is not None

    def _show_plan(self, case: Case) -> None:
        number = self._place[1] if self._place is not None else len(case.plans) - 1
        chosen = case.plans[number]
        plan = self._current if self._place is None else lay_out(self._library, chosen, self._today)
        found = read_plan(self._library, case, chosen, plan, self._today)
        self.head.show_plan(case, found.template, chosen, plan, number)
        for button in (self.head.record, self.head.start, self.head.change):
            button.setVisible(not self._only_read)
        self._plan = found.told
        self.view.show_plan(found.shown)
        kept = self._kept()
        self.model.show_rows(found.rows)
        self.table.select(kept.event if kept else None)
        self._inspect(kept)
        self._pages.setCurrentIndex(0)

    def show_earlier(self, number: int) -> None:
        """Another plan of the child by its number; the last is the one that holds, the others can only be read."""
        case = self._case
        if case is not None and 0 <= number < len(case.plans):
            self._place = None if number == len(case.plans) - 1 else (case.id, number)
            self.view.select(None)
            self.show_case(case, self._current, self._today, self._read_only)

    def _kept(self) -> Stop | None:
        """What was selected before, if it is still there."""
        others = self._plan.others if self._plan else {}
        undrawn = self._selected is not None and self._selected.event in others and self.view.selected is None
        if not undrawn:
            self._selected = self.view.selected
        return self._selected

    # selection

    def switch(self) -> None:
        """From the drawing to the table or back, with the keyboard and the selection."""
        if self._pages.currentIndex() != 0:
            return
        table = self.table.isHidden()
        self.table.setVisible(table)
        self.view.setVisible(not table)
        self.head.switch.set_words("Drawing" if table else "Table")
        for button in (self.head.nearer, self.head.farther):
            button.setVisible(not table)
        if self.view.selected is not None:
            self._bring_into_sight(self.view.selected)
        if self.view.selected is None and (due := next_due(self.model.events)):
            self.view.select(due.id)
        (self.table if table else self.view).setFocus()

    def _open(self) -> None:
        """Enter or a double click records a date, and that only on an event of the plan."""
        stop = self._selected
        if stop is None or any(one.id == stop.event for one in self.model.events):
            self.ask_record()

    def ask_record(self) -> None:
        """Ask for the date of the selected event, else of what comes next."""
        stop = self.view.selected
        events = self.model.events
        event = next((one for one in events if stop and one.id == stop.event), None) or next_due(events)
        if event is not None and not self._only_read:
            self.record.emit(event, None, stop is not None and stop.lane is Lane.GATES)

    def _would_move(self, event: str, day: date) -> str:
        """What another day of an event that took place would move; nothing is written."""
        if self._case is None:
            return ""
        after = with_event(self._library, self._case, event, day)
        return moving_words(moves_between(self._library, self._case, after, event, self._today))

    def _propose(self, event_id: str, day: date) -> None:
        """The day to which a mark was moved, put into the dialog of its event."""
        event = next((one for one in self.model.events if one.id == event_id), None)
        if event is not None and not self._only_read:
            self.record.emit(event, day, False)

    def _drawing_chose(self, stop: Stop | None) -> None:
        self._selected = stop
        self.table.select(stop.event if stop else None)
        self._inspect(stop)
        if stop is not None:
            self._bring_into_sight(stop)
        if self._plan is not None and stop is not None and self.view.hasFocus():
            words = spoken_stop(self._plan, stop)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, words))

    def _bring_into_sight(self, stop: Stop) -> None:
        """Where the page is higher than the window, scroll to the mark; the rows of the table scroll by themselves."""
        if not self.table.isHidden():
            self._area.verticalScrollBar().setValue(0)
            return
        place = self.view.mapFromScene(stop.places[0]).boundingRect()
        point = self.view.viewport().mapTo(self._page, place.center())
        self._area.ensureVisible(point.x(), point.y(), 0, self._look.px(60))

    def beside(self) -> QWidget | None:
        """What tells of the selected event in the side panel; None while nothing is selected or it is too narrow."""
        shown = self._plan is not None and self._selected is not None
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
        self._inspect(self._selected)

    def _inspect(self, stop: Stop | None) -> None:
        shown = self._plan is not None and stop is not None
        if self._plan is not None and stop is not None:
            self.inspector.show_event(self._plan, stop)
        self.inspector.setVisible(shown)
        beneath = shown and not self._beside
        self._column.setStretchFactor(self._twins, 0 if beneath else 1)
        self._column.setStretchFactor(self.inspector, 1 if beneath else 0)
        self.inspecting.emit(self.beside())

    def _table_chose(self, row: Row | None) -> None:
        now = self.view.selected
        if row is not None and self.view.stops.find(row.key) is None:
            self._select_undrawn(Stop(row.key, row.lane or Lane.NOW, 0.0, ()))
        elif row is None:
            self.view.select(None)
        elif now is None or now.event != row.key:
            self.view.select(row.key)

    def _select_undrawn(self, stop: Stop) -> None:
        """What has no mark in the drawing (an awaited result) is told of all the same."""
        self.view.blockSignals(True)
        self.view.select(None)
        self.view.blockSignals(False)
        self._selected = stop
        self._inspect(stop)

    # parts

    def _plan_page(self) -> QWidget:
        page = QWidget()
        self.table.setMinimumHeight(self._look.px(_LOWEST))
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self.head.words)
        self._column.addWidget(Line())
        self._column.addWidget(self._twins, 1)
        self._column.addWidget(self.inspector)
        self.inspector.hide()
        self._page, self._area = page, _scrolled()
        _put(page, self._area)
        return self._area

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window phases, today and courses must be in sight at once: the other words go beneath them."""
        super().resizeEvent(event)
        low = self.height() < self._look.px(_LOW)
        if low != self._low:
            self._low = low
            self.head.set_low(low)
            self._column.removeWidget(self.head.words)
            place = self._column.indexOf(self._twins)
            self._column.insertWidget(place + 1 if low else place - 1, self.head.words)
        room = self.height() - self.head.sizeHint().height()
        self.table.setMinimumHeight(min(self._look.px(_LOWEST), room) if low else self._look.px(_LOWEST))


def _one_of(shown: QWidget, hidden: QWidget) -> QWidget:
    """Two widgets in one place; the hidden one asks for no room, as a page of a stack would."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    for one in (shown, hidden):
        column.addWidget(one)
    hidden.hide()
    return holder


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
