"""MIBG scans of a child: one scan at a time, scored by key, beside the scan it is compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.record.imaging import ScanScore
from desktop.clinical.scores import Method
from desktop.services.boards import Board
from desktop.services.entries import put_entry
from desktop.services.library import Library
from desktop.services.scan_words import compared_words, for_response, reading, sum_line, sums, title_of
from desktop.services.scans import ScanView, copied_forward, empty_scan, scans_of, view_of, with_value
from desktop.ui.entries.head import KindPage
from desktop.ui.scans.figures import Figures
from desktop.ui.scans.segments import SegmentModel, SegmentTable
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.tabs import Tabs, TabSpec
from desktop.ui.widgets.text import Line, Text, settle

_WHAT = "A scan is scored segment by segment, by Curie or SIOPEN; sums, change and reading follow."
_NAMES = 150
_WORDS, _VALUE, _FIGURE = 380, 30, 150
"""What the words of the list, each value of a segment, and each body need."""


class ScansPage(KindPage):
    """Every segment is stored as it is scored; date, occasion and study of the scan in sight are asked in a dialog."""

    def __init__(self, look: Look, library: Library, kind: EntryKind, today: Callable[[], date]) -> None:
        super().__init__(look, _without_segments(kind))
        self._look, self._library, self._today, self._whole = look, library, today, kind
        self._case: Case | None = None
        self._scan: UUID | None = None
        self.model = SegmentModel()
        self.table = SegmentTable(look, self.model)
        self.figures = Figures(look, library.body)
        self.chooser = Tabs(look)
        self.chooser.setAccessibleName("Scans")
        self.buttons = self._make_buttons()
        self._compared = Text(look, step="label", tone="text2", wrap=True)
        self.sum = Text(look, weight=STRONG, wrap=True)
        self._told = Section(look, "What the sums say")
        self._grid = StatementGrid(look, _NAMES)
        self._told.body.addWidget(self._grid)
        self._pages = QStackedWidget()
        steps = tuple(
            Step("add", f"Score a scan by {_short(one.file.title)}", _extent(one), partial(self.begin, one.id), "")
            for one in self._library.scores.methods.values()
        )
        empty = EmptyState(look, "No scan scored yet", _WHAT, steps)
        quiet = EmptyState(look, "No scan scored yet", "Here the case can only be read.")
        self._empty, self._quiet = (Scroll(one, "No scan scored yet") for one in (empty, quiet))
        for page in (self._page(), self._empty, self._quiet):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.table.scored.connect(self._score)
        self.table.chosen.connect(self.figures.show_chosen)
        self.figures.picked.connect(self._pick)
        self.chooser.picked.connect(lambda key: self._show(UUID(key)))

    def show_case(self, case: Case, read_only: bool) -> None:
        """Show the scans of a case: the one that was in sight, else the latest."""
        other = self._case is None or case.id != self._case.id
        known = {one.id for one in self._case.scans} if self._case is not None and not other else None
        self._case, self.read_only, self.table.read_only = case, read_only, read_only
        for button in self.buttons.values():
            button.setVisible(not read_only)
        scans = scans_of(case)
        if not scans:
            self._scan = None
            self.model.show_view(None)
            self._pages.setCurrentWidget(self._quiet if read_only else self._empty)
            return
        self._pages.setCurrentIndex(0)
        new = [one.id for one in scans if known is not None and one.id not in known]
        kept = self._scan if any(one.id == self._scan for one in scans) else None
        self._show(new[0] if new else kept or scans[0].id)

    @property
    def scan(self) -> ScanScore | None:
        """The scan in sight."""
        return next((one for one in scans_of(self._case) if one.id == self._scan), None) if self._case else None

    def begin(self, method: str) -> None:
        """A new scan on which nothing is scored."""
        if self._case is not None and not self.read_only:
            first = not any(one.scoring.value == method for one in self._case.scans)
            self._put(empty_scan(method, self._today(), first=first), "Began a new scan")

    def _begin(self, method: str, _checked: bool = False) -> None:
        self.begin(method)

    def ask_new(self) -> None:
        """A new scan by the method of the one in sight."""
        scan = self.scan
        self.begin(str(scan.scoring.value) if scan is not None else self._methods()[0][0])

    def ask_copy(self) -> bool:
        """The scan in sight once more, to change only what differs."""
        if self.scan is None or self.read_only:
            return False
        self.copy_forward()
        return True

    def copy_forward(self) -> None:
        """A new scan of today that begins with the values of the one in sight."""
        if self.scan is not None and not self.read_only:
            self._put(copied_forward(self.scan, self._today()), "Copied the scan forward")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room beside the list the body stands beneath it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The more values a segment can have, and with two bodies, the more room they need beside each other."""
        view = self.model.view
        values = view.method.highest if view is not None else 0
        figures = _FIGURE * (2 if view is not None and view.before is not None else 1)
        beside = self.width() >= self._look.px(_WORDS + values * _VALUE + figures)
        side_by_side = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._both.setDirection(side_by_side)

    def _show(self, key: UUID) -> None:
        self._scan = key
        scan = self.scan
        view = view_of(self._library, self._case, scan) if self._case is not None and scan is not None else None
        row = self.table.currentIndex().row()
        self.model.show_view(view)
        self.chooser.show_tabs(self._tabs(), str(key))
        self._arrange()
        if view is None:
            return
        self.figures.show_view(view, title_of(self._library, view), self._before_title(view))
        if self.table.currentIndex().row() < 0:
            self.table.go_to(max(row, 0))
        self.figures.show_chosen(self.table.currentIndex().row())
        self._compared.setText(compared_words(self._library, view))
        self.sum.setText(sum_line(self._library, view))
        told = (*sums(view), *reading(self._library, view), *for_response(view))
        self._grid.show_statements([Statement(head, words) for head, words in told])
        settle(self._told)

    def _before_title(self, view: ScanView) -> str:
        if self._case is None or view.before is None:
            return ""
        before = view_of(self._library, self._case, view.before)
        return title_of(self._library, before) if before is not None else ""

    def _score(self, place: int, told: Answer[int]) -> None:
        scan = self.scan
        if scan is not None and not self.read_only:
            self._put(with_value(scan, place, told), f"Scored segment {place}")

    def _put(self, scan: ScanScore, words: str) -> None:
        self.store.emit(partial(_stored, self._whole, scan), words)

    def _pick(self, row: int) -> None:
        self.table.go_to(row)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tabs(self) -> list[TabSpec]:
        return [TabSpec(str(one.id), self._words(one)) for one in scans_of(self._case)] if self._case else []

    def _words(self, scan: ScanScore) -> str:
        view = view_of(self._library, self._case, scan) if self._case is not None else None
        return f"{_short(view.method.file.title)} {title_of(self._library, view)}" if view else "Method not named"

    def _methods(self) -> list[tuple[str, str]]:
        return [(one.id, one.file.title) for one in self._library.scores.methods.values()]

    def _make_buttons(self) -> dict[str, Button]:
        made = {method: Button(self._look, f"New {_short(name)}", icon="add") for method, name in self._methods()}
        for method, button in made.items():
            button.clicked.connect(partial(self._begin, method))
        made["copy"] = Button(self._look, "Copy forward")
        made["copy"].clicked.connect(self.copy_forward)
        made["change"] = Button(self._look, "Date, occasion…")
        made["change"].clicked.connect(lambda: self.change.emit(self.scan))
        made["remove"] = Button(self._look, "Remove")
        made["remove"].clicked.connect(lambda: self.remove.emit(self.scan))
        return made

    def _page(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        edge = PAGE_PADDING - BORDER
        column.setContentsMargins(edge, 12 - BORDER, edge, edge)
        column.setSpacing(14)
        left = QVBoxLayout()
        left.addWidget(self.table)
        keys = "0 to the highest: score and go on; N: not assessable; Delete: not scored; Up, Down: segment."
        left.addWidget(Text(self._look, keys, step="note", tone="text3", wrap=True))
        left.addWidget(self.figures.legend)
        left.addSpacing(self._look.px(8))
        left.addWidget(self._told)
        left.addStretch(1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(16)
        self._both.addLayout(left, 1)
        self._both.addWidget(self.figures, 0)
        column.addWidget(self._head())
        column.addLayout(self._both)
        column.addStretch(1)
        return self._with_sum(Scroll(content, "Segments of the scan, the body, and what the sums say"))

    def _with_sum(self, above: QWidget) -> QWidget:
        """The sum stays in sight whatever scrolls: it is what a board asks for first."""
        page = QWidget()
        foot = QVBoxLayout()
        foot.setContentsMargins(PAGE_PADDING, 6, PAGE_PADDING, 6)
        foot.addWidget(self.sum)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(above, 1)
        column.addWidget(Line())
        column.addLayout(foot)
        return page

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.chooser)
        column.addWidget(self._compared)
        bar = QWidget()
        row = Flow(bar, gap=self._look.px(10), line_gap=self._look.px(8))
        for one in self.buttons.values():
            row.addWidget(one)
        column.addWidget(bar)
        return head


def _short(title: str) -> str:
    """The name of a method without what it is: ``Curie`` of ``Curie score (modified)``."""
    return title.partition(" ")[0]


def _without_segments(kind: EntryKind) -> EntryKind:
    """The kind as it is asked in a dialog: its segments are scored on the page."""
    return replace(kind, fields=tuple(one for one in kind.fields if not one.name.startswith("segment_")))


def _stored(kind: EntryKind, scan: ScanScore, board: Board, library: Library, case: Case, today: date) -> Case:
    return put_entry(board, library, case, kind, scan, today)


def _extent(method: Method) -> str:
    """How many segments a method has, and how far each goes."""
    return f"{len(method.segments)} segments, 0 to {method.highest} each"
