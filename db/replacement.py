"""Another database, with its keys and the end of its audit, takes the place of a board's own: all or nothing.

The files are gathered in a folder beside; giving that folder its name is the moment of no return. Whoever opens the
board next for writing finishes what a killed program had begun.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from db.errors import StorageError
from db.folder import BoardFolder
from db.private_files import private_umask, sync_file, sync_folder


@contextmanager
def replacing(folder: BoardFolder) -> Generator[BoardFolder]:
    """A folder to gather the new files in; on success they replace the board's. The lock must be held, nothing open.

    Raises StorageError where the disk refuses; what was gathered is then thrown away.
    """
    try:
        with private_umask():
            gathered = Path(mkdtemp(prefix=".replacement-", dir=folder.path))
        try:
            yield BoardFolder(gathered)
            for path in gathered.iterdir():
                sync_file(path)
            sync_folder(gathered)
            gathered.rename(folder.replacement)
        except BaseException:
            shutil.rmtree(gathered, ignore_errors=True)
            raise
    except OSError as error:
        raise StorageError(
            f"The board's files cannot be replaced ({error.strerror}); nothing was changed, check the disk."
        ) from error
    finish_replacing(folder)


def finish_replacing(folder: BoardFolder) -> bool:
    """Put gathered files in place, if there are any. The lock must be held; done again after a kill it does the rest.

    Raises StorageError where a file is in use or the disk refuses; then the next opening tries again.
    """
    gathered = BoardFolder(folder.replacement)
    with suppress(OSError):
        sync_folder(folder.path)
    if not gathered.path.is_dir():
        return False
    try:
        if gathered.keys.exists():
            # one that could not be put in place goes into the new one's stead, or belongs to what is given up
            folder.next_keys.unlink(missing_ok=True)
        for new, old in ((gathered.keys, folder.keys), (gathered.audit_head, folder.audit_head)):
            if new.exists():
                new.replace(old)
        if gathered.database.exists():
            # the log of the old database must never be read into the new one
            for tail in ("-wal", "-shm"):
                folder.database.with_name(folder.database.name + tail).unlink(missing_ok=True)
            gathered.database.replace(folder.database)
    except OSError as error:
        raise StorageError(
            f"The board's new files cannot be put in place yet ({error.strerror}); close other windows on this board "
            "and open it again, nothing is lost."
        ) from error
    # all is in place; an empty folder that stays is taken away by the next opening
    with suppress(OSError):
        sync_folder(folder.path)
        shutil.rmtree(gathered.path)
        sync_folder(folder.path)
    return True


def refuse_half_replaced(folder: BoardFolder) -> None:
    """For reading only: raise StorageError while gathered files wait to be put in place."""
    if folder.replacement.is_dir():
        raise StorageError("The board was being restored when the program ended; open it once for writing to finish.")


def sweep(folder: BoardFolder) -> None:
    """Throw away what a killed program had gathered and not finished. The lock must be held."""
    for left in folder.path.glob(".replacement-*"):
        shutil.rmtree(left, ignore_errors=True)
    # what was being written whole; of the key files, one may hold a slot of somebody who has left since
    written = (
        folder.keys, folder.next_keys, folder.audit_head, folder.holder, folder.attempts, folder.salt, folder.paused,
    )  # fmt: skip
    beside = [left for whole in written for left in whole.parent.glob(f".{whole.name}-*")]
    for left in (*beside, *folder.backups.glob(".*.part"), *folder.backups.glob(".*.db*")):
        with suppress(OSError):
            left.unlink()
