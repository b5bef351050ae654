"""Rows of an import: the faulty cell has an icon and stands in a box on the ground of an error."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from desktop.ui.models.import_model import ImportModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, Index, WordDelegate


class ImportDelegate(WordDelegate):
    """Draws the faulty cell as a box of its own."""

    def __init__(self, look: Look, view: QTableView, row: int, model: ImportModel) -> None:
        super().__init__(look, view, row)
        self._model = model

    def face(self, index: Index) -> Face:
        """The faulty cell and the reason are told like values."""
        words = str(index.data() or "")
        if self._model.is_faulty(index):
            return Face(words or "empty", "text", "failed", boxed=True)
        last = index.column() == self._model.columnCount() - 1
        return Face(words, "text" if last or index.column() == 0 else "text2")
