"""A case as it was at the end of a day: read only, made of the history, and marked with the day wherever one looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.errors import UserError
from desktop.reports.content import SummaryContent
from desktop.services.assessing import CaseAssessment, assess_case
from desktop.services.boards import Board
from desktop.services.changes_since_board import since_last_board
from desktop.services.history import case_as_of
from desktop.services.history_steps import change_days
from desktop.services.library import Library
from desktop.services.summaries import content_of
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.history.day_edit import DayEdit
from desktop.ui.messages import Messages
from desktop.ui.panels.overview import Overview
from desktop.ui.panels.risk_ledger import Ledger
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.patient_banner import PatientBanner
from desktop.ui.widgets.section import Section, empty
from desktop.ui.widgets.text import Text, settle
from desktop.ui.words import child_words

_RULES = (
    "Facts of {day}, end of day. Stage and risk groups are worked out with today's rules{version}; "
    "the groups shown that day may have differed."
)
_NOT_YET = "This case was not on this board yet."
_DAY = "A whole day is needed: day, month and year."
_LATER = "That day is still to come; choose today or a day before."
_WIDE = 900


@dataclass(frozen=True, slots=True)
class Then:
    """A case of a day, with what today's rules make of it; empty where it was not there."""

    case: Case | None
    assessed: CaseAssessment | None = None
    content: SummaryContent | None = None


class AsOfDialog(Frame):
    """Begins at the last change before the present state; Alt+Up and Alt+Down go to the change before and after."""

    def __init__(
        self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, case: Case, parent: QWidget
    ) -> None:  # fmt: skip
        super().__init__(look, "Facts as of another day", "", parent)
        self.ask_size(1120, 720)
        self._desk, self._tasks, self._messages, self._case = desk, tasks, messages, case
        self.day: date | None = None
        self.days: Sequence[date] = ()
        self._turn = 0
        self.edit = DayEdit(look, "Day", desk.today)
        self.earlier = self._button("Previous change", "Alt+Up", partial(self._step, -1))
        self.later = self._button("Next change", "Alt+Down", partial(self._step, 1))
        self._marks = QVBoxLayout()
        self.add_above(self._bar())
        self.banner = _Banner(look, desk.library.labels, told_elsewhere=desk.board.demonstration)
        # large text leaves the room to the risk groups
        self.banner.set_short(look.is_large)
        self.overview = Overview(look, desk.library.labels)
        self.overview.question.edits.hide()
        self._risk = QWidget()
        self._groups = QHBoxLayout(self._risk)
        self._groups.setContentsMargins(14, 0, 14, 0)
        self._shown = (self.banner, self._risk, self.overview)
        for part in self._shown:
            self.body.addWidget(part)
            part.hide()
        self.body.addStretch(1)
        cancel, do = self.add_buttons("Back to today")
        cancel.hide()
        do.clicked.connect(self.accept)
        self.edit.committed.connect(self._chosen)
        self.edit.refused.connect(self.say_wrong)
        self.edit.setFocus()
        board = desk.board
        tasks.start(lambda: change_days(board, case.id), self._begin, self._failed)

    def show_day(self, day: date) -> None:
        """Show the case as it was at the end of this day."""
        self._turn += 1
        self.say_wrong("")
        self.edit.show_date(PartialDate.of(day))
        self._allow(day)
        work = partial(_then, self._desk.board, self._desk.library, self._case, day)
        self._tasks.start(work, partial(self._show, self._turn, day), partial(self._not_shown, self._turn))

    def _not_shown(self, turn: int, error: BaseException) -> None:
        if turn == self._turn:
            self._failed(error)

    def _begin(self, days: Sequence[date]) -> None:
        self.days, today = days, self._desk.today()
        before = [one for one in days if one < max(days, default=today)]
        self.show_day(before[-1] if before else max(days, default=today))

    def _show(self, turn: int, day: date, then: Then) -> None:
        if turn != self._turn:
            return
        self.day = day
        told = day_words(day)
        if then.case is None:
            self.heading.setText(f"Case {self._case.number} on {told}")
            self._say_not_yet(told)
        else:
            self.heading.setText(f"Facts as of {told}")
            versions = {one.version for one in then.assessed.assessments} if then.assessed is not None else set()
            version = f" ({versions.pop()})" if len(versions) == 1 else ""
            self._mark("", _RULES.format(day=told, version=version))
        for part in self._shown:
            part.setVisible(then.case is not None)
        if then.case is not None and then.assessed is not None and then.content is not None:
            self._show_case(then.case, then.assessed, then.content, day)
        settle(self)
        self.area.verticalScrollBar().setValue(0)

    def _show_case(self, case: Case, assessed: CaseAssessment, content: SummaryContent, day: date) -> None:
        self.banner.show_case(case, day, "", ("Facts of", day_words(day)))
        empty(self._groups)
        section = Ledger(self.look, self._desk.library.labels)
        section.show_assessment(assessed)
        if isinstance(section, Section):
            section.set_name("Risk groups, worked out with today's rules")
        self._groups.addWidget(section)
        section.show()
        self.overview.set_columns(2 if self.width() / self.look.scale >= _WIDE else 1)
        self.overview.show_content(content, day)
        self.overview.question.edits.hide()

    def _chosen(self, day: PartialDate | None) -> None:
        if day is None:
            return
        if day.full is None or day.full > self._desk.today():
            self.edit.refuse(_DAY if day.full is None else _LATER)
        else:
            self.show_day(day.full)

    def _step(self, by: int) -> None:
        """To the day of the change before or after the one that is shown."""
        shown = self.day or self._desk.today()
        found = [one for one in self.days if (one < shown if by < 0 else one > shown)]
        if found:
            self.show_day(found[-1] if by < 0 else found[0])
        elif by < 0 and self.days and shown == self.days[0]:
            # before it came to the board, it was not there: that is an answer too
            self.show_day(shown - timedelta(days=1))

    def _allow(self, day: date) -> None:
        self.earlier.setEnabled(any(one <= day for one in self.days))
        self.later.setEnabled(any(one > day for one in self.days))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            for part in self._shown:
                part.hide()
            empty(self._marks)
            self.say_wrong(str(error))
        else:
            self.reject()
            self._messages.report(error)

    def _bar(self) -> QWidget:
        """The day and the way to others, and beneath it the mark; always in sight."""
        row = QHBoxLayout()
        row.setSpacing(8)
        name = Text(self.look, "Day", step="label", tone="text2")
        name.setBuddy(self.edit)
        row.addWidget(name)
        for part in (self.edit, self.earlier, self.later):
            row.addWidget(part)
        row.addStretch(1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addLayout(self._marks)
        return whole

    def _say_not_yet(self, day: str) -> None:
        """Whose case it is, that nothing was known of it that day, when it was entered, and the way to that day."""
        entered = f"This case was entered on {day_words(self.days[0])}." if self.days else _NOT_YET
        notice = self._mark(f"On {day} this board knew nothing of this child.", entered)
        child = Text(self.look, child_words(self._case), weight=MEDIUM, wrap=True)
        self._marks.insertWidget(0, child)
        child.show()
        if self.days:
            first = self.days[0]
            notice.add_action(f"Show {day_words(first)}", lambda: self.show_day(first)).setAutoDefault(False)

    def _mark(self, statement: str, words: str) -> Notice:
        empty(self._marks)
        notice = Notice(self.look, "caution", statement, words)
        self._marks.addWidget(notice)
        notice.show()
        return notice

    def _button(self, words: str, keys: str, call: partial[None]) -> Button:
        button = Button(self.look, words, shortcut=keys)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: call())
        QShortcut(QKeySequence(keys), self, call)
        return button


class _Banner(PatientBanner):
    """Its age is that of the day that is shown, and says so."""

    def _told(self, case: Case, today: date) -> list[str]:
        sex, born, age, *others = super()._told(case, today)
        return [sex, born, f"{age} on that day" if age else "", *others]


def _then(board: Board, library: Library, case: Case, day: date) -> Then:
    """The case of a day, read and worked out beside the window's own work."""
    found = case_as_of(board, case.id, day, None)
    if found is None:
        return Then(None)
    assessed = assess_case(library, found)
    since = since_last_board(board, library, case.id, day, past=True)
    content = content_of(library, found, today=day, prepared_by="", assessed=assessed, since=since)
    return Then(found, assessed, content)
