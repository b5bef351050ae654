"""Unlocking a board with this computer's keyring: off until somebody turns it on for themselves.

The keyring keeps a random secret that opens a slot of its own in the key file, neither passphrase nor data key. A new
passphrase, leaving the board, a new key of the board, or turning it off ends the slot. It is for starting the program:
a locked board asks for the passphrase.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import replace
from enum import Enum, auto
from pathlib import Path

from db.attempts import forget_attempts
from db.device_slots import DeviceKey, unwrap_for_device, wrap_for_device
from db.drives import refuse_network_drive
from db.errors import NoBoardError, StorageError, WrongKeyError
from db.folder import BoardFolder
from db.keys import KeyFile, read_keys
from desktop.services.board_keys import keys_change, keys_of, prove_own, settle_attempts
from desktop.services.boards import Board, open_with_key
from desktop.services.computer_keyring import ComputerKeyring, KeyringError
from desktop.services.opening import KEYS_CHANGED, UNLOCKING

TURNED_ON = "Unlocking by a computer's keyring turned on"
TURNED_OFF = "Unlocking by a computer's keyring turned off"
OPENED = "Opened by a computer's keyring"


class State(Enum):
    """Whether the keyring of this computer opens a board: for nobody, whoever asks, or somebody else."""

    OFF = auto()
    ON = auto()
    OF_ANOTHER = auto()


def keyring_state(board: Board, keyring: ComputerKeyring) -> State:
    """Whether it opens this board for whoever has it open; the keyring itself is not asked."""
    keys = keys_of(board)
    mark = keyring.mark(keys.board)
    if mark is None or keys.device(mark.device) is None:
        return State.OFF
    return State.ON if mark.person == board.person.id else State.OF_ANOTHER


def turn_on(board: Board, keyring: ComputerKeyring, passphrase: str) -> None:
    """Let this computer's keyring open the board for whoever has it open; their passphrase says that it is they.

    It takes the place of whoever had turned it on here before. Raises UserError, one sentence; nothing is changed.
    """
    prove_own(board, passphrase)
    keys, computer = keys_of(board), socket.gethostname()
    before = keyring.mark(keys.board)
    slot, device = wrap_for_device(board.database.key, keys.board, board.person.id, computer)

    def turned_on(now: KeyFile) -> KeyFile:
        return (now if before is None else now.without_device(before.device)).with_device(slot)

    earlier = keyring.keep(keys.board, device)
    try:
        with keys_change(board, turned_on, board.own_work()) as work:
            settle_attempts(board, work)
            work.audit.add(TURNED_ON, UNLOCKING, board.person.id, changes={"computer": [None, computer]})
    except BaseException:
        # whoever had turned it on here before still opens the board by it
        with suppress(KeyringError):
            if earlier is None:
                keyring.forget(keys.board)
            else:
                keyring.keep(keys.board, earlier)
        raise
    forget_attempts(BoardFolder(board.folder).attempts)


def turn_off(board: Board, keyring: ComputerKeyring) -> None:
    """The keyring opens the board no more, and what it keeps is deleted.

    Raises KeyringError where it is still there, though it opens nothing; other UserErrors where nothing was changed.
    """
    keys = keys_of(board)
    mark = keyring.mark(keys.board)
    slot = keys.device(mark.device) if mark is not None else None
    if slot is not None:
        gone = slot.id
        with keys_change(board, lambda now: now.without_device(gone), board.own_work()) as work:
            work.audit.add(TURNED_OFF, UNLOCKING, slot.person, changes={"computer": [slot.computer, None]})
    keyring.forget(keys.board)


def forget_ended(board: Board, keyring: ComputerKeyring) -> bool:
    """Delete what the keyring keeps for a board that it no longer opens; says whether there was such a thing."""
    keys = keys_of(board)
    mark = keyring.mark(keys.board)
    if mark is None or keys.device(mark.device) is not None:
        return False
    with suppress(KeyringError):
        keyring.forget(keys.board)
    return True


def is_asked(folder: Path, keyring: ComputerKeyring) -> bool:
    """Whether the keyring was given a secret for the board in this folder."""
    try:
        return keyring.mark(read_keys(BoardFolder(folder).keys).board) is not None
    except NoBoardError:
        return False


def fetch(folder: Path, keyring: ComputerKeyring) -> DeviceKey:
    """What the keyring keeps for the board in this folder. Raises UserError: why the passphrase has to be typed.

    A secret that opens nothing any more is deleted.
    """
    keys = read_keys(BoardFolder.existing(folder).keys)
    device = keyring.fetch(keys.board)
    if device is not None and keys.device(device.device) is not None:
        return device
    with suppress(KeyringError):
        keyring.forget(keys.board)
    raise _ended(device, keys)


def open_by_keyring(folder: Path, device: DeviceKey) -> Board:
    """Open a board for writing with what the keyring keeps, as the person who turned it on; that is audited.

    Raises UserError, one sentence, where it does not open.
    """
    place = BoardFolder.existing(folder)
    refuse_network_drive(place.path)
    if place.replacement.is_dir():
        raise StorageError("The board's files were being replaced when the program ended; open it with the passphrase.")
    keys = read_keys(place.keys)
    slot = keys.device(device.device)
    if slot is None:
        raise _ended(device, keys)
    key = unwrap_for_device(slot, device, keys.board)
    board = open_with_key(place.path, key, device.person, None)
    try:
        now = keys_of(board)
        if now.device(slot.id) is None:  # what a killed program had begun with the key file was finished meanwhile
            raise _ended(device, now)
        with board.own_work() as work:
            work.audit.add(OPENED, UNLOCKING, board.person.id, changes={"computer": [None, slot.computer]})
    except BaseException:
        board.close()
        raise
    return replace(board, notices=(*board.notices, KEYS_CHANGED)) if keys.changed_outside(key) else board


def _ended(device: DeviceKey | None, keys: KeyFile) -> WrongKeyError:
    return WrongKeyError(f"This computer's keyring no longer opens the board: {_why_ended(device, keys)}.")


def _why_ended(device: DeviceKey | None, keys: KeyFile) -> str:
    if device is None:
        return "it was turned off, or the entry was deleted; type your passphrase"
    if keys.of_person(device.person) is None:
        return "whoever turned it on has no passphrase on this board any more; type yours"
    return "since it was turned on, the passphrase or the board's key was changed; type your passphrase"
