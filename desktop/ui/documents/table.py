"""The list of documents: one row each, for eye, ear and keyboard."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.clinical.attachments import Attachment
from desktop.ui.models.document_model import DocumentModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_table import WordTable


class DocumentTable(WordTable):
    """``opened``: Enter or a double click; ``removed``: Delete."""

    opened = Signal()
    removed = Signal()

    def __init__(self, look: Look, model: DocumentModel) -> None:
        self._model = model
        super().__init__(look, model, "Documents of the child", "No document.", whole=True)
        self.setAccessibleDescription("Enter opens a document, Delete removes it.")
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def select(self, key: UUID | None) -> None:
        """Put the bar on a document, or on the first one where that is not there."""
        row = max(self._model.row_of(key), 0)
        if self._model.rowCount():
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), how)
            self.scrollTo(self._model.index(row, 0))

    @property
    def selected(self) -> Attachment | None:
        """The document under the bar."""
        return self._model.at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removed.emit()
        else:
            super().keyPressEvent(event)
