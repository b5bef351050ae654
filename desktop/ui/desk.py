"""What the window works with: the open board, what ships as data, the clock, and the person's preferences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.clinical.rights import Right, may
from desktop.services.boards import Board
from desktop.services.computer_keyring import ComputerKeyring
from desktop.services.library import Library
from desktop.ui.preferences import Preferences

__all__ = ["Desk", "Preferences"]


@dataclass(slots=True, kw_only=True)
class Desk:
    """Built by the application and passed to every page; the clock is passed in so that a test can stop it.

    ``today`` is the local day, ``now`` the local time for "Saved 10:42". ``keep`` stores changed preferences.
    ``keyring`` is this computer's, which may open the board at the start.
    Little changes in it: ``preferences``, ``board`` when its person took another name, and ``library`` when the board
    adopted other rules.
    """

    board: Board
    library: Library
    today: Callable[[], date]
    now: Callable[[], datetime]
    preferences: Preferences = field(default_factory=Preferences)
    keep: Callable[[Preferences], None] = lambda _preferences: None
    keyring: ComputerKeyring | None = None

    def may(self, right: Right) -> bool:
        """Whether this is offered: the board is open for writing, and the person's role includes it."""
        return not self.board.read_only and may(self.board.person, right)

    def remember(self, preferences: Preferences) -> None:
        """Go on with these preferences, and keep them."""
        self.preferences = preferences
        self.keep(preferences)
