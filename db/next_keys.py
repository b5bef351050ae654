"""A key file that waits for its transaction: written beside before the commit, given its name after it.

Wherever the program is ended in between, the audit says whether the transaction was stored, and the next opening for
writing gives the file its name or throws it away. So key file and database never tell two truths.
"""

from __future__ import annotations

import json
from contextlib import closing, suppress
from dataclasses import dataclass

from db.chain import Head
from db.driver import connect
from db.errors import NoBoardError, StorageError
from db.folder import BoardFolder
from db.keys import KeyFile, keys_bytes, parse_keys
from db.private_files import read_small, sync_folder, write_private
from db.refusals import told_plainly


@dataclass(frozen=True, slots=True)
class NextKeys:
    """The key file that is to come, and the audit entry by which one sees whether its transaction was stored."""

    keys: KeyFile
    entry: Head


def announce(folder: BoardFolder, keys: KeyFile, entry: Head) -> None:
    """Write the next key file beside the present one, just before the commit. Raises StorageError; nothing changed."""
    document = {**json.loads(keys_bytes(keys)), "entry": {"seq": entry.seq, "mac": entry.mac}}
    try:
        write_private(folder.next_keys, json.dumps(document, indent=1, ensure_ascii=False).encode())
        sync_folder(folder.path)
    except OSError as error:
        raise StorageError(
            f"The key file cannot be written ({error.strerror}); nothing was changed, free some space and try again."
        ) from error


def waiting(folder: BoardFolder) -> NextKeys | None:
    """The key file that waits, or None; one that this program did not write counts for nothing."""
    try:
        content = read_small(folder.next_keys)
        keys, entry = parse_keys(content, folder.next_keys.name), json.loads(content)["entry"]
        return NextKeys(keys, Head(int(entry["seq"]), str(entry["mac"])))
    except (OSError, NoBoardError, ValueError, KeyError, TypeError):
        return None


def is_stored(folder: BoardFolder, key: bytes, found: NextKeys) -> bool:
    """Whether the transaction that a key file waited for was stored. Raises UserError where that cannot be read."""
    with told_plainly(folder.path), closing(connect(folder.database, key, read_only=True)) as connection:
        row = connection.execute("SELECT mac FROM audit WHERE seq = ?", (found.entry.seq,)).fetchone()
    return row is not None and row[0] == found.entry.mac


def settle(folder: BoardFolder, key: bytes) -> None:
    """Give the waiting key file its name, or throw it away, as the audit says. The lock must be held.

    Raises StorageError where the disk refuses; the next opening tries again.
    """
    if not folder.next_keys.exists():
        return
    found = waiting(folder)
    try:
        if found is not None and is_stored(folder, key, found):
            # needs no space, so it goes through on a full disk
            folder.next_keys.replace(folder.keys)
        else:
            folder.next_keys.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"The key file cannot be put in place ({error.strerror}); nothing is lost, check the folder's permissions "
            "and open the board again."
        ) from error
    with suppress(OSError):
        sync_folder(folder.path)
