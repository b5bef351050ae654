"""What the lock screen says: when and why, what was saved, what is kept, what a wrong passphrase costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from desktop.services.boards import Board
from desktop.services.locking import IDLE, OTHER_PERSON, SYSTEM, Tries
from desktop.ui.words import counted, joined


def kept_in(board: Board) -> str:
    """The folder that the board lies in; that it is encrypted says nothing where it opens without a passphrase."""
    return f"{board.folder.parent}{'' if board.demonstration else ', encrypted'}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person typed that is on no board: text in fields of cases, and dialogs that were being filled in."""

    fields: int = 0
    dialogs: int = 0

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.fields or self.dialogs)

    def places(self) -> list[str]:
        """``2 fields``, ``an open dialog``; no word of the text itself."""
        parts = [counted(self.fields, "field")] if self.fields else []
        if self.dialogs:
            parts.append("an open dialog" if self.dialogs == 1 else f"{self.dialogs} open dialogs")
        return parts

    def words(self) -> str:
        """``text in 2 fields and in an open dialog``."""
        return f"text in {' and in '.join(self.places())}"


def locked_words(clock: str, why: str, minutes: int, saved: str) -> str:
    """``Locked at 10:52 after 10 minutes without use. Your last edit was saved at 10:41.``"""
    reason = {
        IDLE: f" after {counted(minutes, 'minute')} without use",
        SYSTEM: " together with the computer",
        OTHER_PERSON: " again",
    }.get(why, "")
    told = [f"Locked at {clock}{reason}."]
    if saved:
        told.append(f"Your last edit was saved at {saved}.")
    return " ".join(told)


def kept_words(kept: Kept, who: str = "") -> str:
    """What is not saved, and that it comes back; ``who`` has to unlock where several people can. Empty without any."""
    if not kept:
        return ""
    return f"Not saved yet: {kept.words()}. It comes back when {f'{who} unlocks' if who else 'you unlock'}."


def tries_words(tries: Tries) -> str:
    """``3 left before a wait of 1 s``, or when the next one is taken."""
    if tries.wait:
        return f"The next in {seconds_to_wait(tries)} s"
    return f"{max(1, tries.left)} left before a wait of {tries.pause // timedelta(seconds=1)} s"


def wait_words(tries: Tries) -> str:
    """What somebody is told who typed a wrong passphrase once too often, counted down."""
    if tries.wait:
        return f"Wrong passphrase. You can try again in {seconds_to_wait(tries)} s."
    return "Wrong passphrase. You can try again now, or use the recovery key."


def seconds_to_wait(tries: Tries) -> int:
    """Whole seconds, the one that has begun among them."""
    return -(-tries.wait // timedelta(seconds=1))


def other_words(before: str, kept: Kept) -> tuple[str, str]:
    """What another person is asked before what the first one typed is discarded: title and text."""
    told = (
        f"It is in {joined(kept.places())}. Lock again so that {before} can unlock and save it. "
        "If you discard it, it cannot be brought back."
    )
    return f"{before} has unsaved text", told


def lose_words(kept: Kept) -> str:
    """What closing a locked window would lose."""
    words = kept.words()
    return f"{words[:1].upper()}{words[1:]} is not saved. Unlock the board to save it."
