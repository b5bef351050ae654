"""What a person does with meetings and referrals: asked in a dialog, stored in one step, said, and offered back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.codes import Purpose
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.services.cases import get_case
from desktop.services.meetings.agenda import AgendaItem
from desktop.services.meetings.planning import call_off, change_meeting, close_meeting, plan_meeting
from desktop.services.meetings.referring import (
    ask_anew,
    change_referral,
    note,
    order_agenda,
    put_off,
    put_on_agenda,
    resolve,
    take_off_agenda,
    withdraw,
)
from desktop.services.meetings.showing import pathology_suggestions, radiology_suggestions
from desktop.ui.meetings import board as deeds
from desktop.ui.meetings.asking import AskDialog, Asked, Values
from desktop.ui.meetings.forms import (
    meeting_asked,
    meeting_of,
    missing_code,
    put_off_dialog,
    referral_asked,
    referral_of,
)
from desktop.ui.meetings.head import ATTEND, CALL_OFF, CHANGE, CLOSE, PAPERS, RUN
from desktop.ui.meetings.words import when_words
from desktop.ui.panels.rail import MEETINGS
from desktop.ui.words import clock_words

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow
    from desktop.ui.meetings.page import MeetingsPage

T = TypeVar("T")


class MeetingRoom:
    """Stands between the page of meetings and one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def connect(self, page: MeetingsPage) -> None:
        """Answer what the page asks for."""
        page.new.connect(self.new)
        board = page.board
        board.head.asked.connect(lambda deed: self.meeting_deed(deed))
        board.asked.connect(self.child_deed)
        board.opened.connect(self._window.open_case)
        board.moved.connect(self.move)
        board.minutes.connect(self.set_minutes)
        board.refer.connect(lambda case: self._window.referring.refer(case.id, self._meeting))
        board.put_on.connect(lambda pair: self.put_on(pair[0]))
        board.there.connect(self.say_there)

    # a meeting

    def new(self) -> None:
        """Ask for a new meeting."""
        window = self._window
        dialog = self._dialog("Plan a meeting", "", meeting_asked(None, window.desk.today()), "Plan the meeting")

        def store(values: Values) -> Meeting:
            return plan_meeting(window.desk.board, meeting_of(values, None))

        def done(stored: Meeting) -> None:
            if window.places.shown != MEETINGS:
                window.places.show(MEETINGS)
            window.places.meetings.choose(stored.id)

        self._ask(dialog, store, lambda stored: f"Planned the meeting of {when_words(stored)}", done)

    def meeting_deed(self, deed: str) -> None:
        """What the head of the page, the menu or a key asks for about the meeting that is shown."""
        meeting = self._meeting
        if deed == PAPERS:
            self._window.papers_room.of_meeting(meeting)
            return
        if meeting is None or meeting.is_over:
            return
        deeds_of: dict[str, Callable[[Meeting], object]] = {
            RUN: self._window.running.run, ATTEND: self._window.running.attend,
            CHANGE: self._change, CALL_OFF: self._call_off, CLOSE: self._close,
        }  # fmt: skip
        deeds_of[deed](meeting)

    def _change(self, meeting: Meeting) -> None:
        window = self._window
        told = "The children on its agenda are then on the board of its day."
        asked = meeting_asked(meeting, window.desk.today())
        dialog = self._dialog(f"Change meeting {meeting.number}", told, asked, "Change the meeting")

        def store(values: Values) -> Meeting:
            desk = window.desk
            return change_meeting(desk.board, desk.library, meeting, meeting_of(values, meeting))

        self._ask(dialog, store, lambda _stored: f"Changed meeting {meeting.number}")

    def _call_off(self, meeting: Meeting) -> None:
        reason = Asked(key="reason", words="Reason, kept with the meeting", example="for example: no quorum",
                       needed="Write why the meeting does not take place.")  # fmt: skip
        dialog = self._dialog(
            f"Call off meeting {meeting.number}?", "The children on its agenda then wait for another one.", (reason,),
            "Call off", danger=True,
        )  # fmt: skip

        def store(values: Values) -> Meeting:
            return call_off(self._window.desk.board, self._window.desk.library, meeting, str(values["reason"]))

        self._ask(dialog, store, lambda _stored: f"Called off meeting {meeting.number}")

    def _close(self, meeting: Meeting) -> None:
        self.run(lambda: close_meeting(self._window.desk.board, meeting), f"Closed meeting {meeting.number}")

    # a child on an agenda

    def child_deed(self, deed: str, item: AgendaItem) -> None:
        """What is asked for about a child on the agenda."""
        calls: dict[str, Callable[[AgendaItem], None]] = {
            deeds.REFERRAL: self._change_referral, deeds.PUT_OFF: self._put_off, deeds.TAKE_OFF: self._take_off,
            deeds.WITHDRAW: self._withdraw, deeds.NOTED: self._noted,
            deeds.UP: partial(self._step, -1), deeds.DOWN: partial(self._step, 1),
        }  # fmt: skip
        calls[deed](item)

    def ask_child(self, deed: str) -> None:
        """The same by the menu or a key."""
        if self._window.places.shown == MEETINGS:
            self._window.places.meetings.board.ask(deed)

    def move(self, row: int, to: int) -> None:
        """A child on the list to discuss goes from one row to another; those for noting keep theirs."""
        agenda, meeting = self._window.places.meetings.now.agenda, self._meeting
        if agenda is None or meeting is None:
            return
        order = [one.referral.id for one in agenda.discuss]
        order.insert(to, order.pop(row))
        order += [one.referral.id for one in agenda.note]
        self.run(partial(order_agenda, self._window.desk.board, meeting, order), "Changed the order of the agenda")

    def _step(self, by: int, _item: AgendaItem) -> None:
        self._window.places.meetings.board.agenda.shift(by)

    def set_minutes(self, item: AgendaItem, minutes: int) -> None:
        """Another time for a child."""
        after = replace(item.referral, minutes=minutes)
        told = f"Case {item.case.number} has {minutes} minutes"
        self.run(partial(change_referral, self._window.desk.board, item.referral, after), told)

    def put_on(self, referral: Referral) -> None:
        """A child that waits goes to the end of the agenda that is shown."""
        desk, meeting = self._window.desk, self._meeting
        if meeting is not None:
            self.run(partial(put_on_agenda, desk.board, desk.library, referral, meeting), "Put on the agenda")

    def say_there(self, deferral: Deferral) -> None:
        """What was missing has come; said again, it has not."""
        desk = self._window.desk
        today = None if deferral.resolved_on else desk.today()
        told = "What was missing is there" if today else "It is still missing"
        self.run(partial(resolve, desk.board, deferral, today), told)

    def _change_referral(self, item: AgendaItem) -> None:
        window, case = self._window, get_case(self._window.desk.board, item.case.id)
        labels = window.desk.library.labels
        asked = referral_asked(
            labels, case, item.referral, pathology=pathology_suggestions(case),
            radiology=radiology_suggestions(window.desk.library.all_labels, case),
        )  # fmt: skip
        dialog = self._dialog(f"Case {case.number} before the board", "", asked, "Keep it", case=case)

        def store(values: Values) -> Referral:
            desk, after = window.desk, referral_of(values, item.referral)
            return ask_anew(
                desk.board, desk.library, item.referral, after, question=str(values["question"]),
                asked_by=str(values["asked_by"]),
            )  # fmt: skip

        self._ask(dialog, store, lambda _stored: f"Changed what case {case.number} is before the board for")

    def _put_off(self, item: AgendaItem) -> None:
        window, today = self._window, self._window.desk.today
        every = window.places.meetings.now.meetings
        later = next((one.id for one in every if not one.is_over and one.id != item.referral.meeting_id), None)
        dialog = put_off_dialog(window.look, window.desk.library.labels, item, every, later, window, today)

        def store(values: Values) -> Deferral:
            desk, to = window.desk, next((one for one in every if one.id == values["meeting"]), None)
            told = Deferral(
                referral_id=item.referral.id, case_id=item.case.id, meeting_id=_on(item.referral),
                put_off_on=today(), owed_by=str(values["owed_by"]),
                missing=missing_code(desk.library.labels, item, str(values["missing"])),
            )  # fmt: skip
            return put_off(desk.board, desk.library, item.referral, told, to)

        self._ask(dialog, store, lambda _stored: f"Put case {item.case.number} off")

    def _take_off(self, item: AgendaItem) -> None:
        desk = self._window.desk
        told = f"Case {item.case.number} waits for a meeting"
        self.run(partial(take_off_agenda, desk.board, desk.library, item.referral), told)

    def _withdraw(self, item: AgendaItem) -> None:
        reason = Asked(key="reason", words="Reason, kept with the referral", needed="Write why it is withdrawn.")
        told = "The board does not speak about the child. The question stays in the record."
        title = f"Withdraw the referral of case {item.case.number}?"
        dialog = self._dialog(title, told, (reason,), "Withdraw", case=item.case, danger=True)

        def store(values: Values) -> Referral:
            desk = self._window.desk
            return withdraw(desk.board, desk.library, item.referral, str(values["reason"]), desk.today())

        self._ask(dialog, store, lambda _stored: f"Withdrew the referral of case {item.case.number}")

    def _noted(self, item: AgendaItem) -> None:
        if item.referral.purpose is Purpose.NOTE:
            desk = self._window.desk
            self.run(
                partial(note, desk.board, desk.library, item.referral, desk.today()),
                f"Case {item.case.number} was noted",
            )

    # how everything is done

    def run(self, work: Callable[[], T], told: str, done: Callable[[T], object] | None = None) -> bool:
        """Do something at once; a refusal is told where refusals are. Gives whether it was done."""
        try:
            found = work()
        except UserError as error:
            self._window.say_state(f"Not saved: {error}", "error")
            self._window.messages.report(error)
            self._window.places.refresh()
            return False
        self.after(told)
        if done is not None:
            done(found)
        return True

    def ask(self, dialog: AskDialog, store: Callable[[Values], T], told: Callable[[T], str]) -> None:
        """Open a dialog, store what it asked for, say so."""
        self._ask(dialog, store, told)

    def after(self, told: str) -> None:
        """What was done is on show everywhere, said, and can be undone."""
        window = self._window
        window.say_state(f"Saved {clock_words(window.desk.now())}", "text")
        window.undoing.refresh()
        window.places.refresh()
        case = window.page.case if window.at_case() else None
        if case is not None:
            window.page.show_case(get_case(window.desk.board, case.id))
        window.confirm(told)

    def _ask(
        self, dialog: AskDialog, store: Callable[[Values], T], told: Callable[[T], str],
        done: Callable[[T], object] | None = None,
    ) -> None:  # fmt: skip
        def keep(values: Values) -> None:
            try:
                found = store(values)
            except UserError as error:
                dialog.say_wrong(str(error))
                self._window.say_state(f"Not saved: {error}", "error")
                return
            dialog.accept()
            self.after(told(found))
            if done is not None:
                done(found)

        dialog.wanted.connect(keep)
        dialog.open()

    def _dialog(
        self, title: str, told: str, asked: tuple[Asked, ...], verb: str, *, case: Case | None = None,
        danger: bool = False,
    ) -> AskDialog:  # fmt: skip
        window = self._window
        return AskDialog(
            window.look, title, told, asked, verb, window, today=window.desk.today, case=case, danger=danger
        )

    @property
    def _meeting(self) -> Meeting | None:
        places = self._window.places
        return places.meetings.meeting if places.shown == MEETINGS else None


def _on(referral: Referral) -> UUID:
    """The meeting on whose agenda a referral stands; whoever asks looks at that agenda."""
    if referral.meeting_id is None:
        raise UserError("This child is on no agenda any more; nothing was changed, look at it again.")
    return referral.meeting_id
