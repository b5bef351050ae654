"""The pairs of children who may be on the board twice, and why; from here two are looked at side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.errors import UserError
from desktop.services.boards import Board
from desktop.services.duplicates import Duplicates, find_duplicates
from desktop.ui.dialogs.frame import Frame
from desktop.ui.duplicates.words import crowd_words, pair_row
from desktop.ui.messages import Messages
from desktop.ui.models.words_model import WordsModel
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import counted

_HEADS = ("Child", "Other child", "Why they look alike")
_SEEN = 6
_LOOKING, _NONE = "Looking…", "No two children on the list look alike."


class DuplicatesDialog(Frame):
    """``compared`` carries the keys of two cases. Names stand in the body only, never in the title."""

    compared = Signal(object, object)

    def __init__(self, look: Look, board: Board, tasks: Tasks, messages: Messages, parent: QWidget) -> None:
        told = (
            "Compared by name, date of birth and identifier; cases in the bin are left out. Nothing is merged "
            "before you have seen both cases side by side."
        )
        super().__init__(look, "Children who may be on the board twice", told, parent)
        self.ask_size(1080, 520)
        self._board, self._tasks, self._messages = board, tasks, messages
        self.found: Duplicates | None = None
        self.model = WordsModel(_HEADS)
        self.table = WordTable(look, self.model, "Pairs who look alike", _LOOKING, seen=_SEEN)
        self.body.addWidget(self.table, 1)
        self.crowds = Text(look, step="label", tone="caution", wrap=True)
        self.crowds.hide()
        self.add_beneath(self.crowds)
        _, self.do = self.add_buttons("Compare the two…", cancel="Close")
        self.do.setEnabled(False)
        self.do.clicked.connect(self._compare)
        self.table.activated.connect(lambda _index: self._compare())
        self.look_again()

    def look_again(self) -> None:
        """Compare anew, after a pair was merged."""
        self._tasks.start(lambda: find_duplicates(self._board), self._show, self._failed)

    def _show(self, found: Duplicates) -> None:
        row = max(self.table.currentIndex().row(), 0)
        self.found = found
        self.table.none.setText(_NONE)
        self.model.show_rows([pair_row(one, found.lines) for one in found.found.pairs])
        self.crowds.setText(crowd_words(found.found.crowds))
        self.crowds.setVisible(bool(found.found.crowds))
        pairs = len(found.found.pairs)
        self.do.setEnabled(bool(pairs))
        self.heading.setText(
            f"{counted(pairs, 'pair')} of cases, each perhaps one child" if pairs else self.windowTitle()
        )
        if pairs:
            self.table.selectRow(min(row, pairs - 1))
            self.table.setFocus()

    def _compare(self) -> None:
        row = self.table.currentIndex().row()
        if self.found is not None and 0 <= row < len(self.found.found.pairs):
            pair = self.found.found.pairs[row]
            self.compared.emit(pair.first, pair.second)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.say_wrong(str(error))
        else:
            self.reject()
            self._messages.report(error)
