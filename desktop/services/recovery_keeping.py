"""Whether somebody kept the recovery key: of a new board, and after its key was renewed; written down in the history.

Of a renewed key it is written down before the key is made. Wherever the program ends between the new key and the paper
in the safe, the board itself says that its recovery key may be known to nobody, and an administrator is told of it
until there is one that was kept.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from db.keys import key_name
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.services.boards import Board

if TYPE_CHECKING:
    from db.keys import KeyFile
    from db.work import Work

__all__ = [
    "KeptKey", "confirm_recovery_key", "is_recovery_key_kept", "kept_recovery_key", "note_recovery_key",
    "renew_watched",
]  # fmt: skip

RECOVERY_KEY = "recovery_key"
"""What an entry about the recovery key is about."""

CHECKED, NOT_KEPT = "Recovery key checked", "Recovery key not kept"
_KEPT, _KEY = "kept", "key"


@dataclass(frozen=True, slots=True)
class KeptKey:
    """What is known of the present recovery key: whether it was checked or said not to be kept, and when."""

    kept: bool
    at: datetime


def note_recovery_key(board: Board, *, kept: bool) -> None:
    """Write down that the recovery key was typed back from paper or file, or that it was not kept."""
    # whoever was shown the key says so
    with board.own_work() as work:
        name = key_name(board.database.key)
        work.audit.add(CHECKED if kept else NOT_KEPT, RECOVERY_KEY, changes={_KEPT: [None, kept], _KEY: [None, name]})


def kept_recovery_key(board: Board) -> KeptKey | None:
    """What was last written down of the present recovery key; None where nothing was, or it was renewed since."""
    with board.database.read() as work:
        return _last_said(work, key_name(board.database.key))


def is_recovery_key_kept(board: Board) -> bool:
    """Whether nobody said that the present recovery key was not kept; of boards from before it was asked nobody did."""
    said = kept_recovery_key(board)
    return said is None or said.kept


def confirm_recovery_key(board: Board) -> None:
    """Write down that the new recovery key was printed or saved, and typed back."""
    with board.work(Right.KEYS) as work:
        if not _is_kept(work, board):
            work.audit.add("New recovery key kept", RECOVERY_KEY, changes={_KEPT: [False, True]})


def renew_watched(board: Board, keys: KeyFile) -> None:
    """Give the board a new key. That its recovery key is not kept yet is written down first, and taken back on failure.

    Raises UserError where the key cannot be renewed; the board is then as it was, that entry included.
    """
    with board.work(Right.KEYS) as work:
        before = _is_kept(work, board)
        action = "New key of the board begun: its recovery key is not kept yet"
        work.audit.add(action, RECOVERY_KEY, changes={_KEPT: [before, False]})
    old = board.database.key
    try:
        board.database.renew_key(keys)
    except BaseException:
        # a board that was closed half way has a new key as soon as it opens again: what was written down holds
        if board.database.key == old:
            with suppress(UserError), board.work(Right.KEYS) as work:
                action = "New key of the board not made: the recovery key stays"
                work.audit.add(action, RECOVERY_KEY, changes={_KEPT: [False, before]})
        raise


def _is_kept(work: Work, board: Board) -> bool:
    said = _last_said(work, key_name(board.database.key))
    return said is None or said.kept


def _last_said(work: Work, name: str) -> KeptKey | None:
    """The last entry that says it, unless it is about a key that is not the present one (``name``)."""
    for seq, _ in reversed(work.audit.about(RECOVERY_KEY, of_board=True)):
        entry = work.audit.between(seq, seq)[0]
        if _KEPT in entry.changes:
            same = entry.changes.get(_KEY, (None, name))[1] == name
            return KeptKey(entry.changes[_KEPT][1] is True, entry.at) if same else None
    return None
