"""The case list as a Qt model: it asks the service again for each order and filter, and fetches only what is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.clinical.labels import Labels
from desktop.clinical.listing import LISTED_SCHEME, CaseLine, CaseLines, CaseQuery
from desktop.ui.words import capital, days_words, joined, risk_words, short_age, short_day

LINE_ROLE = Qt.ItemDataRole.UserRole
"""Returns the whole CaseLine of a row."""

PAGE = 100
_KEPT_PAGES = 8

Index = QModelIndex | QPersistentModelIndex
Words = Callable[["CaseListModel", CaseLine], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column as data: its head, the field it is sorted by, its words, its width, its side."""

    name: str
    head: str
    sort: str
    words: Words
    width: int
    right: bool = False


def _child(_model: CaseListModel, line: CaseLine) -> str:
    return line.name or "no name"


def _age_now(model: CaseListModel, line: CaseLine) -> str:
    return short_age(line.born, model.today())


def _risk(model: CaseListModel, line: CaseLine) -> str:
    return risk_words(model.labels, line.groups, conflict=line.only_sources_differ, not_covered=line.not_covered)


def _due(model: CaseListModel, line: CaseLine) -> str:
    when = due_words(line, model.today())[0]
    return f"{line.next_due}, {when}" if line.next_due and when else line.next_due


def _missing(model: CaseListModel, line: CaseLine) -> str:
    deciding, others = missing_words(model.labels, line)
    return "; ".join(part for part in (deciding, others) if part) or "complete"


COLUMNS = (
    Column("child", "Child", "name", _child, 148),
    Column("identifier", "Identifier", "mrn", lambda _model, line: line.mrn, 100),
    Column("age", "Age now", "born", _age_now, 76),
    Column("age_days", "At diagnosis", "age_days", lambda _model, line: days_words(line.age_days), 92, right=True),
    Column(
        "diagnosed",
        "Diagnosed",
        "diagnosed",
        lambda _model, line: line.diagnosed.words() if line.diagnosed else "",
        104,
    ),
    Column("stage", "Stage", "stage", lambda _model, line: line.stage, 68),
    Column("risk", "Risk", "groups", _risk, 188),
    Column("phase", "Phase", "phase", lambda _model, line: line.phase, 138),
    Column("due", "Next due", "next_due_on", _due, 178),
    Column("missing", "Missing", "missing", _missing, 150),
)


def missing_words(labels: Labels, line: CaseLine) -> tuple[str, str]:
    """What decides (``SCA decides``), and what else is open."""
    names = [short_fact(labels, one) for one in line.deciding]
    deciding = f"{joined(names)} {'decides' if len(names) == 1 else 'decide'}" if names else ""
    others = [short_fact(labels, one) for one in line.missing if one not in line.deciding]
    return deciding, ", ".join(others)


def short_fact(labels: Labels, fact: str) -> str:
    """A fact's name as short as lists need it; the labels' own name where there is no shorter one."""
    short = labels.words.get("short", {})
    return short.get(fact) or labels.name(fact)


def due_words(line: CaseLine, today: date) -> tuple[str, bool]:
    """When the next event is due, and whether it is late: ``30 Nov``, ``late 6 d``."""
    if line.next_due_on is None:
        return ("no date" if line.next_due else ""), False
    behind = (today - line.next_due_on).days
    return (f"late {behind:,} d", True) if behind > 0 else (short_day(line.next_due_on, today), False)


class CaseListModel(QAbstractTableModel):
    """``ask`` runs one query; ``today`` gives ages and lateness."""

    def __init__(
        self, ask: Callable[[CaseQuery], CaseLines], labels: Labels, today: Callable[[], date], query: CaseQuery
    ) -> None:
        super().__init__()
        self._ask, self.labels, self.today = ask, labels, today
        self.query = query
        self._pages: dict[int, tuple[CaseLine, ...]] = {}
        self.total = 0

    def load(self, query: CaseQuery) -> None:
        """Show what a query finds. Raises UserError as the service does; the old list then stays."""
        first = self._ask(replace(query, offset=0, limit=PAGE))
        self.beginResetModel()
        self.query = query
        self._pages = {0: first.lines}
        self.total = first.total
        self.endResetModel()

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
        lines = self._pages[page]
        return lines[row % PAGE] if row % PAGE < len(lines) else None

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
        if role == Qt.ItemDataRole.DisplayRole:
            scheme = f" ({self.labels.word('scheme', LISTED_SCHEME)})" if column.name == "risk" else ""
            return f"{column.head}{scheme}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for people and for assistive technology; the whole line under LINE_ROLE."""
        line = self.line(index.row())
        if line is None:
            return None
        column = COLUMNS[index.column()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(self, line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.head}: {capital(column.words(self, line)) or 'not recorded'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.words(self, line)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None


def _side(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
