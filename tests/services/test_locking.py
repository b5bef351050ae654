"""Locking and unlocking a board: who may go on with it, what is written down, and how guesses are slowed down."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from builders import COORDINATOR, PASSPHRASE, small_case

from db.audit_search import AuditQuery
from db.errors import StorageError, WrongKeyError
from db.folder import BoardFolder
from db.keys import NO_SECRET
from db.lock import current_holder
from db.recovery import recovery_text
from desktop.clinical.vocabulary import Role
from desktop.services.boards import Board, create_board, open_board
from desktop.services.checking import check_board
from desktop.services.history import trail
from desktop.services.locking import ASKED, IDLE, Tries, lock, tries, unlock, who_can_unlock
from desktop.services.people import add_person, change_person, renew_key

OTHER = "eleven quiet herons wade"
WRONG = "seven green geese march"
LONG_AGO = "2020-01-02T03:04:05+00:00"


def said(board: Board) -> list[tuple[str, str, Sequence[object]]]:
    """What the audit tells of locking, the oldest first: who, what, with what."""
    lines = trail(board, AuditQuery(kinds=("unlocking",)))
    return [(one.person, one.entry.action, next(iter(one.entry.changes.values()), ())) for one in reversed(lines)]


def test_the_same_person_goes_on_with_the_same_board(board: Board) -> None:
    lock(board, IDLE)
    assert board.database.key == b""
    with pytest.raises(StorageError, match="locked"):
        board.database.last_entry()
    unlocked = unlock(board, passphrase=PASSPHRASE)
    assert unlocked.board is board
    assert (unlocked.notices, unlocked.recovered) == ((), False)
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case()], "New case")
    assert [(action, what) for _, action, what in said(board)] == [
        ("Locked", [None, "timer"]), ("Unlocked", [None, "a passphrase"]),
    ]  # fmt: skip
    assert check_board(board).ok


def test_another_person_goes_on_in_their_own_name(board: Board) -> None:
    second = add_person(board, "Zztest Second", Role.CLINICIAN, OTHER, NO_SECRET)
    assert who_can_unlock(board) == [COORDINATOR, "Zztest Second"]
    lock(board, ASKED)
    unlocked = unlock(board, passphrase=OTHER, user="Zztest Second")
    assert unlocked.board.person == second
    assert unlocked.board.database is board.database
    holder = current_holder(BoardFolder(board.folder))
    assert holder is not None
    assert holder.name == "Zztest Second"
    assert [(who, action) for who, action, _ in said(board)] == [(COORDINATOR, "Locked"), ("Zztest Second", "Unlocked")]


def test_nobody_unlocks_with_the_passphrase_of_another(board: Board) -> None:
    add_person(board, "Zztest Second", Role.CLINICIAN, OTHER, NO_SECRET)
    lock(board, ASKED)
    with pytest.raises(WrongKeyError, match=COORDINATOR):
        unlock(board, passphrase=OTHER)
    assert board.database.locked


def test_the_recovery_key_unlocks_and_says_so(board: Board) -> None:
    recovery = recovery_text(board.database.key)
    for typed in ({"recovery_key": recovery.lower()}, {"passphrase": recovery}):
        lock(board, ASKED)
        unlocked = unlock(board, **typed)
        assert unlocked.board is board
        assert unlocked.recovered
    assert said(board)[-1][2] == [None, "the recovery key"]


def test_the_recovery_key_unlocks_without_the_key_file(board: Board) -> None:
    recovery = recovery_text(board.database.key)
    lock(board, ASKED)
    BoardFolder(board.folder).keys.unlink()
    assert who_can_unlock(board) == [COORDINATOR]
    assert unlock(board, recovery_key=recovery).board is board


def test_a_key_of_before_a_renewal_opens_nothing(board: Board) -> None:
    before = recovery_text(board.database.key)
    renew_key(board)
    lock(board, ASKED)
    with pytest.raises(WrongKeyError, match="does not open the board"):
        unlock(board, recovery_key=before)
    assert board.database.locked
    assert unlock(board, passphrase=PASSPHRASE).board is board


def test_wrong_passphrases_slow_down_and_are_told_and_written_down(board: Board) -> None:
    lock(board, ASKED)
    assert tries(board) == Tries(3, timedelta(), timedelta(seconds=1))
    for left in (2, 1, 0):
        with pytest.raises(WrongKeyError, match="not the passphrase"):
            unlock(board, passphrase=WRONG)
        assert tries(board).left == left
    assert timedelta() < tries(board).wait <= timedelta(seconds=1)
    assert tries(board).pause == timedelta(seconds=2)
    with pytest.raises(WrongKeyError, match=r"There were 3 wrong passphrases; wait 1 second"):
        unlock(board, passphrase=PASSPHRASE)
    assert board.database.key == b""
    attempts = BoardFolder(board.folder).attempts
    told = json.loads(attempts.read_text())
    attempts.write_text(json.dumps(told | {"first": LONG_AGO, "last": LONG_AGO}))
    (notice,) = unlock(board, passphrase=PASSPHRASE).notices
    assert "3 wrong passphrases" in notice
    assert [action for _, action, _ in said(board)] == ["Locked", "Failed unlock", "Unlocked"]
    assert tries(board).left == 3


def test_a_reader_writes_nothing_and_meets_the_key_that_the_writer_has_given_since(board: Board) -> None:
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reader:
        lock(reader, ASKED)
        renew_key(board)
        change_person(board, "Zztest Renamed")
        unlocked = unlock(reader, passphrase=PASSPHRASE)
        assert unlocked.board.person.name == "Zztest Renamed"
        assert unlocked.board.read_only
        assert said(board) == []


def test_a_demonstration_needs_no_passphrase(tmp_path: Path) -> None:
    made = create_board(tmp_path / "demo.crestboard", name="Demo", person_name=COORDINATOR, demonstration=True)
    with made.board as board:
        lock(board, ASKED)
        assert unlock(board).board is board


def test_the_key_goes_even_where_that_cannot_be_written_down(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise StorageError("The disk does not answer.")

    monkeypatch.setattr(type(board.database), "work", refuse)
    with pytest.raises(StorageError, match="does not answer"):
        lock(board, ASKED)
    assert board.database.key == b""


def test_locking_twice_is_locking_once(board: Board) -> None:
    lock(board, ASKED)
    lock(board, IDLE)
    unlock(board, passphrase=PASSPHRASE)
    assert [action for _, action, _ in said(board)] == ["Locked", "Unlocked"]
