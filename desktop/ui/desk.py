"""What the window works with: the open board, what ships as data, the clock, and the person's preferences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from desktop.services.boards import Board
from desktop.services.library import Library


@dataclass(frozen=True, slots=True)
class Preferences:
    """How one person wants the window. ``appearance`` is ``system``, ``light`` or ``dark``."""

    appearance: str = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Built by the application and passed to every page; the clock is passed in so that a test can stop it.

    ``today`` is the local day, ``now`` the local time for "Saved 10:42". ``remember`` stores changed preferences.
    """

    board: Board
    library: Library
    today: Callable[[], date]
    now: Callable[[], datetime]
    preferences: Preferences = Preferences()
    remember: Callable[[Preferences], None] = lambda _preferences: None
