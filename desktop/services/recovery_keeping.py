"""Whether somebody kept the recovery key after the board's key was renewed; written down before the new key is made.

Wherever the program ends between the new key and the paper in the safe, the board itself says that its recovery key
may be known to nobody, and an administrator is told of it until there is one that was kept.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from db.audit_search import AuditQuery, search_audit
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.services.boards import Board

if TYPE_CHECKING:
    from db.keys import KeyFile
    from db.work import Work

__all__ = ["confirm_recovery_key", "is_recovery_key_kept", "renew_watched"]

RECOVERY_KEY = "recovery_key"
"""What an entry about the recovery key is about."""

_KEPT = "kept"


def is_recovery_key_kept(board: Board) -> bool:
    """Whether the present recovery key was typed back by whoever saw it; that of a new board always was."""
    with board.database.read() as work:
        return _is_kept(work)


def confirm_recovery_key(board: Board) -> None:
    """Write down that the new recovery key was printed or saved, and typed back."""
    with board.work(Right.KEYS) as work:
        if not _is_kept(work):
            work.audit.add("New recovery key kept", RECOVERY_KEY, changes={_KEPT: [False, True]})


def renew_watched(board: Board, keys: KeyFile) -> None:
    """Give the board a new key. That its recovery key is not kept yet is written down first, and taken back on failure.

    Raises UserError where the key cannot be renewed; the board is then as it was, that entry included.
    """
    with board.work(Right.KEYS) as work:
        before = _is_kept(work)
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


def _is_kept(work: Work) -> bool:
    found = search_audit(work.connection, AuditQuery(kinds=(RECOVERY_KEY,), limit=None))
    return next((one.changes[_KEPT][1] is True for one in found if _KEPT in one.changes), True)
