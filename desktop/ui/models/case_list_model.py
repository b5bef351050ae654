"""The case list as a Qt model: it asks the service again for each order and filter, and fetches only what is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.clinical.labels import Labels
from desktop.clinical.listing import LISTED_SCHEME, CaseLine, CaseLines, CaseQuery, sort_keys
from desktop.ui.models.case_columns import COLUMNS, Column, Reading, short_fact, spoken

__all__ = ["COLUMNS", "LINE_ROLE", "PAGE", "CaseListModel", "short_fact"]

LINE_ROLE = Qt.ItemDataRole.UserRole
"""Returns the whole CaseLine of a row."""

_HEAD_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole})
_RANKS = (" 1st", " 2nd", " 3rd")

PAGE = 100
_KEPT_PAGES = 8

Index = QModelIndex | QPersistentModelIndex


class CaseListModel(QAbstractTableModel):
    """``ask`` runs one query; ``today`` gives ages and lateness. ``fetched``: more lines are there to be measured.

    ``together``: the columns that the first cell of a row says all at once, where rows are folded.
    """

    fetched = Signal()

    def __init__(
        self, ask: Callable[[CaseQuery], CaseLines], labels: Labels, today: Callable[[], date], query: CaseQuery
    ) -> None:
        super().__init__()
        self._ask, self.labels, self.today = ask, labels, today
        self.reading = Reading(labels, today)
        self.query = query
        self._pages: dict[int, tuple[CaseLine, ...]] = {}
        self.total = 0
        self.together: tuple[str, ...] = ()

    def load(self, query: CaseQuery) -> None:
        """Show what a query finds. Raises UserError as the service does; the old list then stays."""
        first = self._ask(replace(query, offset=0, limit=PAGE))
        self.beginResetModel()
        self.query = query
        self._pages = {0: first.lines}
        self.total = first.total
        self.endResetModel()

    def show_edited(self, edited: Mapping[UUID, Sequence[str]]) -> None:
        """Mark the children of whom a fact is being edited: their line stands on the last saved value."""
        self.reading = replace(self.reading, edited=edited)

    def reload(self) -> None:
        """Ask the same again, after something was saved."""
        self.load(self.query)

    def line(self, row: int) -> CaseLine | None:
        """The line of a row; its page is fetched when first needed."""
        page = row // PAGE
        if page not in self._pages:
            if len(self._pages) >= _KEPT_PAGES:
                self._pages.pop(next(iter(self._pages)))
            self._pages[page] = self._ask(replace(self.query, offset=page * PAGE, limit=PAGE)).lines
            self.fetched.emit()
        lines = self._pages[page]
        return lines[row % PAGE] if row % PAGE < len(lines) else None

    def lines(self, rows: range) -> Sequence[CaseLine]:
        """The lines of a run of rows, also where they were never seen. Raises UserError as the service does."""
        if len(rows) == 1:
            line = self.line(rows.start)
            return [line] if line is not None else []
        return self._ask(replace(self.query, offset=rows.start, limit=len(rows))).lines

    def known_lines(self) -> list[CaseLine]:
        """The lines that were fetched so far."""
        return [line for page in self._pages.values() for line in page]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many cases match in all."""
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns of the list."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role in _HEAD_WORDS:
            scheme = f" ({self.labels.scheme(LISTED_SCHEME)})" if column.name == "risk" else ""
            told = self._order_words(column) if role == Qt.ItemDataRole.AccessibleTextRole else ""
            return f"{column.head}{scheme}{told}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None

    def _order_words(self, column: Column) -> str:
        """``, sorted 2nd, descending``: for whoever does not see the figure and the arrow."""
        keys = sort_keys(self.query.sort, self.query.descending)
        for rank, key in zip(_RANKS, keys, strict=False):
            if key.field == column.sort:
                return f", sorted{rank if len(keys) > 1 else ''}, {'descending' if key.descending else 'ascending'}"
        return ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for people and for assistive technology; the whole line under LINE_ROLE."""
        line = self.line(index.row())
        if line is None:
            return None
        column = COLUMNS[index.column()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(self.reading, line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = [one for one in COLUMNS if one.name in self.together] if index.column() == 0 else []
            return "; ".join(spoken(self.reading, one, line) for one in told or [column])
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.spoken or column.words)(self.reading, line)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None


def _side(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
