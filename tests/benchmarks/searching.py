"""From a key press in the search box to the repainted list."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.main_window import MainWindow
from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, absolute
from tests.benchmarks.windows import Painted, window_on

# what everybody is called, a syllable of many, the beginning and the whole of an identifier, nothing at all
TYPED = ("zztest", "rokami", "zz-00", "bo la", "0000123", "qqq")


def searching(boards: Boards) -> Iterator[Figure]:
    """Medians over every letter typed and taken back."""
    for count, sparse, most in ((boards.rows, False, 40e-3), (boards.many, True, 60e-3)):
        with boards.open(count, sparse=sparse) as board, window_on(board, boards.library) as window:
            times = list(key_presses(window))
        what = f"key press to repainted list, {count:,} children"
        yield absolute(f"search {count:,}", what, seconds=median(times), most=most)
        yield absolute(f"search {count:,}, worst", "the slowest of them", seconds=max(times), most=None)


def key_presses(window: MainWindow) -> Iterator[float]:
    """Seconds for each letter of each word, and for each that is taken back."""
    cases = window.list
    cases.focus_search()
    painted = Painted(cases.table.viewport())
    for word in TYPED:
        wanted = ""
        for letter in word:
            wanted += letter
            yield painted.after(lambda one=letter: QTest.keyClicks(cases.search, one), lambda: shows(window))
        while wanted:
            wanted = wanted[:-1]
            yield painted.after(lambda: QTest.keyClick(cases.search, Qt.Key.Key_Backspace), lambda: shows(window))


def shows(window: MainWindow) -> bool:
    """Whether the list's rows are those of the text in the box."""
    return window.list.model.query.text == window.list.search.text().strip()
