"""The table of the case list: keys, heads, and which columns are shown."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from desktop.ui.models.case_columns import COLUMNS, SORTS
from desktop.ui.models.case_list_model import CaseListModel
from desktop.ui.theme import Look
from desktop.ui.tokens import ROW_HEIGHT
from desktop.ui.widgets.case_delegate import CaseDelegate
from desktop.ui.widgets.case_head import CaseHead
from desktop.ui.widgets.row_delegate import dress_table

_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier})


class CaseTable(QTableView):
    """Enter and double click open a row, Home and End go to the first and last; what is typed goes to the search."""

    opened = Signal()
    typed = Signal(str)

    def __init__(self, look: Look, model: CaseListModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(CaseDelegate(look, model, self))
        self.setAccessibleName("Cases")
        self.setFont(look.font("body"))
        self.head = CaseHead(look, self)
        self.setHorizontalHeader(self.head)
        dress_table(look, self, tuple(column.width for column in COLUMNS), ROW_HEIGHT)
        self.head.setSortIndicatorShown(True)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def show_order(self, field: str, *, descending: bool) -> None:
        """Put the arrow after the head that the list is sorted by."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.head.setSortIndicator(SORTS[field], order)

    def hide_columns(self, hidden: Collection[str]) -> None:
        """Show all columns but these."""
        for at, column in enumerate(COLUMNS):
            self.setColumnHidden(at, column.name in hidden)

    def go(self, row: int) -> None:
        """Select a row and bring it into view."""
        self.selectRow(row)
        self.scrollTo(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Home and End go to the ends, a letter goes to the search."""
        rows, text = self.model().rowCount(), event.text()
        if event.key() in _OPENS:
            self.opened.emit()
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and rows:
            self.go(0 if event.key() == Qt.Key.Key_Home else rows - 1)
        elif text.isprintable() and text.strip() and event.modifiers() in _PLAIN:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)
