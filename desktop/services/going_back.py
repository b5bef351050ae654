"""Going back to a backup while the board is open: said beforehand what would be lost, and nothing lost if it fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from db.backup_file import read_backup
from db.folder import BoardFolder
from db.keys import read_keys
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right, require
from desktop.services.backups import BEFORE_RESTORE, QUIET, BackupLine, backups_of, make_backup
from desktop.services.boards import Board, open_with_key
from desktop.services.restoring import restore_board
from desktop.services.unlocking import key_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A backup beside the board as it is now: when it was made, the cases of both, and what was entered since.

    ``entries`` counts the history's entries after it, without looks at records and the like; None where the board
    went another way since, as after an earlier restore, and there is nothing to count.
    """

    made: datetime
    cases: int
    cases_now: int
    entries: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WentBack:
    """The board that is open now: the restored one; or what lies in the folder, and then why (``refused``).

    ``fault`` is what nobody expected, for a report.
    """

    board: Board | None
    refused: str = ""
    fault: Exception | None = None


def difference(board: Board, file: Path) -> Difference:
    """What would be lost by going back to a backup. Raises UserError for a file that is none."""
    backup = read_backup(file)
    with board.database.read() as work:
        entries = work.audit.count_since(backup.about.entries, QUIET)
        known = backup.head is not None and work.audit.mac_of(backup.head.seq) == backup.head.mac
        cases_now = len(work.cases.all_ids())
    return Difference(
        made=backup.about.made,
        cases=backup.about.cases,
        cases_now=cases_now,
        entries=entries if known else None,
    )


def people_of(file: Path) -> Sequence[str]:
    """Who could open the board at the time of a backup; nobody where it has no key slots, or cannot be read."""
    try:
        keys = read_backup(file).keys
    except UserError:
        return ()
    return () if keys is None else [slot.name for slot in keys.slots]


def go_back(board: Board, file: Path, *, passphrase: str | None = None, user: str | None = None) -> WentBack:
    """Put the open board back to what a backup holds, and open it. ``board`` is closed afterwards.

    Raises UserError before the board is closed: no right, no backup, a wrong passphrase. What fails after that leaves
    everything as it was, and the board is opened again.
    """
    require(board.person, Right.RESTORE)
    backup = read_backup(file)
    if backup.keys is not None:
        key_for(backup.keys, passphrase, user, BoardFolder(board.folder).attempts)
    _keep_what_others_opened(board, passphrase, user)
    # without it the present board could not be opened again
    key = bytes(board.database.key)
    # what is being written in another thread is written before the files are exchanged
    board.database.close_for_lock()
    board.close()
    try:
        return WentBack(board=restore_board(board.folder, file, passphrase=passphrase, user=user))
    except UserError as error:
        return _again(board, key, str(error))
    except Exception as error:
        told = (
            f"Something unexpected went wrong ({type(error).__name__}); look at what is on the board before you go on."
        )
        return replace(_again(board, key, told), fault=error)


def _keep_what_others_opened(board: Board, passphrase: str | None, user: str | None) -> None:
    """Restoring keeps the present state by the passphrase of the backup; where that is another now, it is kept here."""
    try:
        key, _ = key_for(read_keys(BoardFolder(board.folder).keys), passphrase, user)
    except UserError:
        key = b""
    if key != board.database.key:
        make_backup(board, BEFORE_RESTORE)


def _again(board: Board, key: bytes, refused: str) -> WentBack:
    """The present board, open as it was."""
    try:
        return WentBack(board=open_with_key(board.folder, key, board.person.id, board.person.name), refused=refused)
    except UserError as error:
        return WentBack(board=None, refused=f"{refused} The board is closed now: {error}")


def state_before(folder: Path) -> BackupLine | None:
    """The backup of what was left by the last restore, where there is one."""
    return next((line for line in backups_of(folder) if line.reason == BEFORE_RESTORE), None)
