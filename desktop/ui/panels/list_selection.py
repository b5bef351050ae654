"""Which children of the list are selected, wherever they stand in it; of a long list that may be all."""

from __future__ import annotations

from desktop.clinical.listing import CaseLine
from desktop.ui.models.case_list_model import CaseListModel
from desktop.ui.panels.case_table import CaseTable


class ListSelection:
    """Reads the selection of one table."""

    def __init__(self, table: CaseTable, model: CaseListModel) -> None:
        self._table, self._model = table, model

    @property
    def count(self) -> int:
        """How many rows are selected."""
        return sum(map(len, self._table.selected_rows()))

    def line(self) -> CaseLine | None:
        """The one under the bar, or None."""
        index = self._table.currentIndex()
        return self._model.line(index.row()) if index.isValid() and index.row() < self._model.total else None

    def lines(self) -> list[CaseLine]:
        """All that are selected, in the order of the list; where none is, the one under the bar.

        Raises UserError where the board cannot be read.
        """
        found = [line for run in self._table.selected_rows() for line in self._model.lines(run)]
        here = self.line()
        return found or ([here] if here is not None else [])
