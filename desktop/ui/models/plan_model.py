"""The events of a plan as a Qt model: the table twin of the drawn timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.clinical.dates import day_words
from desktop.clinical.timeline import PlannedEvent, Template
from desktop.ui.words import capital

Index = QModelIndex | QPersistentModelIndex
EVENT_ROLE = Qt.ItemDataRole.UserRole


def _window(event: PlannedEvent) -> str:
    if event.earliest is None and event.latest is None:
        return ""
    if event.earliest is None:
        return f"to {day_words(event.latest)}" if event.latest else ""
    return (
        f"{day_words(event.earliest)} to {day_words(event.latest)}"
        if event.latest
        else (f"from {day_words(event.earliest)}")
    )


def _gate(event: PlannedEvent) -> str:
    if not event.conditions:
        return ""
    if not event.open_conditions:
        return "confirmed"
    return f"{len(event.open_conditions)} of {len(event.conditions)} open"


_COLUMNS: tuple[tuple[str, Callable[[PlannedEvent], str], int], ...] = (
    ("Event", lambda event: event.title, 226),
    ("Planned", lambda event: day_words(event.planned), 94),
    ("Took place", lambda event: day_words(event.actual) if event.actual else "", 94),
    ("Status", lambda event: capital(str(event.status)), 66),
    ("Window", _window, 176),
    ("Gate", _gate, 86),
    ("Source", lambda event: f"{event.source} ({event.fact_status})", 56),
)
WIDTHS = tuple(width for _, _, width in _COLUMNS)


class PlanModel(QAbstractTableModel):
    """Read-only; ``show_events`` exchanges all rows."""

    def __init__(self) -> None:
        super().__init__()
        self._events: tuple[PlannedEvent, ...] = ()

    def show_events(self, template: Template | None, events: Sequence[PlannedEvent]) -> None:
        """Show the events of a plan, in the order of its dates."""
        order = {one.id: place for place, one in enumerate(template.events)} if template else {}
        self.beginResetModel()
        self._events = tuple(sorted(events, key=lambda one: (one.on, order.get(one.id, 0))))
        self.endResetModel()

    def event_at(self, row: int) -> PlannedEvent | None:
        """The event of a row."""
        return self._events[row] if 0 <= row < len(self._events) else None

    def row_of(self, event_id: str) -> int:
        """The row of an event, or 0."""
        return next((row for row, one in enumerate(self._events) if one.id == event_id), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many events the plan has."""
        return 0 if parent.isValid() else len(self._events)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section][0]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; the event itself under EVENT_ROLE."""
        event = self._events[index.row()]
        if role == EVENT_ROLE:
            return event
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[index.column()][1](event)
        if role == Qt.ItemDataRole.ToolTipRole:
            head, words, _ = _COLUMNS[index.column()]
            return event.gate if head == "Gate" else words(event)
        return None
