"""A process killed while it stores many cases leaves all of them or none, and a board that checks sound."""

from __future__ import annotations

import os
import random
import select
import shutil
import sys
from pathlib import Path
from time import monotonic

import pytest
from builders import PASSPHRASE
from child import line_of, start
from share import EVERY

from desktop.services.boards import open_board
from desktop.services.checking import check_board

ROUNDS = int(os.environ.get("CRESTBOARD_KILL_ROUNDS", "20" if EVERY else "8"))
"""How many kills: 20 in every run, 200 when asked for."""

AFRESH = 10
"""So many rounds on one board, or all that is stored is counted and checked again and again."""

BATCH = 300

SCRIPT = f"""
import sys
from pathlib import Path
from builders import small_case
from desktop.services.boards import open_board

def children(batch):
    for number in range({BATCH}):
        yield small_case(batch * {BATCH} + number)

board = open_board(Path(sys.argv[1]), passphrase=sys.argv[2])
first = int(sys.argv[3])
for batch in range(first, first + 1000):
    cases = list(children(batch))
    print("begin", flush=True)
    with board.database.work(board.person.id) as work:
        work.cases.add_many(cases, "Import")
    print("stored", flush=True)
"""


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="waits on a pipe as Windows cannot")


def stored(folder: Path) -> int:
    """How many cases a fresh reader finds; the board must be sound for a reader and for a writer."""
    with open_board(folder, passphrase=PASSPHRASE, write=False) as reader:
        with reader.database.read() as work:
            count = len(work.cases.all_ids())
        assert check_board(reader).problems == ()
    with open_board(folder, passphrase=PASSPHRASE) as board:
        assert board.notices == ()
        assert check_board(board).problems == ()
    return count


def longest(folder: Path) -> float:
    """How long storing one batch takes here and now, in seconds."""
    with start(SCRIPT, folder, PASSPHRASE, 0) as child:
        assert line_of(child) == "begin"
        before = monotonic()
        assert line_of(child) == "stored"
        took = monotonic() - before
        child.kill()
    return took


def test_killed_in_the_middle_all_or_nothing(board_folder: Path, tmp_path: Path) -> None:
    chance, before, caught, empty = random.Random(1), 0, 0, board_folder
    took = longest(Path(shutil.copytree(empty, tmp_path / "measured.crestboard")))
    for number in range(ROUNDS):
        if number % AFRESH == 0:
            board_folder, before = Path(shutil.copytree(empty, tmp_path / f"{number}.crestboard")), 0
        with start(SCRIPT, board_folder, PASSPHRASE, before // BATCH) as child:
            assert line_of(child) == "begin"
            assert child.stdout is not None
            # let it work on for a moment, another one each time, at most until it says that it has stored
            select.select([child.stdout], [], [], chance.uniform(0, took * 1.2))
            child.kill()
            rest = child.stdout.read().split()
        acknowledged = before + BATCH * rest.count("stored")
        after = stored(board_folder)
        # nothing acknowledged is lost, nothing torn; a commit may have been done and not yet said
        assert after in (acknowledged, acknowledged + BATCH)
        caught += after == before
        before = after
    sys.stdout.write(f"{ROUNDS} kills, {caught} before the commit\n")
    # of few kills all may come before the commit
    assert 0 < caught < ROUNDS if EVERY else caught
