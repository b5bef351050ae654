"""The case list: search and filters that never hide, the table, the bin, and what to do when it is empty."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.clinical.listing import CaseLine, CaseQuery
from desktop.clinical.vocabulary import CaseStatus, Inrgss
from desktop.services.listing import list_cases
from desktop.ui.desk import Desk
from desktop.ui.messages import Messages
from desktop.ui.models.case_list_model import COLUMNS, CaseListModel
from desktop.ui.theme import Look
from desktop.ui.tokens import BAR_HEIGHT, ROW_HEIGHT, SEARCH_WIDTH, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.case_delegate import CaseDelegate
from desktop.ui.widgets.chip import Chip, Option
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.row_delegate import dress_table
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital, counted

_TYPE_AHEAD_MILLISECONDS = 0
_EMPTY_BOARD, _EMPTY_FILTER, _EMPTY_BIN = range(3)
_GROUPS = ("very_low", "low", "intermediate", "high")


class CaseTable(QTableView):
    """The table; Enter and double click open a row."""

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


class CaseList(QWidget):
    """Cases of the board. ``opened`` carries a case's key."""

    opened = Signal(object)
    restore = Signal(object)

    def __init__(self, look: Look, desk: Desk, messages: Messages, new: QAction, bring: QAction) -> None:
        super().__init__()
        self._look, self._desk, self._messages = look, desk, messages
        self._actions = (new, bring)
        labels = desk.library.labels
        start = CaseQuery(sort="name")
        self.model = CaseListModel(partial(list_cases, desk.board), labels, desk.today, start)
        self._bin = False
        self.title = Text(look, "Cases", step="title", weight=STRONG)
        self.search = self._search_field()
        self.stage = Chip(look, "Stage", _stage_options())
        self.risk = Chip(look, "Risk", [(one, capital(labels.word("group", one))) for one in _GROUPS])
        self.status = Chip(look, "Status", [(one.value, labels.word("status", one)) for one in CaseStatus])
        self.missing = Chip(look, "Missing", _missing_options(labels))
        self.count = Text(look, step="label", tone="text2")
        self.clear = Button(look, "Clear filters", kind="link")
        self.table = self._table()
        self.empty = QStackedWidget()
        for state in (self._empty_board(), self._empty_filter(), self._empty_bin()):
            self.empty.addWidget(state)
        # over the rows, so that head and filters stay where they are
        over = QVBoxLayout(self.table.viewport())
        over.setContentsMargins(0, 0, 0, 0)
        over.addWidget(self.empty)
        self._type_ahead = QTimer(self, singleShot=True, interval=_TYPE_AHEAD_MILLISECONDS)
        self._type_ahead.timeout.connect(self.refresh)
        self._lay_out()
        for chip in (self.stage, self.risk, self.status, self.missing):
            chip.picked.connect(lambda _code: self.refresh())
        self.clear.clicked.connect(self.clear_filters)

    # what is shown

    def refresh(self, keep: UUID | None = None) -> None:
        """Ask again with the present search, filters and order; ``keep`` is selected if it is still there."""
        self._type_ahead.stop()
        chosen = keep or self.selected_id()
        try:
            self.model.load(self._query())
        except UserError as error:
            self._messages.report(error)
            return
        filtered = bool(self.model.query.text or self.model.query.where)
        self.empty.setCurrentIndex(_EMPTY_FILTER if filtered else _EMPTY_BIN if self._bin else _EMPTY_BOARD)
        self.empty.setVisible(not self.model.total)
        self.count.setText(counted(self.model.total, "case"))
        self.clear.setVisible(filtered)
        self._select(chosen)

    def show_bin(self, on: bool) -> None:
        """Show the deleted cases, or the others."""
        self._bin = on
        self.title.setText("Bin" if on else "Cases")
        self.restore_button.setVisible(on and not self._desk.board.read_only)
        for button in (self.new_button, self.import_button):
            button.setVisible(not on and not self._desk.board.read_only)
        self.refresh()

    def selected_line(self) -> CaseLine | None:
        """The line under the bar, or None."""
        index = self.table.currentIndex()
        return self.model.line(index.row()) if index.isValid() and index.row() < self.model.total else None

    def selected_id(self) -> UUID | None:
        """Its case's key."""
        line = self.selected_line()
        return line.case_id if line else None

    def clear_filters(self) -> None:
        """Take away search and filters."""
        for part in (self.stage, self.risk, self.status, self.missing):
            part.blockSignals(True)
            part.pick("")
            part.blockSignals(False)
        self.search.clear()
        self.refresh()
        self.search.setFocus()

    def focus_list(self) -> None:
        """Put the keyboard into the list, or on the first step where it is empty."""
        state = self.empty.currentWidget()
        if not self.model.total and isinstance(state, EmptyState) and state.buttons:
            state.buttons[0].setFocus()
        else:
            self.table.setFocus()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _query(self) -> CaseQuery:
        where = [
            (key, chip.code)
            for key, chip in (
                ("stage", self.stage),
                ("group", self.risk),
                ("status", self.status),
                ("missing", self.missing),
            )
            if chip.code
        ]
        return replace(self.model.query, text=self.search.text().strip(), where=tuple(where), bin=self._bin)

    def _select(self, case_id: UUID | None) -> None:
        """Select a case if its row is among those fetched, else the first."""
        rows = range(min(self.model.total, 100))
        row = next((one for one in rows if (line := self.model.line(one)) and line.case_id == case_id), 0)
        if self.model.total:
            self.table.selectRow(row)

    def _sort(self, column: int) -> None:
        field = COLUMNS[column].sort
        query = self.model.query
        descending = not query.descending if query.sort == field else False
        self.model.query = replace(query, sort=field, descending=descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self.refresh()

    def _open(self) -> None:
        case_id = self.selected_id()
        if case_id is not None:
            self.opened.emit(case_id)

    def _restore(self) -> None:
        case_id = self.selected_id()
        if case_id is not None:
            self.restore.emit(case_id)

    # layout

    def _search_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("field", "search")
        field.setPlaceholderText("Name or identifier        Ctrl+F")
        field.setAccessibleName("Search by name or identifier")
        field.setClearButtonEnabled(True)
        field.setFixedWidth(self._look.px(SEARCH_WIDTH))
        self._search_icon = QAction(field)
        field.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self._look.follow(self._tint_search)
        for button, told in zip(field.findChildren(QToolButton), ("Clear the search", "Search"), strict=True):
            button.setAccessibleName(told)
        field.textEdited.connect(lambda _text: self._type_ahead.start())
        field.returnPressed.connect(self._from_search)
        return field

    def _tint_search(self) -> None:
        self._search_icon.setIcon(self._look.icons.icon("search", self._look.colours.text2))

    def _from_search(self) -> None:
        """Enter in the search goes to the list; with one hit it opens it."""
        self.refresh()
        if self.model.total == 1:
            self._open()
        elif self.model.total:
            self.table.setFocus()

    def _table(self) -> CaseTable:
        table = CaseTable()
        table.setModel(self.model)
        table.setItemDelegate(CaseDelegate(self._look, self.model, table))
        table.setAccessibleName("Cases")
        table.setFont(self._look.font("body"))
        dress_table(self._look, table, tuple(column.width for column in COLUMNS), ROW_HEIGHT)
        head = table.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        head.sectionClicked.connect(self._sort)
        table.opened.connect(self._open)
        return table

    def _lay_out(self) -> None:
        new, bring = self._actions
        self.import_button = Button(self._look, "Import…", icon="file-down", shortcut="Ctrl+I")
        self.new_button = Button(self._look, "New case", kind="primary", icon="plus", shortcut="Ctrl+N")
        self.restore_button = Button(self._look, "Take back out of the bin", icon="archive-restore")
        self.import_button.clicked.connect(bring.trigger)
        self.new_button.clicked.connect(new.trigger)
        self.restore_button.clicked.connect(self._restore)
        head = _bar(self._look, self.title, None, self.restore_button, self.import_button, self.new_button)
        filters = _bar(
            self._look, self.search, self.stage, self.risk, self.status, self.missing, None, self.count, self.clear
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(filters)
        outer.addWidget(self.table, 1)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.restore_button.hide()
        self.clear.hide()
        for button in (self.new_button, self.import_button):
            button.setVisible(not self._desk.board.read_only)

    def _empty_board(self) -> EmptyState:
        if self._desk.board.read_only:
            return EmptyState(self._look, "No cases yet", "This board is empty, and it is open for reading only.")
        new, bring = self._actions
        return EmptyState(
            self._look,
            "No cases yet",
            "This board is empty. Add the first child, or bring a list you already have.",
            (
                Step("plus", "New case", "Type a referral; only one identifier is needed", new.trigger, "Ctrl+N"),
                Step(
                    "file-down",
                    "Import a list",
                    "CSV or Excel; nothing is written until you have seen a preview",
                    bring.trigger,
                    "Ctrl+I",
                ),
            ),
        )

    def _empty_filter(self) -> QWidget:
        step = Step("x", "Clear filters", "Show all cases of the board again", self.clear_filters)
        return EmptyState(self._look, "No case matches", "Nothing on this board fits the search and filters.", (step,))

    def _empty_bin(self) -> QWidget:
        return EmptyState(self._look, "The bin is empty", "Cases that are deleted stay here and can be taken back.")


def _bar(look: Look, *parts: QWidget | None) -> QFrame:
    """A bar of a page; None is the gap that grows."""
    bar = QFrame()
    bar.setProperty("part", "bar")
    bar.setMinimumHeight(look.px(BAR_HEIGHT))
    row = QHBoxLayout(bar)
    row.setContentsMargins(16, 7, 16, 7)
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return bar


def _stage_options() -> list[Option]:
    return [(one.value, one.value) for one in Inrgss]


def _missing_options(labels: Labels) -> list[Option]:
    names = ("histology", "mycn", "ploidy", "loss_1p", "loss_11q", "sca", "alk", "inrgss")
    return [(name, labels.name(name)) for name in names]
