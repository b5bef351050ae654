"""A plain table of what stands beside an agenda: each row names a thing, Enter opens its child."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal

from desktop.ui.models.words_model import Index, WordsModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_table import WordTable


class _Rows(WordsModel):
    """Words read out with the head they stand beneath."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell."""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads[index.column()]}: {super().data(index)}"
        return super().data(index, role)


class RowsTable(WordTable):
    """``opened`` carries the thing under the bar. ``whole``: as high as its rows."""

    opened = Signal(object)
    chosen = Signal()

    def __init__(
        self, look: Look, heads: tuple[str, ...], name: str, none: str, told: str, *, whole: bool = True
    ) -> None:
        self._rows = _Rows(heads)
        self.things: tuple[object, ...] = ()
        super().__init__(look, self._rows, name, none, row=32, whole=whole)
        self.setAccessibleDescription(told)
        self.on_row(self._open)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())

    @property
    def selected(self) -> object | None:
        """The thing under the bar."""
        row = self.currentIndex().row()
        return self.things[row] if 0 <= row < len(self.things) else None

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """What stands in it."""
        return self._rows.rows

    def show_things(self, things: Sequence[object], rows: Sequence[tuple[str, ...]], at: int = 0) -> None:
        """Show these, with the bar on one of them."""
        self.things = tuple(things)
        self._rows.show_rows(rows)
        if things:
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._rows.index(min(max(at, 0), len(things) - 1), 0), how)

    def _open(self) -> None:
        if self.selected is not None:
            self.opened.emit(self.selected)
