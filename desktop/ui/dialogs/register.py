"""Who got the papers of a meeting, and which of them are old: to read, to copy, and to print as a list to recall by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.clinical.meetings.meeting import Meeting
from desktop.services.papers.recall import (
    NOBODY,
    code_words,
    copies_words,
    counted_words,
    paper_words,
    register_text,
    since_words,
    went_out_words,
)
from desktop.services.papers.register import HandedOut
from desktop.ui.dialogs.copied_tabs import CopiedPage
from desktop.ui.models.words_model import WordsModel
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import capital

_HEADS = ("Paper", "For whom", "Copies", "Went out", "Code", "Since then")
_NONE = "A paper stands here, with for whom it was, as soon as it is printed or saved."
_SEEN = 5


class RegisterDialog(CopiedPage):
    """``recall`` asks for the list on paper, where whoever looks ``may_print``. Children go by their case numbers."""

    recall = Signal()

    def __init__(
        self, look: Look, meeting: Meeting, found: Sequence[HandedOut], today: date, parent: QWidget, *,
        may_print: bool,
    ) -> None:  # fmt: skip
        title = f"Who got the papers of meeting {meeting.number}"
        super().__init__(look, title, counted_words(found), None, parent)
        self.ask_size(1120, 420)
        # the old ones first: they are what somebody has to do something about
        ordered = sorted(found, key=lambda one: not one.is_old)
        self.model = WordsModel(_HEADS)
        self.table = WordTable(look, self.model, "Papers that went out", _NONE, seen=_SEEN)
        self.model.show_rows([_row(one) for one in ordered])
        self.body.addWidget(self.table, 1)
        self._text = register_text(found, meeting, today)
        self.copy.setVisible(bool(found))
        self.paper = Button(look, "Recall list…", icon="print", shortcut="Ctrl+P")
        self.paper.setAutoDefault(False)
        self.paper.clicked.connect(self._ask_recall)
        self.paper.setVisible(bool(found) and may_print)
        self._foot.insertWidget(1, self.paper)
        QShortcut(QKeySequence("Ctrl+P"), self, self._ask_recall)
        if ordered:
            self.table.selectRow(0)
            self.table.setFocus()

    def _ask_recall(self) -> None:
        if self.paper.isVisibleTo(self):
            self.accept()
            self.recall.emit()


def _row(one: HandedOut) -> tuple[str, ...]:
    return (
        paper_words(one),
        one.recipient or NOBODY,
        copies_words(one),
        went_out_words(one),
        code_words(one),
        capital(since_words(one)),
    )
