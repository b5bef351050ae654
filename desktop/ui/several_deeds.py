"""What is done with several children of the list at once: ask, do it in one step, say what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseLine
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.vocabulary import CaseStatus
from desktop.services.meetings.several import meeting_on, put_on_agendas
from desktop.services.several import bin_cases, put_on_meeting, restore_cases, set_status
from desktop.ui.dialogs.several import BinSeveralDialog, MeetingDialog, SeveralDialog, StatusDialog
from desktop.ui.undoing import AT_ONCE
from desktop.ui.words import clock_words, counted

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

UseCase = Callable[..., "list[Case]"]
Lines = Sequence[CaseLine]


class SeveralDeeds:
    """Stands between the selected rows of the list and one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def status(self, lines: Lines) -> None:
        """Ask for the status that they all get."""
        window, labels = self._window, self._window.desk.library.labels
        dialog = StatusDialog(window.look, labels, lines, window)

        def done(status: CaseStatus) -> None:
            told = f"status is now {labels.word('status', status).lower()}"
            self._run(dialog, lines, partial(set_status, status=status), told)

        dialog.wanted.connect(done)
        dialog.open()

    def meeting(self, lines: Lines) -> None:
        """Ask for the board meeting that they are put on."""
        window, desk = self._window, self._window.desk
        dialog = MeetingDialog(
            window.look, desk.today, lines, window, lambda day: meeting_on(desk.board, day) is not None
        )

        def done(day: PartialDate | None) -> None:
            meeting = meeting_on(desk.board, day)
            if meeting is not None and day is not None:
                self._put_on(dialog, lines, meeting)
                return
            told = f"on the meeting of {day.words()}" if day else "on no meeting"
            self._run(dialog, lines, partial(put_on_meeting, day=day), told)

        dialog.wanted.connect(done)
        dialog.open()

    def _put_on(self, dialog: SeveralDialog, lines: Lines, meeting: Meeting) -> None:
        """Where the day has a meeting, they go on its agenda; who has no question is named and left."""
        window, desk = self._window, self._window.desk
        try:
            done = put_on_agendas(desk.board, desk.library, [one.case_id for one in lines], meeting, desk.today())
        except UserError as error:
            self._failed(dialog, error)
            return
        left = ", ".join(str(one.number) for one in done.left)
        if left and not done.put:
            dialog.refuse(f"Nobody asks the board about case {left} yet: refer each with its question, with Ctrl+K.")
            return
        self._done(dialog, f"on the agenda of {day_words(meeting.day)}", lines[0].case_id, [*done.put])
        if left:
            window.notices.caution(f"Case {left} has no question for the board and was left: refer it with Ctrl+K.")

    def bin(self, lines: Lines) -> None:
        """Ask why they go to the bin."""
        dialog = BinSeveralDialog(self._window.look, lines, self._window)
        dialog.wanted.connect(
            lambda reason: self._run(dialog, lines, partial(bin_cases, reason=reason), "in the bin", keep=False)
        )
        dialog.open()

    def restore(self, lines: Lines) -> None:
        """Take them out of the bin; nothing needs to be asked."""
        self._run(None, lines, restore_cases, "back on the list", keep=False)

    def _run(
        self, dialog: SeveralDialog | None, lines: Lines, use_case: UseCase, told: str, *, keep: bool = True
    ) -> None:
        """Do it at once for a few; for many beside the window, which stays alive."""
        window = self._window
        window.say_state("Saving…", "text2")
        ids = [one.case_id for one in lines]
        work = partial(use_case, window.desk.board, window.desk.library, ids)
        done = partial(self._done, dialog, told, ids[0] if keep else None)
        failed = partial(self._failed, dialog)
        if len(ids) > AT_ONCE:
            if dialog is not None:
                dialog.begin(f"Changing {counted(len(ids), 'case')}…")
            window.tasks.start(work, done, failed)
            return
        try:
            cases = work()
        except UserError as error:
            failed(error)
        except BaseException:
            window.say_state("Not saved", "error")
            raise
        else:
            done(cases)

    def _done(self, dialog: SeveralDialog | None, told: str, keep: UUID | None, cases: list[Case]) -> None:
        window = self._window
        if dialog is not None:
            dialog.accept()
        window.say_state(f"Saved {clock_words(window.desk.now())}", "text")
        if window.at_list():
            window.show_list(keep)
        window.undoing.refresh()
        window.confirm(f"{counted(len(cases), 'case')}: {told}")

    def _failed(self, dialog: SeveralDialog | None, error: BaseException) -> None:
        """Nothing was changed; why stands in the dialog, or where refusals are told."""
        window = self._window
        known = isinstance(error, UserError)
        window.say_state(f"Not saved: {error}" if known else "Not saved", "error")
        if known and dialog is not None:
            dialog.refuse(str(error))
            return
        if dialog is not None:
            dialog.leave()
        window.messages.report(error)
