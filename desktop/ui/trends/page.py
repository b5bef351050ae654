"""A kind of entry with a chart of its values over time above its list; both have the same entry selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent

from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.timeline import PlannedEvent
from desktop.services.lesion_trend import lesion_trend
from desktop.services.library import Library
from desktop.services.marrow_trend import marrow_trend
from desktop.services.plans import plan_case
from desktop.services.trends import Trend
from desktop.ui.entries.page import EntriesPage
from desktop.ui.entries.told import Told
from desktop.ui.theme import Look
from desktop.ui.trends.panel import TrendPanel

Draws = Callable[[Library, Case, Sequence[PlannedEvent], date], Trend]
TRENDS: dict[str, tuple[Draws, str, str]] = {
    "measurements": (lesion_trend, "Chart of the sizes of lesions over time, in millimetres", "lesion"),
    "marrow_samples": (marrow_trend, "Chart of the highest percentage of tumour in the marrow by day", "series"),
}
"""The kinds that have a chart: what draws it, its name, and what one of its series is called."""
_LOW = 480


class TrendPage(EntriesPage):
    """Everything that a list of entries can do, and the chart."""

    def __init__(self, look: Look, told: Told, kind: EntryKind, today: Callable[[], date]) -> None:
        draws, title, one = TRENDS[kind.table]
        panel = TrendPanel(look, title, one)
        super().__init__(look, told, kind, above=panel)
        self._draws, self._library, self._today = draws, told.library, today
        self.panel = panel
        self.case: Case | None = None
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        panel.chosen.connect(self._go)
        panel.opened.connect(self.ask_change)
        panel.removed.connect(self.ask_remove)
        panel.saved.connect(self.ask_save)

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show list and chart of a case."""
        today = self._today()
        self.case = case
        self.panel.show_trend(self._draws(self._library, case, plan_case(self._library, case, today), today))
        super().show_case(case, read_only)
        self._say()

    def ask_save(self, picture: bool) -> bool:
        """Ask to save the chart as a picture, or the rows."""
        self.save.emit(picture)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the chart is lower."""
        super().resizeEvent(event)
        self.panel.set_low(self.height() < self.look.px(_LOW))

    def _go(self, key: UUID) -> None:
        """Take the bar to the entry of a point, unless it stands on one of the same point already."""
        found = self.panel.trend.find(key) if self.panel.trend is not None else None
        chosen = self.table.selected
        if found is None or chosen is None or chosen.id not in found[1].keys:
            self.table.select(key)

    def _row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._say()

    def _say(self) -> None:
        chosen = self.table.selected
        self.panel.select(chosen.id if chosen is not None else None)
