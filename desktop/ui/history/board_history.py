"""The history of the whole board: searched by words, person, kind, case and days; exported; and checked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.checking import CheckReport, check_board
from desktop.services.history import AuditQuery, export_trail
from desktop.services.history_faults import faults_of
from desktop.services.history_steps import HistoryPage, HistoryStep, case_key, history_choices, history_page
from desktop.services.history_words import GROUPS, HistoryWords
from desktop.ui.desk import Desk
from desktop.ui.dialogs.history_step import HistoryStepDialog
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.history.case_filter import CaseFilter
from desktop.ui.history.filters import HistoryFilters, day_or_none
from desktop.ui.history.model import HistoryModel
from desktop.ui.history.table import HistoryTable
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import BAR_HEIGHT, PAGE_PADDING, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import together
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text, WrongText
from desktop.ui.words import clock_words, counted

_WHOLE = "The history is complete."
_SOUND = "No entry was changed, added, removed or moved, and the board file is in order."
_CHANGED = "The history no longer matches its seal."
_ELSE = "The history is complete, but something else is wrong with the board."
_UNREAD = "The file is damaged, so that the history cannot be checked."
_DATE, _FIELD = 132, 28
_DAY = "A whole day is needed here: day, month and year."


class BoardHistory(QWidget):
    """``opened`` carries a case to go to; ``told`` what was done, in words; ``left``: out of here."""

    opened = Signal(object)
    told = Signal(str)
    left = Signal()

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages) -> None:
        super().__init__()
        self._look, self._desk, self._tasks, self._messages = look, desk, tasks, messages
        self.model = HistoryModel(desk, tasks, with_case=True)
        self.case = CaseFilter(look)
        self.number = self.case.edit
        self.since, self.until = (DateEdit(look, name, desk.today) for name in ("From day", "To day"))
        for edit in (self.since, self.until):
            edit.setFixedWidth(look.px(_DATE))
        self.wrong = WrongText(look)
        start, end = (Text(look, words, step="label", tone="text2") for words in ("From", "to"))
        for word, edit in ((start, self.since), (end, self.until)):
            # in line with the field that it names
            word.setFixedHeight(look.px(_FIELD))
            word.setBuddy(edit)
        days = together(start, self.since, end, self.until)
        self.filters = HistoryFilters(
            look, HistoryWords(desk.library), tuple(GROUPS), facts=False, shortcut="Ctrl+F", more=(self.case, days)
        )
        self.list = HistoryTable(look, self.model, messages, "History of the board")
        self.back = Button(look, "Back", kind="link", shortcut="Esc")
        self.check = Button(look, "Check the history", icon="checked", shortcut="F5")
        self.export = Button(look, "Export…", icon="save", shortcut="Ctrl+S")
        if not desk.may(Right.PRINT):
            self.export.hide()
        self._notices = QVBoxLayout()
        self._lay_out()
        self._wire()

    def refresh(self) -> None:
        """Read it as it is now."""
        board = self._desk.board
        self._tasks.start(lambda: history_choices(board, None), self.filters.offer)
        self._ask()

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        self.filters.search.setFocus()

    def query(self) -> AuditQuery:
        """What is looked for; the case is found by its number when it is read."""
        days = [day_or_none(one.date) for one in (self.since, self.until)]
        return replace(self.filters.query(), since=days[0], until=days[1])

    def check_history(self) -> None:
        """Check every entry and the rest of the board, beside the window's own work."""
        if not self.check.isEnabled():
            return
        self.check.setEnabled(False)
        self.check.set_words("Checking…")
        board = self._desk.board
        self._tasks.start(lambda: check_board(board), self._checked, self._unchecked, reading=True)

    def export_to(self, path: Path) -> None:
        """Save what fits as a spreadsheet; that it left the board is written down first."""
        board, query, number = self._desk.board, self.query(), self.case.number
        self.export.setEnabled(False)

        def work() -> int:
            return export_trail(board, _about(board, query, number), path)

        self._tasks.start(work, partial(self._exported, path), self._not_exported)

    # what is shown

    def _ask(self) -> None:
        typed = [one for one in (self.since, self.until) if one.date is not None]
        self.wrong.say(_DAY if any(day_or_none(one.date) is None for one in typed) else "")
        narrowed = self.filters.is_on or self.case.is_on or bool(typed)
        self.filters.clear.setVisible(narrowed)
        # the case by its number, as it is asked for now: the list is read beside the window, when it may say another
        self.model.ask(self.query(), partial(_page_about, self.case.number))

    def _clear(self) -> None:
        self.case.clear()
        for edit in (self.since, self.until):
            edit.forget()
            edit.show_date(None)

    def _open(self, step: HistoryStep) -> None:
        dialog = HistoryStepDialog(self._look, self._desk, self._tasks, self._messages, step, self.window())
        dialog.opened.connect(self.opened)
        dialog.open()

    # what is done

    def _checked(self, report: CheckReport) -> None:
        self._ready_to_check()
        self.list.show_faults(None, "")
        if report.ok:
            moment = clock_words(self._desk.now())
            self._tell("note", _WHOLE, f"{_SOUND} Checked at {moment}.")
        elif report.details["file"]:
            self._tell("error", _UNREAD, "\n".join(report.problems))
        elif report.details["audit"]:
            self._tell_faults(report)
        else:
            self._tell("caution", _ELSE, "\n".join(report.problems))

    def _tell_faults(self, report: CheckReport) -> None:
        """What is wrong, marked in the list too, and the way to it."""
        faults = faults_of(report.details["audit"])
        others = [one for one in report.problems if one not in report.details["audit"]]
        self.list.show_faults(faults.altered, faults.end)
        notice = self._tell("error", _CHANGED, "\n".join((faults.sentence, *others)))
        if faults.altered is not None:
            notice.add_action("Show entry", partial(self._show_entry, faults.altered))

    def _show_entry(self, entry: int) -> None:
        """Go to an entry, whatever the list was narrowed to."""
        if self.filters.clear.isVisibleTo(self):
            self._clear()
            self.filters.reset()
        self.list.go_to(entry)

    def _unchecked(self, error: BaseException) -> None:
        self._ready_to_check()
        if isinstance(error, UserError):
            self._tell("error", "The history could not be checked.", str(error))
        else:
            self._messages.report(error)

    def _ready_to_check(self) -> None:
        self.check.set_words("Check the history")
        self.check.setEnabled(True)

    def _tell(self, part: str, statement: str, words: str) -> Notice:
        empty(self._notices)
        notice = Notice(self._look, part, statement, words, closable=True)
        self._notices.addWidget(notice)
        notice.show()
        return notice

    def _ask_where(self) -> None:
        if self.export.isVisible() and self.export.isEnabled():
            name, _ = QFileDialog.getSaveFileName(self, "Export the history", "history.csv", "Spreadsheet (*.csv)")
            if name:
                self.export_to(Path(name))

    def _exported(self, path: Path, entries: int) -> None:
        self.export.setEnabled(True)
        self.told.emit(f"{counted(entries, 'entry', 'entries')} exported as {path.name}")
        self._ask()

    def _not_exported(self, error: BaseException) -> None:
        self.export.setEnabled(True)
        if isinstance(error, UserError):
            self._tell("error", "Nothing was exported.", str(error))
        else:
            self._messages.report(error)

    def _wire(self) -> None:
        self.filters.changed.connect(self._ask)
        self.filters.clear.clicked.disconnect()
        self.filters.clear.clicked.connect(self._clear)
        self.filters.clear.clicked.connect(self.filters.reset)
        self.case.changed.connect(self._ask)
        self.list.cleared.connect(self.filters.clear.click)
        self.back.clicked.connect(self.left)
        for edit in (self.since, self.until):
            edit.committed.connect(lambda _day: self._ask())
            edit.refused.connect(self.wrong.say)
        self.list.opened.connect(self._open)
        self.list.counted.connect(self.filters.say_count)
        self.check.clicked.connect(self.check_history)
        self.export.clicked.connect(self._ask_where)
        for keys, call in (("F5", self.check_history), ("Ctrl+S", self._ask_where)):
            shortcut = QShortcut(QKeySequence(keys), self, call)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setContentsMargins(PAGE_PADDING, 7, PAGE_PADDING, 7)
        title.setSpacing(8)
        name = Text(self._look, "History of the board", step="title", weight=STRONG)
        name.setMinimumHeight(self._look.px(BAR_HEIGHT - 14))
        title.addWidget(self.back)
        title.addWidget(name, 1)
        title.addWidget(self.check)
        title.addWidget(self.export)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(title)
        column.addWidget(self.filters)
        inner = QVBoxLayout()
        inner.setContentsMargins(PAGE_PADDING - BORDER, 8, PAGE_PADDING - BORDER, PAGE_PADDING)
        inner.setSpacing(8)
        inner.addWidget(self.wrong)
        inner.addLayout(self._notices)
        inner.addWidget(self.list, 1)
        column.addLayout(inner, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content, "History of the board"))
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def _about(board: Board, query: AuditQuery, number: int | None) -> AuditQuery:
    """The query about one case, where its number is asked for; a number that no case has finds nothing."""
    return query if number is None else replace(query, case_id=case_key(board, number))


def _page_about(number: int | None, board: Board, query: AuditQuery) -> HistoryPage:
    return history_page(board, _about(board, query, number))
