"""The checklist: one key a factor, and on to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.services.idrf import ABSENT, FINDINGS, NOT_ASSESSABLE, PRESENT
from desktop.ui.idrf.model import FACTOR, FOUND, FactorModel
from desktop.ui.theme import Look
from desktop.ui.widgets.boxed_choice import SIDE, BoxedChoice
from desktop.ui.widgets.word_table import WordTable

_KEYS = {Qt.Key.Key_P: PRESENT, Qt.Key.Key_A: ABSENT, Qt.Key.Key_N: NOT_ASSESSABLE}


class FactorTable(WordTable):
    """``found`` carries the code of a factor and the answer; ``chosen`` the row under the bar."""

    found = Signal(str, object)
    chosen = Signal(int)

    def __init__(self, look: Look, model: FactorModel) -> None:
        self._model = model
        name = "Image-defined risk factors"
        super().__init__(look, model, name, "No factor.", row=SIDE + 8, whole=True, dress=BoxedChoice)
        self.setAccessibleDescription("P present, A absent, N not assessable, Delete not looked for; then the next.")
        self.read_only = False
        self.selectionModel().currentRowChanged.connect(lambda index, _old: self.chosen.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter says what was found and goes on; Delete takes it back."""
        told = self._told(event)
        row = self.currentIndex().row()
        if told is None or row < 0 or self.read_only:
            super().keyPressEvent(event)
            return
        if told != NOT_ASKED:
            self.go_to(row + 1)
        self.found.emit(self._model.lines[row].choice.code, told)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a box says what was found."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        words = self._words
        if self.read_only or index.column() != FOUND or not isinstance(words, BoxedChoice):
            return
        place = words.box_at(self.visualRect(index), index, event.position().toPoint())
        if place >= 0:
            self.found.emit(self._model.lines[index.row()].choice.code, known(FINDINGS[place]))

    def go_to(self, row: int) -> None:
        """Put the bar on a factor."""
        if 0 <= row < self._model.rowCount():
            self.selectRow(row)
            self.setCurrentIndex(self._model.index(row, FACTOR))

    def _told(self, event: QKeyEvent) -> Answer[str] | None:
        if event.modifiers():
            return None
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            return NOT_ASKED
        finding = _KEYS.get(Qt.Key(event.key()))
        return None if finding is None else known(finding)
