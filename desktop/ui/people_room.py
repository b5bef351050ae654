"""People in the window: the way to their list, and the notice that nobody has kept the board's recovery key."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.ui.notices import Told

if TYPE_CHECKING:  # the list is painted before these are loaded
    from desktop.services.boards import Board
    from desktop.ui.main_window import MainWindow
    from desktop.ui.people_deeds import PeopleDeeds

_STATEMENT = "The recovery key was not confirmed as kept."
_WORDS = (
    "Without it, nobody can open the board once every passphrase is forgotten. Renew the board's key, and print or "
    "save the new recovery key that is shown then."
)


class PeopleRoom(QObject):
    """Belongs to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        renew = ("Renew the board's key…", lambda: self.deeds.renew())
        self._told = Told("caution", _STATEMENT, _WORDS, renew, close="Remind me next time")

    @cached_property
    def deeds(self) -> PeopleDeeds:
        """What can be done with people, loaded when something is first done."""
        from desktop.ui.people_deeds import PeopleDeeds

        return PeopleDeeds(self._window)

    def go(self) -> None:
        """Show the people of the board, with the keyboard in their list."""
        from desktop.ui.panels.settings.page import PEOPLE

        self._window.show_settings(PEOPLE)
        self._window.settings.people.table.setFocus()

    def look(self) -> None:
        """Tell an administrator while nobody has kept the recovery key; a look into the history, beside the window."""
        board = self._window.desk.board
        if not self._window.desk.may(Right.KEYS):
            self._window.notices.take_away(self._told)
            return

        def read() -> bool:
            from desktop.services.recovery_keeping import is_recovery_key_kept

            return is_recovery_key_kept(board)

        self._window.tasks.start(read, partial(self._looked, board), self._not_looked)

    def _looked(self, board: Board, kept: bool) -> None:
        if self._window.desk.board.database is not board.database:
            return
        if kept or not self._window.desk.may(Right.KEYS):
            self._window.notices.take_away(self._told)
        else:
            self._window.notices.tell(self._told)

    def _not_looked(self, error: BaseException) -> None:
        """A board that was closed or locked meanwhile is looked into when it is opened again."""
        if not isinstance(error, UserError):
            self._window.tasks.fail(error)
