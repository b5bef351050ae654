"""The factors of the checklist as a Qt model: region, factor, and what was found as boxes."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.clinical.answers import NOT_ASKED
from desktop.services.idrf import FINDINGS, FactorLine
from desktop.ui.widgets.boxed_choice import BOXES, CHOSEN, QUIET
from desktop.ui.words import capital

Index = QModelIndex | QPersistentModelIndex
REGION, FACTOR, FOUND = range(3)
_HEADS = ("Region", "Image-defined risk factor", "On the imaging at diagnosis")
_BOXES = ("Present", "Absent", "Not assessable")


class FactorModel(QAbstractTableModel):
    """Read-only; ``show_lines`` exchanges the rows, and keeps them where they are the same factors."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[FactorLine, ...] = ()

    def show_lines(self, lines: tuple[FactorLine, ...]) -> None:
        """Show these factors."""
        if [one.choice.code for one in lines] == [one.choice.code for one in self.lines] and lines:
            self.lines = lines
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, FOUND))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many factors there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; a region stands at its first factor, and is read out with each."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = line.choice.group if index.column() == REGION else self._words(index.row(), index.column())
            return f"{_HEADS[index.column()]}: {words}"
        if index.column() != FOUND:
            return None
        if role == BOXES:
            return _BOXES
        if role == CHOSEN:
            return FINDINGS.index(line.finding.value) if line.finding.value in FINDINGS else -1
        return 1 if role == QUIET else None

    def _words(self, row: int, column: int) -> str:
        line = self.lines[row]
        if column == REGION:
            first = row == 0 or self.lines[row - 1].choice.group != line.choice.group
            return line.choice.group if first else ""
        if column == FACTOR:
            return capital(line.choice.words)
        value = line.finding.value
        if value in FINDINGS:
            return _BOXES[FINDINGS.index(value)].lower()
        return "not looked for yet" if line.finding == NOT_ASKED else "no finding"
