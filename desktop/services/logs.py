"""The log of the program: an allow-list. Only sentences that stand here are written, with numbers and names of code.

Whatever else is logged, by us or by a library, is reduced to who logged it and how bad it is: its text may quote a
child's name. The files are readable by their owner only and never grow beyond a few hundred kilobytes.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

FILE = "crestboard.log"
LARGEST, KEPT = 256 * 1024, 3
"""A file that has grown so large makes room for a new one; so many earlier ones stay."""

FAULT = "An error that nobody expected (%s); the report is in the crash log"
UNRAISABLE = "An error came up where nobody could be told: %s"
QT_TOLD = "Qt wrote a message of kind %d about %s"
NO_GLYPH = "Characters without a glyph were printed as code points: %d"
SENTENCES = frozenset({FAULT, UNRAISABLE, QT_TOLD, NO_GLYPH})
"""All that our own parts may say in the log."""

_OURS = frozenset({"desktop", "db", "resources"})
_NAME_IN_CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,99}")


class CodeName(str):
    """A name that stands in program code, such as a class or a category of Qt's: never something a person typed."""

    __slots__ = ()

    def __new__(cls, name: str) -> CodeName:
        """The name, or ``unnamed`` for what cannot be one."""
        return super().__new__(cls, name if _NAME_IN_CODE.fullmatch(name) else "unnamed")


class AllowList(logging.Formatter):
    """Writes who, how bad, and of our own sentences the words; never a text of an error or a value."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        told = _told(record)
        return f"{moment} {record.levelname} {_source(record.name)}{f': {told}' if told else ''}"


def _told(record: logging.LogRecord) -> str:
    given = record.args if isinstance(record.args, tuple) else ()
    safe = all(isinstance(one, (int, CodeName)) for one in given) and len(given) == str(record.msg).count("%")
    ours = record.name.partition(".")[0] in _OURS and record.msg in SENTENCES
    return str(record.msg) % given if ours and safe else ""


def _source(name: str) -> str:
    """The part of the program or the library; a name that is no loaded module may be anything."""
    return name if CodeName(name) == name and name.partition(".")[0] in sys.modules else "other"


class LogFile(logging.Handler):
    """Appends to a file of the user's own; a disk that refuses must not disturb the work."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.INFO)
        self._path = folder / FILE
        self.setFormatter(AllowList())

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        append_private(self._path, f"{self.format(record)}\n")


def append_private(path: Path, text: str) -> None:
    """Add text to a file that only its owner reads; a large one is put aside first. Never raises for a disk's sake."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGEST:
            _put_aside(path)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)


def _put_aside(path: Path) -> None:
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))


@contextmanager
def logging_to(folder: Path) -> Generator[None]:
    """While the program runs, all that is logged anywhere goes through the allow-list, and nothing to the screen."""
    root, file = logging.getLogger(), LogFile(folder)
    root.addHandler(file)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.removeHandler(file)
        file.close()
