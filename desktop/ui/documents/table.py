"""The list of documents: one row each, for eye, ear and keyboard."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.clinical.attachments import Attachment
from desktop.ui.models.document_model import DocumentModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate
from desktop.ui.widgets.word_table import WordTable

_LARGE = 1.5


class _TitleDelegate(WordDelegate):
    """A long title stays on one line and ends in an ellipsis, with all of it beneath the pointer; in large text, where
    little would be left of it, it wraps.
    """

    def height_in(self, index: Index, width: int) -> int:
        """One line for a title."""
        return self._look.px(self._row) if self._elides(index) else super().height_in(index, width)

    def face(self, index: Index) -> Face:
        """As much of a title as its column has room for."""
        face = super().face(index)
        if not self._elides(index):
            return face
        room = self._view.columnWidth(0) - self._before(0, face) - self._after(face)
        return replace(face, words=self._metrics.elidedText(face.words, Qt.TextElideMode.ElideRight, room))

    def wanted(self, index: Index) -> tuple[int, int]:
        """By the whole title."""
        words = super().face(index)
        least, most = self._measured(words.words)
        around = self._before(index.column(), words) + self._after(words)
        return least + around, most + around

    def _elides(self, index: Index) -> bool:
        return index.column() == 0 and self._look.scale < _LARGE


class DocumentTable(WordTable):
    """``opened``: Enter or a double click; ``removed``: Delete."""

    opened = Signal()
    removed = Signal()

    def __init__(self, look: Look, model: DocumentModel) -> None:
        self._model = model
        super().__init__(look, model, "Documents of the child", "No document.", whole=True, dress=_TitleDelegate)
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
