"""An import that is killed in the middle leaves the board as it was, or has stored everything."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import PASSPHRASE

from desktop.services.boards import open_board
from desktop.services.checking import check_board

ROUNDS = 20
ROWS = 250
PROJECT = Path(__file__).parents[3]

# loads everything once, then makes a process of its own for each import; it has no threads, so it may
IMPORTER = """
import os, signal, sys
from pathlib import Path
import db.engine, db.work, desktop.services.cases
from desktop.app import build_library
from desktop.services.boards import open_board
from desktop.services.importing import import_file

library = build_library()
library.load()
for line in sys.stdin:
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        print("ended", flush=True)
        continue
    with open_board(Path(line.strip()), passphrase=sys.argv[1]) as board:
        print(os.getpid(), flush=True)
        import_file(board, library, Path(sys.argv[2]))
        # in one write: a kill between two would leave half a line, and nobody would see the end
        os.write(1, b"stored\\n")
        signal.pause()
"""


class Importer:
    """Imports the long list into a board, and kills the import."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._commands, self._answers = process.stdin, process.stdout

    def begin(self, folder: Path) -> int:
        """Begin; returns the process that imports."""
        self._commands.write(f"{folder}\n")
        self._commands.flush()
        return int(self._answers.readline())

    def wait(self) -> None:
        """Wait until all is stored."""
        assert self._answers.readline() == "stored\n"

    def let_work(self, seconds: float) -> None:
        """Give it a moment, at most until it says that all is stored."""
        select.select([self._answers], [], [], seconds)

    def kill(self, importing: int) -> None:
        """Kill it as a power cut would, wherever it is."""
        os.kill(importing, signal.SIGKILL)
        while (told := self._answers.readline()) != "ended\n":
            assert told, "the importer itself has gone"


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "list.csv"
    rows = [f"ZZ-{number:04d},F,{number},M,amplified\n" for number in range(ROWS)]
    path.write_text("mrn,Sex,age_days,inrgss,MYCN\n" + "".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def importer(long_list: Path) -> Iterator[Importer]:
    command = [sys.executable, "-c", IMPORTER, PASSPHRASE, str(long_list)]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:  # fmt: skip
        yield Importer(process)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_import_is_all_or_nothing(importer: Importer, empty_board: Path, tmp_path: Path) -> None:
    whole = Path(shutil.copytree(empty_board, tmp_path / "whole.crestboard"))
    importing, started = importer.begin(whole), time.monotonic()
    importer.wait()
    lasted = time.monotonic() - started
    importer.kill(importing)
    moments = random.Random(7)
    found = []
    for number in range(ROUNDS):
        folder = Path(shutil.copytree(empty_board, tmp_path / f"{number}.crestboard"))
        importing = importer.begin(folder)
        told = number % 4 == 3
        if told:
            importer.wait()
        else:
            importer.let_work(moments.uniform(0, lasted))
        importer.kill(importing)
        found.append(_children(folder))
        # what was told to be stored is stored, whatever happens the moment after
        assert not told or found[-1] == ROWS
    assert set(found) <= {0, ROWS}
    before, after = found.count(0), found.count(ROWS)
    print(f"killed {ROUNDS} times: {before} boards as they were, {after} with all {ROWS} children")  # noqa: T201


def _children(folder: Path) -> int:
    """How many children a board has after its import was killed; it must be sound."""
    with open_board(folder, passphrase=PASSPHRASE) as board:
        report = check_board(board)
        assert report.ok, report.problems
        with board.database.read() as work:
            return len(work.cases.all_ids())
