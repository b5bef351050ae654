"""From the start of the process to the painted list, against a bare window with a table of as many rows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from time import monotonic

from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, ratio

ROUNDS = 7

# ends the process once a table with rows was painted, and says when that was
WATCH = """
import os, sys
from time import monotonic
from PySide6 import QtCore, QtWidgets
class Watch(QtCore.QObject):
    def eventFilter(self, watched, event):
        if event.type() == QtCore.QEvent.Type.Paint:
            table = watched.parent()
            if isinstance(table, QtWidgets.QTableView) and watched is table.viewport() and table.model().rowCount():
                QtCore.QTimer.singleShot(0, done)
        return False
def done():
    print(monotonic(), flush=True)
    os._exit(0)
run = QtWidgets.QApplication.exec
def watched_exec(*given):
    watch = Watch(QtWidgets.QApplication.instance())
    QtWidgets.QApplication.instance().installEventFilter(watch)
    return run()
QtWidgets.QApplication.exec = watched_exec
"""
OURS = """
from desktop.__main__ import main
sys.exit(main(["--board", sys.argv[1]]))
"""
BARE = """
from PySide6.QtCore import QAbstractTableModel, Qt
rows = int(sys.argv[1])
class Model(QAbstractTableModel):
    def rowCount(self, parent=None):
        return rows
    def columnCount(self, parent=None):
        return 10
    def data(self, index, role=0):
        if role == Qt.ItemDataRole.DisplayRole:
            return f"cell {index.row()} {index.column()}"
app = QtWidgets.QApplication([])
window = QtWidgets.QMainWindow()
window.resize(1366, 768)
table = QtWidgets.QTableView()
model = Model()
table.setModel(model)
window.setCentralWidget(table)
window.show()
QtWidgets.QApplication.exec()
"""


def starting(boards: Boards) -> Iterator[Figure]:
    """Medians of runs that take turns."""
    folder = boards.board(boards.rows)
    ours, bare = [], []
    for _ in range(ROUNDS + 1):
        ours.append(_started(OURS, str(folder), boards))
        bare.append(_started(BARE, str(boards.rows), boards))
    # the first of each fills the caches of the system, and bytecode
    yield ratio("cold start", f"process start to painted list, {boards.rows:,} children", seconds=median(ours[1:]),
                baseline="bare window", against=median(bare[1:]), most=2.5)  # fmt: skip


def _started(script: str, word: str, boards: Boards) -> float:
    begun = monotonic()
    done = subprocess.run(
        [sys.executable, "-c", WATCH + script, word],
        env=boards.surroundings, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return float(done.stdout.split()[-1]) - begun
