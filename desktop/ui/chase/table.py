"""The chase list as a table: for eye, ear and keyboard."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal

from desktop.services.chasing import Weight
from desktop.ui.chase.model import CHILD, EFFECT, MISSING, ChaseModel, Row
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate
from desktop.ui.widgets.word_table import WordTable


class ChaseDelegate(WordDelegate):
    """Child, fact and what decides stand out; who must act does where a group begins."""

    def face(self, index: Index) -> Face:
        """The words of a cell, with the fork where they say that it decides."""
        words, model = str(index.data() or ""), index.model()
        row = model.at(index.row()) if isinstance(model, ChaseModel) else None
        if row is None:
            return Face(words)
        if index.column() == EFFECT:
            decides = row.line.weight in {Weight.ALONE, Weight.HELPS}
            icon = "decides" if decides else "late" if row.line.weight is Weight.GATE else ""
            return Face(words, "caution" if decides else "text2", icon)
        strong = index.column() in {CHILD, MISSING} or (index.column() == 0 and row.first)
        return Face(words, "text" if strong else "text2")


class ChaseTable(WordTable):
    """``opened`` carries the key of the child under the bar: Enter or a double click. ``chosen``: the bar moved."""

    opened = Signal(object)
    chosen = Signal()

    def __init__(self, look: Look, model: ChaseModel) -> None:
        self._model = model
        super().__init__(look, model, "What is missing, by who must act", "Nothing is missing.", dress=ChaseDelegate)
        self.setAccessibleDescription("Enter opens the child.")
        self.on_row(self._open)
        self.selectionModel().currentRowChanged.connect(self._moved)

    @property
    def selected(self) -> Row | None:
        """The result under the bar."""
        return self._model.at(self.currentIndex().row())

    def select(self, case_id: UUID | None, fact: str) -> None:
        """Put the bar on a result, or on the first one where that is not there any more."""
        rows = self._model.results
        found = (place for place, row in enumerate(rows) if (row.line.case_id, row.line.fact) == (case_id, fact))
        if rows:
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._model.index(next(found, 0), 0), how)
            self.scrollTo(self.currentIndex())

    def _open(self) -> None:
        if self.selected is not None:
            self.opened.emit(self.selected.line.case_id)

    def _moved(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit()
