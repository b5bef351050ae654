"""Statistics of the board: counted anew whenever the page is shown; from a row to its children; saved as CSV."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right, may
from desktop.services.statistics import Counted, export_statistics, statistics_of
from desktop.services.statistics_pictures import pictures_of
from desktop.services.statistics_silences import DECIDING, ENTRIES, MISSING
from desktop.ui.desk import Desk
from desktop.ui.messages import Messages
from desktop.ui.statistics.children import ChildrenDialog
from desktop.ui.statistics.model import Row, StatisticsModel
from desktop.ui.statistics.pictures import PicturesPage
from desktop.ui.statistics.silences import SilencesModel, SilencesTable
from desktop.ui.statistics.table import StatisticsTable
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import BAR_HEIGHT, PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.tabs import Tabs, TabSpec
from desktop.ui.widgets.text import Text

ALL, PICTURES = "all", "pictures"
_VIEWS = {
    ALL: "Everything",
    PICTURES: "Pictures",
    DECIDING: "Deciding, by reason",
    MISSING: "Missing, by reason",
    ENTRIES: "Entries, by reason",
}
_ABOUT = {
    ALL: "Deleted cases are not counted. Children without a settled group have rows of their own. Shares are rounded.",
    PICTURES: "The same numbers as bars, with the table of the picture that is selected.",
    DECIDING: "Facts that decide a risk group, and why active children lack them.",
    MISSING: "Deciding facts and the biology of the tumour, and why active children lack them.",
    ENTRIES: "What entries of the record say is missing. A child can be counted for several reasons; a field that was "
    "left empty is not counted.",
}
_BESIDE = 1120
_NUMBERS, _NOTHING, _SILENCES, _PICTURES = range(4)
_PAGES = {ALL: _NUMBERS, PICTURES: _PICTURES}


class StatisticsPage(QWidget):
    """``filtered`` carries filters of the list, ``opened`` the key of a child; ``told`` what was done."""

    filtered = Signal(object)
    opened = Signal(object)
    told = Signal(str)

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, first: tuple[Step, ...] = ()) -> None:
        super().__init__()
        self._look, self._desk, self._tasks, self._messages, self._first = look, desk, tasks, messages, first
        self.tables: tuple[Counted, ...] = ()
        self.save_button = Button(look, "Save as CSV…", icon="save")
        self.save_button.clicked.connect(self.ask_where)
        self.model = StatisticsModel()
        self.table = StatisticsTable(look, self.model)
        self.table.opened.connect(self.filtered)
        self.table.asked.connect(self.show_children)
        self.silences = SilencesModel()
        self.reasons = SilencesTable(look, self.silences)
        self.reasons.asked.connect(self.show_children)
        self.pictures = PicturesPage(look)
        self.pictures.opened.connect(self.filtered)
        self.pictures.asked.connect(self.show_children)
        self.pictures.wanted.connect(self._go)
        self.view = ALL
        self.views = Tabs(look)
        self.views.setAccessibleName("Views")
        self.views.picked.connect(self.show_view)
        self.about = Text(look, _ABOUT[ALL], step="label", tone="text2", wrap=True)
        self._pages = QStackedWidget()
        self._lay_out()

    def refresh(self) -> None:
        """Count anew beside the window's own work; what is shown stays until then."""
        desk = self._desk
        self._tasks.start(lambda: statistics_of(desk.board, desk.library), self._found)

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        first = {ALL: self.table, PICTURES: self.pictures.view}
        first.get(self.view, self.reasons).setFocus()

    def show_view(self, key: str) -> None:
        """Every number, or why something is missing."""
        self.view = key
        self._show()

    def _go(self, key: str) -> None:
        """From a picture to the view that tells more of it, with the keyboard."""
        self.show_view(key)
        self.focus_first()

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
        self._show()

    def _show(self) -> None:
        tables, row = self.tables, max(self.table.currentIndex().row(), 0)
        found = tables if any(one.counts for one in tables) else ()
        self.model.show_tables(found)
        if found:
            self.table.selectRow(min(row, self.model.rowCount() - 1))
            self._show_reasons()
            self.pictures.show_pictures(pictures_of(tables))
        self.views.show_tabs([TabSpec(key, name) for key, name in _VIEWS.items()], self.view)
        self.views.setVisible(bool(found))
        self.about.setText(_ABOUT[self.view])
        shown = _PAGES.get(self.view, _SILENCES)
        self._pages.setCurrentIndex(shown if found else _NOTHING)
        self.save_button.setVisible(bool(found) and may(self._desk.board.person, Right.PRINT))

    def _show_reasons(self) -> None:
        """The table of the view, if it is about reasons; the bar stays where it was in the same one."""
        table = next((one for one in self.tables if one.title == self.view), None)
        if table is None:
            return
        before = self.silences.table
        row = self.reasons.currentIndex().row() if before is not None and before.title == table.title else 0
        self.silences.show_table(table)
        if table.counts:
            self.reasons.selectRow(min(max(row, 0), len(table.counts) - 1))

    def _lay_out(self) -> None:
        look, head = self._look, QFrame()
        head.setProperty("part", "bar")
        head.setMinimumHeight(look.px(BAR_HEIGHT))
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._bar.setContentsMargins(PAGE_PADDING, 7, PAGE_PADDING, 7)
        self._bar.setSpacing(16)
        said, done = QHBoxLayout(), QHBoxLayout()
        for row in (said, done):
            row.setSpacing(16)
        said.addWidget(Text(look, "Statistics", step="title", weight=STRONG))
        said.addWidget(self.views, 1)
        done.addWidget(self.about, 1, Qt.AlignmentFlag.AlignVCenter)
        done.addWidget(self.save_button)
        self._bar.addLayout(said)
        self._bar.addLayout(done, 1)
        self.save_button.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        self._pages.addWidget(self.table)
        self._pages.addWidget(
            EmptyState(
                look, "Nothing to count yet", "Children are counted as soon as they are on the board.", self._first
            )
        )
        self._pages.addWidget(self.reasons)
        self._pages.addWidget(self.pictures)
        outer.addWidget(self._pages, 1)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room beside the views, what they count stands beneath them."""
        super().resizeEvent(event)
        beside = self.width() >= self._look.px(_BESIDE)
        self._bar.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
