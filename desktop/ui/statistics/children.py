"""The children behind a number that the list cannot filter by: who they are, and what each is counted for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.services.counting import Count, Counted, Listed
from desktop.ui.dialogs.frame import Frame
from desktop.ui.models.words_model import WordsModel
from desktop.ui.theme import Look
from desktop.ui.widgets.word_table import WordTable

_HEADS = ("Child", "Counted for")


class ChildrenTable(WordTable):
    """``opened`` carries the place of the child under the bar: Enter or a double click."""

    opened = Signal(int)

    def __init__(self, look: Look, model: WordsModel) -> None:
        super().__init__(look, model, "Children behind the number", "Nobody.", row=30)
        self.setAccessibleDescription("Enter opens the child.")
        self.on_row(self._open)

    def _open(self) -> None:
        if self.currentIndex().row() >= 0:
            self.opened.emit(self.currentIndex().row())


class ChildrenDialog(Frame):
    """``chosen`` carries the key of the child to open; the dialog closes with it."""

    chosen = Signal(object)

    def __init__(self, look: Look, table: Counted, count: Count, parent: QWidget) -> None:
        super().__init__(look, f"{table.title}: {count.words}", count.about, parent)
        self.ask_size(760, 560)
        self._children = count.listed
        model = WordsModel(_HEADS)
        model.show_rows([(_who(one), one.why) for one in count.listed])
        self.table = ChildrenTable(look, model)
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        cancel, do = self.add_buttons("Open case")
        do.clicked.connect(lambda: self._open(self.table.currentIndex().row()))
        cancel.set_words("Close")
        self.table.selectRow(0)
        self.table.setFocus()

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._children):
            self.accept()
            self.chosen.emit(self._children[row].case_id)


def _who(one: Listed) -> str:
    return ", ".join((one.child or "No name yet", *([one.mrn] if one.mrn else []), f"case {one.number}"))
