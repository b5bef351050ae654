"""The table twin of the drawing: the same events in words, for eye, ear and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from desktop.ui.models.plan_model import TONE_ROLE, PlanModel
from desktop.ui.models.plan_rows import Row
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate
from desktop.ui.widgets.word_table import WordTable

_EIGHT = 660
"""What eight columns need to be read, at text of the usual size."""


class EventTable(WordTable):
    """``chosen`` carries the row or None; ``opened`` says Enter or a double click."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, look: Look, model: PlanModel) -> None:
        name = "Events of the plan, responses and laboratory markers"
        self._rows = model
        super().__init__(look, model, name, "No event is planned.", dress=_Delegate)
        self.setAccessibleDescription("Enter records a date. F8 shows the same events as a drawing.")
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.on_row(self.opened.emit)

    def select(self, key: str | None) -> None:
        """Put the bar on a row by its key; None takes it away."""
        row = self._rows.row_of(key) if key else -1
        if row == self.currentIndex().row():
            return
        if row < 0:
            self.selectionModel().clear()
            return
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(row, 0), how)
        self.scrollTo(self._rows.index(row, 0))

    @property
    def selected(self) -> Row | None:
        """The row under the bar."""
        return self._rows.at(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for eight columns it has four, with the same bar."""
        few = self.viewport().width() < self._look.px(_EIGHT)
        kept = self.selected
        self._rows.show_few(few)
        super().resizeEvent(event)
        if kept is not None and self.selected is None:
            self.select(kept.key)

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._rows.at(current.row()))

    def _least(self) -> int:
        """The page says how high the table is at the least, as for the drawing."""
        return self.minimumHeight()

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
        """Esc lets go."""
        if event.key() == Qt.Key.Key_Escape and self.selected is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)


class _Delegate(WordDelegate):
    """What waits for a person, or is not verified, in the colour of caution; its word says it too."""

    def face(self, index: Index) -> Face:
        """The model knows the tone."""
        plain = super().face(index)
        return Face(plain.words, str(index.data(TONE_ROLE) or "") or plain.tone)
