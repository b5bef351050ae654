"""A process killed while it changes who can open a board: key file and database tell one truth at every step."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import Popen

import pytest
from builders import COORDINATOR, PASSPHRASE
from child import line_of, start
from keys_writer import DEEDS, OTHER, SECOND
from share import EVERY

from db.errors import WrongKeyError
from db.folder import BoardFolder
from db.keys import NO_SECRET, read_keys
from desktop.clinical.vocabulary import Role
from desktop.services.boards import Board, open_board, person_names
from desktop.services.checking import check_board
from desktop.services.people import add_person, people_of, remove_person

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, which Windows cannot")

MOST = 200
"""More steps than any of them takes."""

STATES = {"add": 2, "remove": 3, "passphrase": 2, "rename": 2}
"""As before and as after; who is removed has no key any more a step before they are written down as gone."""


@pytest.fixture
def writer() -> Iterator[Popen[str]]:
    with start("from durability.keys_writer import main; main()") as process:
        assert line_of(process) == "ready"
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def two(board_folder: Path) -> Path:
    """A closed board of two people."""
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        add_person(board, SECOND, Role.VIEWER, OTHER, NO_SECRET)
    return board_folder


def ended(process: Popen[str], folder: Path, name: str, nth: int) -> bool:
    """Whether the deed was killed at its Nth step; else it was done, or is no good."""
    assert process.stdin is not None
    process.stdin.write(json.dumps([str(folder), name, nth]) + "\n")
    process.stdin.flush()
    code = int(line_of(process))
    assert code in (0, -signal.SIGKILL)
    return code != 0


def opened(folder: Path, *, write: bool) -> Board:
    """The board, by whichever of the coordinator's names and passphrases opens it."""
    for user in dict.fromkeys((*person_names(folder), "Zztest Third")):
        for secret in (OTHER, PASSPHRASE):
            with suppress(WrongKeyError):
                board = open_board(folder, passphrase=secret, user=user, write=write)
                if board.person.role is Role.ADMINISTRATOR:
                    return board
                board.close()
            BoardFolder(folder).attempts.unlink(missing_ok=True)
    raise AssertionError("nobody gets in")


def truth(board: Board) -> tuple[object, ...]:
    """Who is on the board and who can open it: by the database, by the key file and by the history."""
    people = {line.person.id: line.person for line in people_of(board)}
    keys = read_keys(BoardFolder(board.folder).keys)
    assert not keys.changed_outside(board.database.key)
    for slot in keys.slots:
        assert slot.name == people[slot.person].name
        assert people[slot.person].left_at is None
    with board.database.read() as work:
        done = [entry.action for entry in work.audit.entries()]
    changed = open_passphrase(board) == OTHER
    assert changed == ("New passphrase" in done)
    here = sorted(one.name for one in people.values() if one.left_at is None)
    return here, sorted(slot.name for slot in keys.slots), changed


def open_passphrase(board: Board) -> str:
    from db.keys import unwrap

    keys = read_keys(BoardFolder(board.folder).keys)
    slot = keys.of_person(board.person.id)
    assert slot is not None
    try:
        unwrap(slot, OTHER, keys.board)
    except WrongKeyError:
        unwrap(slot, PASSPHRASE, keys.board)
        return PASSPHRASE
    return OTHER


@pytest.mark.parametrize("name", DEEDS)
def test_killed_at_every_step_it_is_as_before_or_as_after(
    writer: Popen[str], two: Path, tmp_path: Path, name: str
) -> None:
    seen, nth = list[tuple[object, ...]](), 0
    while nth < MOST:
        nth += 1 if EVERY else 2
        folder = Path(shutil.copytree(two, tmp_path / f"{nth}.crestboard"))
        killed = ended(writer, folder, name, nth)
        # to read it is enough that nothing waits to be put in place as a whole
        if not BoardFolder(folder).replacement.is_dir():
            opened(folder, write=False).close()
        with opened(folder, write=True) as board:
            assert board.notices == ()
            assert check_board(board).problems == ()
            assert not BoardFolder(folder).next_keys.exists()
            assert not list(folder.glob(".*"))
            state = truth(board)
            seen += [state] if state not in seen else []
        # nothing flickers: it is the same when it is opened again
        with opened(folder, write=True) as board:
            assert truth(board) == state
            _goes_on(board, name)
        shutil.rmtree(folder)
        if not killed:
            break
    assert 4 <= nth < MOST
    assert len(seen) == STATES[name]


def _goes_on(board: Board, name: str) -> None:
    """What was not done yet can be done now."""
    second = next(line.person for line in people_of(board) if line.person.name == SECOND)
    if name == "remove" and second.left_at is None:
        remove_person(board, second.id)
        assert truth(board)[1] == [COORDINATOR]
