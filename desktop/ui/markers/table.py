"""The list of results: one row each, for eye, ear and keyboard."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.services.markers import MarkerLine
from desktop.ui.models.marker_model import MarkerModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_table import WordTable


class MarkerTable(WordTable):
    """``chosen`` carries the row's result or None; ``opened``: Enter or a double click; ``removed``: Delete."""

    chosen = Signal(object)
    opened = Signal()
    removed = Signal()

    def __init__(self, look: Look, model: MarkerModel) -> None:
        self._model = model
        super().__init__(look, model, "Results of laboratory markers", "No result yet.", whole=True)
        self.setAccessibleDescription("Enter changes a result, Delete removes it.")
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def select(self, key: UUID | None) -> None:
        """Put the bar on a result, or on the first one where that is not there."""
        row = max(self._model.row_of(key), 0)
        if self._model.rowCount():
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), how)
            self.scrollTo(self._model.index(row, 0))

    @property
    def selected(self) -> MarkerLine | None:
        """The result under the bar."""
        return self._model.at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._model.at(current.row()))
