"""Statistics of the board: counted anew whenever the page is shown; from a row to its children; saved as CSV."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right, may
from desktop.services.statistics import Counted, export_statistics, statistics_of
from desktop.ui.desk import Desk
from desktop.ui.messages import Messages
from desktop.ui.statistics.children import ChildrenDialog
from desktop.ui.statistics.model import Row, StatisticsModel
from desktop.ui.statistics.table import StatisticsTable
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import BAR_HEIGHT, PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.text import Text


class StatisticsPage(QWidget):
    """``filtered`` carries filters of the list, ``opened`` the key of a child; ``told`` what was done."""

    filtered = Signal(object)
    opened = Signal(object)
    told = Signal(str)

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages) -> None:
        super().__init__()
        self._look, self._desk, self._tasks, self._messages = look, desk, tasks, messages
        self.tables: tuple[Counted, ...] = ()
        self.save_button = Button(look, "Save as CSV…", icon="save")
        self.save_button.clicked.connect(self.ask_where)
        self.model = StatisticsModel()
        self.table = StatisticsTable(look, self.model)
        self.table.opened.connect(self.filtered)
        self.table.asked.connect(self.show_children)
        self._pages = QStackedWidget()
        self._lay_out()

    def refresh(self) -> None:
        """Count anew beside the window's own work; what is shown stays until then."""
        desk = self._desk
        self._tasks.start(lambda: statistics_of(desk.board, desk.library), self._found)

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        self.table.setFocus()

    def show_children(self, row: Row) -> None:
        """The children behind a number that the list has no filter for."""
        if row.count is not None:
            dialog = ChildrenDialog(self._look, row.table, row.count, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.chosen.connect(self.opened)
            dialog.open()

    def ask_where(self) -> None:
        """Save the numbers; they name nobody."""
        if self.tables:
            name, _ = QFileDialog.getSaveFileName(self, "Save the statistics", "statistics.csv", "Spreadsheet (*.csv)")
            if name:
                self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write down that the numbers go out, and write them to a file."""
        try:
            export_statistics(self._desk.board, self.tables, path)
        except UserError as error:
            self._messages.report(error)
            return
        self.told.emit(f"Statistics saved as {path.name}")

    def _found(self, tables: tuple[Counted, ...]) -> None:
        self.tables = tables
        row = max(self.table.currentIndex().row(), 0)
        found = tables if any(one.counts for one in tables) else ()
        self.model.show_tables(found)
        if found:
            self.table.selectRow(min(row, self.model.rowCount() - 1))
        self._pages.setCurrentIndex(0 if found else 1)
        self.save_button.setVisible(bool(found) and may(self._desk.board.person, Right.PRINT))

    def _lay_out(self) -> None:
        look, head = self._look, QFrame()
        head.setProperty("part", "bar")
        head.setMinimumHeight(look.px(BAR_HEIGHT))
        bar = QHBoxLayout(head)
        bar.setContentsMargins(PAGE_PADDING, 7, PAGE_PADDING, 7)
        bar.setSpacing(16)
        bar.addWidget(Text(look, "Statistics", step="title", weight=STRONG))
        about = "Deleted cases are not counted. Open risk groups have rows of their own. Shares are rounded."
        bar.addWidget(Text(look, about, step="label", tone="text2", wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
        bar.addWidget(self.save_button)
        self.save_button.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        self._pages.addWidget(self.table)
        self._pages.addWidget(
            EmptyState(look, "Nothing to count yet", "Children are counted as soon as they are on the board.")
        )
        outer.addWidget(self._pages, 1)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
