"""What was counted as a Qt model: a row a value, the table named where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from desktop.services.counting import Count, Counted, capital
from desktop.ui.models.words_model import Index, WordsModel

TABLE, VALUE, CHILDREN, SHARE = range(4)
HEADS = ("Counted", "Value", "Children", "Share")
NOBODY = "Nobody"


@dataclass(frozen=True, slots=True)
class Row:
    """A value and the table it stands in; ``count`` is None where the table has none."""

    table: Counted
    count: Count | None
    first: bool


class StatisticsModel(WordsModel):
    """Read-only; ``show_tables`` exchanges all rows."""

    def __init__(self) -> None:
        super().__init__(HEADS)
        self.values: tuple[Row, ...] = ()

    def show_tables(self, tables: Sequence[Counted], counted: str = HEADS[CHILDREN]) -> None:
        """Show these tables, one beneath the other; one without anybody says so. ``counted``: what numbers are of."""
        self.values = tuple(
            Row(one, count, first=not place) for one in tables for place, count in enumerate(one.counts or (None,))
        )
        heads = (*HEADS[:CHILDREN], capital(counted), *HEADS[SHARE:])
        self.show_rows([tuple(_words(row, column) for column in range(len(HEADS))) for row in self.values], heads)

    def at(self, row: int) -> Row | None:
        """The value of a row."""
        return self.values[row] if 0 <= row < len(self.values) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; read out with their head, and the table in every row."""
        words = super().data(index, role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{head}: {words or self.values[index.row()].table.title}"
        return words


def _words(row: Row, column: int) -> str:
    count = row.count
    if column == TABLE:
        return f"{row.table.title}, {row.table.of}" if row.first else ""
    if column == VALUE:
        return count.words if count else NOBODY
    if count is None:
        return "0" if column == CHILDREN else "0\u00a0%"
    if column == CHILDREN:
        return f"{count.children:,} of {count.of:,}"
    return percent(count)


def percent(count: Count) -> str:
    """The share; half of a percent goes up, as people round."""
    return f"{int(count.share * 100 + 0.5)}\u00a0%"
