"""Writing a file so that a failed run leaves no half file: beside its name, synced, then moved there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from db.private_files import read_json
from desktop.clinical.errors import UserError

__all__ = ["read_json", "write_whole"]


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, all or nothing; an earlier file stays as it was if that fails.

    The file is readable by its owner only. Raises UserError naming the folder and the reason.
    """
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".crestboard-", delete=False) as beside:
            temporary = Path(beside.name)
            try:
                beside.write(content)
                beside.flush()
                os.fsync(beside.fileno())
                beside.close()
                temporary.replace(path)
            except OSError:
                with suppress(OSError):
                    temporary.unlink()
                raise
    except OSError as error:
        raise UserError(
            f"The file {path.name} could not be written to {path.parent} ({error.strerror}); "
            "nothing was changed, choose another folder or free some space."
        ) from error
