"""The rows of an import as tables: what cannot be read, what would be new, change or stay, and what to check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.services.importing import Fate, ImportReport, Remark

Index = QModelIndex | QPersistentModelIndex
CHECK = "to check"
"""The key of the rows that go in although something looks wrong, and of remarks about the file."""


@dataclass(frozen=True, slots=True)
class Page:
    """One table: heads, rows of words, and the column of the faulty cell."""

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    faulty: int = -1


def page_of(report: ImportReport, key: str) -> Page:
    """The table of a fate, or of what should be checked."""
    if key in {CHECK, Fate.REJECTED}:
        return _remarks(report, report.warnings if key == CHECK else report.rejected, key == Fate.REJECTED)
    lines = [one for one in report.lines if one.fate == key]
    if key == Fate.UPDATED:
        rows = [(str(one.row), one.identifier, one.name, one.changes) for one in lines]
        return Page(("Row", "Identifier", "Name", "What the file changes"), rows)
    return Page(("Row", "Identifier", "Name"), [(str(one.row), one.identifier, one.name) for one in lines])


def _remarks(report: ImportReport, remarks: Sequence[Remark], rejected: bool) -> Page:
    known = {one.row: one for one in report.lines}
    rows = []
    for one in remarks:
        line = known.get(one.row)
        who = (line.identifier, line.name) if line else ("", "")
        rows.append((str(one.row) if one.row else "File", *who, one.column, one.value, one.reason))
    last = "What is wrong and how to mend it" if rejected else "What to check"
    heads = ("Row", "Identifier", "Name", "Column", "As it stands", last)
    return Page(heads, rows, heads.index("As it stands") if rejected else -1)


class ImportModel(QAbstractTableModel):
    """Shows one page at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page((), ())

    def show_page(self, page: Page) -> None:
        """Exchange all rows and heads."""
        self.beginResetModel()
        self.page = page
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.page.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as the page has heads."""
        return 0 if parent.isValid() else len(self.page.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.page.heads[section] if section < len(self.page.heads) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def is_faulty(self, index: Index) -> bool:
        """Whether this is the cell that cannot be taken; a whole row that cannot has none."""
        return index.column() == self.page.faulty and bool(self.page.rows[index.row()][index.column() - 1])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell; the ear also hears which one is the faulty cell."""
        words = self.page.rows[index.row()][index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Faulty: {words or 'empty'}" if self.is_faulty(index) else words
        return None
