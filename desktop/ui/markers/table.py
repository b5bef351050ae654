"""The list of results: one row each, for eye, ear and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal

from desktop.services.markers import MarkerLine
from desktop.ui.models.marker_model import MarkerModel
from desktop.ui.theme import Look
from desktop.ui.widgets.kept_table import KeptTable


class MarkerTable(KeptTable):
    """``chosen`` carries the row's result or None; ``opened``: Enter or a double click; ``removed``: Delete."""

    chosen = Signal(object)

    def __init__(self, look: Look, model: MarkerModel) -> None:
        self._model = model
        told = "Enter changes a result, Delete removes it."
        super().__init__(look, model, model.row_of, "Results of laboratory markers", "No result yet.", told)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    @property
    def selected(self) -> MarkerLine | None:
        """The result under the bar."""
        return self._model.at(self.currentIndex().row())

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._model.at(current.row()))
