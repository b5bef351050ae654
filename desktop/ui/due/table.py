"""The due days as a table: for eye, ear and keyboard."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.ui.due.model import CHILD, DAY, WEEK, WHAT, DueModel, Row
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate
from desktop.ui.widgets.word_table import WordTable


class DueDelegate(WordDelegate):
    """What is overdue has a shape of its own; a week stands out where it begins."""

    def face(self, index: Index) -> Face:
        """The words of a cell."""
        words, model = str(index.data() or ""), index.model()
        row = model.at(index.row()) if isinstance(model, DueModel) else None
        if row is not None and index.column() == DAY and row.item.overdue:
            return Face(words, "caution", "late")
        return Face(words, "text" if index.column() in {WEEK, CHILD, WHAT} else "text2")


class DueTable(WordTable):
    """``opened`` carries the key of the child under the bar: Enter or a double click."""

    opened = Signal(object)

    def __init__(self, look: Look, model: DueModel) -> None:
        self._model = model
        super().__init__(look, model, "What is due, by week", "Nothing is due.", dress=DueDelegate)
        self.setAccessibleDescription("Enter opens the child.")
        self.doubleClicked.connect(lambda _index: self._open())

    @property
    def selected(self) -> Row | None:
        """The day under the bar."""
        return self._model.at(self.currentIndex().row())

    def select(self, case_id: UUID | None, key: str) -> None:
        """Put the bar on a day, or on the first one where that is not there any more."""
        rows = self._model.days
        found = (place for place, row in enumerate(rows) if (row.item.case_id, row.item.key) == (case_id, key))
        if rows:
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._model.index(next(found, 0), 0), how)
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the child."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.selected is not None:
            self.opened.emit(self.selected.item.case_id)
