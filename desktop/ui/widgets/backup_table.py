"""Backups as a table: what cannot be read says so in its icon and its tone as well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Signal

from desktop.services.backups import BackupLine
from desktop.ui.backup_words import HEADS, STATE, backup_rows
from desktop.ui.models.proof_model import ProofModel
from desktop.ui.theme import Look
from desktop.ui.widgets.proof_delegate import ProofDelegate
from desktop.ui.widgets.word_delegate import Face, Index
from desktop.ui.widgets.word_table import WordTable


class BackupDelegate(ProofDelegate):
    """The state has its icon; the moment is told like a value."""

    def face(self, index: Index) -> Face:
        """How one cell looks."""
        words, failed = str(index.data() or ""), self._model.rows[index.row()].failed
        if index.column() == self._verdict:
            return Face(words, "error" if failed else "text2", "failed" if failed else "done")
        return Face(words, "text" if index.column() == 0 else "text2")


class BackupTable(WordTable):
    """``picked`` carries the line with the bar, or None."""

    picked = Signal(object)

    def __init__(self, look: Look, *, whole: bool = False, seen: int = 4) -> None:
        self.rows = ProofModel(HEADS)
        self.lines: Sequence[BackupLine] = ()
        dress = partial(BackupDelegate, model=self.rows, verdict=STATE)
        none = "There is no backup in the board's folder."
        super().__init__(look, self.rows, "Backups, latest first", none, seen=seen, whole=whole, dress=dress)
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

    @property
    def chosen(self) -> BackupLine | None:
        """The line with the bar."""
        row = self.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _pick(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(self.lines[now.row()] if 0 <= now.row() < len(self.lines) else None)
