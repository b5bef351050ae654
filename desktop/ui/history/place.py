"""Where the history of a child stands on its page: built when it is first gone to, so that a case opens at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.case import Case

if TYPE_CHECKING:
    from desktop.ui.history.case_history import CaseHistory


class HistoryPlace(QWidget):
    """``make`` is set by whoever has what it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.make: Callable[[], CaseHistory] | None = None
        self.shown: CaseHistory | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_case(self, case: Case) -> None:
        """Show the history of a case."""
        if self.shown is None and self.make is not None:
            self.shown = self.make()
            self._column.addWidget(self.shown)
            self.shown.show()
        if self.shown is not None:
            self.shown.show_case(case)
