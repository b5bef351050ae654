"""The results of a child's laboratory markers as a Qt model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.services.library import Library
from desktop.services.markers import MarkerLine, times_told, value_words
from desktop.ui.words import capital

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A head, what stands beneath it, and what an empty cell means when it is read out."""

    head: str
    words: Callable[[Library, MarkerLine], str]
    empty: str = ""


def _day(_library: Library, line: MarkerLine) -> str:
    """The day of the sample, or of the request."""
    day = line.result.provenance.performed_on or line.result.value.on
    return day.words() if day else ""


def _value(library: Library, line: MarkerLine) -> str:
    value = line.result.value
    if value.is_known:
        return value_words(library, line)
    # day and place stand in columns of their own
    return capital(library.labels.word("silence", value.silence))


def _limit(library: Library, line: MarkerLine) -> str:
    limit = line.result.upper_limit
    if limit.is_known:
        return str(limit.value)
    return capital(library.labels.word("silence", limit.silence)) if line.result.value.is_known else ""


def _times(_library: Library, line: MarkerLine) -> str:
    """A value that has no limit of its own laboratory says so: an empty cell could be one that was forgotten."""
    return times_told(line) or ("Not judged" if line.result.value.is_known else "")


def _place(_library: Library, line: MarkerLine) -> str:
    return line.result.provenance.laboratory or line.result.value.where


COLUMNS = (
    Column("Marker", lambda _library, line: line.name),
    Column("Date", _day, "no date"),
    Column("Result", _value),
    Column("Own upper limit", _limit, "no result yet"),
    Column("Times limit", _times, "not judged"),
    Column("Laboratory", _place, "not recorded"),
)


class MarkerModel(QAbstractTableModel):
    """Read-only; ``show_lines`` exchanges all rows."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self.lines: tuple[MarkerLine, ...] = ()

    def show_lines(self, lines: Sequence[MarkerLine]) -> None:
        """Show these results."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def at(self, row: int) -> MarkerLine | None:
        """The result of a row."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def row_of(self, key: UUID | None) -> int:
        """The row of a result, or -1."""
        return next((row for row, one in enumerate(self.lines) if one.result.id == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many results there are."""
        return 0 if parent.isValid() else len(self.lines)

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
        column = COLUMNS[index.column()]
        words = column.words(self._library, self.lines[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.head}: {words or column.empty}"
        return None
