"""Boards are made whole, opened by the right words, and refused in one sentence otherwise."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from builders import COORDINATOR, PASSPHRASE, small_case
from child import line_of, start

from db.engine import connect
from db.errors import DamagedError, HeldError, NoBoardError, WrongKeyError
from db.keys import NO_SECRET
from db.recovery import recovery_text
from desktop.clinical.errors import UserError
from desktop.clinical.person import Person
from desktop.clinical.vocabulary import Role
from desktop.services.board_keys import set_passphrase
from desktop.services.boards import (
    Board,
    create_board,
    is_demonstration,
    open_board,
    open_demonstration,
    person_names,
)
from desktop.services.checking import check_board
from desktop.services.recent import last_board, remember

NEW = "eleven quiet herons wade"


def make(folder: Path, **more: object) -> str:
    """Make a board and close it; returns its recovery key."""
    told: dict[str, object] = {"name": "Zztest", "person_name": COORDINATOR, "passphrase": PASSPHRASE}
    made = create_board(folder, **(told | {"cost": NO_SECRET} | more))  # type: ignore[arg-type]
    made.board.close()
    return made.recovery_key


def one_sentence(error: pytest.ExceptionInfo[UserError]) -> bool:
    text = str(error.value)
    return text.endswith(".") and ". " not in text and "\n" not in text


def test_a_new_board_is_open_for_its_first_person(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "ward.crestboard"
    with create_board(folder, name="Ward", person_name=COORDINATOR, passphrase=PASSPHRASE).board as board:
        assert (board.name, board.person.name, board.person.role) == ("Ward", COORDINATOR, Role.ADMINISTRATOR)
        assert (board.folder, board.demonstration, board.read_only, board.notices) == (folder, False, False, ())
        assert check_board(board).ok
        with board.database.read() as work:
            assert [entry.entity for entry in work.audit.entries()] == ["boards", "persons"]
    keys = json.loads((folder / "keys.json").read_text(encoding="utf-8"))
    assert [(slot["memory"], slot["iterations"], slot["lanes"]) for slot in keys["slots"]] == [(65536, 3, 4)]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in folder.parent.iterdir()) == ["ward.crestboard"]
    assert not (folder / "holder.json").exists()


@pytest.mark.parametrize(
    "wrong", [{"passphrase": "short"}, {"passphrase": ""}, {"name": "  "}, {"person_name": ""}]
)  # fmt: skip
def test_a_board_that_cannot_be_made_leaves_nothing(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(UserError) as error:
        make(tmp_path / "x.crestboard", **wrong)
    assert one_sentence(error)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.services.boards.write_keys", full)
    with pytest.raises(UserError, match="No space left") as error:
        make(tmp_path / "x.crestboard")
    assert one_sentence(error)
    assert list(tmp_path.iterdir()) == []


def test_what_exists_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for name in ("used", "file"):
        with pytest.raises(UserError, match="exists already"):
            make(tmp_path / name)
    (tmp_path / "empty").mkdir()
    make(tmp_path / "empty")
    with pytest.raises(UserError, match="exists already"):
        make(tmp_path / "empty")


def test_the_right_and_the_wrong_passphrase(board_folder: Path) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        assert board.person.name == COORDINATOR
    for wrong in ("nine violet otters sang", "", None):
        with pytest.raises(WrongKeyError) as error:
            open_board(board_folder, passphrase=wrong)
        assert one_sentence(error)
    with pytest.raises(WrongKeyError, match="no person called Nobody"):
        open_board(board_folder, passphrase=PASSPHRASE, user="Nobody")
    # a refusal holds nothing
    open_board(board_folder, passphrase=PASSPHRASE, user=COORDINATOR.upper()).close()
    assert person_names(board_folder) == [COORDINATOR]


def test_the_recovery_key_opens_it_without_slots(tmp_path: Path) -> None:
    folder = tmp_path / "x.crestboard"
    recovery = make(folder)
    (folder / "keys.json").unlink()
    with pytest.raises(NoBoardError, match="recovery key") as error:
        open_board(folder, passphrase=PASSPHRASE)
    assert one_sentence(error)
    assert is_demonstration(folder) is False
    with open_board(folder, recovery_key=recovery.lower().replace("-", " ")) as board:
        assert board.person.name == COORDINATOR
        set_passphrase(board, NEW, NO_SECRET)
        assert check_board(board).ok
    open_board(folder, passphrase=NEW).close()
    # typed where the passphrase is asked
    open_board(folder, passphrase=recovery, write=False).close()


def test_the_recovery_key_of_another_board_is_one_sentence(tmp_path: Path) -> None:
    recovery = make(tmp_path / "a.crestboard")
    make(tmp_path / "b.crestboard")
    with pytest.raises(DamagedError, match="other keys") as error:
        open_board(tmp_path / "b.crestboard", recovery_key=recovery)
    assert "\n" not in str(error.value)
    open_board(tmp_path / "b.crestboard", passphrase=PASSPHRASE).close()


def test_a_new_passphrase_replaces_the_old_one(board_folder: Path) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        with pytest.raises(UserError, match="needs 15"):
            set_passphrase(board, "short", NO_SECRET)
        set_passphrase(board, NEW, NO_SECRET)
    with pytest.raises(WrongKeyError):
        open_board(board_folder, passphrase=PASSPHRASE)
    open_board(board_folder, passphrase=NEW).close()


def test_with_several_people_one_says_who(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        work.persons.add(Person(name="Zztest Second"))
        for name in ("", "zztest second"):
            with pytest.raises(UserError):
                work.persons.add(Person(name=name))
    key, folder = board.database.key, board.folder
    board.close()
    with pytest.raises(WrongKeyError, match="Zztest Coordinator, Zztest Second"):
        open_board(folder, recovery_key=recovery_text(key))
    with open_board(folder, recovery_key=recovery_text(key), user="zztest second") as opened:
        assert opened.person.name == "Zztest Second"


def test_a_demonstration_opens_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "demo.crestboard"
    make(folder, demonstration=True, passphrase="")
    assert is_demonstration(folder)
    with open_board(folder) as board:
        assert board.demonstration
    with pytest.raises(WrongKeyError):
        open_board(folder, passphrase="not this one either")


def test_a_real_board_does_not_become_a_demonstration_by_its_key_file(board_folder: Path) -> None:
    keys = board_folder / "keys.json"
    keys.write_text(keys.read_text(encoding="utf-8").replace("false", "true"), encoding="utf-8")
    with pytest.raises(WrongKeyError):
        open_board(board_folder)
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        assert board.demonstration is False


def test_what_is_no_board_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name in ("nothing", "file", "."):
        for ask in (lambda place: open_board(place, passphrase=PASSPHRASE), person_names):
            with pytest.raises(NoBoardError) as error:
                ask(tmp_path / name)
            assert one_sentence(error)
        assert is_demonstration(tmp_path / name) is False
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("content", [b"", b"no database at all" * 1000, b"\0" * 8192])
def test_a_damaged_database_is_one_sentence(board_folder: Path, content: bytes) -> None:
    (board_folder / "board.sqlite3").write_bytes(content)
    for write in (True, False):
        with pytest.raises(UserError) as error:
            open_board(board_folder, passphrase=PASSPHRASE, write=write)
        assert "backup" in str(error.value)
        assert "\n" not in str(error.value)


def test_a_second_writer_is_refused_and_readers_work(board: Board) -> None:
    with pytest.raises(HeldError, match="Zztest Coordinator on") as error:
        open_board(board.folder, passphrase=PASSPHRASE)
    assert one_sentence(error)
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reader:
        assert reader.read_only
        assert reader.holder is not None
        assert reader.holder.name == COORDINATOR
        with board.database.work(board.person.id) as work:
            work.cases.add_many([small_case()], "New case")
        with reader.database.read() as work:
            assert len(work.cases.all_ids()) == 1
        assert check_board(reader).ok
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as again:
        assert again.holder is not None
    board.close()
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as alone:
        assert alone.holder is None


HOLD = (
    "import sys; from pathlib import Path; from desktop.services.boards import open_board\n"
    "board = open_board(Path(sys.argv[1]), passphrase=sys.argv[2]); print(board.person.name, flush=True); input()"
)


def test_another_process_holds_the_board_until_it_dies(board_folder: Path) -> None:
    with start(HOLD, board_folder, PASSPHRASE) as child:
        assert line_of(child) == COORDINATOR
        with pytest.raises(HeldError, match="since"):
            open_board(board_folder, passphrase=PASSPHRASE)
        open_board(board_folder, passphrase=PASSPHRASE, write=False).close()
        child.kill()
        child.wait()
    open_board(board_folder, passphrase=PASSPHRASE).close()


def test_a_moved_board_and_one_that_ended_hard_can_be_read(board: Board, tmp_path: Path) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case()], "New case")
    # as it stands while open: with its write-ahead log
    copy = Path(shutil.copytree(board.folder, tmp_path / "copy with spaces & 100%.crestboard"))
    with open_board(copy, passphrase=PASSPHRASE, write=False) as reader, reader.database.read() as work:
        assert work.cases.get(small_case().id).number == 1
    with closing(connect(copy / "board.sqlite3", board.database.key)) as driver:
        assert driver.execute("SELECT count(*) FROM cases").fetchone() == (1,)


def test_the_board_opened_last_is_remembered(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert last_board(home) is None
    (tmp_path / "a.crestboard").mkdir()
    remember(home, tmp_path / "a.crestboard")
    assert last_board(home) == tmp_path / "a.crestboard"
    (tmp_path / "a.crestboard").rmdir()
    assert last_board(home) is None
    (home / "recent.json").write_text("[]", encoding="utf-8")
    assert last_board(home) is None
    (tmp_path / "file").write_text("", encoding="utf-8")
    remember(tmp_path / "file", tmp_path)


def test_a_demonstration_board_held_by_another_window_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "demo.crestboard"
    first = create_board(folder, name="Zztest", person_name="Zztest Coordinator", demonstration=True).board
    with first, open_demonstration(folder) as second:
        assert second.read_only
        assert second.holder is not None
    with open_demonstration(folder) as alone:
        assert not alone.read_only
