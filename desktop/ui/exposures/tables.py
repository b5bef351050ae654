"""The ledger and the watch list of a child as tables, for eye, ear and keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.services.exposures import LedgerLine
from desktop.services.watching import WatchLine
from desktop.ui.models.words_model import Index, WordsModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, WordDelegate
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import capital

LEDGER_HEADS = ("Agent", "Total as entered", "Remarks")
WATCH_HEADS = ("Late effect", "What is looked at", "Because of", "Source and status")
POSSIBLE = "possible, to be looked up"
_AGENT, _TOTAL, _NOTES = range(3)
_EFFECT, _CHECK, _WHY, _SOURCE = range(4)


class ReadModel(WordsModel):
    """Each cell is read out with the head that it stands beneath; ``doubted`` are the rows that settle nothing."""

    def __init__(self, heads: tuple[str, ...]) -> None:
        super().__init__(heads)
        self.doubted: frozenset[int] = frozenset()

    def show(self, rows: Sequence[tuple[str, ...]], doubted: Sequence[bool]) -> None:
        """Exchange all rows."""
        self.doubted = frozenset(row for row, one in enumerate(doubted) if one)
        self.show_rows(rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; read out with their head."""
        words = super().data(index, role)
        return f"{self._heads[index.column()]}: {words}" if role == Qt.ItemDataRole.AccessibleTextRole else words


class _LedgerDelegate(WordDelegate):
    """A total that is not settled has the shape of a doubt beside its words."""

    def face(self, index: Index) -> Face:
        """The words of a cell, with its tone."""
        model, words = index.model(), str(index.data() or "")
        if index.column() == _TOTAL:
            doubted = isinstance(model, ReadModel) and index.row() in model.doubted
            return Face(words, "caution", "caution") if doubted else Face(words, "text")
        return Face(words, "text" if index.column() == _AGENT else "text2")


class _WatchDelegate(WordDelegate):
    """What is only possible is quieter than what is sure."""

    def face(self, index: Index) -> Face:
        """The words of a cell, with its tone."""
        return Face(str(index.data() or ""), "text" if index.column() in {_EFFECT, _CHECK} else "text2")


class LinesTable(WordTable):
    """``chosen``: the bar moved; ``opened``: Enter or a double click, for what stands beneath."""

    chosen, opened = Signal(), Signal()

    def __init__(self, look: Look, model: ReadModel, name: str, none: str, dress: type[WordDelegate]) -> None:
        super().__init__(look, model, name, none, row=30, whole=True, dress=dress)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.chosen.emit())
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.setAccessibleDescription("Enter shows what the line under the bar rests on")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for what the line rests on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def select_first(self, row: int) -> None:
        """Put the bar on a row, or on the first where it is not there."""
        rows = self.model().rowCount()
        if rows:
            self.selectRow(row if 0 <= row < rows else 0)


def ledger_table(look: Look, model: ReadModel, none: str) -> LinesTable:
    """The table of the ledger."""
    return LinesTable(look, model, "Ledger of exposures", none, _LedgerDelegate)


def watch_table(look: Look, model: ReadModel, none: str) -> LinesTable:
    """The table of the watch list."""
    return LinesTable(look, model, "Late effects to watch for", none, _WatchDelegate)


def ledger_row(line: LedgerLine) -> tuple[str, ...]:
    """The cells of a line of the ledger."""
    return capital(line.name), capital(line.total), " ".join(line.notes)


def watch_row(line: WatchLine) -> tuple[str, ...]:
    """The cells of a line of the watch list."""
    name = line.risk.words if line.sure else f"{line.risk.words}: {POSSIBLE}"
    by_dose = f" By dose: {line.dose_words}." if line.by_dose else ""
    return name, f"{line.risk.check}.{by_dose}", capital("; ".join(line.why)), f"{line.source}; {line.status}"
