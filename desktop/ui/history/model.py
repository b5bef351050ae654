"""The history as a table that is read in pages beside the window's own work: a long one blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.services.boards import Board
from desktop.services.history import AuditQuery
from desktop.services.history_steps import HistoryPage, HistoryStep, history_page
from desktop.services.history_words import HistoryWords, summary_words
from desktop.ui.desk import Desk
from desktop.ui.history.words import day_of, time_of, unbroken, who_of, whole_dates
from desktop.ui.tasks import Tasks
from desktop.ui.words import counted

Index = QModelIndex | QPersistentModelIndex
_HEADS = ("Day", "Time", "Who", "What was done", "Changes")
_WITH_CASE = ("Day", "Time", "Who", "Case", "What was done", "Changes", "Entry")
DONE = "What was done"
_STACKED = "When, who, and what was done"
ALTERED = "altered: do not rely on this"

Find = Callable[[Board, AuditQuery], HistoryPage]


@dataclass(frozen=True, slots=True)
class Line:
    """One step as words, and the step itself."""

    step: HistoryStep
    cells: tuple[str, ...]


class HistoryModel(QAbstractTableModel):
    """``read``: what was asked for is there, or more of it; ``failed`` carries why it is not.

    The day stands once, at the first of its steps; a screen reader is told it in every row.
    """

    read = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, *, with_case: bool) -> None:
        super().__init__()
        self._desk, self._tasks, self._with_case = desk, tasks, with_case
        self._find: Find = history_page
        self._heads = _WITH_CASE if with_case else _HEADS
        self._words = HistoryWords(desk.library)
        self.lines: list[Line] = []
        self._query = AuditQuery()
        self._before: int | None = None
        self._altered: int | None = None
        self.stacked = False
        self._turn = 0
        self._busy = False

    @property
    def query(self) -> AuditQuery:
        """What was asked for last."""
        return self._query

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._busy

    @property
    def has_more(self) -> bool:
        """Whether there are earlier steps that were not read yet."""
        return self._before is not None

    def mark(self, altered: int | None) -> None:
        """Mark the entry that was altered, by its number, for as long as the list is shown."""
        self._altered = altered
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, self.columnCount() - 1))
            self.layoutChanged.emit()

    def set_stacked(self, on: bool) -> None:
        """One column for narrow windows and large text: when, who and which case, and beneath it what was done."""
        if on != self.stacked:
            self.beginResetModel()
            self.stacked = on
            self.endResetModel()

    def is_altered(self, row: int) -> bool:
        """Whether an entry of this step was altered."""
        step = self.lines[row].step.step
        return self._altered is not None and step.first <= self._altered <= step.last

    def row_with(self, entry: int) -> int:
        """The row whose step has an entry, or -1 while it was not read."""
        return next(
            (row for row, one in enumerate(self.lines) if one.step.step.first <= entry <= one.step.step.last), -1
        )

    def ask(self, query: AuditQuery, find: Find = history_page) -> None:
        """Read the latest that fits; what stood there stays until it comes. Later pages are found the same way."""
        self._turn += 1
        self._query, self._find = query, find
        self._start(query, partial(self._show, self._turn))

    def clear(self) -> None:
        """Show nothing: of one child nothing is shown with another."""
        self._turn += 1
        self._busy = False
        self._put([], None)

    def _start(self, query: AuditQuery, done: Callable[[tuple[list[Line], int | None]], None]) -> None:
        self._busy = True
        board, find = self._desk.board, self._find

        def work() -> tuple[list[Line], int | None]:
            page = find(board, query)
            return [Line(step, self._cells(step, query.words)) for step in page.steps], page.before

        self._tasks.start(work, done, partial(self._refused, self._turn), reading=True)

    def _show(self, turn: int, found: tuple[list[Line], int | None]) -> None:
        if turn == self._turn:
            self._busy = False
            self._put(*found)
            self.read.emit()

    def _put(self, lines: list[Line], before: int | None) -> None:
        self.beginResetModel()
        self.lines, self._before = lines, before
        self.endResetModel()

    def _add(self, turn: int, found: tuple[list[Line], int | None]) -> None:
        if turn != self._turn:
            return
        self._busy = False
        lines, self._before = found
        if lines:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(lines) - 1)
            self.lines += lines
            self.endInsertRows()
        self.read.emit()

    def _refused(self, turn: int, error: BaseException) -> None:
        if turn == self._turn:
            self._busy = False
            self._before = None
            self.failed.emit(error)

    def _cells(self, step: HistoryStep, wanted: str) -> tuple[str, ...]:
        words = self._words
        done = words.action(step.step.action)
        if step.step.cases > 1:
            changes = f"{counted(step.step.cases, 'case')}, {counted(step.step.entries, 'change')}"
        else:
            changes = whole_dates(summary_words(words, step.entries, step.step.entries, wanted=wanted))
        told = (unbroken(day_of(step.at)), time_of(step.at), who_of(step.person))
        if not self._with_case:
            return (*told, done, changes)
        return (*told, f"Case {step.number}" if step.number else "", done, changes, _numbers(step))

    def _told(self, row: int) -> tuple[str, ...]:
        """The cells of a row, and of one that was altered that it was."""
        cells, done = self.lines[row].cells, self._heads.index(DONE)
        if self.is_altered(row):
            return (*cells[:done], f"{cells[done]} ({ALTERED})", *cells[done + 1 :])
        return cells

    def _in_two_lines(self, cells: tuple[str, ...]) -> str:
        done = self._heads.index(DONE)
        entry = [f"entry {one}" for one in cells[done + 2 :]]
        above = "  \u00b7  ".join(unbroken(one) for one in (f"{cells[0]}, {cells[1]}", *cells[2:done], *entry) if one)
        beneath = ". ".join(one for one in cells[done : done + 2] if one)
        return f"{above}\n{beneath}"

    # what views ask for

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many steps were read."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as there are heads."""
        return 0 if parent.isValid() else 1 if self.stacked else len(self._heads)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there is more, and nothing is on its way."""
        return not parent.isValid() and self.has_more and not self._busy

    def fetchMore(self, parent: Index) -> None:
        """Read the next page; the view asks for it when it comes to its end."""
        if self.canFetchMore(parent):
            self._start(replace(self._query, before=self._before), partial(self._add, self._turn))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _STACKED if self.stacked else self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell; the day only where it begins."""
        row, column = index.row(), index.column()
        cells = self._told(row)
        if self.stacked:
            told = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            return self._in_two_lines(cells) if told else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cells[column]
        if role == Qt.ItemDataRole.DisplayRole:
            again = column == 0 and row > 0 and self.lines[row - 1].cells[0] == cells[0]
            return "" if again else cells[column]
        return None


def _numbers(step: HistoryStep) -> str:
    """The numbers of its entries, that a check of the history names."""
    first, last = step.step.first, step.step.last
    return f"{first}" if first == last else f"{first}\u2013{last}"
