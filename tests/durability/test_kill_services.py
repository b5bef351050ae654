"""A process killed while it writes through the services: what it acknowledged is there, and the board is sound."""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
from builders import COORDINATOR, PASSPHRASE, small_case
from child import line_of, start
from kill_writer import DEEDS, short, state_of
from share import EVERY

from db.folder import BoardFolder
from desktop.services.backups import backups_of
from desktop.services.boards import open_board
from desktop.services.checking import check_board

ROUNDS = int(os.environ.get("CRESTBOARD_KILL_ROUNDS", "20" if EVERY else "8"))
"""How many kills: 20 in every run, 200 when asked for."""

AFRESH = 2 * len(DEEDS)
"""So many rounds on one board, each deed aimed at twice; then another, or the children of all imports pile up."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, which Windows cannot")

Told = dict[str, Any]


@pytest.fixture
def writer() -> Iterator[Popen[str]]:
    with start("from durability.kill_writer import main; main()") as process:
        assert said(process) == {"word": "ready"}
        yield process
        assert process.stdin is not None
        process.stdin.close()


def said(process: Popen[str]) -> Told:
    line = line_of(process)
    assert line, "the writer ended by itself"
    told: Told = json.loads(line)
    return told


def killed_round(process: Popen[str], folder: Path, aim: str, seed: int, longest: dict[str, float]) -> list[Told]:
    """Everything that the writer said until it was killed at some moment of the deed aimed at."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps([str(folder), aim, seed]) + "\n")
    process.stdin.flush()
    words: list[Told] = []
    pid = 0
    while not (pid and words and words[-1].get("aim")):
        told = said(process)
        assert told["word"] != "gone", words[-1:]
        if told["word"] == "pid":
            pid = told["pid"]
        else:
            words.append(told)
    # let it work on for a moment, another one each time, at most as long as such a deed has taken
    select.select([], [], [], random.Random(seed).uniform(0, longest.get(aim, 0.1) * 1.1))
    os.kill(pid, signal.SIGKILL)
    while (told := said(process))["word"] != "gone":
        words.append(told)
    return words


def matches(found: Told, wanted: Told, before: Told) -> bool:
    """Whether a state is the wanted one; a key that nobody could know before has to be another one."""
    key = found["key"] != before["key"] if wanted["key"] == "?" else found["key"] == wanted["key"]
    return bool(key and found["digest"] == wanted["digest"])


def checked(folder: Path) -> Told:
    """The board opens with its passphrase, nothing is half done, and it is sound; what is in it."""
    with open_board(folder, passphrase=PASSPHRASE, user=COORDINATOR) as board:
        assert board.notices == ()
        assert check_board(board).problems == ()
        state = short(state_of(board))
    assert not BoardFolder(folder).replacement.exists()
    assert not list(folder.glob(".replacement-*"))
    assert [line.fault for line in backups_of(folder) if line.fault] == []
    assert not list(BoardFolder(folder).backups.glob(".*"))
    with open_board(folder, recovery_key=state["key"], user=COORDINATOR, write=False) as reader:
        assert check_board(reader).problems == ()
    return state


@pytest.fixture
def stocked(board_folder: Path) -> Path:
    """A closed board of thirty children."""
    with open_board(board_folder, passphrase=PASSPHRASE) as board, board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(number) for number in range(30)], "New case")
    return board_folder


def test_nothing_acknowledged_is_lost(writer: Popen[str], stocked: Path, tmp_path: Path) -> None:
    names, longest, caught = list(DEEDS), dict[str, float](), Counter[str]()
    acknowledged = 0
    for number in range(ROUNDS):
        if number % AFRESH == 0:
            board_folder = Path(shutil.copytree(stocked, tmp_path / f"{number}.crestboard"))
        aim = names[number % len(names)]
        words = killed_round(writer, board_folder, aim, number, longest)
        done = [one for one in words if one["word"] in ("open", "done")]
        for one in done[1:]:
            longest[one["deed"]] = max(longest.get(one["deed"], 0), one["took"])
        acknowledged += len(done) - 1
        found, last = checked(board_folder), done[-1]["state"]
        for one in done[1:]:
            if one["deed"] in ("backup", "salvage"):
                assert Path(one["made"]).exists()
        under_way = words[-1] if words[-1]["word"] == "begin" else None
        if under_way is None:
            assert matches(found, last, last), number
        else:
            caught[under_way["deed"]] += 1
            assert matches(found, last, last) or matches(found, under_way["expected"], last), (number, under_way)
        for salvaged in tmp_path.glob("salvaged-*"):
            checked(salvaged)
            shutil.rmtree(salvaged)
        shutil.rmtree(BoardFolder(board_folder).backups, ignore_errors=True)
    figures = f"{ROUNDS} kills, {acknowledged} deeds acknowledged, killed inside: {dict(caught)}, longest: {longest}\n"
    sys.stdout.write(figures)
    assert sum(caught.values()) > ROUNDS // 4
