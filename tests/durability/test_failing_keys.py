"""The Nth call fails while a passphrase is changed or a keyring turned on or off: one passphrase opens the board."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import PASSPHRASE
from failing import failing
from memory_keyring import InMemory

from db.keys import NO_SECRET
from desktop.clinical.errors import UserError
from desktop.services.board_keys import change_passphrase
from desktop.services.boards import Board, open_board
from desktop.services.checking import check_board
from desktop.services.computer_keyring import ComputerKeyring
from desktop.services.keyring_unlocking import fetch, open_by_keyring, turn_off, turn_on

OTHER = "eleven quiet herons wade"
MOST = 60


def _change(board: Board, _keyring: ComputerKeyring) -> None:
    change_passphrase(board, PASSPHRASE, OTHER, NO_SECRET)


def _on(board: Board, keyring: ComputerKeyring) -> None:
    turn_on(board, keyring, PASSPHRASE)


DEEDS: dict[str, Callable[[Board, ComputerKeyring], None]] = {"change": _change, "on": _on, "off": turn_off}


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("before", [False, True], ids=["was off", "was on"])
def test_the_nth_call_fails(board_folder: Path, tmp_path: Path, name: str, before: bool) -> None:
    for nth in range(1, MOST):
        place = tmp_path / str(nth)
        folder = Path(shutil.copytree(board_folder, place / "board.crestboard"))
        backend = InMemory()
        keyring = ComputerKeyring(place / "home", lambda backend=backend: backend)  # type: ignore[misc]
        error = ""
        with open_board(folder, passphrase=PASSPHRASE) as board:
            if before:
                turn_on(board, keyring, PASSPHRASE)
            with failing(nth, place) as calls:
                try:
                    DEEDS[name](board, keyring)
                except UserError as refusal:
                    error = str(refusal)
        assert "\n" not in error
        assert error == "" or error.endswith(".")
        opening = [secret for secret in (PASSPHRASE, OTHER) if _opens(folder, secret)]
        assert len(opening) == 1
        if not error:
            assert opening == [OTHER if name == "change" else PASSPHRASE]
            assert _by_keyring(folder, keyring) is (name == "on")
        else:
            # opened or refused in one sentence
            _by_keyring(folder, keyring)
        shutil.rmtree(place)
        if not calls.failed:
            break
    assert 2 <= nth < MOST - 1


def _opens(folder: Path, secret: str) -> bool:
    try:
        with open_board(folder, passphrase=secret) as board:
            assert check_board(board).problems == ()
            assert not [one for one in board.notices if "changed by something" in one]
            return True
    except UserError:
        return False


def _by_keyring(folder: Path, keyring: ComputerKeyring) -> bool:
    try:
        open_by_keyring(folder, fetch(folder, keyring)).close()
    except UserError as refusal:
        assert str(refusal).endswith(".")
        return False
    return True
