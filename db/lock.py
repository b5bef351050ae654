"""Who may write: one process at a time, by a lock of the operating system, with the holder's name beside it.

The system frees the lock when its process ends, however it ends; what the file beside it says counts only while
the lock is held.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from db.errors import HeldError, StorageError
from db.folder import BoardFolder
from db.private_files import SPOILT, read_json, write_private

PATIENCE = 0.5
"""Seconds to wait: readers take the lock for a moment to see whether it is free, and must not turn a writer away."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the board open for writing; ``since`` is UTC."""

    name: str
    host: str
    process: int
    since: str

    def words(self) -> str:
        """For example ``Zztest Coordinator on ward-3 since 2026-11-23 14:05 UTC``."""
        return f"{self.name} on {self.host} since {self.since[:16].replace('T', ' ')} UTC"


class BoardLock:
    """The lock of one board, held from ``take`` to ``release``."""

    def __init__(self, folder: BoardFolder) -> None:
        self._folder = folder
        self._lock = file_lock(folder.lock, PATIENCE)
        self._holder: Holder | None = None

    def take(self, name: str) -> None:
        """Hold the board for writing. Raises HeldError naming the holder and since when."""
        try:
            self._lock.acquire()
        except Timeout:
            raise HeldError(_refusal(read_holder(self._folder))) from None
        except OSError as error:
            raise StorageError(
                f"The board in {self._folder.path} cannot be locked ({error.strerror}); open it for reading only."
            ) from error
        self._holder = Holder(name, socket.gethostname(), os.getpid(), _now())
        self._write()

    def rename(self, name: str) -> None:
        """Say by another name who holds it: who opens with the recovery key is known only afterwards."""
        if self._holder is not None and self._holder.name != name:
            self._holder = replace(self._holder, name=name)
            self._write()

    def release(self) -> None:
        """Let others write."""
        with suppress(OSError):
            self._folder.holder.unlink(missing_ok=True)
        self._lock.release()

    def _write(self) -> None:
        if self._holder is not None:
            # only the words would be missing from the next refusal; the lock itself holds
            with suppress(OSError):
                write_private(self._folder.holder, json.dumps(asdict(self._holder)).encode())


def current_holder(folder: BoardFolder) -> Holder | None:
    """Who holds the board now, or None if it is free."""
    probe = file_lock(folder.lock, 0)
    try:
        probe.acquire()
    except Timeout:
        return read_holder(folder) or Holder("somebody", "another computer", 0, _now())
    except OSError:
        return None
    probe.release()
    return None


def read_holder(folder: BoardFolder) -> Holder | None:
    """What the file beside the lock says, or None if it says nothing."""
    try:
        told = read_json(folder.holder)
        return Holder(str(told["name"]), str(told["host"]), int(told["process"]), str(told["since"]))
    except SPOILT:
        return None


def file_lock(path: Path, timeout: float) -> FileLock:
    """A lock of the operating system on a file; ``timeout`` is how many seconds one would wait for it."""
    # no soft lock: that one would outlive a killed process
    return FileLock(path, timeout=timeout, mode=0o600, thread_local=False, fallback_to_soft=False)


def _refusal(holder: Holder | None) -> str:
    who = holder.words() if holder else "another program"
    return f"The board is held for writing by {who}; it can be read meanwhile, close it there to write here."


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
