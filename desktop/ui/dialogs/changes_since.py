"""What changed in a case since a day that is typed or chosen: read only, section by section, and copied as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.errors import UserError
from desktop.services.boards import Board
from desktop.services.changes_since import ChangesSince, changes_since
from desktop.services.changes_since_board import last_board
from desktop.services.changes_since_text import since_text, since_title
from desktop.services.changes_since_words import SinceWords
from desktop.services.library import Library
from desktop.ui.desk import Desk
from desktop.ui.dialogs.changes_since_parts import SinceParts
from desktop.ui.dialogs.copied_tabs import CopiedPage
from desktop.ui.history.day_edit import DayEdit
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow, together
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text

_TITLE = "What changed since a day"
_NO_BOARD = "No board date of this child has passed yet."
_DAY = "A whole day is needed: day, month and year."
_LATER = "Choose a day before today."
_WEEK, _MONTH = 7, 30


@dataclass(frozen=True, slots=True)
class _Read:
    """What was found, and the same as text."""

    found: ChangesSince
    text: str


class ChangesSinceDialog(CopiedPage):
    """Begins at the last board, or where none has passed a week ago. Alt+1 to Alt+4 are the days to choose from."""

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, case: Case, parent: QWidget) -> None:
        super().__init__(look, _TITLE, "", case, parent)
        self._desk, self._tasks, self._messages, self._case = desk, tasks, messages, case
        self.day: date | None = None
        self._turn = 0
        self._parts = SinceParts(look, desk.library)
        self.edit = DayEdit(look, "Since the end of", desk.today)
        today = desk.today()
        self.board = self._choice("Last board", 1, None)
        self.week = self._choice("7 days", 2, today - timedelta(days=_WEEK))
        self.month = self._choice("30 days", 3, today - timedelta(days=_MONTH))
        diagnosed = case.diagnosed.value.full if case.diagnosed.value is not None else None
        self.diagnosis = self._choice("Diagnosis", 4, diagnosed)
        if diagnosed is None or diagnosed >= today:
            self.diagnosis.hide()
        self.no_board = Text(look, _NO_BOARD, step="label", tone="text2", wrap=True)
        self.no_board.hide()
        self._marks = QVBoxLayout()
        self.add_above(self._bar())
        self.edit.committed.connect(self._chosen)
        self.edit.refused.connect(self.say_wrong)
        self.edit.setFocus()
        board = desk.board
        tasks.start(lambda: last_board(board, case.id, today), self._begin, self._failed)

    def show_day(self, day: date) -> None:
        """Show what changed since the end of this day."""
        self._turn += 1
        self.say_wrong("")
        self.edit.forget()
        self.edit.show_date(PartialDate.of(day))
        work = partial(_read, self._desk.board, self._desk.library, self._case, day)
        self._tasks.start(work, partial(self._show, self._turn), partial(self._not_shown, self._turn))

    def _begin(self, last: date | None) -> None:
        self.no_board.setVisible(last is None)
        self.board.setVisible(last is not None)
        if last is not None:
            self._offer(self.board, last)
            self.board.set_words(f"Last board, {day_words(last)}")
        if self._turn == 0:
            self.show_day(last or self._desk.today() - timedelta(days=_WEEK))

    def _show(self, turn: int, read: _Read) -> None:
        if turn != self._turn:
            return
        self.day = read.found.day
        self.heading.setText(since_title(read.found))
        empty(self._marks)
        for mark in self._parts.marks(read.found):
            self._marks.addWidget(mark)
            mark.show()
        self.show_page(self._parts.all_of(read.found), read.text)

    def _chosen(self, day: PartialDate | None) -> None:
        if day is None:
            return
        if day.full is None or day.full >= self._desk.today():
            self.edit.refuse(_DAY if day.full is None else _LATER)
        else:
            self.show_day(day.full)

    def _not_shown(self, turn: int, error: BaseException) -> None:
        if turn == self._turn:
            self._failed(error)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            empty(self._marks)
            self.heading.setText(_TITLE)
            self.show_page((), "")
            self.say_wrong(str(error))
        else:
            self.reject()
            self._messages.report(error)

    def _bar(self) -> QWidget:
        """The day and the days to choose from, which wrap where text is large; beneath them the marks."""
        name = Text(self.look, "Since the end of", step="label", tone="text2")
        name.setBuddy(self.edit)
        line = QWidget()
        flow = Flow(line, gap=8)
        for part in (together(name, self.edit), self.board, self.week, self.month, self.diagnosis):
            flow.addWidget(part)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(line)
        column.addWidget(self.no_board)
        column.addLayout(self._marks)
        return whole

    def _choice(self, words: str, number: int, day: date | None) -> Button:
        keys = f"Alt+{number}"
        button = Button(self.look, words, shortcut=keys)
        button.setAutoDefault(False)
        QShortcut(QKeySequence(keys), self, button.click)
        if day is not None:
            self._offer(button, day)
        return button

    def _offer(self, button: Button, day: date) -> None:
        button.clicked.connect(lambda: self.show_day(day))


def _read(board: Board, library: Library, case: Case, day: date) -> _Read:
    """Read and worked out beside the window's own work."""
    found = changes_since(board, library, case.id, day)
    return _Read(found, since_text(SinceWords(library), found))
