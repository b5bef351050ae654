"""What is missing by the kind of its silence: a row a fact or a kind of entry, a column a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from desktop.clinical.labels import within
from desktop.services.counting import Count, Counted, capital
from desktop.ui.models.words_model import Index, WordsModel
from desktop.ui.statistics.model import Row
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, WordDelegate, extent
from desktop.ui.widgets.word_table import WordTable

_FIRST = ("What is missing", "Children")
_WHY = "Why"
_NONE = "0"
_AROUND = 24
"""What a column has around its words."""


class SilencesModel(WordsModel):
    """Read-only; ``show_table`` exchanges all rows and the reasons at their head.

    ``wide``: a column for each reason; else all reasons of a row in one sentence, where there is no room for columns.
    """

    def __init__(self) -> None:
        super().__init__(_FIRST)
        self.table: Counted | None = None
        self.wide = True

    def show_table(self, table: Counted) -> None:
        """Show one table that is split by reasons."""
        self.table = table
        last = table.columns if self.wide else (_WHY,)
        self.show_rows([self._words(one) for one in table.counts], (*_FIRST, *last))

    def spread(self, *, wide: bool) -> bool:
        """Give the reasons columns of their own, or one column; whether that is another than before."""
        if self.table is None or wide == self.wide:
            return False
        self.wide = wide
        self.show_table(self.table)
        return True

    def at(self, row: int) -> Row | None:
        """The number of a row, and the table it stands in."""
        if self.table is None or not 0 <= row < len(self.table.counts):
            return None
        return Row(self.table, self.table.counts[row], first=not row)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; read out with their head, and a number with what it counts."""
        words = super().data(index, role)
        if role != Qt.ItemDataRole.AccessibleTextRole:
            return words
        head = self.headerData(index.column(), Qt.Orientation.Horizontal)
        whose = f", {self.rows[index.row()][0]}" if index.column() else ""
        return f"{head}: {words}{whose}"

    def _words(self, count: Count) -> tuple[str, ...]:
        first = (count.words, f"{count.children:,} of {count.of:,}")
        if self.wide:
            return (*first, *(f"{one:,}" for one in count.parts))
        columns = self.table.columns if self.table is not None else ()
        told = [f"{within(name)} {number:,}" for name, number in zip(columns, count.parts, strict=True) if number]
        return (*first, capital("; ".join(told)))


class SilencesDelegate(WordDelegate):
    """What there is stands out from the noughts."""

    def face(self, index: Index) -> Face:
        """The words of a cell."""
        words, column = str(index.data() or ""), index.column()
        number = column == 1 or (column > 1 and index.model().columnCount() > 3)
        return Face(words, "text2" if column and words == _NONE else "text", right=number)


class SilencesTable(WordTable):
    """``asked`` carries the row under the bar: Enter or a double click, to see its children and why."""

    asked = Signal(object)

    def __init__(self, look: Look, model: SilencesModel) -> None:
        self._model = model
        super().__init__(
            look, model, "What is missing, by kind of silence", "Nothing is missing.", dress=SilencesDelegate
        )
        self.setAccessibleDescription("Enter shows these children, each with the reason.")
        self.on_row(self._open)

    def fit(self, *_: object) -> None:
        """With columns for the reasons where their heads fit without a break, else with a sentence."""
        row = self.currentIndex().row()
        if self._model.spread(wide=self._has_room()):
            if row >= 0:
                self.selectRow(row)
            return
        columns = self.model().columnCount()
        self.heads.right = frozenset(range(1, columns if columns > 3 else 2))
        super().fit()

    def _has_room(self) -> bool:
        table = self._model.table
        if table is None:
            return True
        heads = (*_FIRST, *table.columns)
        longest = [extent(one, self.heads.font())[0] for one in heads]
        names = [extent(one.words, self._words.font)[0] for one in table.counts]
        wanted = sum((max([longest[0], *names]), *longest[1:])) + self._look.px(_AROUND) * len(heads)
        return wanted <= self.viewport().width()

    def _open(self) -> None:
        row = self._model.at(self.currentIndex().row())
        if row is not None:
            self.asked.emit(row)
