"""The documents of a child as a Qt model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.clinical.attachments import Attachment
from desktop.clinical.dates import PartialDate
from desktop.clinical.labels import Labels
from desktop.services.media_types import media_words
from desktop.ui.words import capital, size_words

Index = QModelIndex | QPersistentModelIndex
KIND = "attachment_kind"


@dataclass(frozen=True, slots=True)
class Column:
    """A head, what stands beneath it, and what more the pointer and the ear are told."""

    head: str
    words: Callable[[Labels, Attachment], str]
    tip: Callable[[Labels, Attachment], str] | None = None


def kind_words(labels: Labels, one: Attachment) -> str:
    """What it is: ``Pathology report``."""
    return capital(labels.word(KIND, one.kind))


def day_words(one: Attachment) -> str:
    """The day of the document, as precise as it was given."""
    return one.dated.words() if one.dated else ""


def _day_of(moment: datetime | None) -> str:
    return PartialDate.of(moment.astimezone().date()).words() if moment else "not recorded"


def _added(_labels: Labels, one: Attachment) -> str:
    return _day_of(one.added_at)


def _added_by(_labels: Labels, one: Attachment) -> str:
    return ", ".join(part for part in (_day_of(one.added_at), one.added_by) if part)


COLUMNS = (
    Column("Title", lambda _labels, one: one.title),
    Column("Kind", kind_words),
    Column("Date", lambda _labels, one: (day_words(one) or "no date").replace(" ", "\u00a0")),
    Column("File", lambda _labels, one: f"{media_words(one.media_type, one.file_name)}, {size_words(one.size)}"),
    Column("Added", lambda labels, one: _added(labels, one).replace(" ", "\u00a0"), _added_by),
)


def _removed(removers: Mapping[UUID, str]) -> Column:
    def words(_labels: Labels, one: Attachment) -> str:
        day = _day_of(one.deleted.at if one.deleted else None).replace(" ", "\u00a0")
        return ", ".join(part for part in (day, removers.get(one.id, "")) if part)

    return Column("Removed", words)


class DocumentModel(QAbstractTableModel):
    """Read-only; ``show_lines`` exchanges all rows."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self._labels = labels
        self._columns = COLUMNS
        self.lines: tuple[Attachment, ...] = ()

    def show_lines(self, lines: Sequence[Attachment], removers: Mapping[UUID, str] | None = None) -> None:
        """Show these documents; with ``removers`` they are removed ones, and say since when and by whom."""
        self.beginResetModel()
        self._columns = COLUMNS if removers is None else (*COLUMNS[:-1], _removed(removers))
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
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; the pointer and the ear are told all of it."""
        column, one = self._columns[index.column()], self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(self._labels, one)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = (column.tip or column.words)(self._labels, one)
            return words if role == Qt.ItemDataRole.ToolTipRole else f"{column.head}: {words}"
        return None
