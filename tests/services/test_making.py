"""A board that was being made as the program was killed: nothing of it stays, and nothing else is taken away."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from builders import PASSPHRASE
from child import line_of, start

from db.folder import BoardFolder
from db.keys import NO_SECRET
from desktop.services.boards import create_board, open_board
from desktop.services.making import made_whole

KILLED = """
import os, signal, sys
from pathlib import Path
from builders import PASSPHRASE
from db.keys import NO_SECRET
from desktop.services import boards

boards.write_keys = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
boards.create_board(Path(sys.argv[1]), name="N", person_name="Zztest", passphrase=PASSPHRASE, cost=NO_SECRET)
"""
LIVING = """
import sys
from pathlib import Path
from desktop.services.making import made_whole

with made_whole(Path(sys.argv[1])) as place:
    place.keys.write_bytes(b"x")
    print("filling", flush=True)
    sys.stdin.readline()
"""


def create(folder: Path) -> None:
    create_board(folder, name="N", person_name="Zztest", passphrase=PASSPHRASE, cost=NO_SECRET).board.close()


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A folder in which a program was killed while it made a board."""
    place = tmp_path / "boards"
    place.mkdir()
    with start(KILLED, place / "new.crestboard") as child:
        child.wait()
    if os.name != "nt":
        assert child.returncode == -signal.SIGKILL
    (left,) = hidden(place)
    assert BoardFolder(place / left).database.exists()
    return place


def test_making_the_board_again_takes_it_away(killed: Path) -> None:
    create(killed / "new.crestboard")
    assert hidden(killed) == []


def test_making_or_opening_another_board_beside_takes_it_away(killed: Path, board_folder: Path) -> None:
    board_folder.rename(killed / "ward.crestboard")
    open_board(killed / "ward.crestboard", passphrase=PASSPHRASE, write=False).close()
    assert len(hidden(killed)) == 1
    open_board(killed / "ward.crestboard", passphrase=PASSPHRASE).close()
    assert hidden(killed) == []


def test_only_what_is_ours_and_dead_is_taken_away(killed: Path) -> None:
    (left,) = hidden(killed)
    (killed / left / "mine.txt").write_text("a file of somebody's own")
    strange = killed / ".cache-abcd1234"
    strange.mkdir()
    (strange / "board.sqlite3").write_bytes(b"no lock, so no board of ours")
    with start(LIVING, killed / "other.crestboard") as child:
        assert line_of(child) == "filling"
        create(killed / "new.crestboard")
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.close()
        child.wait()
    assert child.returncode == 0
    assert (killed / "other.crestboard" / "keys.json").exists()
    assert hidden(killed) == sorted([left, strange.name])


def test_a_finished_board_is_never_taken_away_whatever_it_is_called(killed: Path, board_folder: Path) -> None:
    """A hidden name that ends as a broken off one does, closed and with its backups."""
    mine = killed / ".ward-20261130"
    create(mine)
    (mine / "backups").mkdir(exist_ok=True)
    before = sorted(path.name for path in mine.iterdir())
    assert "being-made" not in before
    board_folder.rename(killed / "ward.crestboard")
    open_board(killed / "ward.crestboard", passphrase=PASSPHRASE).close()
    create(killed / "new.crestboard")
    assert hidden(killed) == [mine.name]
    assert sorted(path.name for path in mine.iterdir()) == before
    open_board(mine, passphrase=PASSPHRASE).close()


def test_a_failed_creation_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), made_whole(tmp_path / "new.crestboard") as place:
        place.keys.write_bytes(b"x")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
