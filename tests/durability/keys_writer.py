"""The process that is killed while it changes who can open a board: at one writing call, or around the commit.

It stays warm and lets a copy of itself do the deed, so that a round does not begin with loading the program.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from builders import COORDINATOR, PASSPHRASE
from durability.failing import Failing, failing

from db.database import Database
from db.keys import NO_SECRET
from desktop.clinical.vocabulary import Role
from desktop.services.board_keys import set_passphrase
from desktop.services.boards import Board, open_board
from desktop.services.people import add_person, change_person, people_of, remove_person

OTHER = "eleven quiet herons wade"
SECOND, THIRD = "Zztest Second", "Zztest Third"


def _remove(board: Board) -> None:
    second = next(line.person for line in people_of(board) if line.person.name == SECOND)
    remove_person(board, second.id)


DEEDS: dict[str, Callable[[Board], object]] = {
    "add": lambda board: add_person(board, THIRD, Role.VIEWER, OTHER, NO_SECRET),
    "remove": _remove,
    "passphrase": lambda board: set_passphrase(board, OTHER, NO_SECRET),
    "rename": lambda board: change_person(board, THIRD),
}


def killed(_: str) -> None:
    """The end that nothing can catch."""
    os.kill(os.getpid(), signal.SIGKILL)


def do(folder: Path, name: str, nth: int) -> None:
    """Do one deed and be killed at its Nth step, if it has so many."""
    board = open_board(folder, passphrase=PASSPHRASE, user=COORDINATOR)
    with failing(nth, folder, killed) as calls:
        _count_commits(calls)
        DEEDS[name](board)


def _count_commits(calls: Failing) -> None:
    real: Any = Database._commit

    def commit(database: Database, *words: object) -> None:
        calls.strike("before the commit")
        real(database, *words)
        calls.strike("after the commit")

    Database._commit = commit  # type: ignore[method-assign]


def main() -> None:
    """Wait for rounds: a folder, a deed and a step in each line; say how each ended."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        folder, name, nth = json.loads(line)
        child = os.fork()
        if child == 0:
            do(Path(folder), name, nth)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
