"""Calls to the operating system that fail on purpose: the Nth of those that open, sync, move or remove a file."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_CALLS: tuple[tuple[Any, str], ...] = (
    (os, "open"), (os, "fsync"), (os, "replace"), (os, "rename"), (os, "mkdir"), (os, "unlink"), (io, "open"),
    (builtins, "open"),
)  # fmt: skip


class Failing:
    """Counts the calls that touch ``folder``; ``failed`` says whether the one to fail was reached."""

    def __init__(self, nth: int, folder: Path, blow: Callable[[str], None]) -> None:
        self.nth, self.count, self.failed = nth, 0, False
        self._folder, self._blow = str(folder), blow

    def call(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The same call, which fails when its turn comes. Reading is left alone: a full disk can be read."""

        def call(*words: Any, **named: Any) -> Any:
            if self._counts(name, words, named):
                self.strike(str(words[0]))
            return real(*words, **named)

        return call

    def strike(self, place: str) -> None:
        """One more call; the one whose turn has come is struck."""
        self.count += 1
        if self.count == self.nth:
            self.failed = True
            self._blow(place)

    def _counts(self, name: str, words: tuple[Any, ...], named: dict[str, Any]) -> bool:
        if isinstance(words[0], int):
            return name == "fsync"
        if not str(words[0]).startswith(self._folder):
            return False
        if name == "open" and len(words) > 1 and isinstance(words[1], int):
            return bool(words[1] & (os.O_WRONLY | os.O_RDWR))
        if name == "open":
            mode = words[1] if len(words) > 1 else named.get("mode", "r")
            return any(letter in str(mode) for letter in "wxa+")
        return True


def _full(place: str) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), place)


@contextmanager
def failing(nth: int, folder: Path, blow: Callable[[str], None] = _full) -> Iterator[Failing]:
    """Let the Nth writing call beneath ``folder`` fail as on a full disk, or be struck by something else."""
    counter = Failing(nth, folder, blow)
    with pytest.MonkeyPatch.context() as patched:
        for module, name in _CALLS:
            patched.setattr(module, name, counter.call(getattr(module, name), name))
        yield counter
