"""The page of meetings: the list of them at the left, the chosen one with its agenda beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.rights import Right
from desktop.services.meetings.overview import MeetingsNow, meetings_now
from desktop.services.meetings.planning import next_meeting
from desktop.ui.desk import Desk
from desktop.ui.meetings.board import MeetingBoard
from desktop.ui.meetings.list import first_choice, in_order, list_rows
from desktop.ui.meetings.rows_table import RowsTable
from desktop.ui.meetings.words import when_words
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import BAR_HEIGHT, PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.scroll import Scroll
from desktop.ui.widgets.text import Line, Text

_LIST, _FOLDED = 232, 860
"""The width of the list; below the second the list is a drop-down."""
_NONE = "No meeting is planned yet"
_WHY = "Plan the next board: children are then referred to it with their question, and their order and time are set."


class MeetingsPage(QWidget):
    """``new`` asks for a new meeting; everything else is asked by ``board``, the chosen meeting."""

    new = Signal()
    read = Signal()

    def __init__(self, look: Look, desk: Desk, tasks: Tasks) -> None:
        super().__init__()
        self._look, self._desk, self._tasks = look, desk, tasks
        self.now = MeetingsNow(meetings=(), waiting=())
        self.chosen: UUID | None = None
        self._folded = False
        self.new_button = Button(look, "New meeting…", icon="add", shortcut="Ctrl+Alt+N")
        self.new_button.clicked.connect(self.new)
        self.chooser = Button(look, "", icon="calendar")
        self.chooser.set_right_icon("open_list")
        self.chooser.clicked.connect(self.offer)
        self.list = RowsTable(
            look, ("Meeting",), "Meetings", "No meeting is planned yet.", "Up and Down choose a meeting.", whole=False
        )
        self.board = MeetingBoard(look, desk)
        self.list.chosen.connect(self._pick)
        self.list.opened.connect(lambda _meeting: self.board.focus_first())
        self._lay_out()

    # what is shown

    def refresh(self) -> None:
        """Read it anew; what is shown stays until then."""
        desk, chosen = self._desk, self.chosen

        def look() -> MeetingsNow:
            key = chosen
            if key is None:
                coming = next_meeting(desk.board, desk.today())
                key = coming.id if coming is not None else None
            found = meetings_now(desk.board, desk.library, key)
            first = first_choice(found.meetings)
            if found.agenda is None and first is not None:
                found = meetings_now(desk.board, desk.library, first.id)
            return found

        self._tasks.start(look, self._found)

    def choose(self, meeting_id: UUID) -> None:
        """Show a meeting."""
        self.chosen = meeting_id
        self.refresh()

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is shown."""
        return self.now.agenda.meeting if self.now.agenda is not None else None

    def focus_first(self) -> None:
        """Where the keyboard begins: the agenda, or what can be done without one."""
        if self.now.agenda is not None:
            self.board.focus_first()
        elif not self.now.meetings:
            self.empty.buttons[0].setFocus() if self.empty.buttons else self.setFocus()

    def offer(self) -> QMenu:
        """The meetings as a menu, where there is no room for their list."""
        menu = QMenu(self.chooser)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in in_order(self.now.meetings):
            action = menu.addAction(when_words(one))
            action.triggered.connect(partial(self._chosen_in_menu, one.id))
        menu.popup(self.chooser.mapToGlobal(self.chooser.rect().bottomLeft()))
        return menu

    def _chosen_in_menu(self, key: UUID, _checked: bool = False) -> None:
        self.choose(key)

    def _pick(self) -> None:
        one = self.list.selected
        if isinstance(one, Meeting) and one.id != self.chosen:
            self.choose(one.id)

    def _found(self, now: MeetingsNow) -> None:
        first = self.now.agenda is None and not self.now.meetings
        self.now = now
        self.chosen = now.agenda.meeting.id if now.agenda is not None else None
        ordered = in_order(now.meetings)
        at = next((place for place, one in enumerate(ordered) if one.id == self.chosen), 0)
        self.list.blockSignals(True)
        self.list.show_things(ordered, list_rows(ordered, self._desk.today()), at)
        self.list.blockSignals(False)
        self.chooser.set_words(when_words(ordered[at]) if ordered else "")
        self.pages.setCurrentIndex(0 if now.meetings else 1)
        self.board.show_now(now)
        self._arrange()
        if first and self.isVisible():
            self.focus_first()
        self.read.emit()

    # frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for the list it is a drop-down."""
        super().resizeEvent(event)
        folded = self.width() < self._look.px(_FOLDED)
        if folded != self._folded:
            self._folded = folded
            self.board.set_narrow(folded)
            self._arrange()

    def _arrange(self) -> None:
        self.side.setVisible(not self._folded)
        self.chooser.setVisible(self._folded and bool(self.now.meetings))

    def _lay_out(self) -> None:
        may_edit = self._desk.may(Right.EDIT)
        head = QFrame()
        head.setProperty("part", "bar")
        head.setMinimumHeight(self._look.px(BAR_HEIGHT))
        row = QHBoxLayout(head)
        row.setContentsMargins(PAGE_PADDING, 7, PAGE_PADDING, 7)
        row.setSpacing(12)
        row.addWidget(Text(self._look, "Meetings", step="title", weight=STRONG))
        row.addWidget(self.chooser)
        row.addStretch(1)
        row.addWidget(self.new_button)
        self.new_button.setVisible(may_edit)
        self.side = QFrame()
        self.side.setProperty("part", "rail")
        self.side.setFixedWidth(self._look.px(_LIST))
        inside = QVBoxLayout(self.side)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.list)
        both = QWidget()
        beside = QHBoxLayout(both)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.side)
        beside.addWidget(Scroll(self.board, "Meeting"), 1)
        plan: Callable[[], object] = self.new.emit
        steps = (Step("add", "Plan a meeting", "Day, begin, place, who leads it", plan, "Ctrl+Alt+N"),)
        self.empty = EmptyState(self._look, _NONE, _WHY, steps if may_edit else ())
        self.pages = QStackedWidget()
        self.pages.addWidget(both)
        self.pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(Line())
        outer.addWidget(self.pages, 1)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
