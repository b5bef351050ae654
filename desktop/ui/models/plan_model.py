"""The events of a plan as a Qt model: the table twin of the drawn timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.clinical.dates import day_words
from desktop.clinical.timeline import EventStatus, FactStatus, GateState, PlannedEvent, Template, slips
from desktop.ui.words import capital

Index = QModelIndex | QPersistentModelIndex
EVENT_ROLE = Qt.ItemDataRole.UserRole
TONE_ROLE = Qt.ItemDataRole.UserRole + 1

GATE_WORDS: Mapping[GateState, str] = {
    GateState.NOT_YET: "not yet",
    GateState.CONFIRMED: "confirmed",
    GateState.UNRECORDED: "not recorded",
}
"""A gate's state in words; an open one is told by its count."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event and by how many days it moved against the first plan."""

    event: PlannedEvent
    moved: int


@dataclass(frozen=True, slots=True)
class Column:
    """A head, what stands beneath it, its width, and what an empty cell means when it is read out."""

    head: str
    words: Callable[[Row], str]
    width: int
    empty: str = ""
    waits: Callable[[PlannedEvent], bool] = lambda _event: False


def window_words(event: PlannedEvent) -> str:
    """The window of an event: ``to 21 Dec``, ``21 Dec to 04 Jan``; years only where they are not the event's own."""
    told = [_near(day, event.planned) for day in (event.earliest, event.latest) if day]
    if len(told) == 2:
        return f"on {told[0]}" if event.earliest == event.latest else f"{told[0]} to {told[1]}"
    return f"{'from' if event.earliest else 'to'} {told[0]}" if told else ""


def gate_words(event: PlannedEvent) -> str:
    """Where the gate before an event stands; empty without a gate."""
    if event.gate_state is None:
        return ""
    if event.gate_state is GateState.OPEN:
        return f"{len(event.open_conditions)} of {len(event.conditions)} open"
    return GATE_WORDS[event.gate_state]


def moved_words(days: int) -> str:
    """``+7 d``; empty for nothing."""
    return f"{days:+d} d".replace("-", "−") if days else ""


def _near(day: date, other: date) -> str:
    words = day_words(day)
    return words[:-5] if day.year == other.year else words


def _actual(row: Row) -> str:
    event = row.event
    return _near(event.actual, event.planned) if event.actual else ""


COLUMNS = (
    Column("Event", lambda row: row.event.title, 206),
    Column("Planned", lambda row: day_words(row.event.planned), 96),
    Column("Took place", _actual, 84, "not recorded"),
    Column("Moved", lambda row: moved_words(row.moved), 58, "not moved"),
    Column("Status", lambda row: capital(str(row.event.status)), 66, "", lambda one: one.status is EventStatus.LATE),
    Column("Window", lambda row: window_words(row.event), 122, "no window with a source"),
    Column("Gate", lambda row: gate_words(row.event), 92, "no gate", lambda one: one.gate_state is GateState.OPEN),
    Column("Source", lambda row: capital(str(row.event.fact_status)), 82, "",
           lambda one: one.fact_status is not FactStatus.VERIFIED),
)  # fmt: skip
WIDTHS = tuple(one.width for one in COLUMNS)


class PlanModel(QAbstractTableModel):
    """Read-only; ``show_events`` exchanges all rows."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def show_events(self, template: Template | None, start: date | None, events: Sequence[PlannedEvent]) -> None:
        """Show the events of a plan, in the order of its dates."""
        moved = {one.event: one.days for one in slips(template, start, events)} if template and start else {}
        order = {one.id: place for place, one in enumerate(template.events)} if template else {}
        self.beginResetModel()
        rows = (Row(one, moved.get(one.id, 0)) for one in events)
        self._rows = tuple(sorted(rows, key=lambda row: (row.event.on, order.get(row.event.id, 0))))
        self.endResetModel()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown, in its order."""
        return self._rows

    def event_at(self, row: int) -> PlannedEvent | None:
        """The event of a row."""
        return self._rows[row].event if 0 <= row < len(self._rows) else None

    def row_of(self, event_id: str) -> int:
        """The row of an event, or -1."""
        return next((row for row, one in enumerate(self._rows) if one.event.id == event_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many events the plan has."""
        return 0 if parent.isValid() else len(self._rows)

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
        """Words; the event itself under EVENT_ROLE, the colour token under TONE_ROLE."""
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == EVENT_ROLE:
            return row.event
        if role == TONE_ROLE:
            return "caution" if column.waits(row.event) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.head}: {column.words(row) or column.empty}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return {"Gate": row.event.gate, "Source": row.event.source}.get(column.head, column.words(row))
        return None
