"""Unlocking with a computer's keyring: off until turned on, ended by what should end it, and never in the way."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from builders import PASSPHRASE
from keyring.errors import InitError, KeyringLocked, NoKeyringError
from memory_keyring import Forgetful, InMemory, Plain, Refusing, Silent

from db.device_slots import DeviceKey, unwrap_for_device, wrap_for_device
from db.errors import HeldError, StorageError, WrongKeyError
from db.keys import NO_SECRET, KeyFile, new_data_key, parse_keys, read_keys, write_keys
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Role
from desktop.services.board_keys import change_passphrase, keys_of, set_passphrase
from desktop.services.boards import Board, open_board, open_with_key
from desktop.services.computer_keyring import SERVICE, ComputerKeyring, KeyringError
from desktop.services.keyring_unlocking import (
    OPENED,
    TURNED_OFF,
    TURNED_ON,
    State,
    fetch,
    is_asked,
    keyring_state,
    open_by_keyring,
    turn_off,
    turn_on,
)
from desktop.services.people import add_person, change_person, remove_person, renew_key

OTHER, SECOND = "eleven quiet herons wade", "seven purple lynxes hum"


@pytest.fixture
def backend() -> InMemory:
    return InMemory()


@pytest.fixture
def keyring(tmp_path: Path, backend: InMemory) -> ComputerKeyring:
    return ComputerKeyring(tmp_path / "home", lambda: backend)


def opened(folder: Path, keyring: ComputerKeyring) -> Board:
    """As the start does it."""
    return open_by_keyring(folder, fetch(folder, keyring))


def actions(board: Board) -> list[str]:
    with board.database.read() as work:
        return [one.action for one in reversed(work.audit.entries())]


def test_it_is_off_until_somebody_turns_it_on(board: Board, keyring: ComputerKeyring, backend: InMemory) -> None:
    assert keyring_state(board, keyring) is State.OFF
    assert not is_asked(board.folder, keyring)
    assert backend.asked == 0
    turn_on(board, keyring, PASSPHRASE)
    assert keyring_state(board, keyring) is State.ON
    assert actions(board)[-1] == TURNED_ON
    folder = board.folder
    board.close()
    with opened(folder, keyring) as again:
        assert again.person == board.person
        assert actions(again)[-1] == OPENED
    open_board(folder, passphrase=PASSPHRASE).close()


def test_what_it_keeps_is_neither_passphrase_nor_key(
    board: Board, keyring: ComputerKeyring, backend: InMemory, tmp_path: Path
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    ((service, name),) = backend.kept
    kept = backend.kept[service, name]
    assert (service, name) == (SERVICE, str(keys_of(board).board))
    assert PASSPHRASE not in kept
    assert board.database.key.hex() not in kept
    # nothing of the secret lies outside of the keyring, and its object does not show it
    secret = kept.rpartition(":")[2]
    for path in [*board.folder.rglob("*"), *(tmp_path / "home").rglob("*")]:
        assert not path.is_file() or secret.encode() not in path.read_bytes(), path
    assert secret not in repr(DeviceKey.read(kept))
    assert (tmp_path / "home" / "keyring.json").stat().st_mode & 0o077 == 0


def test_turning_it_on_asks_for_the_passphrase(board: Board, keyring: ComputerKeyring, backend: InMemory) -> None:
    with pytest.raises(WrongKeyError):
        turn_on(board, keyring, "not the passphrase of anybody")
    assert (backend.kept, keys_of(board).devices) == ({}, ())
    turn_on(board, keyring, PASSPHRASE)
    assert actions(board)[-2:] == ["Failed unlock", TURNED_ON]
    assert not (board.folder / "attempts.json").exists()


def test_turning_it_off_deletes_the_entry_and_the_slot(
    board: Board, keyring: ComputerKeyring, backend: InMemory
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    device = fetch(board.folder, keyring)
    turn_off(board, keyring)
    assert (backend.kept, keys_of(board).devices) == ({}, ())
    assert keyring_state(board, keyring) is State.OFF
    assert actions(board)[-1] == TURNED_OFF
    board.close()
    with pytest.raises(WrongKeyError, match="no longer opens"):
        open_by_keyring(board.folder, device)


def test_turning_it_on_anew_leaves_one_slot(board: Board, keyring: ComputerKeyring) -> None:
    for _ in range(2):
        turn_on(board, keyring, PASSPHRASE)
    assert len(keys_of(board).devices) == 1
    assert not keys_of(board).changed_outside(board.database.key)


def test_a_new_passphrase_ends_it_and_says_why(board: Board, keyring: ComputerKeyring, backend: InMemory) -> None:
    turn_on(board, keyring, PASSPHRASE)
    change_passphrase(board, PASSPHRASE, OTHER, NO_SECRET)
    assert keys_of(board).devices == ()
    board.close()
    assert is_asked(board.folder, keyring)
    with pytest.raises(WrongKeyError, match=r"^[^.]*passphrase or the board's key was changed[^.]*\.$"):
        opened(board.folder, keyring)
    # a secret that opens nothing is not kept on
    assert backend.kept == {}
    assert not is_asked(board.folder, keyring)
    open_board(board.folder, passphrase=OTHER).close()


def test_a_new_passphrase_of_somebody_else_does_not_end_it(board: Board, keyring: ComputerKeyring) -> None:
    other = add_person(board, "Zztest Second", Role.CLINICIAN, SECOND, NO_SECRET)
    turn_on(board, keyring, PASSPHRASE)
    set_passphrase(replace(board, person=other), OTHER, NO_SECRET)
    board.close()
    opened(board.folder, keyring).close()


def test_a_new_name_does_not_end_it(board: Board, keyring: ComputerKeyring) -> None:
    turn_on(board, keyring, PASSPHRASE)
    change_person(board, "Zztest Renamed")
    board.close()
    with opened(board.folder, keyring) as again:
        assert again.person.name == "Zztest Renamed"


def test_a_new_key_of_the_board_ends_it(board: Board, keyring: ComputerKeyring) -> None:
    turn_on(board, keyring, PASSPHRASE)
    device = fetch(board.folder, keyring)
    renew_key(board)
    assert keys_of(board).devices == ()
    board.close()
    with pytest.raises(WrongKeyError, match="board's key was changed"):
        open_by_keyring(board.folder, device)
    open_board(board.folder, passphrase=PASSPHRASE).close()


def test_whoever_was_removed_does_not_come_in_by_it(board: Board, keyring: ComputerKeyring) -> None:
    leaving = add_person(board, "Zztest Second", Role.CLINICIAN, SECOND, NO_SECRET)
    turn_on(replace(board, person=leaving), keyring, SECOND)
    assert keyring_state(board, keyring) is State.OF_ANOTHER
    device = fetch(board.folder, keyring)
    remove_person(board, leaving.id)
    board.close()
    for attempt in (lambda: open_by_keyring(board.folder, device), lambda: opened(board.folder, keyring)):
        with pytest.raises(WrongKeyError, match="no passphrase on this board any more"):
            attempt()


def test_an_entry_that_was_deleted_is_said(board: Board, keyring: ComputerKeyring, backend: InMemory) -> None:
    turn_on(board, keyring, PASSPHRASE)
    backend.kept.clear()
    board.close()
    with pytest.raises(WrongKeyError, match="entry was deleted"):
        opened(board.folder, keyring)


@pytest.mark.parametrize(
    "entry", ["", "nonsense", "a:b:c", f"{UUID(int=1)}:{UUID(int=2)}:00", f"{UUID(int=1)}:{UUID(int=2)}:{'0' * 64}"]
)
def test_an_entry_that_is_none_is_one_sentence(
    board: Board, keyring: ComputerKeyring, backend: InMemory, entry: str
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    backend.kept = dict.fromkeys(backend.kept, entry)
    board.close()
    with pytest.raises(WrongKeyError, match=r"^[^.]+\.$"):
        opened(board.folder, keyring)
    open_board(board.folder, passphrase=PASSPHRASE).close()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (Refusing(NoKeyringError("no backend")), "no keyring"),
        (Refusing(KeyringLocked("locked")), "is locked"),
        (Refusing(InitError("no session")), "is locked"),
        (Refusing(RuntimeError("a long\nstory")), "refused"),
        (Plain(), "no keyring"),
        (Forgetful(), "no keyring"),
    ],
    ids=["none", "locked", "no session", "error", "plain file", "keeps nothing"],
)
def test_where_it_cannot_be_used_nothing_is_changed(board: Board, tmp_path: Path, other: InMemory, words: str) -> None:
    keyring = ComputerKeyring(tmp_path / "home", lambda: other)
    keys = (board.folder / "keys.json").read_bytes()
    with pytest.raises(KeyringError, match=rf"^[^.]*{words}[^.]*\.$"):
        turn_on(board, keyring, PASSPHRASE)
    assert (board.folder / "keys.json").read_bytes() == keys
    assert keyring_state(board, keyring) is State.OFF
    assert actions(board) == ["First person"] or TURNED_ON not in actions(board)


def test_no_backend_at_all_is_one_sentence(board: Board, tmp_path: Path) -> None:
    def none() -> InMemory:
        raise NoKeyringError("none")

    with pytest.raises(KeyringError, match="no keyring"):
        turn_on(board, ComputerKeyring(tmp_path / "home", none), PASSPHRASE)


def test_one_that_never_answers_holds_nobody_up(board: Board, tmp_path: Path) -> None:
    silent = Silent()
    try:
        with pytest.raises(KeyringError, match="does not answer"):
            turn_on(board, ComputerKeyring(tmp_path / "home", lambda: silent, patience=0.01), PASSPHRASE)
    finally:
        silent.go.set()
    assert keys_of(board).devices == ()


def test_a_locked_keyring_is_asked_again_the_next_time(board: Board, keyring: ComputerKeyring, tmp_path: Path) -> None:
    turn_on(board, keyring, PASSPHRASE)
    board.close()
    locked = ComputerKeyring(tmp_path / "home", lambda: Refusing(KeyringLocked()))
    with pytest.raises(KeyringError, match="locked"):
        fetch(board.folder, locked)
    opened(board.folder, keyring).close()


def test_an_entry_that_cannot_be_deleted_opens_nothing(board: Board, keyring: ComputerKeyring, tmp_path: Path) -> None:
    turn_on(board, keyring, PASSPHRASE)
    device = fetch(board.folder, keyring)
    with pytest.raises(KeyringError, match=r"^[^.]+\.$"):
        turn_off(board, ComputerKeyring(tmp_path / "home", lambda: Refusing(RuntimeError())))
    assert keyring_state(board, keyring) is State.OFF
    board.close()
    with pytest.raises(WrongKeyError):
        open_by_keyring(board.folder, device)


def test_what_cannot_be_stored_leaves_no_entry(
    board: Board, keyring: ComputerKeyring, backend: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_board: Board) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(Board, "own_work", full)
        with pytest.raises(StorageError):
            turn_on(board, keyring, PASSPHRASE)
    assert backend.kept == {}
    assert keyring_state(board, keyring) is State.OFF


def test_where_it_cannot_be_remembered_there_is_no_entry(board: Board, tmp_path: Path, backend: InMemory) -> None:
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(KeyringError, match="cannot be remembered"):
        turn_on(board, ComputerKeyring(tmp_path / "home", lambda: backend), PASSPHRASE)
    assert (backend.kept, keys_of(board).devices) == ({}, ())


@pytest.mark.parametrize("fault", ["the board", "the memory", "the keyring"])
def test_where_it_fails_whoever_had_turned_it_on_before_still_opens_the_board_by_it(
    board: Board, keyring: ComputerKeyring, backend: InMemory, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    other = add_person(board, "Zztest Second", Role.CLINICIAN, SECOND, NO_SECRET)
    turn_on(board, keyring, PASSPHRASE)
    set_password = InMemory.set_password

    def full(*_: object) -> None:
        raise StorageError("The disk is full.")

    def forgets(self: InMemory, service: str, username: str, password: str) -> None:
        text = password if str(board.person.id) in password else "something else"
        set_password(self, service, username, text)

    with monkeypatch.context() as patched:
        if fault == "the board":
            patched.setattr(Board, "own_work", full)
        elif fault == "the memory":
            patched.setattr(ComputerKeyring, "_remember", full)
        else:
            patched.setattr(InMemory, "set_password", forgets)
        with pytest.raises(UserError):
            turn_on(replace(board, person=other), keyring, SECOND)
    assert keyring_state(board, keyring) is State.ON
    assert len(backend.kept) == 1
    board.close()
    with opened(board.folder, keyring) as again:
        assert again.person.id == board.person.id


def test_a_board_that_is_held_says_by_whom(board: Board, keyring: ComputerKeyring) -> None:
    turn_on(board, keyring, PASSPHRASE)
    with pytest.raises(HeldError):
        opened(board.folder, keyring)


def test_a_board_that_opened_is_closed_where_that_cannot_be_written_down(
    board: Board, keyring: ComputerKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    board.close()

    def fails(_board: Board) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(Board, "own_work", fails)
        with pytest.raises(StorageError):
            opened(board.folder, keyring)
    opened(board.folder, keyring).close()


def test_a_slot_that_ends_while_the_board_opens_opens_nothing(
    board: Board, keyring: ComputerKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening finishes what a killed program had begun, and that may be a change of passphrase."""
    turn_on(board, keyring, PASSPHRASE)
    board.close()

    def opens(folder: Path, key: bytes, person: UUID | None, user: str | None) -> Board:
        finished = open_with_key(folder, key, person, user)
        set_passphrase(finished, OTHER, NO_SECRET)
        return finished

    monkeypatch.setattr("desktop.services.keyring_unlocking.open_with_key", opens)
    with pytest.raises(WrongKeyError, match="passphrase or the board's key was changed"):
        opened(board.folder, keyring)
    open_board(board.folder, passphrase=OTHER).close()


def test_another_board_is_not_opened_by_it(board: Board, keyring: ComputerKeyring, tmp_path: Path) -> None:
    turn_on(board, keyring, PASSPHRASE)
    device = fetch(board.folder, keyring)
    slot = keys_of(board).devices[0]
    with pytest.raises(WrongKeyError):
        unwrap_for_device(slot, device, uuid4())
    with pytest.raises(WrongKeyError):
        unwrap_for_device(slot, replace(device, person=uuid4()), keys_of(board).board)


def test_a_slot_put_in_from_outside_is_noticed(board_folder: Path) -> None:
    """Somebody without the key cannot add, take away or exchange a computer's slot unseen."""
    board = open_board(board_folder, passphrase=PASSPHRASE)
    key, keys = board.database.key, keys_of(board)
    board.close()
    slot, _ = wrap_for_device(new_data_key(), keys.board, keys.slots[0].person, "zztest-1")
    assert keys.with_device(slot).changed_outside(key)
    signed = keys.with_device(slot).signed(key)
    assert not signed.changed_outside(key)
    assert signed.without_device(slot.id).changed_outside(key)
    other, _ = wrap_for_device(new_data_key(), keys.board, keys.slots[0].person, "zztest-2")
    assert signed.without_device(slot.id).with_device(other).changed_outside(key)
    # one from before there were such slots is still sound
    assert not keys.changed_outside(key)


def test_the_key_file_keeps_the_slots(tmp_path: Path) -> None:
    key, board, person = new_data_key(), uuid4(), uuid4()
    slot, device = wrap_for_device(key, board, person, "zztest-1")
    keys = KeyFile(board=board, demonstration=False, slots=(), devices=(slot,)).signed(key)
    write_keys(tmp_path / "keys.json", keys)
    assert read_keys(tmp_path / "keys.json") == keys
    assert unwrap_for_device(slot, device, board) == key
    told = json.loads((tmp_path / "keys.json").read_bytes())
    del told["devices"]
    assert parse_keys(json.dumps(told).encode(), "keys.json").devices == ()
    told["devices"] = [{"id": "nonsense"}]
    with pytest.raises(UserError, match="cannot be read"):
        parse_keys(json.dumps(told).encode(), "keys.json")


def test_a_copy_of_the_board_elsewhere_is_not_opened_without_the_keyring(
    board: Board, keyring: ComputerKeyring, tmp_path: Path
) -> None:
    turn_on(board, keyring, PASSPHRASE)
    board.close()
    shutil.copytree(board.folder, tmp_path / "copy.crestboard")
    elsewhere = ComputerKeyring(tmp_path / "another home", lambda: InMemory())
    assert not is_asked(tmp_path / "copy.crestboard", elsewhere)


def test_a_board_half_replaced_asks_for_the_passphrase(board: Board, keyring: ComputerKeyring) -> None:
    turn_on(board, keyring, PASSPHRASE)
    board.close()
    (board.folder / "replacement").mkdir()
    with pytest.raises(StorageError, match="passphrase"):
        opened(board.folder, keyring)
    open_board(board.folder, passphrase=PASSPHRASE).close()
    opened(board.folder, keyring).close()


def test_starting_the_program_does_not_load_the_keyrings() -> None:
    call = "import sys, desktop.ui.start, desktop.ui.dialogs.first_start; sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", call], check=False).returncode == 0
