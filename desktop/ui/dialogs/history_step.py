"""One step of the history opened: who, when, and every fact before and after."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.cases import get_case
from desktop.services.history_steps import HistoryStep, step_entries
from desktop.services.history_words import ChangeWords, HistoryWords
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.history.words import moment_of, who_of, whole_dates
from desktop.ui.messages import Messages
from desktop.ui.models.words_model import WordsModel
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import counted

_HEADS = ("Fact", "Before", "After")
_NEW = ("Fact", "Value")
_NOTHING = "This changed no fact."
_SEEN = 8


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read of a step: its changes, of how many entries, and the child that it is about, if it is one."""

    changes: tuple[ChangeWords, ...]
    entries: int
    case: Case | None


class HistoryStepDialog(Frame):
    """Read only. With a case only what was done to it; else ``opened`` carries the case to go to."""

    opened = Signal(object)

    def __init__(
        self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, step: HistoryStep, parent: QWidget, *,
        case_id: UUID | None = None,
    ) -> None:  # fmt: skip
        words = HistoryWords(desk.library)
        told = f"{moment_of(step.at)}, {who_of(step.person)}."
        super().__init__(look, words.action(step.step.action), told, parent)
        self.ask_size(900, 560)
        self._messages, self._step = messages, step
        self.model = WordsModel(_HEADS)
        self.table = WordTable(look, self.model, "Facts that were changed", "", seen=_SEEN)
        self.body.addWidget(self.table, 1)
        cancel, do = self.add_buttons("Close")
        cancel.hide()
        do.clicked.connect(self.accept)
        if case_id is None and step.case_id is not None:
            self.go = Button(look, f"Open case {step.number}", icon="cases", shortcut="Ctrl+O")
            self.go.setAutoDefault(False)
            self.go.clicked.connect(self._go)
            QShortcut(QKeySequence("Ctrl+O"), self, self._go)
            self.add_at_foot(self.go)
        board = desk.board

        def work() -> _Found:
            entries = step_entries(board, step, case_id)
            child = case_id or step.case_id
            changes = tuple(one for entry in entries for one in words.changes(entry))
            return _Found(changes, len(entries), get_case(board, child) if child is not None else None)

        tasks.start(work, self._show, self._failed)

    def _show(self, found: _Found) -> None:
        entries = found.entries
        if found.case is not None:
            self.name_child(found.case)
        self.table.none.setText(_NOTHING)
        if all(one.is_new for one in found.changes):
            # where everything is new there is no before
            self.model.show_rows([(one.fact, whole_dates(one.after)) for one in found.changes], _NEW)
        else:
            self.model.show_rows([(one.fact, whole_dates(one.before), whole_dates(one.after)) for one in found.changes])
        if found.changes:
            self.table.selectRow(0)
            self.table.setFocus()
        left = self._step.step.entries - entries
        if left > 0:
            more = f"The first {counted(entries, 'entry', 'entries')} of this step; {left:,} more are in the export."
            self.sentence.setText(f"{self.sentence.text()} {more}")

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.say_wrong(str(error))
        else:
            self.reject()
            self._messages.report(error)

    def _go(self) -> None:
        self.accept()
        self.opened.emit(self._step.case_id)
