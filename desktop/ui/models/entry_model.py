"""The entries of one kind as a Qt model: the day, what each is called, everything else it says, where from, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import Asked, EntryKind
from desktop.clinical.results import Result
from desktop.services.entries import entry_lines
from desktop.ui.entries.told import Part, Told
from desktop.ui.icons import SILENCE_ICONS
from desktop.ui.words import capital

Index = QModelIndex | QPersistentModelIndex
MARKS = Qt.ItemDataRole.UserRole
"""The icons inside a cell: where in its words each stands, and its name."""

GAP = "\u00a0" * 5
"""Room for an icon between words of a line."""

_DAY, _NAME, _REST, _PLACE, _BY = "day", "name", "rest", "place", "by"
_EMPTY = {_DAY: "no date", _REST: "nothing else", _PLACE: "not recorded", _BY: "not recorded"}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, its cells by column, and the icons in what else it says."""

    entry: Result
    cells: dict[str, str]
    marks: tuple[tuple[int, str], ...]


class EntryModel(QAbstractTableModel):
    """Read-only; ``show_case`` exchanges all rows. A column that the kind has no words for is not there."""

    def __init__(self, told: Told, kind: EntryKind) -> None:
        super().__init__()
        self._told, self._kind = told, kind
        self.rows: tuple[Row, ...] = ()
        self.heads = dict(_heads(kind))
        self._columns = tuple(self.heads)

    def show_case(self, case: Case) -> None:
        """Show the entries of a case."""
        self.beginResetModel()
        self._told.look_anew()
        self.rows = tuple(
            self._row(case, one.entry, one.day, one.name) for one in entry_lines(self._told.library, case, self._kind)
        )
        self.endResetModel()

    def at(self, row: int) -> Result | None:
        """The entry of a row."""
        return self.rows[row].entry if 0 <= row < len(self.rows) else None

    def row_of(self, key: UUID | None) -> int:
        """The row of an entry, or -1."""
        return next((row for row, one in enumerate(self.rows) if one.entry.id == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many entries there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[self._columns[section]]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; what an empty cell means is read out too."""
        column, row = self._columns[index.column()], self.rows[index.row()]
        words = row.cells[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.replace(GAP, "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heads[column]}: {words.replace(GAP, '') or _EMPTY.get(column, '')}"
        return row.marks if role == MARKS and column == _REST else None

    def _row(self, case: Case, entry: Result, day: str, name: str) -> Row:
        told, kind = self._told, self._kind
        aside = {"performed_on", "laboratory"}
        parts = (*told.parts(case, kind, entry, named=False), *told.origin(kind, entry, tuple(aside)))
        rest, marks = in_one_line(parts)
        origin = entry.provenance
        cells = {_DAY: day, _NAME: capital(name), _REST: rest, _PLACE: origin.laboratory, _BY: origin.entered_by}
        return Row(entry, cells, marks)


def in_one_line(parts: Sequence[Part]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Label and words of each part one after the other, with room for the icon of each silence, and where it is."""
    told, marks = "", []
    for part in parts:
        told += f"{'; ' if told else ''}{part.label}: "
        if part.silence is not None:
            marks.append((len(told), SILENCE_ICONS[part.silence]))
            told += GAP
        told += part.words
    return told, tuple(marks)


def _heads(kind: EntryKind) -> list[tuple[str, str]]:
    dated = "performed_on" in kind.origin or any(one.asked is Asked.DATE for one in kind.fields)
    found = [(_DAY, kind.origin.get("performed_on", "Date"))] if dated else []
    found += [(_NAME, kind.head.label), (_REST, "What is recorded")]
    if "laboratory" in kind.origin:
        found.append((_PLACE, kind.origin["laboratory"]))
    return [*found, (_BY, "Entered by")]
