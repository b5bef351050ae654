"""A change of the key file that was stored and could not be put in place: it counts, at the start and at the lock."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from builders import COORDINATOR, PASSPHRASE

from db.errors import DamagedError, StorageError, WrongKeyError
from db.folder import BoardFolder
from db.keys import NO_SECRET, read_keys
from desktop.clinical.vocabulary import Role
from desktop.services.board_keys import change_passphrase, set_passphrase
from desktop.services.boards import Board, open_board
from desktop.services.checking import check_board
from desktop.services.locking import ASKED, lock, unlock
from desktop.services.people import add_person, change_person, renew_key
from desktop.services.recovery_keeping import is_recovery_key_kept

NEW, OTHER = "eleven quiet herons wade", "seven purple lynxes hum"
Stuck = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Stuck:
    """A file of this name cannot be moved, as where another program has it open."""

    @contextmanager
    def held(name: str):  # type: ignore[no-untyped-def]
        real = Path.replace

        def replace(self: Path, target: Path) -> Path:
            if self.name == name:
                raise PermissionError(13, "Permission denied")
            return real(self, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", replace)
            yield

    return held


@pytest.fixture
def waiting(board: Board, stuck: Stuck) -> Board:
    """The coordinator has a new passphrase, and the present key file does not know it yet."""
    with stuck("keys-next.json"):
        change_passphrase(board, PASSPHRASE, NEW, NO_SECRET)
    assert BoardFolder(board.folder).next_keys.exists()
    return board


def test_the_lock_opens_with_the_new_passphrase_and_not_with_the_earlier_one(waiting: Board) -> None:
    place = BoardFolder(waiting.folder)
    lock(waiting, ASKED)
    with pytest.raises(WrongKeyError, match="was changed; type the new one"):
        unlock(waiting, passphrase=PASSPHRASE)
    assert waiting.database.locked
    unlocked = unlock(waiting, passphrase=NEW)
    assert (unlocked.board, unlocked.notices) == (waiting, ())
    # and now it is the key file
    assert not place.next_keys.exists()
    lock(waiting, ASKED)
    with pytest.raises(WrongKeyError, match="not the passphrase"):
        unlock(waiting, passphrase=PASSPHRASE)
    assert unlock(waiting, passphrase=NEW).board is waiting


def test_one_who_has_a_passphrase_only_in_the_file_that_waits_unlocks(board: Board, stuck: Stuck) -> None:
    BoardFolder(board.folder).keys.unlink()
    add_person(board, "Zztest Second", Role.VIEWER, OTHER, NO_SECRET)
    with stuck("keys-next.json"):
        set_passphrase(board, NEW, NO_SECRET)
    lock(board, ASKED)
    assert unlock(board, passphrase=NEW).board is board


def test_under_either_name_whoever_was_renamed_opens_the_board(board: Board, stuck: Stuck, tmp_path: Path) -> None:
    with stuck("keys-next.json"):
        renamed = change_person(board, "Zztest Renamed")
    lock(renamed, ASKED)
    with stuck("keys-next.json"):
        assert unlock(renamed, passphrase=PASSPHRASE).board.person.name == "Zztest Renamed"
    board.close()
    for user in (COORDINATOR, "Zztest Renamed"):
        copy = Path(shutil.copytree(board.folder, tmp_path / f"{user}.crestboard"))
        with open_board(copy, passphrase=PASSPHRASE, user=user) as opened:
            assert opened.person.name == "Zztest Renamed"
            assert check_board(opened).ok


def test_a_new_key_of_the_board_takes_up_what_waits(waiting: Board) -> None:
    place = BoardFolder(waiting.folder)
    kept = place.next_keys.read_bytes()
    renew_key(waiting)
    assert not place.next_keys.exists()
    assert not read_keys(place.keys).changed_outside(waiting.database.key)
    waiting.close()
    # from before that was done it may lie there still: it says nothing of the board as it is
    place.next_keys.write_bytes(kept)
    with open_board(waiting.folder, passphrase=NEW) as opened:
        assert opened.notices == ()
        assert not place.next_keys.exists()


def test_a_damaged_board_is_still_called_so_where_a_change_waits(waiting: Board) -> None:
    waiting.close()
    database = BoardFolder(waiting.folder).database
    with database.open("r+b") as file:
        file.write(b"x" * 4096)
    with pytest.raises(DamagedError):
        open_board(waiting.folder, passphrase=NEW)


# a new key that came half way


@pytest.mark.parametrize("file", ["keys.json", "audit-head.json", "board.sqlite3"])
def test_after_a_new_key_that_came_half_way_the_lock_opens_with_the_passphrase(
    board: Board, stuck: Stuck, file: str
) -> None:
    place, before = BoardFolder(board.folder), board.database.key
    with stuck(file), pytest.raises(StorageError, match="cannot be put in place yet"):
        renew_key(board)
    assert place.replacement.is_dir()
    lock(board, ASKED)
    assert board.database.locked
    # the file is still in use
    with stuck(file), pytest.raises(StorageError, match="cannot be put in place yet"):
        unlock(board, passphrase=PASSPHRASE)
    assert board.database.locked
    assert unlock(board, passphrase=PASSPHRASE).board is board
    assert board.database.key not in (b"", before)
    assert not place.replacement.exists()
    assert check_board(board).ok
    assert not is_recovery_key_kept(board)


def test_a_board_that_was_closed_for_good_is_not_opened_by_the_lock(board: Board) -> None:
    board.close()
    lock(board, ASKED)
    assert not board.database.locked
    with pytest.raises(StorageError, match="closed"):
        unlock(board, passphrase=PASSPHRASE)
    assert board.database.key == b""
