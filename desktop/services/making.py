"""A folder for a new board: filled beside and moved to its place whole, or not there at all."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from db.drives import refuse_network_drive
from db.folder import BoardFolder
from db.private_files import private_umask
from db.unfinished import begun, sweep_unfinished
from desktop.clinical.errors import UserError


@contextmanager
def made_whole(folder: Path) -> Generator[BoardFolder]:
    """A folder to fill beside the wanted one, moved there when filled: a failed creation leaves nothing.

    What killed programs left beside is taken away first. Raises UserError, one sentence; nothing was created.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} exists already; choose another name for the new board.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        refuse_network_drive(folder.parent)
        sweep_unfinished(folder.parent)
        with private_umask(), begun(folder) as part:
            yield BoardFolder(part)
            if folder.exists():
                folder.rmdir()
    except OSError as error:
        raise UserError(
            f"The board cannot be made in {folder} ({error.strerror}); nothing was created, choose another folder."
        ) from error


@contextmanager
def new_or_nothing(folder: Path) -> Generator[None]:
    """A board just made that does not open is taken away again: nobody has seen its recovery key."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
