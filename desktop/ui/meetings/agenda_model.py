"""An agenda as a Qt model: a row a child. Minutes can be typed in their cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.clinical.labels import Labels
from desktop.services.meetings.agenda import AgendaItem
from desktop.ui.meetings.words import decision_state, ordinal, ready_lines, ready_words, who
from desktop.ui.models.words_model import WordsModel
from desktop.ui.words import capital

Index = QModelIndex | QPersistentModelIndex

HEADS = ("No.", "Start", "Min", "Child", "Question", "Time", "Urgency", "Readiness", "Decision")
NUMBER, START, MINUTES, CHILD, QUESTION, TIME, URGENCY, READY, DECISION = range(len(HEADS))
NARROW = (NUMBER, CHILD, QUESTION, DECISION)
"""Where text is large: what tells the children apart and where they stand; the rest is told beneath."""


class AgendaModel(WordsModel):
    """``minutes`` carries an item and the minutes typed for it. Without ``editable`` nothing can be typed or moved."""

    minutes = Signal(object, int)

    def __init__(self, labels: Labels) -> None:
        super().__init__(HEADS)
        self._labels = labels
        self.items: tuple[AgendaItem, ...] = ()
        self.columns: tuple[int, ...] = tuple(range(len(HEADS)))
        self.editable = False

    def show_items(self, items: Sequence[AgendaItem], *, editable: bool, narrow: bool = False) -> None:
        """Show these children, in their order."""
        self.items, self.editable = tuple(items), editable
        self.columns = NARROW if narrow else tuple(range(len(HEADS)))
        rows = [self._row(place, item) for place, item in enumerate(items, start=1)]
        self.show_rows([tuple(row[one] for one in self.columns) for row in rows],
                       tuple(HEADS[one] for one in self.columns))  # fmt: skip

    def at(self, row: int) -> AgendaItem | None:
        """The child of a row."""
        return self.items[row] if 0 <= row < len(self.items) else None

    def column(self, meaning: int) -> int:
        """Where a column stands now, or -1."""
        return self.columns.index(meaning) if meaning in self.columns else -1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged; minutes can be typed."""
        found = super().flags(index)
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if self.editable:
            found |= Qt.ItemFlag.ItemIsDragEnabled
            if index.column() == self.column(MINUTES):
                found |= Qt.ItemFlag.ItemIsEditable
        return found

    def supportedDropActions(self) -> Qt.DropAction:
        """A row is moved, never copied."""
        return Qt.DropAction.MoveAction

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell, read out with the head they stand beneath; the whole readiness as a tooltip."""
        if role == Qt.ItemDataRole.EditRole:
            return super().data(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[self.columns[index.column()]]}: {super().data(index)}"
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == self.column(READY):
            return ready_lines(self._labels, self.items[index.row()].readiness)
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Minutes that were typed go to whoever stores them; what is no number of minutes is not taken."""
        item, words = self.at(index.row()), str(value).strip()
        if role != Qt.ItemDataRole.EditRole or item is None or not words.isdecimal() or not 0 < int(words) <= MOST:
            return False
        if int(words) != item.minutes or item.referral.minutes is None:
            self.minutes.emit(item, int(words))
        return True

    def _row(self, place: int, item: AgendaItem) -> tuple[str, ...]:
        return (
            str(place),
            f"{item.starts:%H:%M}" if item.starts is not None else "",
            str(item.minutes),
            who(item),
            item.question or "no question",
            ordinal(item.presentation),
            capital(self._labels.word("urgency", item.referral.urgency)),
            ready_words(item.readiness),
            capital(decision_state(self._labels, item)),
        )


MOST = 600
"""No child is given more minutes than that."""
