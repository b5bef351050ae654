"""The section of a child's page on the board: where it waits, and every decision with what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.labels import Labels
from desktop.clinical.meetings.waking import Woken
from desktop.services.meetings.of_case import CaseBoard, DecisionNow
from desktop.services.meetings.words import fact_words
from desktop.ui.meetings.decision_words import (
    action_state,
    amended_words,
    basis_words,
    condition_state,
    confirmed_words,
    decision_statements,
    head_words,
)
from desktop.ui.meetings.head import name_papers
from desktop.ui.meetings.rows_table import RowsTable
from desktop.ui.meetings.words import when_words
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.scroll import Scroll
from desktop.ui.widgets.section import Section, empty
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital

_NONE = "The board has not spoken about this child yet"
_WHY = "Refer it with a question; what the board decides is then kept here, with what it stands on."
_PAPERS_KEY = "Ctrl+Alt+Y"
_ACTION_HEADS = ("What is to be done", "Owner", "Due", "What became of it")


class CaseBoardPage(QWidget):
    """``refer`` asks for a referral, ``amend`` and ``follow`` carry a decision, ``act`` an action of one.

    ``papers`` asks for the papers of the child: letters, notices, packet; ``confirm`` carries a decision with
    amendments that wait for the chair.
    """

    refer = Signal()
    papers = Signal()
    confirm = Signal(object)
    amend = Signal(object)
    follow = Signal(object)
    act = Signal(object)

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._look, self._labels = look, labels
        self.cards: list[DecisionCard] = []
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, PAGE_PADDING)
        self._column.setSpacing(16)
        step = Step("add", "Refer to the board", "With the question it is to answer", self.refer.emit, "Ctrl+K")
        self.empty = EmptyState(look, _NONE, _WHY, (step,))
        self.only_read = EmptyState(look, _NONE, "Here the case can only be read.")
        self.pages = QStackedWidget()
        for page in (Scroll(content, "Meetings"), Scroll(self.empty, _NONE), Scroll(self.only_read, _NONE)):
            self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def show_board(self, case: Case, found: CaseBoard, *, read_only: bool, may_print: bool) -> None:
        """Show what was read of a child."""
        empty(self._column)
        self.cards = []
        if found.is_empty:
            self.pages.setCurrentIndex(2 if read_only else 1)
            return
        self.pages.setCurrentIndex(0)
        self._column.addWidget(self._now(case, found, read_only=read_only, may_print=may_print))
        for one in found.decisions:
            card = DecisionCard(self._look, self._labels, one, read_only=read_only)
            card.amend.connect(self.amend)
            card.confirm.connect(self.confirm)
            card.follow.connect(self.follow)
            card.act.connect(self.act)
            self.cards.append(card)
            self._column.addWidget(card)
        earlier = tuple(self._earlier(found))
        if earlier:
            section = Section(self._look, "Without a decision")
            grid = StatementGrid(self._look, most=140)
            grid.show_statements(earlier)
            section.body.addWidget(grid)
            self._column.addWidget(section)
        self._column.addStretch(1)

    def _now(self, case: Case, found: CaseBoard, *, read_only: bool, may_print: bool) -> QWidget:
        """Where the child stands before the board now."""
        section, referral = Section(self._look, "Before the board now"), found.referral
        grid = StatementGrid(self._look, most=120)
        if referral is None:
            grid.show_statements((Statement("", "It waits for no meeting."),))
        else:
            where = when_words(found.meeting) if found.meeting else "waits, on no agenda yet"
            grid.show_statements(
                (
                    Statement("Question", case.question.value or "no question", strong=True),
                    Statement("Asked by", case.asked_by.value or "nobody named"),
                    Statement("Meeting", capital(where)),
                    Statement("Urgency", capital(self._labels.word("urgency", referral.urgency))),
                )
            )
        section.body.addWidget(grid)
        deeds = QWidget()
        flow = Flow(deeds, gap=8)
        if referral is None and not read_only:
            button = Button(self._look, "Refer to the board…", icon="add", shortcut="Ctrl+K")
            button.clicked.connect(self.refer)
            flow.addWidget(button)
        if may_print:
            button = Button(self._look, "Papers…", shortcut=_PAPERS_KEY)
            name_papers(button, "Papers of the case", _PAPERS_KEY)
            button.clicked.connect(self.papers)
            flow.addWidget(button)
        if flow.count():
            section.body.addSpacing(6)
            section.body.addWidget(deeds)
        return section

    def _earlier(self, found: CaseBoard) -> Iterator[Statement]:
        for off in found.deferrals:
            there = f", there since {day_words(off.resolved_on)}" if off.resolved_on else ""
            missing = fact_words(self._labels, off.missing)
            yield Statement(day_words(off.put_off_on), f"Put off: {missing}, owed by {off.owed_by}{there}")
        for one in found.past:
            how = capital(self._labels.word("referrals.ended", one.ended))
            reason = f": {one.reason}" if one.reason else ""
            yield Statement(day_words(one.ended_on) if one.ended_on else "", f"{how}{reason}. {one.question}")


class DecisionCard(Section):
    """One decision: what changed beneath it first, then what was decided, what hangs on it, and what became of it."""

    amend = Signal(object)
    confirm = Signal(object)
    follow = Signal(object)
    act = Signal(object)

    def __init__(self, look: Look, labels: Labels, now: DecisionNow, *, read_only: bool) -> None:
        super().__init__(look, head_words(now), confirmed_words(now.whole.decision))
        self.now, self._look, self._labels = now, look, labels
        self.body.setSpacing(8)
        self.changed = basis_words(labels, now)
        if self.changed:
            self.body.addWidget(
                Notice(look, "caution", "The basis of this decision has changed", self.changed, beside=True)
            )
        grid = StatementGrid(look, most=120)
        grid.show_statements(tuple(decision_statements(labels, now.whole)))
        self.body.addWidget(grid)
        self.conditions = [self._condition(condition_state(labels, one), one.state) for one in now.conditions]
        self.to_do = RowsTable(
            look, _ACTION_HEADS, "Actions", "Nothing is to be done.", "Enter says what became of it."
        )
        self._show_actions()
        later = tuple(self._later())
        if later:
            more = StatementGrid(look, most=160)
            more.show_statements(later)
            self.body.addWidget(more)
        if now.whole.decision.is_frozen and not read_only:
            self.body.addWidget(self._deeds())
        if not read_only:
            self.to_do.opened.connect(self.act)

    def _condition(self, words: str, state: Woken) -> Text | Notice:
        """A condition that is overdue or has come true waits for somebody; one that waits for its result does not."""
        waits = state is Woken.WAITS
        shown = Text(self._look, words, wrap=True) if waits else Notice(self._look, "caution", "", words)
        self.body.addWidget(shown)
        return shown

    def _show_actions(self) -> None:
        actions = self.now.whole.actions
        if actions:
            rows = [
                (one.words, one.owner, day_words(one.due) if one.due else "", action_state(self._labels, one))
                for one in actions
            ]
            self.to_do.show_things(actions, rows)
            self.body.addWidget(self.to_do)

    def _later(self) -> Iterator[Statement]:
        whole, labels = self.now.whole, self._labels
        for one in whole.amendments:
            here = one.at.astimezone()
            told = f"{one.words} (reason: {one.reason}; {one.by}, {day_words(here.date())}; {amended_words(one)})"
            yield Statement(f"Amendment {one.number}", told)
        fate = whole.fate
        if fate is not None:
            why = f": {labels.word('not_done', fate.why)}" if fate.why else ""
            words = f"; {fate.words}" if fate.words else ""
            told = f"{capital(labels.word('fate', fate.fate))}{why}{words} ({day_words(fate.told_on)}, {fate.by})"
            yield Statement("What became of it", told)

    def _deeds(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, gap=8)
        waits = [("Confirm the amendment…", self.confirm)] if self.now.whole.waiting_amendments else []
        for words, signal in (*waits, ("Amend…", self.amend), ("What became of it…", self.follow)):
            button = Button(self._look, words)
            button.setAccessibleDescription(head_words(self.now))
            button.clicked.connect(lambda _checked=False, asked=signal: asked.emit(self.now.whole))
            flow.addWidget(button)
        row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return row
