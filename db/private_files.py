"""Files that only their owner may read, written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Any

SMALL = 4 * 2**20
"""More than any of the small files of a board or of a user needs; a larger one is not read."""

SPOILT = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError)
"""All that reading a small JSON file raises where it is not as this program wrote it, whoever spoilt it and how."""


@contextmanager
def private_umask() -> Generator[None]:
    """Create files and folders for their owner only, whatever the system's default is."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def create_private(path: Path) -> None:
    """Create an empty file with mode 0600. Raises FileExistsError rather than touch one that is there."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def write_private(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and move it there: after a crash the file is the old one or the new one."""
    # mkstemp gives mode 0600 on every system
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as beside:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise


def sync_file(path: Path) -> None:
    """Force a file's content to the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the system has such a thing (Windows has not)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_small(path: Path) -> bytes:
    """A file that is small by its nature. Raises OSError, also for one that has been made large."""
    with path.open("rb") as file:
        content = file.read(SMALL + 1)
    if len(content) > SMALL:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return content


def read_json(path: Path) -> Any:
    """The JSON in a small file. Raises OSError, or ValueError for what is none."""
    try:
        return json.loads(read_small(path))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
