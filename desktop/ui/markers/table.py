"""The list of results: one row each, for eye, ear and keyboard."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTableView

from desktop.services.markers import MarkerLine
from desktop.ui.models.marker_model import WIDTHS, MarkerModel
from desktop.ui.theme import Look
from desktop.ui.tokens import TABLE_HEAD
from desktop.ui.widgets.row_delegate import RowDelegate, dress_table

_ROW, _LEAST, _MOST = 28, 3, 9


class MarkerTable(QTableView):
    """``chosen`` carries the row's result or None; ``opened``: Enter or a double click; ``removed``: Delete."""

    chosen = Signal(object)
    opened = Signal()
    removed = Signal()

    def __init__(self, look: Look, model: MarkerModel) -> None:
        super().__init__()
        self._look, self._model = look, model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(look, self, _ROW))
        self.setAccessibleName("Results of laboratory markers")
        self.setAccessibleDescription("Enter changes a result, Delete removes it.")
        dress_table(look, self, WIDTHS, _ROW)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        model.modelReset.connect(self._fit)
        self._fit()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The laboratory takes what room the other columns leave; where there is none, all grow narrower alike."""
        super().resizeEvent(event)
        least = sum(self._look.px(width) for width in WIDTHS)
        share = min(self.viewport().width() / least, 1.0) if least else 1.0
        for place, width in enumerate(WIDTHS):
            self.setColumnWidth(place, round(self._look.px(width) * share))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """As high as its rows, up to some; then it scrolls."""
        rows = min(max(self._model.rowCount(), _LEAST), _MOST)
        self.setMinimumHeight(self._look.px(TABLE_HEAD) + rows * self._look.px(_ROW) + 4)
        self.setMaximumHeight(self.minimumHeight())

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._model.at(current.row()))
