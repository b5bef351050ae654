"""The table twin of the drawing: the same events in words, for eye, ear and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTableView

from desktop.ui.models.plan_model import TONE_ROLE, PlanModel
from desktop.ui.models.plan_rows import WIDTHS, Row
from desktop.ui.theme import Look
from desktop.ui.widgets.row_delegate import Index, RowDelegate, dress_table

_ROW = 28


class EventTable(QTableView):
    """``chosen`` carries the row or None; ``opened`` says Enter or a double click."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, look: Look, model: PlanModel) -> None:
        super().__init__()
        self._look, self._model = look, model
        self.setModel(model)
        self.setItemDelegate(_Delegate(look, self, _ROW))
        self.setAccessibleName("Events of the plan, and laboratory markers")
        self.setAccessibleDescription("Enter records a date. F8 shows the same events as a drawing.")
        dress_table(look, self, WIDTHS, _ROW)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def select(self, key: str | None) -> None:
        """Put the bar on a row by its key; None takes it away."""
        row = self._model.row_of(key) if key else -1
        if row == self.currentIndex().row():
            return
        if row < 0:
            self.selectionModel().clear()
            return
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(row, 0), how)
        self.scrollTo(self._model.index(row, 0))

    @property
    def selected(self) -> Row | None:
        """The row under the bar."""
        return self._model.at(self.currentIndex().row())

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._model.at(current.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The events' names take what room the other columns leave, and never less than they need."""
        super().resizeEvent(event)
        others = sum(self.columnWidth(place) for place in range(1, len(WIDTHS)))
        self.setColumnWidth(0, max(self._look.px(WIDTHS[0]), self.viewport().width() - others))

    def event(self, event: QEvent) -> bool:
        """Esc lets go of the selection before it leaves the page."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.selected is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Esc lets go."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape and self.selected is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)


class _Delegate(RowDelegate):
    """What waits for a person, or is not verified, in the colour of caution; its word says it too."""

    def tone(self, index: Index) -> str:
        """The model knows."""
        return str(index.data(TONE_ROLE) or "") or super().tone(index)
