"""A sign that the program runs, which an orderly end takes away; what is left tells that a session ended unexpectedly.

Where the interpreter itself breaks down, the places in the code are written into the sign before all ends: files,
lines and functions, no value.
"""

from __future__ import annotations

import faulthandler
import os
import re
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from filelock import Timeout

from db.lock import file_lock
from desktop.services.crashes import place, with_trail

_SIGNS = "session-*.txt"
_FATAL = re.compile(r"(?:Fatal Python error|Windows fatal exception): ([A-Za-z][A-Za-z ]{0,60})")
_PLACE = re.compile(r'  File "([^"]*)", line (\d+) in ([A-Za-z0-9_<>.]{1,100})')
_MOST = 200
_NO_TRACE = "It left no trace: it was ended from outside, or the computer went off."


@contextmanager
def session(folder: Path) -> Generator[None]:
    """While the program runs its sign lies in ``folder``; a folder that cannot be written is no reason to refuse."""
    sign = folder / f"session-{uuid4().hex}.txt"
    lock = file_lock(sign.with_suffix(".lock"), 0)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire()
        handle = os.open(sign, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except (OSError, Timeout):
        lock.release()
        yield
        return
    # where a test or a person has it write elsewhere, it goes on doing so
    watching = not faulthandler.is_enabled()
    if watching:
        faulthandler.enable(handle)
    try:
        yield
    finally:
        if watching:
            faulthandler.disable()
        os.close(handle)
        _take_away(sign)
        lock.release()


def ended_unexpectedly(folder: Path) -> list[str]:
    """A report on each earlier session that did not end in order; told once."""
    reports = []
    for sign in sorted(folder.glob(_SIGNS)):
        lock = file_lock(sign.with_suffix(".lock"), 0)
        try:
            lock.acquire()
        except (Timeout, OSError):
            # another window of this user is open
            continue
        with suppress(OSError):
            reports.append(_report(sign))
        _take_away(sign)
        lock.release()
    return reports


def _take_away(sign: Path) -> None:
    for path in (sign, sign.with_suffix(".lock")):
        with suppress(OSError):
            path.unlink()


def _report(sign: Path) -> str:
    last = datetime.fromtimestamp(sign.stat().st_mtime, UTC)
    with sign.open(encoding="utf-8", errors="replace") as file:
        told = file.read(256 * 1024).splitlines()
    lines = list(_allowed(told))[:_MOST]
    about = [f"The last sign of that session is of {last:%Y-%m-%d %H:%M} UTC"]
    return with_trail("\n".join(["The program ended", *(lines or [_NO_TRACE])]), about)


def _allowed(told: list[str]) -> Generator[str]:
    """Of what the interpreter wrote only the kind of fault, the threads and the places."""
    for line in told:
        if fatal := _FATAL.match(line):
            yield fatal[1]
        elif line.startswith(("Thread 0x", "Current thread 0x")):
            yield "In a thread" if line.startswith("Thread") else "In the thread at fault"
        elif found := _PLACE.fullmatch(line):
            yield place(found[1], int(found[2]), found[3])
