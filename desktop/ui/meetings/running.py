"""Running a meeting from the window: the view over the whole screen, who takes part, and the chair's word."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.basis import ground_names, grounds_now
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.cases import get_case
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.coming_back import coming_back
from desktop.services.meetings.deciding import confirm
from desktop.services.meetings.planning import meetings
from desktop.services.meetings.referring import open_referral
from desktop.services.meetings.words import fact_words, value_words
from desktop.ui.meetings.again import again_asked, bring_back_asked, refuse_half
from desktop.ui.meetings.asking import As, AskDialog, Asked, Values
from desktop.ui.meetings.attending import AttendDialog
from desktop.ui.meetings.run import RunDialog

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

_STANDS = (
    "The decision is then frozen with the facts it stands on: it says so itself when one of them changes. Take away "
    "those that it does not stand on."
)


class RunningRoom:
    """Stands between a meeting and one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def go_on(self, case: Case) -> RunDialog | None:
        """Show the meeting at a child of whose decision something was half typed when the program ended."""
        window = self._window
        referral = open_referral(window.desk.board, case.id)
        meeting = next(
            (one for one in meetings(window.desk.board) if referral is not None and one.id == referral.meeting_id), None
        )
        if meeting is None:
            told = f"Case {case.number} is on no agenda now; put it on one to go on with its decision."
            window.messages.report(UserError(told))
            return None
        return self.run(meeting, case.id)

    def run(self, meeting: Meeting, first: UUID | None = None) -> RunDialog | None:
        """Show the meeting over the whole screen, from the child of ``first`` on; without a child on its agenda there
        is nothing to show."""
        window = self._window
        if not agenda_of(window.desk.board, window.desk.library, meeting).items:
            window.messages.report(
                UserError("Nobody is on the agenda of this meeting yet; refer a child to it first, with Ctrl+K.")
            )
            return None
        dialog = RunDialog(window, meeting, first)
        window.look.dress(dialog)
        dialog.open()
        dialog.showFullScreen()
        return dialog

    def attend(self, meeting: Meeting, parent: QWidget | None = None) -> None:
        """Who takes part, with the quorum."""
        window = self._window
        dialog = AttendDialog(window.look, window.desk, meeting, parent or window)

        def ended(_how: int) -> None:
            window.undoing.refresh()
            window.places.refresh()
            if isinstance(parent, RunDialog) and parent.save():
                parent.show_child()

        dialog.finished.connect(ended)
        dialog.open()

    def confirm(self, view: RunDialog) -> None:
        """Ask for the name of the chair and what the decision stands on, then freeze it."""
        whole, window = view.whole, self._window
        if whole is None or view.lacks_something(whole):
            return
        case = get_case(window.desk.board, whole.decision.case_id)
        again = coming_back(window.desk.board, whole, window.desk.today())
        asked = (
            Asked(key="chair", words="Chair who confirms it", value=view.agenda.meeting.chair,
                  needed="Write the name of the chair who confirms the decision."),
            *(again_asked(again) if again is not None else ()),
            *self._grounds(whole),
        )  # fmt: skip
        dialog = AskDialog(
            window.look, "The chair confirms the decision", _STANDS, asked, "Confirm and freeze", view,
            today=window.desk.today, case=case,
        )  # fmt: skip

        def keep(values: Values) -> None:
            left_out = [one.key for one in asked if one.kind is As.TICK and not values[one.key]]
            try:
                if again is not None:
                    refuse_half(values)
                frozen = confirm(
                    window.desk.board, window.desk.library, whole, chair=str(values["chair"]),
                    today=window.desk.today(), left_out=left_out,
                )  # fmt: skip
            except UserError as error:
                dialog.say_wrong(str(error))
                return
            dialog.accept()
            told, wrong = bring_back_asked(window, frozen, again, values) if again is not None else ("", "")
            window.undoing.refresh()
            view.show_child()
            view.saved.setText(told)
            view.wrong.say(wrong)

        dialog.wanted.connect(keep)
        dialog.open()

    def _grounds(self, whole: WholeDecision) -> list[Asked]:
        """Every fact that the decision may stand on, as it is now."""
        desk = self._window.desk
        labels, rules = desk.library.labels, desk.library.rules
        case = get_case(desk.board, whole.decision.case_id)
        return [
            Asked(
                key=fact,
                words=f"{fact_words(labels, fact)}: {value_words(labels, fact, value)}",
                kind=As.TICK,
                value=True,
            )
            for fact, (value, _source) in grounds_now(case, rules, ground_names(rules)).items()
        ]
