"""The list of documents: one row each, for eye, ear and keyboard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from desktop.clinical.attachments import Attachment
from desktop.ui.models.document_model import DocumentModel
from desktop.ui.theme import Look
from desktop.ui.widgets.kept_table import KeptTable
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate


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
        return index.column() == 0 and not self._look.is_large


class DocumentTable(KeptTable):
    """``opened``: Enter or a double click; ``removed``: Delete."""

    def __init__(self, look: Look, model: DocumentModel) -> None:
        self._model = model
        told = "Enter opens a document, Delete removes it."
        super().__init__(look, model, model.row_of, "Documents of the child", "No document.", told, _TitleDelegate)

    @property
    def selected(self) -> Attachment | None:
        """The document under the bar."""
        return self._model.at(self.currentIndex().row())
