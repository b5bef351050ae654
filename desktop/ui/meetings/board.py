"""The chosen meeting: its head, those to discuss and to note, put off or not referred, and who waits for any."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.meetings.codes import Purpose
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.rights import Right
from desktop.services.meetings.agenda import AgendaItem
from desktop.services.meetings.overview import MeetingsNow
from desktop.services.meetings.words import fact_words
from desktop.ui.desk import Desk
from desktop.ui.meetings.agenda_model import AgendaModel
from desktop.ui.meetings.agenda_table import AgendaTable
from desktop.ui.meetings.head import MeetingHead
from desktop.ui.meetings.rows_table import RowsTable
from desktop.ui.meetings.words import length_words, ready_lines, when_words
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital

REFERRAL, PUT_OFF, TAKE_OFF, WITHDRAW, NOTED, UP, DOWN = (
    "referral", "put_off", "take_off", "withdraw", "noted", "up", "down",
)  # fmt: skip
_OF_CHILD = (
    (REFERRAL, "Question and what to show…", "Ctrl+Alt+Q"),
    (PUT_OFF, "Put off…", "Ctrl+Alt+O"),
    (TAKE_OFF, "Take off", "Del"),
    (WITHDRAW, "Withdraw…", "Ctrl+Alt+Z"),
    (NOTED, "Noted", "Ctrl+Alt+D"),
    (UP, "Up", "Alt+Up"),
    (DOWN, "Down", "Alt+Down"),
)
_PUT_OFF_HEADS = ("Child", "What is missing", "Who owes it", "Goes to", "State")
_WAIT_HEADS = ("Child", "Question", "Asked by", "Referred", "Urgency")


class MeetingBoard(QWidget):
    """``asked`` carries a deed and the item it is about; ``opened`` the key of a child; ``moved`` two rows.

    ``refer`` carries a child without a referral, ``put_on`` a referral that waits, ``there`` a deferral whose missing
    thing has come, ``minutes`` an item and its minutes, ``head.asked`` what is asked of the meeting.
    """

    asked = Signal(str, object)
    opened = Signal(object)
    moved = Signal(int, int)
    refer = Signal(object)
    put_on = Signal(object)
    there = Signal(object)
    minutes = Signal(object, int)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._narrow = False
        self.now = MeetingsNow(meetings=(), waiting=())
        self.head = MeetingHead(look)
        labels = desk.library.labels
        self.model, self.note_model = AgendaModel(labels), AgendaModel(labels)
        self.agenda = AgendaTable(look, self.model, "Agenda: to discuss", "Nobody is on this agenda yet.")
        self.noting = AgendaTable(look, self.note_model, "Agenda: for noting", "Nobody is only noted.")
        self.put_off = RowsTable(look, _PUT_OFF_HEADS, "Put off", "", "Enter opens the child.")
        self.unreferred = RowsTable(
            look, ("Child", "What the record says"), "On this day without a referral", "", "Enter refers the child."
        )
        self.waits = RowsTable(look, _WAIT_HEADS, "Waiting for a meeting", "", "Enter puts the child on this agenda.")
        self.about = Text(look, step="label", tone="text2", wrap=True)
        self.buttons: dict[str, Button] = {}
        self._lay_out()
        for table in (self.agenda, self.noting):
            table.opened.connect(lambda item: self.opened.emit(item.case.id))
            table.chosen.connect(self._show_about)
        self.agenda.moved.connect(self.moved)
        for model in (self.model, self.note_model):
            model.minutes.connect(self.minutes)
        self.put_off.opened.connect(lambda pair: self.opened.emit(pair[1].id))
        self.unreferred.opened.connect(self.refer)
        self.waits.opened.connect(self.put_on)

    # what is shown

    def show_now(self, now: MeetingsNow) -> None:
        """Show what was read; the bar stays on the same child."""
        kept = self.agenda.selected, self.noting.selected
        self.now = now
        agenda, edits = now.agenda, self._edits
        self.setVisible(agenda is not None)
        if agenda is None:
            return
        may = self._desk.may
        self.head.show_meeting(now, self._desk.today(), may_edit=may(Right.EDIT), may_print=may(Right.PRINT))
        self.model.show_items(agenda.discuss, editable=edits, narrow=self._narrow)
        self.note_model.show_items(agenda.note, editable=edits, narrow=self._narrow)
        self.agenda.select(kept[0].referral.id if kept[0] else None)
        self.noting.select(kept[1].referral.id if kept[1] else None)
        self.to_discuss.set_remark(length_words(agenda.meeting, agenda.minutes, len(agenda.discuss)))
        self._show_rows(now)
        self._show_about()

    def set_narrow(self, narrow: bool) -> None:
        """Fewer columns, where text is large."""
        self._narrow = narrow
        self.show_now(self.now)

    def focus_first(self) -> None:
        """The keyboard goes to the agenda, or to the first list beneath it that has rows."""
        lists = (self.agenda, self.noting, self.unreferred, self.waits, self.put_off)
        first = next((one for one in lists if one.model().rowCount() and one.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus()
        else:
            self.head.focus_first()

    @property
    def selected(self) -> AgendaItem | None:
        """The child that is meant: under the bar of the list with the keyboard, else of the agenda."""
        if self.noting.hasFocus() or not self.model.items:
            return self.noting.selected
        return self.agenda.selected

    def ask(self, deed: str) -> None:
        """Ask for something about the child that is meant."""
        item = self.selected
        if item is not None and self._edits and item.referral.is_open:
            self.asked.emit(deed, item)

    @property
    def _edits(self) -> bool:
        agenda = self.now.agenda
        return agenda is not None and not agenda.meeting.is_over and self._desk.may(Right.EDIT)

    def _show_rows(self, now: MeetingsNow) -> None:
        agenda, edits = now.agenda, self._edits
        if agenda is None:
            return
        self.put_off.show_things(agenda.put_off, [self._put_off_row(*one) for one in agenda.put_off])
        self.unreferred.show_things(
            agenda.unreferred, [(_who(one), "Next board on this day") for one in agenda.unreferred]
        )
        self.waits.show_things(now.waiting, [self._waiting_row(*one) for one in now.waiting])
        self.to_note.setVisible(bool(agenda.note))
        self.off.setVisible(bool(agenda.put_off))
        self.there_button.setVisible(edits or self._desk.may(Right.EDIT))
        self.unnamed.setVisible(bool(agenda.unreferred))
        self.waiting.setVisible(bool(now.waiting))
        self.refer_button.setVisible(edits)
        self.put_on_button.setVisible(edits)

    def _show_about(self) -> None:
        """Beneath the agenda: what the child under the bar has, lacks, and is to be shown; and what can be done."""
        item, edits = self.selected, self._edits
        told = [] if item is None else [line for line in self._about(item) if line]
        self.about.setText("\n".join(told))
        self.about.setVisible(bool(told))
        self.deeds.setVisible(edits and item is not None and item.referral.is_open)
        noting = item is not None and item.referral.purpose is Purpose.NOTE
        for key, button in self.buttons.items():
            button.setVisible({NOTED: noting, UP: not noting, DOWN: not noting}.get(key, True))

    def _about(self, item: AgendaItem) -> Sequence[str]:
        labels, referral = self._desk.library.labels, item.referral
        delays = [f"Put off on {day_words(one.put_off_on)}: {self._missing(one)}" for one in item.put_off]
        asker = item.asked_by or "nobody named"
        return (
            f"{_who(item.case)}: asked by {asker}, referred {day_words(referral.referred_on)}",
            ready_lines(labels, item.readiness),
            f"To show, radiology: {referral.radiology}" if referral.radiology else "",
            f"To show, pathology: {referral.pathology}" if referral.pathology else "",
            f"Withdrawn: {referral.reason}" if referral.reason else "",
            *delays,
        )

    def _missing(self, one: Deferral) -> str:
        return f"{fact_words(self._desk.library.labels, one.missing)}, owed by {one.owed_by}"

    def _put_off_row(self, one: Deferral, case: Case) -> tuple[str, ...]:
        to = self.now.by_key.get(one.to_meeting_id) if one.to_meeting_id is not None else None
        state = f"there since {day_words(one.resolved_on)}" if one.resolved_on else "still missing"
        missing = fact_words(self._desk.library.labels, one.missing)
        return _who(case), missing, one.owed_by, when_words(to) if to else "those who wait", capital(state)

    def _waiting_row(self, one: Referral, case: Case) -> tuple[str, ...]:
        word = self._desk.library.labels.word("urgency", one.urgency)
        asked = case.asked_by.value or ""
        return _who(case), case.question.value or "", asked, day_words(one.referred_on), capital(word)

    # frame

    def _lay_out(self) -> None:
        look = self._look
        self.to_discuss, self.to_note = Section(look, "To discuss"), Section(look, "For noting")
        self.off, self.unnamed = (
            Section(look, "Put off"),
            Section(look, "This day is in their record; nobody referred them"),
        )
        self.waiting = Section(look, "Waiting for a meeting")
        self.to_discuss.body.addWidget(self.agenda)
        self.to_note.body.addWidget(self.noting)
        self.deeds = QWidget()
        flow = Flow(self.deeds, gap=8)
        for key, words, keys in _OF_CHILD:
            button = self.buttons[key] = Button(look, words, shortcut=keys)
            button.clicked.connect(lambda _checked=False, deed=key: self.ask(deed))
            flow.addWidget(button)
        self.off.body.addWidget(self.put_off)
        self.there_button = self._add(self.off, "It is there now", self._ask_there)
        self.unnamed.body.addWidget(self.unreferred)
        self.refer_button = self._add(self.unnamed, "Refer to this meeting…", self._ask_refer)
        self.waiting.body.addWidget(self.waits)
        self.put_on_button = self._add(self.waiting, "Put on this agenda", self._ask_put_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, PAGE_PADDING)
        column.setSpacing(14)
        for part in (
            self.head,
            self.to_discuss,
            self.to_note,
            self.about,
            self.deeds,
            self.unnamed,
            self.waiting,
            self.off,
        ):
            column.addWidget(part)
        column.addStretch(1)

    def _add(self, section: Section, words: str, call: object) -> Button:
        button = Button(self._look, words)
        button.clicked.connect(call)
        section.body.addSpacing(6)
        section.body.addWidget(button)
        return button

    def _ask_there(self) -> None:
        pair = self.put_off.selected
        if isinstance(pair, tuple):
            self.there.emit(pair[0])

    def _ask_refer(self) -> None:
        if self.unreferred.selected is not None:
            self.refer.emit(self.unreferred.selected)

    def _ask_put_on(self) -> None:
        if self.waits.selected is not None:
            self.put_on.emit(self.waits.selected)


def _who(case: Case) -> str:
    return ", ".join((case.name or "No name yet", *([case.mrn] if case.mrn else []), f"case {case.number}"))
