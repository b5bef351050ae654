"""Backups as a table: what cannot be read says so in its icon and its tone as well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from desktop.services.backups import BackupLine
from desktop.ui.backup_words import HEADS, NUMBERS, STATE, backup_rows
from desktop.ui.models.proof_model import ProofModel
from desktop.ui.theme import Look
from desktop.ui.widgets.proof_delegate import ProofDelegate
from desktop.ui.widgets.word_delegate import Face, Index
from desktop.ui.widgets.word_table import WordTable

_ENDLESS = (1 << 24) - 1
"""What Qt calls a height without limit."""


class BackupDelegate(ProofDelegate):
    """The state has its icon; the moment is told like a value."""

    def face(self, index: Index) -> Face:
        """How one cell looks."""
        words, failed = str(index.data() or ""), self._model.rows[index.row()].failed
        if index.column() == self._verdict:
            return Face(words, "error" if failed else "text2", "failed" if failed else "done")
        return Face(words, "text" if index.column() == 0 else "text2", right=index.column() in NUMBERS)


class BackupTable(WordTable):
    """``picked`` carries the line with the bar, or None."""

    picked = Signal(object)

    def __init__(self, look: Look, *, whole: bool = False, seen: int = 4) -> None:
        self.rows = ProofModel(HEADS)
        self.lines: Sequence[BackupLine] = ()
        self._few, self._all = 0, whole
        dress = partial(BackupDelegate, model=self.rows, verdict=STATE)
        none = "There is no backup in the board's folder."
        super().__init__(look, self.rows, "Backups, latest first", none, seen=seen, whole=whole, dress=dress)
        self.heads.right = NUMBERS
        self.selectionModel().currentRowChanged.connect(self._pick)

    def show_lines(
        self, lines: Sequence[BackupLine], now: datetime, elsewhere: Sequence[BackupLine] = (), row: int = 0
    ) -> None:
        """Exchange all rows and put the bar on one of them."""
        self.lines = tuple(lines)
        self.rows.show_rows(backup_rows(lines, now, elsewhere))
        if lines:
            self.selectRow(row)
        else:
            self.picked.emit(None)

    def show_few(self, rows: int) -> None:
        """No higher than so many rows, the chosen one among them, where something else needs the room; 0: as before."""
        self._few = rows
        self.fit()
        self._show_chosen()

    def fit(self, *told: object) -> None:
        """Rows as high as their words; where few are shown, they are whole."""
        super().fit(*told)
        if self._few:
            high = sum(self.rowHeight(row) for row in range(min(self._few, len(self.lines))))
            self.setFixedHeight(self.heads.height() + high + 2 * self.frameWidth())
        elif not self._all:
            self.setMaximumHeight(_ENDLESS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row with the bar stays in sight."""
        super().resizeEvent(event)
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self._few:
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtTop)
        elif not self._all:
            self.scrollTo(self.currentIndex())

    @property
    def chosen(self) -> BackupLine | None:
        """The line with the bar."""
        row = self.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _pick(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(self.lines[now.row()] if 0 <= now.row() < len(self.lines) else None)
