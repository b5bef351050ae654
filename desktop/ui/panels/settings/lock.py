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


class LockPart(Part):
    """After how long without a touch, and whether with the computer; never is for demonstration boards only."""

    name = "Lock"

    def __init__(self, look: Look, desk: Desk) -> None:
        told = (
            "A locked board shows no child and has let go of its key; your passphrase brings back what was there, also "
            "what was being typed. Ctrl+L locks at once."
        )
        super().__init__(look, desk, told)
        demonstration = desk.board.demonstration
        offered = [(one, after_words(one)) for one in LOCK_AFTER if one != NEVER or demonstration]
        chosen = lock_minutes(desk.preferences, demonstration=demonstration)
        self.after = OneOf(look, "Lock when nobody is there", offered, chosen, upright=True)
        told = "So long after the last key, click or movement of the pointer in Crestboard."
        self.setting("Lock when nobody is there", self.after, told)
        self.with_system = OneOf(
            look, "When the computer is locked or sleeps", _WITH_SYSTEM, desk.preferences.lock_with_system
        )
        told = "Where the system tells. After sleep the time without a touch counts in any case."
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
    """``After 10 minutes``, ``Never``."""
    return f"After {counted(minutes, 'minute')}" if minutes != NEVER else "Never"
