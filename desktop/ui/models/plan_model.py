"""The timeline as a Qt model, row by row: the table twin of the drawing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.clinical.timeline import PlannedEvent
from desktop.ui.models.plan_rows import FEW_HEADS, HEADS, Cell, Row, few_cells

Index = QModelIndex | QPersistentModelIndex
EVENT_ROLE = Qt.ItemDataRole.UserRole
TONE_ROLE = Qt.ItemDataRole.UserRole + 1


class PlanModel(QAbstractTableModel):
    """Read-only; ``show_rows`` exchanges all rows, ``show_few`` their columns for the four that large text needs."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._cells: tuple[tuple[Cell, ...], ...] = ()
        self._heads: tuple[str, ...] = HEADS

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, in this order."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._lay_out()
        self.endResetModel()

    def show_few(self, few: bool) -> None:
        """Four columns with everything in them, or all eight."""
        heads = FEW_HEADS if few else HEADS
        if heads != self._heads:
            self.beginResetModel()
            self._heads = heads
            self._lay_out()
            self.endResetModel()

    def _lay_out(self) -> None:
        few = self._heads is FEW_HEADS
        self._cells = tuple(few_cells(one.cells) if few else one.cells for one in self._rows)

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
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; the event itself under EVENT_ROLE, the colour token under TONE_ROLE."""
        row = self._rows[index.row()]
        cell = self._cells[index.row()][index.column()]
        if role == EVENT_ROLE:
            return row.event
        if role == TONE_ROLE:
            return cell.tone
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads[index.column()]}: {cell.spoken or cell.words or cell.empty}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or cell.words
        return None
