"""The timeline as a Qt model, row by row: the table twin of the drawing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.clinical.timeline import PlannedEvent
from desktop.ui.models.plan_rows import HEADS, Row

Index = QModelIndex | QPersistentModelIndex
EVENT_ROLE = Qt.ItemDataRole.UserRole
TONE_ROLE = Qt.ItemDataRole.UserRole + 1


class PlanModel(QAbstractTableModel):
    """Read-only; ``show_rows`` exchanges all rows."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, in this order."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown, in its order."""
        return self._rows

    @property
    def events(self) -> tuple[PlannedEvent, ...]:
        """The events of the plan among the rows, in their order."""
        return tuple(one.event for one in self._rows if one.event is not None)

    def at(self, row: int) -> Row | None:
        """A row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, key: str) -> int:
        """The row of an event, of a result or of the diagnosis, or -1."""
        return next((row for row, one in enumerate(self._rows) if one.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; the event itself under EVENT_ROLE, the colour token under TONE_ROLE."""
        row = self._rows[index.row()]
        cell = row.cells[index.column()]
        if role == EVENT_ROLE:
            return row.event
        if role == TONE_ROLE:
            return cell.tone
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[index.column()]}: {cell.spoken or cell.words or cell.empty}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or cell.words
        return None
