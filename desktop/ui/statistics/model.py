"""What was counted as a Qt model: a row a value, the table named where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.services.statistics import Count, Counted

Index = QModelIndex | QPersistentModelIndex
TABLE, VALUE, CHILDREN, SHARE = range(4)
HEADS = ("Counted", "Value", "Children", "Share")
NOBODY = "Nobody"


@dataclass(frozen=True, slots=True)
class Row:
    """A value and the table it stands in; ``count`` is None where the table has none."""

    table: Counted
    count: Count | None
    first: bool


class StatisticsModel(QAbstractTableModel):
    """Read-only; ``show_tables`` exchanges all rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show_tables(self, tables: Sequence[Counted]) -> None:
        """Show these tables, one beneath the other; one that counts nobody says so."""
        self.beginResetModel()
        self.rows = tuple(
            Row(one, count, first=not place) for one in tables for place, count in enumerate(one.counts or (None,))
        )
        self.endResetModel()

    def at(self, row: int) -> Row | None:
        """The value of a row."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many values there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Table, value, children, share."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; the table is read out in every row."""
        row, column = self.rows[index.row()], index.column()
        words = _words(row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[column]}: {words or row.table.title}"
        return None


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
    # half of a percent goes up, as people round
    return f"{int(count.share * 100 + 0.5)}\u00a0%"
