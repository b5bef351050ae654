"""A reserve of disk space in the board's folder: let go of when the disk is full, so that the next save still fits."""

from __future__ import annotations

import shutil
from contextlib import suppress

from db.folder import BoardFolder
from db.private_files import write_private

SIZE = 2 * 2**20
"""Bytes: room for several saves and for the log of one import of a few hundred children."""

_PLENTY = 20
"""Only where so many times as much is free is the reserve laid in."""


def lay_in(folder: BoardFolder) -> None:
    """Keep the reserve, where there is none and the disk has plenty. A refusal changes nothing."""
    with suppress(OSError):
        if not folder.ballast.exists() and shutil.disk_usage(folder.path).free > _PLENTY * SIZE:
            write_private(folder.ballast, bytes(SIZE))


def let_go(folder: BoardFolder) -> bool:
    """Give the reserve back to the disk; whether there was one."""
    try:
        folder.ballast.unlink()
    except OSError:
        return False
    return True
