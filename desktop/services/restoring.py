"""Back to a backup: the present state is kept beside, and automatic backups wait until somebody confirms."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from db.backup_file import SUFFIX, Backup, read_backup, unpack_database, write_backup
from db.chain import read_head, write_head
from db.drives import refuse_network_drive
from db.errors import WrongKeyError
from db.folder import BoardFolder
from db.keys import write_keys
from db.lock import BoardLock
from db.next_keys import settle
from db.private_files import private_umask
from db.recovery import is_recovery_text, recovery_bytes
from db.replacement import finish_replacing, replacing
from desktop.clinical.errors import UserError
from desktop.services.backups import BEFORE_RESTORE, ENTITY, pause, paused
from desktop.services.boards import Board, open_with_key
from desktop.services.making import made_whole, new_or_nothing
from desktop.services.restorers import Opener, keys_or_none, present_key, refuse_by_backup, refuse_by_present
from desktop.services.unlocking import key_for

_IN_PLACE = "The backup is in place now and the state before it among the backups, but the board did not open."


def restore_board(folder: Path, file: Path, *, passphrase: str | None = None, user: str | None = None) -> Board:
    """Put a board back to what a backup holds, and open it. ``folder`` may be new: then the backup becomes a board.

    ``passphrase`` is that of the time of the backup, or the recovery key of that time; wrong ones are counted on the
    board. The present state goes into the board's backups first; where it cannot be read any more, its files as they
    are, as far as they are there. People and passphrases are again those of the backup. Raises UserError, one
    sentence, also for whoever may not restore by the people of the backup or of the present board; nothing is then
    changed. Whoever has the recovery key may.
    """
    backup, place = read_backup(file), BoardFolder(folder.absolute())
    new = not _is_board(place)
    key, person = _key_of(backup, passphrase, user, None if new else place.attempts)
    opener = Opener(passphrase, user, key, person)
    if new:
        return _as_new(place.path, backup, opener)
    refuse_network_drive(place.path)
    lock = BoardLock(place)
    lock.take(user or "somebody restoring a backup")
    try:
        finish_replacing(place)
        _refuse_other_board(place, backup)
        with suppress(UserError):
            # so that what is kept of the present state has the key slots that belong to it
            settle(place, key)
        before = read_head(place.audit_head)
        _replace(place, backup, opener)
    finally:
        lock.release()
    try:
        return _opened(open_with_key(place.path, key, person, user), backup, before.seq if before else None)
    except UserError as error:
        # the files were exchanged: nobody may take this for the state before
        raise UserError(f"{_IN_PLACE} {error}") from error


def needs_no_passphrase(file: Path) -> bool:
    """Whether a backup is of a demonstration board. Raises NoBoardError for a file that is no backup."""
    keys = read_backup(file).keys
    return keys is not None and keys.demonstration


def _is_board(place: BoardFolder) -> bool:
    """Whether a board lies in a folder, also one that has lost its database or its key file."""
    return any(path.exists() for path in (place.database, place.keys, place.audit_head, place.backups))


def _key_of(
    backup: Backup, passphrase: str | None, user: str | None, attempts: Path | None
) -> tuple[bytes, UUID | None]:
    """The data key of the backup, and whose passphrase gave it. Raises WrongKeyError where none of them opens it."""
    if backup.keys is None:
        if passphrase is not None and is_recovery_text(passphrase):
            return recovery_bytes(passphrase), None
        raise WrongKeyError("This backup has no passphrases in it; open it with the recovery key of its time.")
    return key_for(backup.keys, passphrase, user, attempts)


def _as_new(folder: Path, backup: Backup, opener: Opener) -> Board:
    with made_whole(folder) as place:
        _fill(place, backup, opener.key)
        refuse_by_backup(place, opener)
    with new_or_nothing(folder):
        return _opened(open_with_key(folder, opener.key, opener.person, opener.user), backup, None)


def _fill(place: BoardFolder, backup: Backup, key: bytes) -> None:
    unpack_database(backup, key, place.database)
    if backup.keys is not None:
        write_keys(place.keys, backup.keys)
    if backup.head is not None:
        write_head(place.audit_head, backup.head)


def _replace(place: BoardFolder, backup: Backup, opener: Opener) -> None:
    """The backup's files are gathered and looked at before anything of the present state is touched."""
    already = paused(place.path) is not None
    try:
        with replacing(place) as gathered:
            _fill(gathered, backup, opener.key)
            refuse_by_backup(gathered, opener)
            refuse_by_present(place, opener)
            _keep_present(place, backup, opener)
            # from before the restore, so that a kill just after it cannot let an automatic backup through
            pause(place.path, backup.path.name)
    except BaseException:
        if not already and not place.replacement.is_dir():
            place.paused.unlink(missing_ok=True)
        raise


def _refuse_other_board(place: BoardFolder, backup: Backup) -> None:
    present = keys_or_none(place)
    if present is not None and present.board != backup.about.board:
        raise UserError(
            f"The backup {backup.path.name} is of another board; nothing was changed, name a new folder for it."
        )


def _keep_present(place: BoardFolder, backup: Backup, opener: Opener) -> None:
    """The state that is left goes into a backup of its own; what no longer opens is copied as it is."""
    made = datetime.now(UTC)
    name = f"{made:%Y%m%dT%H%M%S%fZ}-{BEFORE_RESTORE}"
    try:
        with private_umask():
            place.backups.mkdir(mode=0o700, exist_ok=True)
        write_backup(
            place.database, present_key(place, opener), place.keys, place.backups / f"{name}{SUFFIX}",
            board=backup.about.board, made=made, reason=BEFORE_RESTORE,
        )  # fmt: skip
    except Exception:  # whatever is wrong with it is why somebody restores; the files are kept for salvage
        _copy_raw(place, place.backups / name)


def _copy_raw(place: BoardFolder, target: Path) -> None:
    """Raises UserError where even that fails: then nothing is restored over it."""
    try:
        with private_umask():
            target.mkdir(mode=0o700, parents=True)
            passing = {place.lock.name, place.holder.name, place.ballast.name, place.attempts.name}
            for path in sorted(place.path.iterdir()):
                if path.is_file() and path.name not in passing:
                    shutil.copy2(path, target / path.name)
    except OSError as error:
        shutil.rmtree(target, ignore_errors=True)
        raise UserError(
            f"The present state cannot be kept beside ({error.strerror}); nothing was restored, free some space."
        ) from error


def _opened(board: Board, backup: Backup, left_at: int | None) -> Board:
    """The restored board, which says in its audit where it comes from."""
    try:
        _say_restored(board, backup, left_at)
    except BaseException:
        board.close()
        raise
    return board


def _say_restored(board: Board, backup: Backup, left_at: int | None) -> None:
    # it was done, and the history has to say so whoever did it
    with board.own_work() as work:
        work.audit.add(
            "Restored from a backup",
            ENTITY,
            changes={
                "file": [None, backup.path.name],
                "made": [None, backup.about.made.isoformat()],
                "last entry": [left_at, backup.about.entries],
            },
        )
