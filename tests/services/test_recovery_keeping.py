"""A recovery key that nobody kept is never forgotten: the board says so until one was kept."""

from __future__ import annotations

import pytest
from builders import PASSPHRASE

from db.keys import NO_SECRET
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Role
from desktop.services.boards import Board, open_board
from desktop.services.checking import check_board
from desktop.services.people import add_person, remove_person, renew_key
from desktop.services.recovery_keeping import confirm_recovery_key, is_recovery_key_kept


def actions(board: Board) -> list[str]:
    with board.database.read() as work:
        return [one.action for one in work.audit.entries() if one.entity == "recovery_key"]


def test_the_key_of_a_new_board_was_kept(board: Board) -> None:
    assert is_recovery_key_kept(board)
    confirm_recovery_key(board)
    assert actions(board) == [], "nothing is said twice"


def test_a_renewed_key_is_not_kept_until_that_is_confirmed(board: Board) -> None:
    renew_key(board)
    assert not is_recovery_key_kept(board)
    board.close()
    with open_board(board.folder, passphrase=PASSPHRASE) as again:
        assert not is_recovery_key_kept(again)
        confirm_recovery_key(again)
        assert is_recovery_key_kept(again)
        assert actions(again)[0] == "New recovery key kept"
        assert check_board(again).ok


def test_the_key_after_a_removal_is_watched_too(board: Board) -> None:
    person = add_person(board, "Zztest Second", Role.VIEWER, "eleven quiet herons wade", NO_SECRET)
    remove_person(board, person.id)
    assert not is_recovery_key_kept(board)


def test_a_key_that_was_not_made_leaves_the_recovery_key_as_kept_as_it_was(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kept in (True, False):
        if not kept:
            renew_key(board)
        with monkeypatch.context() as patch:
            patch.setattr("db.soundness.integrity_faults", lambda _: ["page 3"])
            with pytest.raises(UserError, match="nothing was changed"):
                renew_key(board)
        assert is_recovery_key_kept(board) is kept
        assert actions(board)[0] == "New key of the board not made: the recovery key stays"


def test_a_program_that_ends_at_the_new_key_has_said_so_before(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is ended right after the new key came into force: nobody has seen its recovery key."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop.services.people._say_renewed", end)
    old = board.database.key
    with pytest.raises(KeyboardInterrupt):
        renew_key(board)
    assert board.database.key != old
    board.close()
    with open_board(board.folder, passphrase=PASSPHRASE) as again:
        assert not is_recovery_key_kept(again)
        assert check_board(again).ok
