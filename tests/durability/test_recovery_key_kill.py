"""A process killed while it renews the board's key: a new key never comes without the word that nobody kept it."""

from __future__ import annotations

import random
import select
import shutil
from pathlib import Path

from builders import PASSPHRASE
from child import line_of, start

from desktop.services.boards import open_board
from desktop.services.checking import check_board
from desktop.services.recovery_keeping import is_recovery_key_kept

ROUNDS = 6
RENEW = f"""
import sys
from pathlib import Path
from desktop.services.boards import open_board
from desktop.services.people import renew_key
with open_board(Path(sys.argv[1]), passphrase="{PASSPHRASE}") as board:
    print("ready", flush=True)
    sys.stdin.readline()
    while True:
        renew_key(board)
        print("done", flush=True)
"""


def test_a_key_that_came_into_force_is_said_not_to_be_kept(empty_board: Path, tmp_path: Path) -> None:
    with open_board(empty_board, passphrase=PASSPHRASE, write=False) as board:
        before = board.database.key
        assert is_recovery_key_kept(board)
    renewed = 0
    for number in range(ROUNDS):
        folder = Path(shutil.copytree(empty_board, tmp_path / f"{number}.crestboard"))
        with start(RENEW, folder) as process:
            assert line_of(process) == "ready"
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("go\n")
            process.stdin.flush()
            if number == 0:
                assert line_of(process) == "done"
            else:
                # another moment in each round
                select.select([], [], [], random.Random(number).uniform(0, 0.4))
            process.kill()
        with open_board(folder, passphrase=PASSPHRASE) as board:
            assert check_board(board).ok
            if board.database.key != before:
                renewed += 1
                assert not is_recovery_key_kept(board), number
    assert renewed
