"""Treatment that rests: every interval across which a pause falls is longer by the days of the pause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pause:
    """From ``begun`` on nothing is given until the day ``ended``, on which treatment goes on; None: not known yet."""

    begun: date
    ended: date | None = None

    def until(self, today: date | None) -> date:
        """The day on which it goes on at the earliest: a pause without an end lasts at least until today."""
        return max(self.ended or today or self.begun, self.begun)


def stretched(anchor: date, due: date, pauses: Sequence[Pause], today: date | None) -> date:
    """The day that is due so long after its anchor, without the days of rest in between."""
    for one in sorted(pauses, key=lambda one: one.begun):
        until = one.until(today)
        if anchor < until and one.begun <= due:
            due += until - max(anchor, one.begun)
    return due


def rests(pauses: Sequence[Pause]) -> Pause | None:
    """The pause that nobody has ended."""
    return next((one for one in pauses if one.ended is None), None)
