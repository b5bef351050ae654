"""The case list: views and filters that never hide, the table, the bin, and what to do when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseCounts, CaseLine, CaseQuery, SavedView, SortKey, Where
from desktop.clinical.rights import Right
from desktop.services.listing import count_cases, count_each, count_values, list_cases, place_of
from desktop.services.views import keep_view, own_views, refuse_more, remove_view, take_over
from desktop.ui.desk import Desk
from desktop.ui.list_state import ListState
from desktop.ui.messages import Messages
from desktop.ui.models.case_columns import COLUMNS
from desktop.ui.models.case_list_model import PAGE, CaseListModel
from desktop.ui.panels.case_filters import CaseFilters
from desktop.ui.panels.case_table import CaseTable
from desktop.ui.panels.list_empty import EMPTY_BIN, EMPTY_BOARD, EMPTY_FILTER, empty_states
from desktop.ui.panels.list_menu import list_menu
from desktop.ui.panels.list_selection import ListSelection
from desktop.ui.panels.list_views import ACTIVE_ONLY, ListViews
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.bar import Bar
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.tabs import Tabs
from desktop.ui.widgets.text import Text

_TYPE_AHEAD_MILLISECONDS = 0


class CaseList(QWidget):
    """Cases of the board. ``opened`` carries a case's key."""

    opened = Signal(object)
    restore = Signal()
    left_bin = Signal()

    def __init__(self, look: Look, desk: Desk, messages: Messages, new: QAction, bring: QAction) -> None:
        super().__init__()
        self._look, self._desk, self._messages = look, desk, messages
        self._actions = (new, bring)
        self._state = ListState.parse(desk.preferences.case_list)
        self._own = self._own_views()
        self._own_counts: tuple[int | None, ...] = ()
        start = CaseQuery(sort=self._state.sort, descending=self._state.descending)
        self.model = CaseListModel(partial(list_cases, desk.board), desk.library.labels, desk.today, start)
        self._bin = False
        self._counts = CaseCounts()
        self._before: Where | None = None
        self._tight = False
        self.title = Text(look, "Cases", step="title", weight=STRONG)
        self.views = Tabs(look)
        self.filters = CaseFilters(look, desk.library.labels, desk.today, self._values_left)
        self.search, self.count, self.clear = self.filters.search, self.filters.count, self.filters.clear
        self.stage, self.risk, self.phase = self.filters.stage, self.filters.risk, self.filters.phase
        self.status, self.missing = self.filters.status, self.filters.missing
        self.table = CaseTable(look, self.model)
        self.selection = ListSelection(self.table, self.model)
        self.empty = QStackedWidget()
        self._type_ahead = QTimer(self, singleShot=True, interval=_TYPE_AHEAD_MILLISECONDS)
        self._lay_out()
        self._wire()
        self.table.show_order(self._state.keys)
        self.table.hide_columns(self._state.hidden)

    # what is shown

    def refresh(self, keep: UUID | None = None) -> None:
        """Count and ask again with the present filters; ``keep`` is selected, wherever in the list it stands."""
        chosen = keep or self.selected_id()
        try:
            counts = count_cases(self._desk.board, self._desk.today())
        except UserError as error:
            self._messages.report(error)
            return
        first, self._counts = self._counts.all == 0 and counts.all > 0, counts
        if first and counts.active and not self._bin and not self.filters.where():
            self.filters.set_where(ACTIVE_ONLY)
        elif not counts.all and self.filters.where() == ACTIVE_ONLY:
            self.filters.set_where(())
        self._show_views()
        if self._ask():
            self._select(chosen)

    def show_bin(self, on: bool) -> None:
        """Show the deleted cases, or the others; each side keeps its own filters."""
        if on != self._bin:
            here, self._before = self.filters.where(), self._before or ()
            self.filters.set_where(self._before)
            self._before = here
            self.table.forget_widths()
        self._bin = on
        self.title.setText("Bin" if on else "Cases")
        # what goes first, so that the window is never asked for room for both; the other comes with what it is for
        self.restore_button.hide()
        self.back_button.setVisible(on)
        for button, right in ((self.new_button, Right.EDIT), (self.import_button, Right.IMPORT)):
            button.setVisible(not on and self._desk.may(right))
        self.refresh()

    def selected_line(self) -> CaseLine | None:
        """The line under the bar, or None."""
        return self.selection.line()

    def selected_id(self) -> UUID | None:
        """Its case's key."""
        line = self.selected_line()
        return line.case_id if line else None

    def show_where(self, where: Where) -> None:
        """Show the cases with exactly these filters, and search for nothing."""
        self.search.clear()
        self.filters.set_where(where)
        self.refresh()
        self.focus_list()

    def clear_filters(self) -> None:
        """Take away search and filters."""
        self.filters.set_where(())
        self.search.clear()
        self.refresh()
        self.search.setFocus()

    def focus_list(self) -> None:
        """Put the keyboard into the list, or on the first step where it is empty."""
        state = self.empty.currentWidget()
        if self.model.total:
            self.table.setFocus()
        elif isinstance(state, EmptyState) and state.buttons:
            state.buttons[0].setFocus()
        else:
            self.search.setFocus()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def choose_columns(self, at: QPoint | None = None) -> None:
        """Offer the order and the columns, beneath the heads unless a place is given."""
        beneath = self.table.head.mapToGlobal(self.table.head.rect().bottomLeft())
        menu = list_menu(self, self._state, self._order_by, self._show_column)
        menu.popup(at or beneath)
        menu.setActiveAction(menu.actions()[0])

    def save_view(self) -> None:
        """Ask for a name and keep the filters and the order under it."""
        # imported here: a person saves a view once in a long while, and starts the window every day
        from desktop.ui.dialogs.save_view import SaveViewDialog

        try:
            refuse_more(self._own)
        except UserError as error:
            self._messages.report(error)
            return
        names = [tab.spec.name for tab in self.views.tabs]
        dialog = SaveViewDialog(self._look, names, self)
        dialog.named.connect(self._keep_view)
        dialog.open()

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need a tighter head."""
        super().resizeEvent(event)
        if self.layout() is not None:
            self._tighten()

    def _tighten(self) -> None:
        """Where views and buttons do not fit in one line, the buttons go to the search if there is room, without the
        shortcuts that the menu says as well: the height belongs to the cases."""
        buttons = [one for one in (self.import_button, self.new_button) if not one.isHidden()]
        for button in buttons:
            button.show_shortcut(True)
        parts = (self.title, self.views, *buttons)
        wanted = sum(part.sizeHint().width() + PAGE_PADDING for part in parts) + PAGE_PADDING
        tight = bool(buttons) and not self.views.isHidden() and wanted > self.width()
        for button in buttons:
            button.show_shortcut(not tight)
        tight = tight and self.filters.has_room(buttons, self.width())
        for button in buttons:
            button.show_shortcut(not tight)
        if tight != self._tight:
            self._tight = tight
            self.filters.let_go()
            (self.filters if tight else self._head).take_in(buttons, guests=tight)

    # asking

    def _ask(self) -> bool:
        self._type_ahead.stop()
        query = replace(
            self.model.query,
            text=self.search.text().strip(),
            where=self.filters.where(),
            sort=self._state.sort,
            descending=self._state.descending,
            bin=self._bin,
        )
        try:
            self.model.load(query)
        except UserError as error:
            self._messages.report(error)
            return False
        filtered = bool(query.text or query.where)
        nothing = EMPTY_BIN if self._bin else EMPTY_BOARD
        self.empty.setCurrentIndex(EMPTY_FILTER if filtered and (self._bin or self._counts.all) else nothing)
        self.empty.setVisible(not self.model.total)
        # a table without rows has nothing that could show that the keyboard is in it
        self.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.model.total else Qt.FocusPolicy.NoFocus)
        if not self.model.total and self.table.hasFocus():
            self.search.setFocus()
        self._show_count()
        self.views.mark(self._current_view())
        self.restore_button.setVisible(bool(self._bin and self.model.total) and self._desk.may(Right.DELETE))
        return True

    def _show_count(self) -> None:
        """How many cases there are; while several are selected, how many of them."""
        query, selected = self.model.query, self.selection.count
        filtered = bool(query.text or query.where)
        self.filters.show_count(self.model.total, None if self._bin else self._counts.all, filtered=filtered)
        if selected > 1:
            # the buttons stay where they are while rows are selected
            self.count.setText(f"{selected:,} of {self.model.total:,} selected")
        else:
            self._tighten()

    def _search(self) -> None:
        """What was typed or picked: nothing was written, so nothing is counted anew."""
        chosen = self.selected_id()
        if self._ask() and self.model.total:
            self.table.go(self._row_nearby(chosen))

    def _row_nearby(self, case_id: UUID | None) -> int:
        """A case's row if it is on the first page, else the first row."""
        rows = range(min(self.model.total, PAGE))
        return next((one for one in rows if (line := self.model.line(one)) and line.case_id == case_id), 0)

    def _select(self, case_id: UUID | None) -> None:
        """Select a case wherever it stands; the first row if the list has it no more."""
        if not self.model.total:
            return
        row = self._row_nearby(case_id)
        if not row and case_id is not None and self.model.total > PAGE:
            row = place_of(self._desk.board, self.model.query, case_id) or 0
        self.table.go(row)

    def _values_left(self, key: str) -> Mapping[str, int]:
        where = tuple(one for one in self.model.query.where if one[0] != key and one != ("any", key))
        return count_values(self._desk.board, replace(self.model.query, where=where), key)

    # views

    def _views(self) -> ListViews:
        removable = not self._desk.board.read_only
        return ListViews(self._counts, self._own, removable=removable, own_counts=self._own_counts)

    def _own_views(self) -> tuple[SavedView, ...]:
        """The person's views on this board; those that an earlier program kept outside of it move there, once."""
        try:
            if self._state.views and not self._desk.board.read_only:
                take_over(self._desk.board, self._state.views)
                self._remember(replace(self._state, views=()))
            return own_views(self._desk.board)
        except UserError as error:
            self._messages.report(error)
            return ()

    def _show_views(self) -> None:
        self._own_counts = count_each(self._desk.board, [one.where for one in self._own])
        self.views.show_tabs(self._views().tabs(), self._current_view())
        self.views.setVisible(bool(self._counts.all) and not self._bin)
        self._tighten()
        self.filters.save.setVisible(bool(self._counts.all) and not self._bin and not self._desk.board.read_only)

    def _current_view(self) -> str:
        searched = bool(self.search.text().strip())
        return "" if searched else self._views().current(self.filters.where(), self._state.sort)

    def _pick_view(self, key: str) -> None:
        self.search.clear()
        self.filters.set_where(self._views().where(key))
        own = self._views().view(key)
        if own is not None:
            self._remember(replace(self._state, sort=own.sort, descending=own.descending))
            self.table.show_order(self._state.keys)
        self._search()

    def _keep_view(self, name: str) -> None:
        view = SavedView(name, self.filters.where(), self._state.sort, self._state.descending)
        self._change_views(lambda: keep_view(self._desk.board, view))

    def _remove_view(self, key: str) -> None:
        gone = self._views().view(key)
        if gone is not None:
            self._change_views(lambda: remove_view(self._desk.board, gone))
        self.table.setFocus()

    def _change_views(self, change: Callable[[], tuple[SavedView, ...]]) -> None:
        try:
            self._own = change()
        except UserError as error:
            self._messages.report(error)
        self._show_views()

    # order and columns

    def _sort(self, column: int, further: bool) -> None:
        field = COLUMNS[column].sort
        self._show_order(self._state.sorted_also_by(field) if further else self._state.sorted_by(field))

    def _order_by(self, keys: Sequence[SortKey]) -> None:
        self._show_order(self._state.ordered(keys))

    def _show_order(self, state: ListState) -> None:
        self._remember(state)
        self.table.show_order(state.keys)
        chosen = self.selected_id()
        if self._ask():
            self._select(chosen)

    def _show_column(self, name: str, on: bool) -> None:
        hidden = {one for one in self._state.hidden if one != name} | (set() if on else {name})
        kept = tuple(column.name for column in COLUMNS if column.name in hidden)
        self._remember(replace(self._state, hidden=kept))
        self.table.hide_columns(kept)

    def _remember(self, state: ListState) -> None:
        self._state = state
        self._desk.remember(replace(self._desk.preferences, case_list=state.text()))

    # keys and buttons

    def _open(self) -> None:
        case_id = self.selected_id()
        if case_id is not None:
            self.opened.emit(case_id)

    def _from_search(self) -> None:
        """Enter in the search goes to the list; with one hit it opens it."""
        self._search()
        if self.model.total == 1:
            self._open()
        elif self.model.total:
            self.table.setFocus()

    def _type_into_search(self, letter: str) -> None:
        """What is typed in the list begins a search."""
        self.search.setFocus()
        self.search.setText(letter)
        self._type_ahead.start()

    def _wire(self) -> None:
        self._type_ahead.timeout.connect(self._search)
        self.search.textEdited.connect(lambda _text: self._type_ahead.start())
        self.search.returnPressed.connect(self._from_search)
        self.filters.changed.connect(self._search)
        self.filters.cleared.connect(self.clear_filters)
        self.filters.save.clicked.connect(self.save_view)
        self.views.picked.connect(self._pick_view)
        self.views.removed.connect(self._remove_view)
        self.table.opened.connect(self._open)
        self.table.picked.connect(self._show_count)
        self.table.typed.connect(self._type_into_search)
        self.table.head.sorted_by.connect(self._sort)
        self.table.head.chosen.connect(self.choose_columns)

    # layout

    def _lay_out(self) -> None:
        new, bring = self._actions
        self.import_button = Button(self._look, "Import…", icon="import", shortcut="Ctrl+I")
        self.new_button = Button(self._look, "New case", kind="primary", icon="add", shortcut="Ctrl+N")
        self.restore_button = Button(self._look, "Restore from the bin", icon="take_back")
        self.import_button.clicked.connect(bring.trigger)
        self.new_button.clicked.connect(new.trigger)
        self.restore_button.clicked.connect(self.restore)
        self.back_button = Button(self._look, "Back to cases", icon="back", shortcut="Ctrl+B")
        self.back_button.clicked.connect(self.left_bin)
        for state in empty_states(self._look, self._actions, self.clear_filters, self._desk):
            self.empty.addWidget(state)
        # over the rows, so that head and filters stay where they are
        over = QVBoxLayout(self.table.viewport())
        over.setContentsMargins(0, 0, 0, 0)
        over.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        buttons = (self.back_button, self.restore_button, self.import_button, self.new_button)
        self._head = Bar(self._look, self.title, self.views, buttons)
        outer.addWidget(self._head)
        outer.addWidget(self.filters)
        outer.addWidget(self.table, 1)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.restore_button.hide()
        self.back_button.hide()
        for button, right in ((self.new_button, Right.EDIT), (self.import_button, Right.IMPORT)):
            button.setVisible(self._desk.may(right))
