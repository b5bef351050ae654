"""The planned examinations of a schedule as a table: for eye, ear and keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal

from desktop.clinical.dates import day_words
from desktop.clinical.screening import DueState
from desktop.services.library import Library
from desktop.services.screening import ScreeningLine
from desktop.ui.models.words_model import Index, WordsModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_delegate import Face, WordDelegate
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import capital

PLANNED, TEST, STATE, SHOWED = range(4)
_HEADS = ("Planned", "Examination", "State", "What it showed")
_FACES = {
    DueState.DONE: ("text2", "done"),
    DueState.MISSED: ("text2", "wrong"),
    DueState.OVERDUE: ("caution", "late"),
    DueState.DUE: ("text", "record"),
    DueState.COMING: ("text2", ""),
}
NEXT = "next"


class ScreeningModel(WordsModel):
    """Read-only; ``show_lines`` exchanges all rows."""

    def __init__(self, library: Library) -> None:
        super().__init__(_HEADS)
        self._library = library
        self.lines: tuple[ScreeningLine, ...] = ()

    def show_lines(self, lines: Sequence[ScreeningLine], following: date | None) -> None:
        """Show these examinations; those of the day ``following`` are the next."""
        self.lines = tuple(lines)
        self.show_rows([self._words(one, following) for one in lines])

    def at(self, row: int) -> ScreeningLine | None:
        """The examination of a row."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; read out with the head they stand beneath."""
        words = super().data(index, role)
        return f"{_HEADS[index.column()]}: {words}" if role == Qt.ItemDataRole.AccessibleTextRole else words

    def _words(self, line: ScreeningLine, following: date | None) -> tuple[str, ...]:
        coming = line.state is DueState.COMING and line.planned == following
        state = NEXT if coming and line.unclear is None else line.standing
        return day_words(line.planned), line.name, capital(state), self._showed(line)

    def _showed(self, line: ScreeningLine) -> str:
        if line.entry is None:
            return ""
        outcome, labels = line.entry.outcome, self._library.all_labels
        if outcome.value is None:
            return capital(labels.silence(outcome))
        return capital(labels.word("screenings.outcome", outcome.value))


class _ScreeningDelegate(WordDelegate):
    """The state has a shape of its own, and the tone of what must be done."""

    def face(self, index: Index) -> Face:
        """The words of a cell, with the shape of a state."""
        words, model = str(index.data() or ""), index.model()
        line = model.at(index.row()) if isinstance(model, ScreeningModel) else None
        if index.column() == STATE and line is not None:
            return Face(words, *_FACES[line.state])
        return Face(words, "text" if index.column() in {PLANNED, TEST} else "text2")


class ScreeningTable(WordTable):
    """``opened``: Enter or a double click on an examination; ``chosen``: the bar moved."""

    opened = Signal()
    chosen = Signal()

    def __init__(self, look: Look, model: ScreeningModel) -> None:
        self._model = model
        name = "Planned screening examinations"
        super().__init__(look, model, name, "", row=30, whole=True, dress=_ScreeningDelegate)
        self.on_row(self.opened.emit)
        self.selectionModel().currentRowChanged.connect(self._moved)

    @property
    def selected(self) -> ScreeningLine | None:
        """The examination under the bar."""
        return self._model.at(self.currentIndex().row())

    def _moved(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit()
