"""Wrong passphrases slow down: after three, each further one makes the next wait longer, up to a minute.

The count lies beside the database, because nothing can be written into it without the key; at the next opening it
goes into the audit. It slows down somebody at the keyboard; whoever copies the folder is slowed by the cost of each
guess.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.errors import WrongKeyError
from db.private_files import SPOILT, read_json, write_private

FREE = 3
LONGEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passphrases since the board was last opened with a right one: when the first and last, and for whom."""

    first: datetime | None = None
    last: datetime | None = None
    names: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many there were."""
        return sum(self.names.values())

    def told(self) -> dict[str, list[object]]:
        """What the history keeps of them."""
        if self.first is None or self.last is None:
            return {}
        told: dict[str, list[object]] = {"count": [None, self.count], "first": [None, self.first.isoformat()]}
        return told | {"last": [None, self.last.isoformat()], "names": [None, ", ".join(sorted(self.names))]}

    def wait(self, now: datetime) -> timedelta:
        """How long until the next may be tried; a clock that was set back does not make it longer."""
        over = self.count - FREE
        if self.last is None or over < 0 or now < self.last:
            return timedelta()
        pause = min(LONGEST, timedelta(seconds=2 ** min(over, 10)))
        return max(timedelta(), self.last + pause - now)


def read_attempts(path: Path) -> Attempts:
    """What was counted; none where nothing can be read."""
    try:
        told = read_json(path)
        names = {str(name): int(count) for name, count in told["names"].items()}
        # a moment without its time zone cannot be compared with now
        first, last = (datetime.fromisoformat(told[name]).astimezone(UTC) for name in ("first", "last"))
        return Attempts(first, last, names)
    except SPOILT:
        return Attempts()


def refuse_haste(path: Path, now: datetime) -> None:
    """Raise WrongKeyError while the next passphrase has to wait."""
    attempts = read_attempts(path)
    seconds = -(-attempts.wait(now) // timedelta(seconds=1))
    if seconds > 0:
        raise WrongKeyError(
            f"There were {attempts.count} wrong passphrases; wait {seconds} {'second' if seconds == 1 else 'seconds'} "
            "and try again."
        )


def count_attempt(path: Path, name: str, now: datetime) -> Attempts:
    """One more wrong passphrase. Where it cannot be written, the refusal stands and nothing is counted."""
    before = read_attempts(path)
    names = {**before.names, name: before.names.get(name, 0) + 1}
    after = Attempts(before.first or now, now, names)
    told = {"first": (before.first or now).isoformat(), "last": now.isoformat(), "names": names}
    with suppress(OSError):
        write_private(path, json.dumps(told, ensure_ascii=False).encode())
    return after


def forget_attempts(path: Path) -> None:
    """Begin to count anew."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
