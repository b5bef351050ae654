"""What the lock screen says: when and why, what was saved, what is kept, what a wrong passphrase costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from desktop.services.locking import IDLE, OTHER_PERSON, SYSTEM, Tries
from desktop.ui.words import counted, joined


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person typed that is on no board: text in fields of cases, and dialogs that were being filled in."""

    fields: int = 0
    dialogs: int = 0

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.fields or self.dialogs)

    def words(self) -> str:
        """``text in 2 fields and a dialog that was being filled in``; no word of the text itself."""
        parts = [f"text in {counted(self.fields, 'field')}"] if self.fields else []
        if self.dialogs == 1:
            parts.append("a dialog that was being filled in")
        elif self.dialogs:
            parts.append(f"{self.dialogs} dialogs that were being filled in")
        return joined(parts)


def locked_words(clock: str, why: str, minutes: int, saved: str, kept: Kept) -> str:
    """For example ``Locked at 10:52 after 10 minutes. Your last edit was saved at 10:51.``"""
    reason = {
        IDLE: f" after {counted(minutes, 'minute')}",
        SYSTEM: " together with the computer",
        OTHER_PERSON: " again",
    }.get(why, "")
    told = [f"Locked at {clock}{reason}."]
    if saved:
        told.append(f"Your last edit was saved at {saved}.")
    if kept:
        words = kept.words()
        told.append(f"{words[:1].upper()}{words[1:]} is not saved; it will be there again.")
    return " ".join(told)


def tries_words(tries: Tries) -> str:
    """``3 left before a wait of 1 s``, or how long to wait now."""
    seconds = -(-tries.wait // timedelta(seconds=1))
    if seconds > 0:
        return f"None for {seconds} s"
    return f"{max(1, tries.left)} left before a wait of {tries.pause // timedelta(seconds=1)} s"


def other_words(who: str, before: str, kept: Kept) -> str:
    """What another person is asked before what the first one typed is thrown away."""
    return (
        f"You unlocked the board as {who}. {before} left {kept.words()}: it is not saved, and you are not shown it. "
        f"Go back, and {before} can unlock and save it; or throw it away and go on."
    )


def lose_words(kept: Kept) -> str:
    """What closing a locked window would lose."""
    words = kept.words()
    return f"{words[:1].upper()}{words[1:]} is not saved. Unlock the board to save it."
