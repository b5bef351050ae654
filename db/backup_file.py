"""A backup: one file that holds a board's encrypted database, its key slots and the end of its audit.

The file is a ZIP without compression, so that any system can look at what is in it; its children stay encrypted
with the board's own key. ``about.json`` says when and why it was made, and what has to be in it.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from sqlcipher3 import dbapi2

from db.chain import Head, last_head
from db.driver import connect
from db.errors import DamagedError, NoBoardError, StorageError, WrongKeyError
from db.keys import KeyFile, parse_keys
from db.private_files import SMALL, SPOILT, create_private, private_umask, read_small, sync_file, sync_folder
from db.revision import read_revision
from db.soundness import refuse_without_room, row_counts, verify_copy

SUFFIX = ".crestboard-backup"
FORMAT = "crestboard-backup"
VERSION = 1
DATABASE, KEYS, HEAD, ABOUT = "board.sqlite3", "keys.json", "audit-head.json", "about.json"
_PIECE = 2**20
# all that the ZIP and JSON libraries raise on a file of somebody else's making
_UNPACKABLE = (zipfile.BadZipFile, KeyError, NotImplementedError, EOFError, RuntimeError)
_SPOILT = (*SPOILT, *_UNPACKABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a backup says of itself: no patient data, only when, why and how much.

    ``entries`` is the number of the last audit entry in it, ``counts`` how many rows each table has.
    """

    board: UUID
    made: datetime
    reason: str
    schema: str
    entries: int
    counts: Mapping[str, int]
    digest: str = ""

    @property
    def cases(self) -> int:
        """How many case records are in it, those in the bin included."""
        return self.counts.get("cases", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup file that was read: what it says of itself, who can open it, and the end of its audit."""

    path: Path
    size: int
    about: About
    keys: KeyFile | None
    head: Head | None


def write_backup(
    source: Path, key: bytes, keys: Path, target: Path, *, board: UUID, made: datetime, reason: str
) -> Backup:
    """Copy a database with its key slots to ``target``; the copy is opened and compared before it gets its name.

    Raises StorageError where the disk has no room, DamagedError where the copy is not sound; then there is no file.
    """
    loose, part = target.with_name(f".{target.name}.db"), target.with_name(f".{target.name}.part")
    try:
        refuse_without_room(source, target.parent)
        with private_umask():
            for beside in (loose, part):
                beside.unlink(missing_ok=True)
                create_private(beside)
        about, head = _copied(source, key, loose, board=board, made=made, reason=reason)
        _pack(part, loose, about, _bytes_of(keys), head)
        found = read_backup(part)
        if _digest_in(part) != about.digest:
            raise DamagedError("The backup was not written whole; nothing was changed, try another disk.")
        sync_file(part)
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise StorageError(
            f"The backup cannot be written to {target.parent} ({error.strerror}); nothing was changed."
        ) from error
    finally:
        for beside in (loose, part, *(loose.with_name(loose.name + tail) for tail in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    return Backup(path=target, size=target.stat().st_size, about=found.about, keys=found.keys, head=found.head)


def read_backup(path: Path) -> Backup:
    """What a backup holds, without opening its database. Raises NoBoardError for a file that is none."""
    try:
        with zipfile.ZipFile(path) as pack:
            about = _about(json.loads(_small(pack, ABOUT)))
            names = set(_members(pack))
            if DATABASE not in names:
                raise ValueError("not a backup that this program makes")
            keys = parse_keys(_small(pack, KEYS), KEYS) if KEYS in names else None
            head = _head(json.loads(_small(pack, HEAD))) if HEAD in names else None
        return Backup(path=path, size=path.stat().st_size, about=about, keys=keys, head=head)
    except FileNotFoundError:
        raise NoBoardError(f"There is no file {path}; check the name of the backup.") from None
    except _SPOILT as error:
        raise NoBoardError(f"The file {path.name} is no backup of a board, or is damaged; choose another.") from error


def refuse_changed(backup: Backup) -> None:
    """Raise DamagedError unless the database in a backup is, byte for byte, the one that was verified. Needs no key."""
    try:
        same = _digest_in(backup.path) == backup.about.digest
    except _SPOILT:
        same = False
    if not same:
        raise DamagedError(
            f"The backup {backup.path.name} was damaged after it was made; make a new one, and have the disk checked."
        )


def unpack_database(backup: Backup, key: bytes, target: Path) -> None:
    """Put a backup's database into a new file and verify it. Raises DamagedError, StorageError; then there is none."""
    refuse_without_room(backup.path, target.parent)
    try:
        with private_umask():
            create_private(target)
        with zipfile.ZipFile(backup.path) as pack, pack.open(DATABASE) as packed, target.open("wb") as whole:
            digest = _poured(packed, whole)
        if digest != backup.about.digest:
            raise DamagedError(f"The backup {backup.path.name} is damaged; nothing was changed, choose another.")
        verify_copy(target, key, dict(backup.about.counts))
        sync_file(target)
    except _UNPACKABLE as error:
        target.unlink(missing_ok=True)
        raise DamagedError(f"The backup {backup.path.name} is damaged; nothing was changed, choose another.") from error
    except dbapi2.DatabaseError as error:
        target.unlink(missing_ok=True)
        raise WrongKeyError(
            f"The key does not open the database in {backup.path.name}; nothing was changed, use the passphrase or "
            "recovery key of its time."
        ) from error
    except OSError as error:
        target.unlink(missing_ok=True)
        raise StorageError(f"The backup cannot be unpacked ({error.strerror}); nothing was changed.") from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _copied(source: Path, key: bytes, loose: Path, *, board: UUID, made: datetime, reason: str) -> tuple[About, Head]:
    """The copy, verified against what was counted in it at the moment of copying."""

    with closing(connect(source, key, read_only=True)) as original, closing(connect(loose, key)) as copy:
        original.backup(copy)
        # one file, with nothing of it left in a log beside
        copy.execute("PRAGMA journal_mode=DELETE")
        counts = row_counts(copy)
        head = last_head(copy)
        schema = read_revision(copy) or ""
    verify_copy(loose, key, counts)
    with loose.open("rb") as whole:
        digest = _poured(whole, None)
    about = About(board=board, made=made, reason=reason, schema=schema, entries=head.seq, counts=counts, digest=digest)
    return about, head


def _pack(part: Path, loose: Path, about: About, keys: bytes | None, head: Head) -> None:
    told = {
        "format": FORMAT, "version": VERSION, "board": str(about.board), "made": about.made.isoformat(),
        "reason": about.reason, "schema": about.schema, "entries": about.entries, "counts": dict(about.counts),
        "digest": about.digest,
    }  # fmt: skip
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as pack:
        pack.writestr(ABOUT, json.dumps(told, indent=1))
        pack.writestr(HEAD, json.dumps({"seq": head.seq, "mac": head.mac}))
        if keys is not None:
            pack.writestr(KEYS, keys)
        pack.write(loose, DATABASE)


def _members(pack: zipfile.ZipFile) -> list[str]:
    """The names in it. Raises ValueError for a compressed or foreign member: this program writes neither."""
    for one in pack.infolist():
        if one.compress_type != zipfile.ZIP_STORED or one.filename not in {DATABASE, KEYS, HEAD, ABOUT}:
            raise ValueError("not a backup that this program makes")
    return pack.namelist()


def _small(pack: zipfile.ZipFile, name: str) -> bytes:
    if pack.getinfo(name).file_size > SMALL or name not in _members(pack):
        raise ValueError("not a backup that this program makes")
    return pack.read(name)


def _about(told: Any) -> About:
    if (told["format"], told["version"]) != (FORMAT, VERSION):
        raise ValueError("not a backup of this version")
    return About(
        board=UUID(told["board"]),
        made=_moment(told["made"]),
        reason=str(told["reason"]),
        schema=str(told["schema"]),
        entries=int(told["entries"]),
        counts={str(name): int(count) for name, count in told["counts"].items()},
        digest=str(told["digest"]),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return moment


def _head(told: Any) -> Head:
    return Head(int(told["seq"]), str(told["mac"]))


def _bytes_of(keys: Path) -> bytes | None:
    try:
        return read_small(keys)
    except FileNotFoundError:
        return None


def _digest_in(path: Path) -> str:
    with zipfile.ZipFile(path) as pack, pack.open(DATABASE) as packed:
        return _poured(packed, None)


def _poured(source: Any, target: BinaryIO | None) -> str:
    """Read to the end in pieces, into a file if there is one; the digest of it all."""
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
        if target is not None:
            target.write(piece)
    return digest.hexdigest()
