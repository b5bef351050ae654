"""The places beside cases and settings: each a page over all children, built when it is first entered."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from desktop.ui.panels.list_empty import first_steps
from desktop.ui.panels.rail import CHASE, MEETINGS, STATISTICS
from desktop.ui.widgets.empty_state import Step

if TYPE_CHECKING:  # the list is painted before these are loaded
    from desktop.ui.chase.page import ChasePage
    from desktop.ui.due.page import DuePage
    from desktop.ui.history.board_history import BoardHistory
    from desktop.ui.main_window import MainWindow
    from desktop.ui.meetings.page import MeetingsPage
    from desktop.ui.statistics.page import StatisticsPage

DUE, HISTORY = "due", "history"
"""In the menu only: the rail keeps room for the places of every day. What is due is one key from To chase, too."""

_NAMES = (MEETINGS, CHASE, STATISTICS, DUE, HISTORY)


class PlacePage(Protocol):
    """What a place can do: be as of now, and take the keyboard."""

    def refresh(self) -> None:
        """Work out anew what is shown."""

    def focus_first(self) -> None:
        """Take the keyboard."""


class Places:
    """Belongs to one window; for another size of text or another board it begins anew. Properties go by their names."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def _first(self) -> tuple[Step, ...]:
        """What brings the first child onto an empty board."""
        actions = self._window.actions_by_name
        return first_steps((actions["new"], actions["import"]), self._window.desk)

    @cached_property
    def meetings(self) -> MeetingsPage:
        """The meetings of the board and their agendas."""
        from desktop.ui.meetings.page import MeetingsPage

        window = self._window
        page = MeetingsPage(window.look, window.desk, window.tasks)
        window.meeting_room.connect(page)
        page.read.connect(window.enable_actions)
        window.pages.addWidget(page)
        return page

    @cached_property
    def chase(self) -> ChasePage:
        """What is missing over all children."""
        from desktop.ui.chase.page import ChasePage

        window = self._window
        page = ChasePage(window.look, window.desk, window.tasks, window.messages, self._first)
        page.opened.connect(window.open_case)
        page.due.connect(lambda: self.show(DUE))
        page.told.connect(window.toast.say)
        window.pages.addWidget(page)
        return page

    @cached_property
    def due(self) -> DuePage:
        """What the next weeks bring over all children."""
        from desktop.ui.due.page import DuePage

        window = self._window
        page = DuePage(window.look, window.desk, window.tasks, window.messages, self._first)
        page.opened.connect(window.open_case)
        page.told.connect(window.toast.say)
        window.pages.addWidget(page)
        return page

    @cached_property
    def statistics(self) -> StatisticsPage:
        """The children counted."""
        from desktop.ui.statistics.page import StatisticsPage

        window = self._window
        page = StatisticsPage(window.look, window.desk, window.tasks, window.messages, self._first)
        page.filtered.connect(window.show_filtered)
        page.opened.connect(window.open_case)
        page.told.connect(window.toast.say)
        window.pages.addWidget(page)
        return page

    @cached_property
    def history(self) -> BoardHistory:
        """What happened on the board, and where its rows lead."""
        from desktop.ui.history.board_history import BoardHistory

        window = self._window
        page = BoardHistory(window.look, window.desk, window.tasks, window.messages)
        page.opened.connect(window.open_case)
        page.told.connect(window.confirm)
        page.left.connect(window.back)
        window.pages.addWidget(page)
        return page

    def show(self, name: str) -> None:
        """Go to a place; it shows what is so now."""
        window, page = self._window, self._page(name)
        window.commit()
        window.show_page(page)
        page.refresh()
        page.focus_first()

    @property
    def shown(self) -> str:
        """The name of the place that is shown, or empty."""
        here = self._window.pages.currentWidget()
        return next((name for name in _NAMES if here is self.__dict__.get(name)), "")

    @property
    def on_rail(self) -> str:
        """What the rail marks: what is due belongs to To chase."""
        return CHASE if self.shown == DUE else self.shown

    def possible(self) -> set[str]:
        """What actions can be used on the place that is shown, as the menus say it of themselves."""
        if self.shown == MEETINGS and self.meetings.meeting is not None and not self.meetings.meeting.is_over:
            return {"meeting"}
        return {"prints"} if self.shown in {CHASE, DUE} else set()

    def refresh(self) -> None:
        """Have what is shown worked out anew, after something was changed."""
        if self.shown:
            self._page(self.shown).refresh()

    def _page(self, name: str) -> MeetingsPage | ChasePage | DuePage | StatisticsPage | BoardHistory:
        page: MeetingsPage | ChasePage | DuePage | StatisticsPage | BoardHistory = getattr(self, name)
        return page
