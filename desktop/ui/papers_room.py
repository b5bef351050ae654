"""The papers of a meeting and of a child, from the menu, a key or the page of meetings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.rights import Right
from desktop.services.meetings.planning import meetings, next_meeting
from desktop.ui.panels.rail import MEETINGS

if TYPE_CHECKING:
    from desktop.services.papers.offered import Offer
    from desktop.services.papers.register import HandedOut
    from desktop.ui.main_window import MainWindow

NO_MEETING = "There is no meeting yet: plan one, then its papers can be made"


class PapersRoom:
    """Stands between the dialog of papers and one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def of_meeting(self, meeting: Meeting | None = None, first: str = "") -> None:
        """The papers of a meeting: the one that is shown, else the next one, else the last there was."""
        from desktop.services.papers.offered import offers_of_meeting  # loaded when a paper is first wanted

        desk, chosen = self._window.desk, self._meant(meeting)
        if chosen is not None:
            title = f"Papers of meeting {chosen.number}"
            found = partial(offers_of_meeting, desk.board, desk.library, chosen, desk.today())
            self._window.tasks.start(found, partial(self._show, title, meeting=chosen, first=first))

    def who_got(self) -> None:
        """Who got the papers of the same meeting, and which of them are old."""
        from desktop.services.papers.register import register_of

        chosen = self._meant(None)
        if chosen is not None:
            read = partial(register_of, self._window.desk.board, chosen)
            self._window.tasks.start(read, partial(self._show_register, chosen))

    def of_child(self) -> None:
        """The papers of the child whose page is open."""
        from desktop.services.papers.offered import offers_of_child

        window, desk = self._window, self._window.desk
        if not window.at_case():
            return
        window.page.commit()
        case = window.page.case
        if case is None:
            return
        found = partial(offers_of_child, desk.board, desk.library, case, desk.today())
        window.tasks.start(found, partial(self._show, f"Papers of case {case.number}"))

    def _meant(self, meeting: Meeting | None) -> Meeting | None:
        desk = self._window.desk
        chosen = meeting or self._shown() or next_meeting(desk.board, desk.today())
        chosen = chosen or next(reversed(meetings(desk.board)), None)
        if chosen is None:
            self._window.toast.say(NO_MEETING)
        return chosen

    def _shown(self) -> Meeting | None:
        places = self._window.places
        return places.meetings.meeting if places.shown == MEETINGS else None

    def _show(self, title: str, offers: Sequence[Offer], *, meeting: Meeting | None = None, first: str = "") -> None:
        from desktop.ui.dialogs.papers import PapersDialog

        window = self._window
        dialog = PapersDialog(
            window.look, window.desk, window.tasks, window.messages, title, offers, window,
            paper=window.desk.preferences.paper, meeting=meeting, first=first,
        )  # fmt: skip
        dialog.told.connect(window.deeds.told)
        dialog.open()

    def _show_register(self, meeting: Meeting, found: Sequence[HandedOut]) -> None:
        from desktop.services.papers.offered import RECALL_LIST
        from desktop.ui.dialogs.register import RegisterDialog

        window, desk = self._window, self._window.desk
        prints = desk.may(Right.PRINT)
        dialog = RegisterDialog(window.look, meeting, found, desk.today(), window, may_print=prints)
        dialog.recall.connect(lambda: self.of_meeting(meeting, RECALL_LIST))
        dialog.open()
