"""Another database takes a board's place: all or nothing, also where the program is killed in between."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import PASSPHRASE, small_case

from db.errors import StorageError
from db.folder import BoardFolder
from db.replacement import finish_replacing, replacing, sweep
from desktop.services.boards import Board, open_board
from desktop.services.checking import check_board


@pytest.fixture
def other(board: Board, tmp_path: Path) -> Path:
    """The closed board's folder as it was with one case; the board itself has two since."""
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(1)], "New case")
    board.close()
    earlier = Path(shutil.copytree(board.folder, tmp_path / "earlier"))
    with open_board(board.folder, passphrase=PASSPHRASE) as again, again.database.work(again.person.id) as work:
        work.cases.add_many([small_case(2)], "New case")
    return earlier


def gather(earlier: Path, gathered: BoardFolder) -> None:
    for path in (BoardFolder(earlier).database, BoardFolder(earlier).keys, BoardFolder(earlier).audit_head):
        shutil.copy2(path, gathered.path / path.name)


def cases(folder: Path) -> int:
    with open_board(folder, passphrase=PASSPHRASE) as board:
        assert board.notices == ()
        assert check_board(board).ok
        with board.database.read() as work:
            return len(work.cases.all_ids())


def test_the_other_database_takes_its_place(board: Board, other: Path) -> None:
    place = BoardFolder(board.folder)
    with replacing(place) as gathered:
        gather(other, gathered)
    assert cases(board.folder) == 1
    assert not place.replacement.exists()


def test_a_failure_while_gathering_changes_nothing(board: Board, other: Path) -> None:
    place = BoardFolder(board.folder)
    with pytest.raises(StorageError, match="nothing was changed"), replacing(place) as gathered:
        gather(other, gathered)
        raise OSError(28, "No space left on device")
    assert cases(board.folder) == 2
    assert list(place.path.glob(".replacement-*")) == []


@pytest.mark.parametrize("killed_at", range(7))
def test_whatever_a_kill_leaves_the_next_opening_finishes(
    board: Board, other: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    """The process ends before the Nth call that changes the folder."""
    calls = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*words: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls > killed_at:
                raise KeyboardInterrupt
            return real(*words, **named)

        return call

    place = BoardFolder(board.folder)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", counted(Path.replace))
        patched.setattr(Path, "unlink", counted(Path.unlink))
        with pytest.raises(KeyboardInterrupt), replacing(place) as gathered:
            gather(other, gathered)
            gathered.path.joinpath("late").touch()
            patched.setattr("db.replacement.shutil.rmtree", counted(shutil.rmtree))
    assert place.replacement.is_dir()
    with pytest.raises(StorageError, match="open it once for writing"):
        open_board(board.folder, passphrase=PASSPHRASE, write=False)
    assert cases(board.folder) == 1
    assert not place.replacement.exists()


def test_what_was_gathered_in_vain_is_swept(board: Board, other: Path) -> None:
    place = BoardFolder(board.folder)
    (place.path / ".replacement-abc").mkdir()
    (place.path / ".replacement-abc" / "board.sqlite3").touch()
    (place.path / ".keys.json-torn").touch()
    (place.path / ".audit-head.json-torn").touch()
    place.backups.mkdir()
    (place.backups / ".paused.json-torn").touch()
    sweep(place)
    assert not finish_replacing(place)
    assert list(place.path.rglob(".*")) == []
    assert cases(board.folder) == 2
