"""The documents of a child as a Qt model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.clinical.attachments import Attachment
from desktop.clinical.dates import PartialDate
from desktop.clinical.labels import Labels
from desktop.services.media_types import media_words
from desktop.ui.words import capital

Index = QModelIndex | QPersistentModelIndex
KIND = "attachment_kind"


@dataclass(frozen=True, slots=True)
class Column:
    """A head, what stands beneath it, and what an empty cell means when it is read out."""

    head: str
    words: Callable[[Labels, Attachment], str]
    empty: str = ""


def size_words(size: int) -> str:
    """How large a file is: ``12 KB``, ``3.4 MB``; never nought."""
    if size < 1000 * 1024:
        return f"{-(-size // 1024):,}\u00a0KB"
    return f"{size / 2**20:.1f}\u00a0MB"


def kind_words(labels: Labels, one: Attachment) -> str:
    """What it is: ``Pathology report``."""
    return capital(labels.word(KIND, one.kind))


def day_words(one: Attachment) -> str:
    """The day of the document, as precise as it was given."""
    return one.dated.words() if one.dated else ""


def _added(_labels: Labels, one: Attachment) -> str:
    day = PartialDate.of(one.added_at.astimezone().date()).words() if one.added_at else ""
    return ", ".join(part for part in (day, one.added_by) if part)


COLUMNS = (
    Column("Title", lambda _labels, one: one.title),
    Column("Kind", kind_words),
    Column("Day", lambda _labels, one: day_words(one), "no date"),
    Column("Size", lambda _labels, one: f"{media_words(one.media_type)}, {size_words(one.size)}"),
    Column("Added", _added, "not recorded"),
)


class DocumentModel(QAbstractTableModel):
    """Read-only; ``show_lines`` exchanges all rows."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self._labels = labels
        self.lines: tuple[Attachment, ...] = ()

    def show_lines(self, lines: Sequence[Attachment]) -> None:
        """Show these documents."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def at(self, row: int) -> Attachment | None:
        """The document of a row."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def row_of(self, key: UUID | None) -> int:
        """The row of a document, or -1."""
        return next((row for row, one in enumerate(self.lines) if one.id == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many documents there are."""
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
        words = column.words(self._labels, self.lines[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.head}: {words or column.empty}"
        return None
