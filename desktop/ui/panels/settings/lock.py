"""When the board is locked by itself. Kept for this person on this computer."""

from __future__ import annotations

from dataclasses import replace

from desktop.ui.desk import Desk
from desktop.ui.locking.guard import lock_minutes
from desktop.ui.panels.settings.parts import Part
from desktop.ui.preferences import LOCK_AFTER, NEVER
from desktop.ui.theme import Look
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.words import counted

_WITH_SYSTEM = ((True, "Lock the board too"), (False, "Leave the board open"))


_TOLD = "A locked board shows no child. {}, including unfinished text. Ctrl+L locks at once."
_BOARD, _DEMONSTRATION = "After unlocking, everything is as you left it", "Unlock brings back what was there"


class LockPart(Part):
    """After how long without a touch, and whether with the computer; never is for demonstration boards only."""

    name = "Lock"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, _TOLD.format(_DEMONSTRATION if desk.board.demonstration else _BOARD))
        demonstration = desk.board.demonstration
        offered = [(one, after_words(one)) for one in LOCK_AFTER if one != NEVER or demonstration]
        chosen = lock_minutes(desk.preferences, demonstration=demonstration)
        self.after = OneOf(look, "Lock when not used for", offered, chosen, upright=True)
        told = "Counted from the last key, click or pointer movement in Crestboard."
        self.setting("Lock when not used for", self.after, told)
        self.with_system = OneOf(
            look,
            "When the computer is locked or sleeps",
            _WITH_SYSTEM,
            desk.preferences.lock_with_system,
            upright=True,
        )
        told = "Works where the computer reports it. Time asleep counts as time without use."
        self.setting("When the computer is locked or sleeps", self.with_system, told)
        self.body.addStretch(1)
        self.after.picked.connect(self._store_after)
        self.with_system.picked.connect(self._store_with_system)

    def _store_after(self, minutes: int) -> None:
        self.desk.remember(replace(self.desk.preferences, lock_after=minutes))
        self.say_saved()

    def _store_with_system(self, wanted: bool) -> None:
        self.desk.remember(replace(self.desk.preferences, lock_with_system=wanted))
        self.say_saved()


def after_words(minutes: int) -> str:
    """``10 minutes``, ``Never``."""
    return counted(minutes, "minute") if minutes != NEVER else "Never"
