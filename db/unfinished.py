"""Boards that were being made as the program was killed: hidden folders beside, known by a mark and their lock."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from filelock import Timeout

from db.folder import BoardFolder
from db.lock import file_lock

_NAME = re.compile(r"\..+-[a-z0-9_]{8}")
"""What such a folder is called: hidden, after the board, with an ending that the system chose."""


@contextmanager
def begun(wanted: Path) -> Generator[Path]:
    """A hidden folder beside the wanted one, which gets its name on success; on an error it is taken away.

    Its lock is held meanwhile and freed by the system however the program ends: so others know it for a living one.
    """
    part = Path(mkdtemp(prefix=f".{wanted.name}-", dir=wanted.parent))
    lock = file_lock(BoardFolder(part).lock, 0)
    try:
        lock.acquire()
        BoardFolder(part).being_made.touch()
        yield part
        BoardFolder(part).being_made.unlink()
        if os.name == "nt":
            # there a folder with an open file in it cannot be renamed
            lock.release()
        part.rename(wanted)
    except BaseException:
        lock.release()
        shutil.rmtree(part, ignore_errors=True)
        raise
    finally:
        lock.release()


def sweep_unfinished(parent: Path) -> None:
    """Take away what killed programs were making in a folder: only what is a board's own, and nobody's any more."""
    with suppress(OSError):
        for left in [one for one in parent.iterdir() if _NAME.fullmatch(one.name)]:
            if left.is_dir() and not left.is_symlink() and _is_ours(left):
                _take_away(left)


def _is_ours(folder: Path) -> bool:
    """Whether it has the mark of one that is being made, a board's lock, and nothing that a board has not."""
    own = BoardFolder(folder)
    files = (
        own.being_made,
        own.database,
        own.keys,
        own.next_keys,
        own.lock,
        own.ballast,
        own.salt,
        own.audit_head,
        own.backups,
    )
    known = {file.name for file in files}
    # a file that is being written has a longer name, as have the two logs of the database
    names = [one.name.removeprefix(".") for one in folder.iterdir()]
    ours = all(name in known or name.startswith(tuple(f"{one}-" for one in known)) for name in names)
    return own.being_made.is_file() and own.lock.is_file() and ours


def _take_away(folder: Path) -> None:
    lock = file_lock(BoardFolder(folder).lock, 0)
    try:
        lock.acquire()
    except (Timeout, OSError):
        return
    try:
        # mark and lock last: whatever cannot be removed now is known again the next time
        last = {BoardFolder(folder).being_made.name, BoardFolder(folder).lock.name}
        for path in [one for one in folder.iterdir() if one.name not in last]:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
    finally:
        lock.release()
    shutil.rmtree(folder, ignore_errors=True)
