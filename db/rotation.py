"""A new data key for a board: everything is copied under it and compared before the old key goes.

Whoever kept the old key, or a recovery key, reads nothing that is written from then on. Older backups keep the old
key, and whoever could open them still can.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from typing import Any

from db.chain import COLUMNS, Head, Link, link, read_head, verify, write_head
from db.driver import connect
from db.errors import DamagedError
from db.folder import BoardFolder
from db.keys import KeyFile, audit_key, new_data_key, write_keys
from db.private_files import create_private
from db.replacement import replacing
from db.soundness import refuse_without_room, row_counts, verify_copy


def renew_data_key(folder: BoardFolder, old: bytes, keys: KeyFile) -> bytes:
    """Give the board a new data key, for everybody in ``keys`` and nobody else; returns it.

    The lock must be held and the database closed. ``keys`` must be renewable and not changed outside the program.
    Raises DamagedError where the audit does not hold or the copy is not sound, StorageError where the disk refuses;
    the board is then as it was.
    """
    refuse_without_room(folder.database, folder.path)
    new = new_data_key()
    with replacing(folder) as gathered:
        create_private(gathered.database)
        with (
            closing(connect(folder.database, old, read_only=True)) as source,
            closing(connect(gathered.database, new)) as copy,
        ):
            source.backup(copy)
            head = _sign_again(copy, audit_key(old), audit_key(new), read_head(folder.audit_head))
            copy.execute("PRAGMA journal_mode=DELETE")
            counts = row_counts(source)
        verify_copy(gathered.database, new, counts)
        write_keys(gathered.keys, keys.renewed(new).signed(new))
        write_head(gathered.audit_head, head)
    return new


def _sign_again(copy: Any, old: bytes, new: bytes, recorded: Head | None) -> Head:
    """The audit under the new key: only a chain that holds is signed again, or a break would be covered up."""
    rows: list[Link] = copy.execute(f"SELECT {', '.join(COLUMNS)} FROM audit ORDER BY seq").fetchall()  # noqa: S608
    own_end = Head(rows[-1][0], rows[-1][9]) if rows else Head()
    _, problems = verify(old, rows, recorded or own_end)
    if problems:
        raise DamagedError(f"{problems[0][:-1]}; the key was not renewed and nothing was changed.")
    head = Head()
    copy.execute("BEGIN")
    for again in _linked(new, rows):
        copy.execute("UPDATE audit SET mac = ? WHERE seq = ?", (again.mac, again.seq))
        head = again
    copy.execute("COMMIT")
    return head


def _linked(key: bytes, rows: Iterable[Link]) -> Iterable[Head]:
    head = Head()
    for row in rows:
        again = link(key, head, row[1], row[2], row[3], row[4], row[5], row[6], row[7])
        head = Head(again[0], again[9])
        yield head
