"""A table of what is kept of a child, such as results or documents: the row under the bar is opened or removed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import WordDelegate
from desktop.ui.widgets.word_table import Dress, WordTable


class KeptTable(WordTable):
    """``opened``: Enter or a double click; ``removed``: Delete. It is as high as its rows.

    ``row_of`` gives the row of a key, or -1.
    """

    opened = Signal()
    removed = Signal()

    def __init__(
        self, look: Look, model: QAbstractItemModel, row_of: Callable[[UUID | None], int], name: str, none: str,
        told: str, dress: Dress = WordDelegate,
    ) -> None:  # fmt: skip
        self._row_of = row_of
        super().__init__(look, model, name, none, whole=True, dress=dress)
        self.setAccessibleDescription(told)
        self.on_row(self.opened.emit)

    def select(self, key: UUID | None) -> None:
        """Put the bar on what has this key, or on the first row where that is not there."""
        if self.model().rowCount():
            index = self.model().index(max(self._row_of(key), 0), 0)
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, how)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes."""
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removed.emit()
        else:
            super().keyPressEvent(event)
