"""A case from Enter to painted."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.main_window import MainWindow
from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, absolute, ratio
from tests.benchmarks.windows import Painted, at_rest, window_on

FEW = 10


def opening(boards: Boards) -> Iterator[Figure]:
    """The same ten children in both lists, three times each; the first of the session apart."""
    first, few = _opened(boards, FEW)
    _, many = _opened(boards, boards.rows)
    yield absolute("open", f"a case from Enter to painted, {boards.rows:,} children", seconds=many, most=50e-3)
    yield ratio(
        "open, ratio", "the same", seconds=many, baseline=f"{FEW} children", against=few, most=1.3
    )  # fmt: skip
    yield absolute("open, first", "the first of a session, in a window at rest", seconds=first, most=None)


def _opened(boards: Boards, count: int) -> tuple[float, float]:
    with boards.open(count) as board, window_on(board, boards.library) as window:
        at_rest(window)
        times = list(_openings(window))
    return times[0], median(times[1:])


def _openings(window: MainWindow) -> Iterator[float]:
    # by number: the first children of both boards are the same
    window.list.model.load(type(window.list.model.query)(sort="number"))
    # one watcher for all of them: each hears every event of the window
    page = Painted(window)
    for row in (*range(FEW), *range(FEW), *range(FEW)):
        window.list.table.setFocus()
        window.list.table.selectRow(row)
        QApplication.processEvents()
        yield page.after(
            lambda: QTest.keyClick(window.list.table, Qt.Key.Key_Return), lambda: window.pages.currentIndex() == 1
        )
        window.back()
        QApplication.processEvents()
