"""Everything that happened to one child, the latest first; each step opens, and the case is seen as it once was."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.services.history_steps import HistoryChoices, HistoryStep, history_choices
from desktop.services.history_words import OF_A_CASE, HistoryWords
from desktop.ui.desk import Desk
from desktop.ui.dialogs.history_step import HistoryStepDialog
from desktop.ui.history.filters import HistoryFilters
from desktop.ui.history.model import HistoryModel
from desktop.ui.history.table import HistoryTable
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.text import Text

AS_OF_KEYS, SINCE_KEYS = "Ctrl+Shift+D", "Ctrl+Shift+W"
_LARGE = 1.5
_ABOUT = "Every change, look and printed page, with who and when. Times are those of this computer."


class CaseHistory(QWidget):
    """Built when it is first gone to."""

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages) -> None:
        super().__init__()
        self._look, self._desk, self._tasks, self._messages = look, desk, tasks, messages
        self.case: Case | None = None
        self.model = HistoryModel(desk, tasks, with_case=False)
        self.filters = HistoryFilters(look, HistoryWords(desk.library), OF_A_CASE, facts=True)
        self.list = HistoryTable(look, self.model, messages, "History of the case")
        self.as_of = Button(look, "View at a date…", icon="history", shortcut=AS_OF_KEYS)
        self.since = Button(look, "Changed since…", shortcut=SINCE_KEYS)
        for button in (self.as_of, self.since):
            # beside each other there is no room for keys in large text; the menu has them
            button.show_shortcut(look.scale <= _LARGE)
        self._lay_out()
        self.filters.changed.connect(self._ask)
        self.list.opened.connect(self._open)
        self.list.cleared.connect(self.filters.clear.click)
        self.list.counted.connect(self.filters.say_count)
        self.as_of.clicked.connect(self.show_as_of)
        self.since.clicked.connect(self.show_since)

    def show_case(self, case: Case) -> None:
        """Show the history of a case as it stands now."""
        if self.case is None or self.case.id != case.id:
            self.filters.forget()
            self.model.clear()
        self.case = case
        board = self._desk.board
        self._tasks.start(lambda: history_choices(board, case.id), partial(self._offer, case.id))
        self._ask()

    def show_as_of(self) -> None:
        """Choose a day and see the case as it was then."""
        from desktop.ui.dialogs.as_of import AsOfDialog  # it draws the overview, which the list does without

        if self.case is not None:
            AsOfDialog(self._look, self._desk, self._tasks, self._messages, self.case, self.window()).open()

    def show_since(self) -> None:
        """Choose a day and see what is not as it was then."""
        from desktop.ui.dialogs.changes_since import ChangesSinceDialog  # loaded when it is first wanted

        if self.case is not None:
            ChangesSinceDialog(self._look, self._desk, self._tasks, self._messages, self.case, self.window()).open()

    def _offer(self, case_id: UUID, choices: HistoryChoices) -> None:
        if self.case is not None and self.case.id == case_id:
            self.filters.offer(choices)

    def _ask(self) -> None:
        if self.case is not None:
            self.model.ask(replace(self.filters.query(), case_id=self.case.id))

    def _open(self, step: HistoryStep) -> None:
        if self.case is not None:
            HistoryStepDialog(
                self._look, self._desk, self._tasks, self._messages, step, self.window(), case_id=self.case.id
            ).open()

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Text(self._look, "History", step="lead", weight=STRONG))
        told.addWidget(Text(self._look, _ABOUT, step="label", tone="text2", wrap=True))
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 6)
        head.setSpacing(8)
        head.addLayout(told, 1)
        head.addWidget(self.since)
        head.addWidget(self.as_of)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.filters)
        inner = QVBoxLayout()
        inner.setContentsMargins(PAGE_PADDING - BORDER, 8, PAGE_PADDING - BORDER, PAGE_PADDING)
        inner.addWidget(self.list)
        column.addLayout(inner, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content, "History"))
