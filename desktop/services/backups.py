"""Backups of a board: made while it is open, listed with date and size, thinned out with time."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.backup_file import SUFFIX, Backup, read_backup, refuse_changed, write_backup
from db.errors import StorageError
from db.folder import BoardFolder
from db.private_files import SPOILT, private_umask, read_json, write_private
from db.soundness import refuse_without_room
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right, require
from desktop.services.backup_rules import is_due, kept
from desktop.services.boards import Board

if TYPE_CHECKING:  # the list is painted before it is loaded
    from db.work import Work

AUTOMATIC, ASKED, BEFORE_IMPORT, BEFORE_RESTORE = "automatic", "asked", "before-import", "before-restore"
ENTITY = "backup"
"""What the audit calls it."""

QUIET = frozenset({"view", ENTITY, "unlocking"})
"""Entries after which a board holds nothing new: somebody looked, it was backed up, locked or unlocked."""

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The moment that a backup is dated by, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupLine:
    """One file in the folder of backups. ``fault`` is a sentence where it cannot be read, and the rest then empty.

    ``entries`` is the number of the last entry of the history in it; ``checked``: it was read through just now.
    """

    path: Path
    size: int
    made: datetime | None = None
    reason: str = ""
    cases: int = 0
    entries: int = 0
    checked: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Paused:
    """Automatic backups wait since ``since``: the board was restored from ``restored`` and nobody confirmed it yet."""

    since: datetime
    restored: str


def backup_files(folder: Path) -> list[Path]:
    """The files in a board's folder of backups, readable or not."""
    return sorted(BoardFolder(folder).backups.glob(f"*{SUFFIX}"))


def backups_of(folder: Path) -> list[BackupLine]:
    """Every backup of a board, latest first; those that cannot be read come last. No key is needed."""
    lines = [backup_line(path) for path in backup_files(folder)]
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(lines, key=lambda line: (line.made or oldest, line.path.name), reverse=True)


def make_backup(board: Board, reason: str = ASKED, target: Path | None = None, now: Now = utc_now) -> Backup:
    """Write a verified backup, by default into the board's own folder, and say so in the audit first.

    Raises UserError where the board is only read, the file exists or the disk refuses; then there is no file.
    """
    require(board.person, Right.BACKUP)
    return _make(board, reason, target, now)


@contextmanager
def kept_before(board: Board, reason: str, work: Work, now: Now = utc_now) -> Generator[None]:
    """A verified backup of the state before what a transaction under way is about to change.

    Raises UserError where the disk refuses; then nothing is changed. Where the change fails there is no backup of it.
    """
    made = now()
    place = BoardFolder(board.folder)
    target = _own_target(place, made, reason)
    key = board.database.key
    write_backup(place.database, key, place.keys, target, board=work.board.id, made=made, reason=reason)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
    # after what it is about: a step of undo is named by its first entry
    work.audit.add("Backup", ENTITY, changes=_told(target, reason))


def _make(board: Board, reason: str, target: Path | None, now: Now) -> Backup:
    made = now()
    place = BoardFolder(board.folder)
    if target is None:
        target = _own_target(place, made, reason)
    if target.exists():
        raise UserError(f"The file {target} exists already; choose another name for the backup.")
    with suppress(OSError):  # a place that is not there is told by the writing
        # before anything is written: on a full disk the reserve is for records, and the audit is not filled with tries
        refuse_without_room(place.database, target.parent)
    # who asks needs the right; one that is due is made by the program, whoever is there
    with board.own_work() as work:
        # before the copy, so that the copy holds it and the board does not count as changed by its own backup
        work.audit.add("Backup", ENTITY, changes=_told(target, reason))
        # now: a board that is locked meanwhile has no key any more, and what was begun is finished
        identity, key = work.board.id, board.database.key
    try:
        return write_backup(place.database, key, place.keys, target, board=identity, made=made, reason=reason)
    except UserError:
        with suppress(UserError), board.own_work() as work:
            work.audit.add("Backup failed", ENTITY, changes={"file": [target.name, None]})
        raise


def is_open(board: Board) -> bool:
    """Whether the board has its key: not while it is locked, nor once it is closed."""
    return bool(board.database.key)


def make_automatic(board: Board, now: Now = utc_now) -> Backup | None:
    """Make one if it is due and let go of those that are no longer kept; None where nothing was to be done.

    Never on a board that is only read, nor while what was restored waits to be confirmed.
    """
    if board.read_only or paused(board.folder) is not None:
        return None
    # one dated in the future is of a clock since set back; it says nothing of what changed since
    last = next((line for line in backups_of(board.folder) if line.made is not None and line.made <= now()), None)
    if not is_due(last.made if last else None, now(), changed=last is None or _changed(board, last)):
        return None
    made = _make(board, AUTOMATIC, None, now)
    _thin(board, now())
    return made


def _changed(board: Board, last: BackupLine) -> bool:
    """Whether the board holds something that a backup does not; a restored one may have fewer entries."""
    with board.database.read() as work:
        return work.audit.last().seq < last.entries or work.audit.count_since(last.entries, QUIET) > 0


def paused(folder: Path) -> Paused | None:
    """Whether automatic backups wait, and since when."""
    path = BoardFolder(folder).paused
    try:
        told = read_json(path)
        return Paused(datetime.fromisoformat(told["since"]), str(told["restored"]))
    except FileNotFoundError:
        return None
    except SPOILT:
        # it is there and means what it means, whatever it says
        return Paused(datetime.fromtimestamp(path.stat().st_mtime, UTC), "")


def pause(folder: Path, restored: str, now: Now = utc_now) -> None:
    """Make no automatic backups until somebody confirms what was restored, so that none pushes out an older one."""
    place = BoardFolder(folder)
    told = json.dumps({"since": now().isoformat(), "restored": restored}).encode()
    _make_room(place)
    try:
        write_private(place.paused, told)
    except OSError as error:
        raise StorageError(
            f"The folder of backups cannot be written ({error.strerror}); nothing was changed, free some space."
        ) from error


def confirm_restored(board: Board) -> None:
    """The restored board is the right one: backups are made again."""
    with board.work(Right.RESTORE) as work:
        work.audit.add("Restored board confirmed", ENTITY)
    BoardFolder(board.folder).paused.unlink(missing_ok=True)


def _own_target(place: BoardFolder, made: datetime, reason: str) -> Path:
    """A new file among the board's own backups."""
    _make_room(place)
    return place.backups / f"{made:%Y%m%dT%H%M%S%fZ}-{reason}{SUFFIX}"


def _told(target: Path, reason: str) -> dict[str, list[object]]:
    return {"file": [None, target.name], "reason": [None, reason]}


def _make_room(place: BoardFolder) -> None:
    try:
        with private_umask():
            place.backups.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder of backups cannot be made ({error.strerror}); nothing was changed, free some space."
        ) from error


def _thin(board: Board, now: datetime) -> None:
    """Only automatic ones go: what somebody asked for, or was kept before a change, is theirs to remove."""
    lines = [line for line in backups_of(board.folder) if line.reason == AUTOMATIC and line.made is not None]
    stay = kept([line.made for line in lines if line.made is not None], now)
    gone = [line for line in lines if line.made not in stay]
    for line in gone:
        with suppress(OSError):
            line.path.unlink()


def backup_line(path: Path) -> BackupLine:
    """What one file says of itself, wherever it lies. No key is needed."""
    try:
        size = path.stat().st_size
        found = read_backup(path)
    except UserError as error:
        return BackupLine(path=path, size=size, fault=str(error))
    except OSError as error:
        return BackupLine(path=path, size=0, fault=f"The file {path.name} cannot be opened ({error.strerror}).")
    about = found.about
    return BackupLine(
        path=path, size=size, made=about.made, reason=about.reason, cases=about.cases, entries=about.entries
    )


def checked_line(line: BackupLine) -> BackupLine:
    """The same line after reading the whole file: a disk loses what nobody reads. No key is needed."""
    if line.fault:
        return line
    try:
        refuse_changed(read_backup(line.path))
    except UserError as error:
        return replace(line, fault=str(error))
    return replace(line, checked=True)


def total_size(lines: Sequence[BackupLine]) -> int:
    """How many bytes they take on the disk."""
    return sum(line.size for line in lines)
