"""The table of the case list: keys, heads, which columns are shown, and how they share the room."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.clinical.listing import SortKey
from desktop.ui.models.case_columns import COLUMNS, PLACES
from desktop.ui.models.case_layout import Layout, lay_out
from desktop.ui.models.case_list_model import CaseListModel, Index
from desktop.ui.theme import Look
from desktop.ui.tokens import ROW_HEIGHT
from desktop.ui.widgets.case_delegate import GAP, MARGIN, CaseDelegate
from desktop.ui.widgets.case_head import CaseHead
from desktop.ui.widgets.case_needs import CaseNeeds
from desktop.ui.widgets.row_delegate import dress_table

_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_Move = QAbstractItemView.CursorAction
_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier})


class CaseTable(QTableView):
    """Enter and double click open a row, Home and End go to the first and last; what is typed goes to the search.

    With Shift or Ctrl several rows are selected. ``picked``: others are now; ``menu_wanted`` carries the place for it.
    """

    opened = Signal()
    typed = Signal(str)
    picked = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, look: Look, model: CaseListModel) -> None:
        super().__init__()
        self._look, self._model = look, model
        self._hidden: frozenset[str] = frozenset(column.name for column in COLUMNS if column.hidden)
        self.setModel(model)
        self.delegate = CaseDelegate(look, model, self)
        self.setItemDelegate(self.delegate)
        self._needs = CaseNeeds(look, self.delegate.measures, lambda: model.reading)
        self.setAccessibleName("Cases")
        self.setFont(look.font("body"))
        self.head = CaseHead(look, self)
        self.setHorizontalHeader(self.head)
        dress_table(look, self, tuple(column.width for column in COLUMNS), ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.head.setSortIndicatorShown(True)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        model.modelReset.connect(self.share_room)
        # lines are fetched while the table is drawn, which is no time to change it
        model.fetched.connect(self.share_room, Qt.ConnectionType.QueuedConnection)

    def selected_rows(self) -> list[range]:
        """The selected rows in order, as runs: of a long list all may be selected."""
        runs: list[range] = []
        for row in sorted(one.row() for one in self.selectionModel().selectedRows()):
            if runs and runs[-1].stop == row:
                runs[-1] = range(runs[-1].start, row + 1)
            else:
                runs.append(range(row, row + 1))
        return runs

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell of it."""
        super().selectionChanged(selected, deselected)
        self.picked.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The ring goes round the whole row."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End mean the first and the last row, not the first and the last column."""
        rows = self.model().rowCount()
        if rows and action in {_Move.MoveHome, _Move.MoveEnd}:
            return self.model().index(0 if action == _Move.MoveHome else rows - 1, 0)
        return super().moveCursor(action, modifiers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected cases; from the keyboard beneath the row with the ring."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        if self.model().rowCount():
            self.menu_wanted.emit(at)

    def show_order(self, keys: Sequence[SortKey]) -> None:
        """Put an arrow after each head that the list is sorted by, and which of several it is."""
        self.head.show_order(keys)
        self.share_room()

    def hide_columns(self, hidden: Collection[str]) -> None:
        """Show all columns but these."""
        self._hidden = frozenset(hidden)
        self.share_room()

    @property
    def layout_now(self) -> Layout:
        """How the columns share the room."""
        return self.delegate.layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another layout."""
        super().resizeEvent(event)
        self.share_room()

    def forget_widths(self) -> None:
        """Another list comes: its columns are as wide as its own words need."""
        self._needs.forget()

    def share_room(self) -> None:
        """Give every column what it needs; where they do not fit side by side, the rows are folded."""
        self._needs.read(self._model.known_lines())
        heads = {one.name: self.head.needed(at) for at, one in enumerate(COLUMNS) if one.name not in self._hidden}
        # the bar is counted always, so that it changes nothing when it comes or goes
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        layout = lay_out(room, self._needs.of(heads, short=False), self._needs.of(heads, short=True),
                         indent=self._look.px(MARGIN - GAP))  # fmt: skip
        if layout == self.delegate.layout:
            return
        self.delegate.layout = layout
        self._model.together = tuple(heads) if layout.folded else ()
        for at, column in enumerate(COLUMNS):
            self.setColumnHidden(at, column.name not in heads or (layout.folded and at > 0))
        for place in () if layout.folded else layout.lines[0]:
            self.setColumnWidth(PLACES[place.column], place.width)
        self.verticalHeader().setDefaultSectionSize(self.delegate.row_height())
        self.head.follow(layout)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.viewport().update()

    def go(self, row: int) -> None:
        """Select a row and bring it into view."""
        self.selectRow(row)
        self.scrollTo(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, a letter goes to the search."""
        text = event.text()
        if event.key() in _OPENS:
            self.opened.emit()
        elif text.isprintable() and text.strip() and event.modifiers() in _PLAIN:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)
