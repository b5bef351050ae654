"""A copy of a document on its way out of the board: written down first, then written, read again and compared."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from desktop.clinical.attachments import PIECE, Attachment
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right, require
from desktop.services.attachments import Progress
from desktop.services.boards import Board
from desktop.services.file_names import safe_name
from desktop.services.history import EXPORT

SAVED, FAILED = "Document saved as a copy", "Document was not saved after all"


def copy_name(one: Attachment) -> str:
    """What a copy is called by itself: as the file was."""
    return safe_name(one.file_name)


def save_copy(
    board: Board, one: Attachment, path: Path, *, replace: bool = False, progress: Progress | None = None
) -> bool:
    """Write a document to a file that only its owner can read; False where the board cannot write that down.

    Raises UserError, with no file written, where there is one of that name and ``replace`` does not say so, where the
    disk refuses, and where what came out is not what was added.
    """
    require(board.person, Right.PRINT)
    _refuse_existing(path, replace)
    if not board.read_only:
        _note_export(board, one, SAVED)
    try:
        _write_compared(board, one, path, replace, progress)
    except BaseException:
        if not board.read_only:
            _note_export(board, one, FAILED)
        raise
    return not board.read_only


def _note_export(board: Board, one: Attachment, action: str) -> None:
    with board.work(Right.PRINT) as work:
        told = {"sha256": (None, one.sha256), "size": (None, one.size)}
        work.audit.add(action, EXPORT, one.id, work.attachments.case_of(one.id), told)


def _write_compared(board: Board, one: Attachment, path: Path, replace: bool, progress: Progress | None) -> None:
    """Beside its name, synced, compared, then moved there; the name may be the child's, so no sentence has it."""
    beside: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".crestboard-", delete=False) as file:
            beside, done = Path(file.name), 0
            with board.database.read() as work:
                for piece in work.attachments.pieces(one):
                    file.write(piece)
                    done += len(piece)
                    if progress is not None:
                        progress(done, one.size)
            file.flush()
            os.fsync(file.fileno())
        if _digest(beside) != one.sha256:
            raise UserError("The copy is not what was written; nothing was saved, try another disk.")
        _refuse_existing(path, replace)
        beside.replace(path)
    except OSError as error:
        raise UserError(
            f"The copy cannot be written ({error.strerror}); nothing was saved, choose another folder or free space."
        ) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _refuse_existing(path: Path, replace: bool) -> None:
    if path.exists() and not replace:
        raise UserError("There is a file of that name already; nothing was saved, choose another name.")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
