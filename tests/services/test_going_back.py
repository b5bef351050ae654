"""Going back to a backup from the open board: what would be lost is said, and nothing is lost where it fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import COORDINATOR, PASSPHRASE, small_case

from db.attempts import read_attempts
from db.backup_file import Backup
from db.errors import WrongKeyError
from db.folder import BoardFolder
from db.keys import NO_SECRET
from desktop.clinical.errors import UserError
from desktop.clinical.rights import RIGHTS, NotAllowedError, Right
from desktop.clinical.vocabulary import Role
from desktop.services import going_back
from desktop.services.backups import AUTOMATIC, BEFORE_RESTORE, QUIET, backups_of, make_automatic, make_backup, paused
from desktop.services.board_keys import set_passphrase
from desktop.services.boards import Board
from desktop.services.checking import check_board
from desktop.services.going_back import difference, go_back, people_of, state_before
from desktop.services.history import VIEW, note_view
from desktop.services.opening import UNLOCKING

START = datetime(2026, 11, 30, 8, tzinfo=UTC)


def add(board: Board, number: int) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(number)], "New case")


def cases(board: Board) -> int:
    with board.database.read() as work:
        return len(work.cases.all_ids())


@pytest.fixture
def backup(board: Board) -> Backup:
    """One case then, two now."""
    add(board, 1)
    made = make_backup(board)
    add(board, 2)
    return made


def test_what_would_be_lost_is_counted(board: Board, backup: Backup) -> None:
    told = difference(board, backup.path)
    assert (told.made, told.cases, told.cases_now) == (backup.about.made, 1, 2)
    with board.database.read() as work:
        assert told.entries == work.audit.count() - backup.about.entries > 0
        (case, *_) = work.cases.all_ids()
    # looking loses nothing
    note_view(board, case)
    assert difference(board, backup.path).entries == told.entries
    assert people_of(backup.path) == [COORDINATOR]


def test_the_board_goes_back_and_forward_again(board: Board, backup: Backup) -> None:
    went = go_back(board, backup.path, passphrase=PASSPHRASE)
    assert went.board is not None
    assert (went.refused, cases(went.board)) == ("", 1)
    assert paused(board.folder) is not None
    left = state_before(board.folder)
    assert left is not None
    assert (left.cases, left.reason) == (2, BEFORE_RESTORE)
    # what was left is another history now: there is no number of entries to tell
    assert difference(went.board, left.path).entries is None
    again = go_back(went.board, left.path, passphrase=PASSPHRASE)
    assert again.board is not None
    with again.board as present:
        assert cases(present) == 2
        assert check_board(present).ok


def test_a_wrong_passphrase_leaves_the_board_open(board: Board, backup: Backup) -> None:
    with pytest.raises(WrongKeyError):
        go_back(board, backup.path, passphrase="not the passphrase")
    assert read_attempts(BoardFolder(board.folder).attempts).count == 1
    assert cases(board) == 2
    assert paused(board.folder) is None


@pytest.mark.parametrize("role", [role for role in Role if Right.RESTORE not in RIGHTS[role]])
def test_who_may_not_restore_is_refused_before_anything_is_closed(board: Board, backup: Backup, role: Role) -> None:
    theirs = replace(board, person=replace(board.person, role=role))
    with pytest.raises(NotAllowedError, match="restore a backup"):
        go_back(theirs, backup.path, passphrase=PASSPHRASE)
    assert cases(board) == 2


def test_what_fails_on_the_way_leaves_the_present_board_open(
    board: Board, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Board:
        raise UserError("The disk is full; nothing was changed.")

    monkeypatch.setattr(going_back, "restore_board", fail)
    went = go_back(board, backup.path, passphrase=PASSPHRASE)
    assert went.board is not None
    with went.board as present:
        assert (cases(present), went.refused) == (2, "The disk is full; nothing was changed.")
        assert present.person == board.person
        add(present, 3)
        assert check_board(present).ok


def test_a_fault_of_the_program_leaves_it_open_as_well(
    board: Board, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Board:
        raise ZeroDivisionError("Zztest, Alpha")

    monkeypatch.setattr(going_back, "restore_board", fail)
    went = go_back(board, backup.path, passphrase=PASSPHRASE)
    assert went.board is not None
    went.board.close()
    assert "Zztest" not in went.refused


def test_a_damaged_backup_changes_nothing(board: Board, backup: Backup) -> None:
    whole = bytearray(backup.path.read_bytes())
    whole[whole.find(b"SQLite") if b"SQLite" in whole else len(whole) // 2] ^= 0xFF
    backup.path.write_bytes(whole)
    went = go_back(board, backup.path, passphrase=PASSPHRASE)
    assert went.board is not None
    with went.board as present:
        assert cases(present) == 2
        assert "damaged" in went.refused


def test_the_present_state_is_kept_whose_passphrase_changed_since(board: Board, backup: Backup) -> None:
    set_passphrase(board, "eleven quiet herons wade", NO_SECRET)
    went = go_back(board, backup.path, passphrase=PASSPHRASE)
    assert went.board is not None
    with went.board:
        left = state_before(board.folder)
    assert left is not None
    assert left.cases == 2


def test_looking_and_backing_up_make_no_backup_due_and_a_change_does(board: Board) -> None:
    assert {VIEW, UNLOCKING} <= QUIET
    add(board, 1)
    with board.database.read() as work:
        (case,) = work.cases.all_ids()
    start = START
    assert make_automatic(board, lambda: start) is not None
    note_view(board, case)
    make_backup(board, now=lambda: start + timedelta(minutes=1))
    note_view(board, case)
    assert make_automatic(board, lambda: start + timedelta(days=1)) is None
    add(board, 2)
    assert make_automatic(board, lambda: start + timedelta(days=1)) is not None
    assert backups_of(board.folder)[0].reason == AUTOMATIC
    assert BoardFolder(board.folder).paused.exists() is False


def test_a_clock_set_back_makes_one_and_not_one_at_every_check(board: Board) -> None:
    start = START
    assert make_automatic(board, lambda: start + timedelta(days=9)) is not None
    assert make_automatic(board, lambda: start) is not None
    add(board, 1)
    assert make_automatic(board, lambda: start + timedelta(minutes=5)) is None
    assert make_automatic(board, lambda: start + timedelta(minutes=31)) is not None
    assert make_automatic(board, lambda: start + timedelta(minutes=90)) is None
