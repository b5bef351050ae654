"""Every value that one fact of a child had: who, when, how it came about, and where the result came from."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels, within
from desktop.services.history import FieldChange, fact_history
from desktop.services.history_words import HistoryWords
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.history.words import day_of, time_of, unbroken, who_of, whole_dates
from desktop.ui.messages import Messages
from desktop.ui.models.words_model import WordsModel
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import capital, counted

_HEADS = ("When", "Who", "Before", "After", "How", "Source of the result")
_SEEN = 6
_SOURCE = ("performed_on", "laboratory", "method", "specimen", "report_reference")

Rows = list[tuple[str, ...]]


class FieldHistoryDialog(Frame):
    """Read only, the latest first; Esc or Enter closes it. Nothing of it goes to the clipboard by itself."""

    def __init__(
        self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, case: Case, fact: str, parent: QWidget
    ) -> None:
        name = desk.library.labels.name(fact)
        super().__init__(look, f"History of {within(name)}", "Every change of it, the latest first.", parent)
        self.name_child(case)
        self.ask_size(1080, 440)
        self._messages, self._never = messages, f"{capital(name)}: not recorded yet."
        self.model = WordsModel(_HEADS)
        self.table = WordTable(look, self.model, f"Values of {within(name)}", "", seen=_SEEN)
        self.body.addWidget(self.table, 1)
        cancel, do = self.add_buttons("Close")
        cancel.hide()
        do.clicked.connect(self.accept)
        board, library = desk.board, desk.library

        def work() -> Rows:
            words = HistoryWords(library)
            return [_row(library.labels, words, one) for one in fact_history(board, case.id, fact)]

        tasks.start(work, self._show, self._failed)

    def _show(self, rows: Rows) -> None:
        self.table.none.setText(self._never)
        self.model.show_rows(rows)
        if rows:
            self.sentence.setText(f"{counted(len(rows), 'change')}, the latest first.")
            self.table.selectRow(0)
            self.table.setFocus()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.say_wrong(str(error))
        else:
            self.reject()
            self._messages.report(error)


def _row(labels: Labels, words: HistoryWords, one: FieldChange) -> tuple[str, ...]:
    values = [capital(whole_dates(words.value(one.kind, one.name, told))) for told in (one.before, one.after)]
    source = [words.value(one.kind, name, one.source[name]) for name in _SOURCE if name in one.source]
    return (
        f"{unbroken(day_of(one.at))}, {time_of(one.at)}",
        who_of(one.person),
        *values,
        capital(labels.word("history_how", one.how)),
        whole_dates(", ".join(source)) or "not recorded",
    )
