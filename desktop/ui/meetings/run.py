"""The meeting itself, over the whole screen: one child after the other, the decision typed, read back and frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.needed import WORDS_FIRST, needed_to_confirm
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.assessing import assess_case
from desktop.services.cases import get_case
from desktop.services.centre import absent_here
from desktop.services.changes_since_board import NO_BOARD, last_board, since_board
from desktop.services.meetings.agenda import Agenda, AgendaItem, agenda_of
from desktop.services.meetings.attending import attendance, quorum
from desktop.services.meetings.deciding import begin_decision, read_back, save_decision
from desktop.services.meetings.of_case import decision_now
from desktop.services.summaries import since_content
from desktop.ui.entries.help import EntryHelp
from desktop.ui.meetings.clock import CaseClock
from desktop.ui.meetings.decision_form import DecisionForm, changed_words
from desktop.ui.meetings.decision_words import condition_state, confirmed_words, decision_statements
from desktop.ui.meetings.half_typed import HalfTyped
from desktop.ui.meetings.run_parts import RunFoot, RunHead, StepMarks
from desktop.ui.meetings.wall import WallSide
from desktop.ui.statements import Statement
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.scroll import Scroll
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Line, Text, WrongText
from desktop.ui.words import clock_words

if TYPE_CHECKING:
    from desktop.reports.content import TextBlock
    from desktop.ui.main_window import MainWindow

TYPING, READ, FROZEN = range(3)
_PAUSE = 3000
"""So long after the last key what is typed is stored by itself."""
_BESIDE = 1000
"""From this width on child and decision stand beside each other, whatever the size of the text: each scrolls."""


class RunDialog(QDialog):
    """Esc goes back to typing, and from there to the window; what is typed is stored first.

    It begins with the child of ``first``, else with the first who is still open.
    """

    def __init__(self, window: MainWindow, meeting: Meeting, first: UUID | None = None) -> None:
        super().__init__(window)
        self._window, self._meeting = window, meeting
        self.look, self._desk = window.look, window.desk
        self.setWindowTitle("Meeting of the board")
        self.setModal(True)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.agenda: Agenda = agenda_of(self._desk.board, self._desk.library, meeting)
        open_ones = [at for at, one in enumerate(self.agenda.items) if one.referral.is_open]
        self.at = next((at for at in open_ones if self.agenda.items[at].case.id == first), (*open_ones, 0)[0])
        self.whole: WholeDecision | None = None
        self.clock = CaseClock(self)
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE)
        self._make()
        self._lay_out()
        self._keys()
        self.show_child()

    # what is shown

    @property
    def item(self) -> AgendaItem:
        """The child that the board speaks about."""
        return self.agenda.items[self.at]

    @property
    def step(self) -> int:
        """Typing, read back, or frozen."""
        return self.pages.currentIndex()

    def show_child(self) -> None:
        """Read the agenda anew and show the child at this place; without a child on it there is nothing to show."""
        desk = self._desk
        self.agenda = agenda_of(desk.board, desk.library, self._meeting)
        if not self.agenda.items:
            self.clock.show(None)
            self.accept()
            told = "Nobody is on the agenda of this meeting any more, so its view was closed; refer a child first."
            self._window.messages.report(UserError(told))
            return
        self.at = min(self.at, len(self.agenda.items) - 1)
        item = self.item
        case = get_case(desk.board, item.case.id)
        self.whole = item.decision
        self.head.show_item(item, self.at + 1, len(self.agenda.items), desk.today())
        self.wall.show_child(case, item.question, assess_case(desk.library, case), self._since(case))
        self.form.show_whole(self.whole)
        self.clock.show(item.referral.id)
        self._show_time()
        self.foot.show_now(quorum(desk.board, desk.library, self._meeting), len(attendance(desk.board, self._meeting)))
        decision = self.whole.decision if self.whole is not None else None
        frozen = decision is not None and decision.is_frozen
        ended = not item.referral.is_open
        self.wrong.say("")
        if not (frozen or ended):
            self._show_half()
        self._go(FROZEN if frozen or ended else READ if decision is not None and decision.read_back_at else TYPING)

    def _show_half(self) -> None:
        """What was half typed when the program ended stands there again, and says what it lacks."""
        try:
            self.half.bring_back(self.item.referral)
        except UserError as error:
            self.wrong.say(str(error))
            return
        self.form.mark()
        self.wrong.say(self.form.wrong)

    def _since(self, case: Case) -> TextBlock:
        desk = self._desk
        day = last_board(desk.board, case.id, desk.today())
        found = NO_BOARD if day is None else since_board(desk.board, desk.library, case.id, day)
        return since_content(desk.library, case, found, today=desk.today())

    def _show_time(self) -> None:
        minutes = self.item.minutes
        self.head.show_time(self.clock.words(minutes), over=self.clock.is_over(minutes), resting=self.clock.resting)

    def _go(self, step: int) -> None:
        self.marks.show_step(step)
        self.pages.setCurrentIndex(step)
        if step != TYPING:
            self._tell_decision(self.read_column if step == READ else self.frozen_column)
        self.to_read.setVisible(step == TYPING)
        self.confirm_button.setVisible(step == READ)
        self.back_button.setVisible(step == READ)
        self.leave_button.setVisible(step != READ)
        if step == TYPING:
            self.form.focus_first()
        elif step == READ:
            self.confirm_button.setFocus()
        else:
            self.head.later.setFocus()

    def _tell_decision(self, column: QVBoxLayout) -> None:
        """The decision in large type, as it is read out."""
        empty(column)
        labels, whole, case = self._desk.library.labels, self.whole, get_case(self._desk.board, self.item.case.id)
        if whole is None:
            ended = self.item.referral.ended
            told = labels.word("referrals.ended", ended) if ended else "nothing was decided"
            column.addWidget(Text(self.look, told.capitalize(), step="wall_head", weight=STRONG, wrap=True))
            column.addStretch(1)
            return
        now = decision_now(self._desk.library, case, whole, self._meeting, self._desk.today())
        conditions = [Statement("Condition", condition_state(labels, one)) for one in now.conditions]
        actions = [
            Statement("Action", " ".join(filter(None, (one.words, f"({one.owner})" if one.owner else ""))))
            for one in whole.actions
        ]
        told_all = [one for one in decision_statements(labels, whole) if one.name != "Question"]
        for one in (told_all[0], *conditions, *actions, *told_all[1:]):
            self._large(column, one)
        column.addWidget(Text(self.look, confirmed_words(whole.decision), step="wall", tone="text2", wrap=True))
        column.addStretch(1)

    def _large(self, column: QVBoxLayout, one: Statement) -> None:
        if one.strong:
            column.addWidget(Text(self.look, one.name, step="wall", weight=STRONG, tone="text2"))
            column.addWidget(Text(self.look, one.value, step="wall_head", weight=STRONG, wrap=True))
        else:
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(16)
            name = Text(self.look, one.name, step="wall", tone="text2", wrap=True)
            name.setFixedWidth(self.look.px(120))
            row.addWidget(name)
            row.addWidget(Text(self.look, one.value, step="wall_text", wrap=True), 1)
            column.addLayout(row)
        column.addWidget(Line())

    # what is done

    def save(self) -> bool:
        """Store what is typed. False where some of it cannot be: that is said where it stands, kept as it is, and
        everything else is stored."""
        self._wait.stop()
        if not self.isVisible():
            # behind a lock the board takes nothing; it is stored once the view is back
            return False
        return self._keep()

    def _keep(self) -> bool:
        if self.step != TYPING or not self.item.referral.is_open:
            return True
        self.form.mark()
        wrong = self.form.wrong
        try:
            self.half.keep(self.item.referral)
            self._store()
        except UserError as error:
            self.wrong.say(str(error))
            return False
        self.wrong.say(wrong)
        return not wrong

    def _store(self) -> None:
        """Store what can be; a decision of which nothing can be is not begun."""
        board = self._desk.board
        if self.whole is None:
            if not self.form.says_anything:
                return
            self.whole = begin_decision(board, self.item.referral)
        after = self.form.take(self.whole)
        if after != self.whole:
            self.whole = save_decision(board, self.whole, after, changed_words(self.whole, after, self.form))
        self.saved.setText(f"Saved {clock_words(self._desk.now())}")
        self._window.undoing.refresh()

    def move(self, by: int) -> None:  # type: ignore[override]
        """The next child of the agenda, or the one before; what is typed is stored first."""
        if self.save() and 0 <= self.at + by < len(self.agenda.items):
            self.at += by
            self.show_child()

    def go_on(self) -> None:
        """From typing to the reading back, from there to the chair."""
        if self.step == TYPING:
            self.read()
        elif self.step == READ:
            self._window.running.confirm(self)

    def read(self) -> None:
        """The decision was read out to the meeting."""
        if not self.save():
            return
        if self.whole is None:
            self._ask_for({"recommendation": WORDS_FIRST})
        elif not self.lacks_something(self.whole):
            self._do(partial(read_back, self._desk.board, self.whole), READ)

    def lacks_something(self, whole: WholeDecision) -> bool:
        """Whether it lacks what the chair could not confirm it without; that is then asked for where it is typed."""
        lacking = needed_to_confirm(whole.decision, self.agenda.meeting.day)
        if lacking:
            self._ask_for(lacking)
        return bool(lacking)

    def _ask_for(self, lacking: Mapping[str, str]) -> None:
        if self.step != TYPING:
            self._go(TYPING)
        self.form.ask_for(lacking)
        self.wrong.say(next(iter(lacking.values())))

    def back(self) -> None:
        """From reading back to typing; from typing or a frozen decision to the window."""
        if self.step == READ:
            self._go(TYPING)
        elif self.save():
            self.accept()

    def undo(self) -> None:
        """Take the last stored step back."""
        if self.save():
            self._window.undoing.undo()
            self.show_child()

    def _do(self, work: Callable[[], WholeDecision], step: int) -> None:
        try:
            self.whole = work()
        except UserError as error:
            self.wrong.say(str(error))
            return
        self._window.undoing.refresh()
        self._go(step)

    def reject(self) -> None:
        """Esc."""
        self.back()

    def showEvent(self, event: QShowEvent) -> None:
        """Back from behind a lock, what was typed last is stored."""
        super().showEvent(event)
        self._wait.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """A lock takes it away: what was typed last is stored while it can be, for another person may unlock it."""
        super().hideEvent(event)
        if self._window.locking.locked and self._wait.isActive():
            self._wait.stop()
            self._keep()

    def done(self, how: int) -> None:
        """However it ends, the window shows what was decided."""
        self._wait.stop()
        super().done(how)
        if self._window.locking.locked:
            return
        self._window.places.refresh()
        self._window.undoing.refresh()
        self._window.deeds.drafting.left.emit()

    # frame

    def _make(self) -> None:
        look, desk = self.look, self._desk
        self.head, self.wall, self.foot = RunHead(look), WallSide(look, desk.library), RunFoot(look, desk)
        self.marks = StepMarks(look)
        self.form = DecisionForm(look, desk.library.labels, absent_here(desk.board, desk.library), desk.today)
        self.form.changed.connect(self._wait.start)
        self.half = HalfTyped(desk.board, self.form)
        self._wait.timeout.connect(self.save)
        self.help = EntryHelp(look)
        self.form.explain(self.help, desk.library.help.parts)
        self.help.serve(self)
        self.read_column, self.frozen_column = QVBoxLayout(), QVBoxLayout()
        self.pages = QStackedWidget()
        self.pages.addWidget(Scroll(self.form, "Decision"))
        # its fields keep their height: what has no room scrolls
        self.form.setMinimumHeight(0)
        for name, column in (("Decision, read back", self.read_column), ("Decision, frozen", self.frozen_column)):
            column.setContentsMargins(2, 2, 8, 8)
            column.setSpacing(10)
            content = QWidget()
            content.setLayout(column)
            area = Scroll(content, name)
            area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.pages.addWidget(area)
        self.wrong, self.saved = WrongText(look), Text(look, step="label", tone="text2", wrap=True)
        self.to_read = Button(look, "Read back", kind="primary", shortcut="Ctrl+Enter")
        self.confirm_button = Button(look, "Chair confirms…", kind="primary", icon="done", shortcut="Ctrl+Enter")
        self.back_button = Button(look, "Back to typing", shortcut="Esc")
        self.leave_button = Button(look, "Leave the view", shortcut="Esc")
        self.attend_button = Button(look, "Who takes part…", shortcut="Ctrl+U")
        self.buttons = (self.to_read, self.confirm_button, self.back_button, self.leave_button, self.attend_button)
        for button in (*self.buttons, self.head.pause, self.head.earlier, self.head.later):
            button.setAutoDefault(False)

    def _keys(self) -> None:
        def key(keys: str, call: Callable[[], object]) -> None:
            QShortcut(QKeySequence(keys), self, call)

        for keys in ("PgDown", "Ctrl+PgDown"):
            key(keys, lambda: self.move(1))
        for keys in ("PgUp", "Ctrl+PgUp"):
            key(keys, lambda: self.move(-1))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            key(keys, self.go_on)
        key("F4", self.clock.toggle)
        key("F11", self.back)
        key("Ctrl+U", lambda: self._window.running.attend(self._meeting, self))
        key("Ctrl+Z", self.undo)
        self.clock.ticked.connect(self._show_time)
        self.head.pause.clicked.connect(self.clock.toggle)
        self.head.earlier.clicked.connect(lambda: self.move(-1))
        self.head.later.clicked.connect(lambda: self.move(1))
        self.to_read.clicked.connect(self.read)
        self.confirm_button.clicked.connect(self.go_on)
        self.back_button.clicked.connect(self.back)
        self.leave_button.clicked.connect(self.back)
        self.attend_button.clicked.connect(lambda: self._window.running.attend(self._meeting, self))

    def _lay_out(self) -> None:
        block = QFrame()
        block.setProperty("part", "block")
        inside = QVBoxLayout(block)
        inside.setContentsMargins(20, 12, 20, 12)
        inside.setSpacing(10)
        deeds = QWidget()
        flow = Flow(deeds, gap=8)
        for button in self.buttons:
            flow.addWidget(button)
        inside.addWidget(self.marks)
        inside.addWidget(Line())
        inside.addWidget(self.pages, 1)
        for part in (self.help, self.wrong, self.saved, deeds):
            inside.addWidget(part)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setContentsMargins(24, 12, 24, 12)
        self._middle.setSpacing(20)
        self._middle.addWidget(Scroll(self.wall, "What is known of the child"), 53)
        self._middle.addWidget(block, 47)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addLayout(self._middle, 1)
        outer.addWidget(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room beside each other the decision stands beneath."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        self._middle.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
