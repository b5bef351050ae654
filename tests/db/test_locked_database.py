"""Locking a database: who is in a transaction finishes it, then engine and key are gone until the key is given."""

from __future__ import annotations

import gc
import weakref
from threading import Event, Thread

import pytest
from builders import PASSPHRASE, small_case

from db.errors import HeldError, StorageError, WrongKeyError
from db.keys import new_data_key
from desktop.services.boards import Board, open_board
from desktop.services.checking import check_board

LOCKED = r"The board is locked; unlock it\."


def test_key_and_engine_are_gone_and_every_use_says_so(board: Board) -> None:
    database = board.database
    with database.work(board.person.id) as work:
        work.cases.add_many([small_case()], "New case")
    database.last_entry()
    del work
    engine = weakref.ref(database._engine)
    database.close_for_lock()
    gc.collect()
    assert database.locked
    assert (database.key, database.chain_key, database._engine, database._glancer) == (b"", b"", None, None)
    assert engine() is None, "somebody still holds the engine, and with it the key"
    for use in (lambda: database.read(), lambda: database.glance(), lambda: board.own_work()):
        with pytest.raises(StorageError, match=LOCKED), use():
            pass
    with pytest.raises(StorageError, match=LOCKED):
        database.last_entry()


def test_it_goes_on_with_its_key_as_the_writer(board: Board) -> None:
    key = board.database.key
    board.database.close_for_lock()
    with pytest.raises(HeldError):
        open_board(board.folder, passphrase=PASSPHRASE)
    board.database.reopen(key)
    assert not board.database.locked
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case()], "New case")
    assert check_board(board).ok


def test_another_key_opens_nothing_and_all_stays_locked(board: Board) -> None:
    key = board.database.key
    board.database.close_for_lock()
    with pytest.raises(WrongKeyError, match="does not open the board"):
        board.database.reopen(new_data_key())
    assert board.database.locked
    assert board.database.key == b""
    board.database.reopen(key)
    assert board.database.last_entry() > 0


def test_a_transaction_under_way_is_finished_first(board: Board) -> None:
    """A save that has begun, with a read inside it, is stored; only then is the key dropped."""
    database, key = board.database, board.database.key
    inside, go_on, finished, faults = Event(), Event(), Event(), list[BaseException]()

    def save() -> None:
        try:
            with database.work(board.person.id) as work:
                work.cases.add_many([small_case()], "New case")
                inside.set()
                assert go_on.wait(30)
                database.last_entry()
        except BaseException as error:
            faults.append(error)

    def lock() -> None:
        database.close_for_lock()
        finished.set()

    saving, locking = Thread(target=save), Thread(target=lock)
    saving.start()
    assert inside.wait(30)
    locking.start()
    while not database.locked:
        pass
    assert not finished.is_set()
    assert database.key == key
    with pytest.raises(StorageError, match=LOCKED), database.read():
        pass
    go_on.set()
    saving.join(30)
    locking.join(30)
    assert faults == []
    assert finished.is_set()
    assert database.key == b""
    database.reopen(key)
    with database.read() as work:
        assert work.cases.get(small_case().id).number == 1


def test_a_closed_board_is_not_called_locked(board: Board) -> None:
    board.close()
    board.database.close_for_lock()
    assert not board.database.locked
    with pytest.raises(StorageError, match="closed; open it again"), board.database.read():
        pass
