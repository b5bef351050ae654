"""A case from Enter to painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services.boards import Board
from desktop.services.cases import find_case, save_case
from desktop.services.library import Library
from desktop.ui.main_window import MainWindow
from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, absolute, ratio
from tests.benchmarks.windows import Painted, all_ended, at_rest, window_on
from tests.entry_samples import with_everything

FEW = 10
WHOLE = (0, 1)
"""The rows of the children who have an entry of every kind: two, so that each takes the place of the other."""


def opening(boards: Boards) -> Iterator[Figure]:
    """The same ten children in both lists, three times each; the first of the session apart; then two full records."""
    first, few = _opened(boards, FEW, range(FEW))
    _, many = _opened(boards, boards.rows, range(FEW))
    yield from _figures("open", f"a case from Enter to painted, {boards.rows:,} children", few, many)
    yield absolute("open, first", "the first of a session, in a window at rest", seconds=first, most=None)
    _, few = _opened(boards, FEW, WHOLE, whole=True)
    _, many = _opened(boards, boards.rows, WHOLE, whole=True)
    yield from _figures("open full", f"a full case from Enter to painted, {boards.rows:,} children", few, many)


def _figures(name: str, what: str, few: float, many: float) -> Iterator[Figure]:
    yield absolute(name, what, seconds=many, most=50e-3)
    yield ratio(f"{name}, ratio", "the same", seconds=many, baseline=f"{FEW} children", against=few, most=1.3)


def _opened(boards: Boards, count: int, rows: Sequence[int], *, whole: bool = False) -> tuple[float, float]:
    with boards.open(count) as board:
        if whole:
            _fill(board, boards.library)
        with window_on(board, boards.library) as window:
            at_rest(window)
            times = list(_openings(window, [*rows] * (3 * FEW // len(rows))))
    return times[0], median(times[1:])


def _fill(board: Board, library: Library) -> None:
    """Give these children an entry of every kind, with every field said."""
    for row in WHOLE:
        case = find_case(board, str(row + 1))
        save_case(board, library, case, with_everything(library, case), "Fill the record")


def _openings(window: MainWindow, rows: Iterable[int]) -> Iterator[float]:
    # one watcher for all of them: each hears every event of the window
    page = Painted(window)
    for row in rows:
        # by number, each time, for the way back sorts as the person has it: the first children of both boards are alike
        window.list.model.load(type(window.list.model.query)(sort="number"))
        window.list.table.setFocus()
        window.list.table.selectRow(row)
        # what the child before left to be read is: on the small board it would else be read during this opening
        all_ended()
        yield page.after(
            lambda: QTest.keyClick(window.list.table, Qt.Key.Key_Return), lambda: window.pages.currentIndex() == 1
        )
        opened = window.page.case
        if opened is None or opened.number != row + 1:
            raise LookupError("another child was opened than the one that was to be measured")
        window.back()
        QApplication.processEvents()
