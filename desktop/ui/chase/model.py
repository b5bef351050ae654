"""What is missing over all children as a Qt model: a row a result, with who must act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.services.chasing import ChaseGroup, ChaseLine
from desktop.ui.words import capital

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A result and the group it stands in; ``first`` of it or not."""

    group: ChaseGroup
    line: ChaseLine
    first: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A head, what stands beneath it, and what an empty cell means when it is read out."""

    head: str
    words: Callable[[Row], str]
    empty: str = ""


def _who(line: ChaseLine) -> list[str]:
    return [line.child or "No name yet", *([line.mrn] if line.mrn else []), f"case {line.number}"]


CHILD, MISSING, EFFECT = 1, 2, 3

COLUMNS = (
    Column("Who must act", lambda row: row.group.owner),
    Column("Child", lambda row: ", ".join(_who(row.line))),
    Column("What is missing", lambda row: row.line.name),
    Column("Effect on risk group", lambda row: capital(row.line.weight_words)),
    Column("State", lambda row: capital(", ".join(one for one in (row.line.state, row.line.age_words) if one))),
    Column("Meeting", lambda row: row.line.board_on.words() if row.line.board_on else "no meeting"),
)


class ChaseModel(QAbstractTableModel):
    """Read-only; ``show_groups`` exchanges all rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show_groups(self, groups: Sequence[ChaseGroup]) -> None:
        """Show these groups, one beneath the other."""
        self.beginResetModel()
        self.rows = tuple(Row(one, line, first=not place) for one in groups for place, line in enumerate(one.lines))
        self.endResetModel()

    def at(self, row: int) -> Row | None:
        """The result of a row."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many results are missing."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; what an empty cell means is read out too."""
        column, row = COLUMNS[index.column()], self.rows[index.row()]
        words = column.words(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return words or column.empty
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.head}: {words or column.empty}"
        return None
