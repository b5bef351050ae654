"""A backup holds a board whole, is verified when written, and is refused in a sentence when it is something else."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import full_case, small_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.backup_file import ABOUT, DATABASE, Backup, read_backup, unpack_database, write_backup
from db.errors import DamagedError, NoBoardError, StorageError, WrongKeyError
from db.folder import BoardFolder
from db.upgrade import HEAD
from desktop.clinical.errors import UserError
from desktop.services.boards import Board

MADE = datetime(2026, 11, 29, 10, 42, tzinfo=UTC)


@pytest.fixture
def written(board: Board, tmp_path: Path) -> Backup:
    """A backup of a board with one full case, still open."""
    with board.database.work(board.person.id) as work:
        work.cases.add_many([full_case()], "New case")
    return write(board, tmp_path / "out.crestboard-backup")


def write(board: Board, target: Path) -> Backup:
    place = BoardFolder(board.folder)
    with board.database.read() as work:
        identity = work.board.id
    return write_backup(
        place.database, board.database.key, place.keys, target, board=identity, made=MADE, reason="asked"
    )


def test_a_backup_says_what_it_is_and_holds_all(board: Board, written: Backup, tmp_path: Path) -> None:
    found = read_backup(written.path)
    assert found == written
    assert (found.about.made, found.about.reason, found.about.schema, found.about.cases) == (MADE, "asked", HEAD, 1)
    assert found.about.entries == board.database.last_entry()
    assert found.keys is not None
    assert [slot.name for slot in found.keys.slots] == [board.person.name]
    assert found.path.stat().st_mode & 0o777 == 0o600
    unpack_database(found, board.database.key, tmp_path / "again.sqlite3")
    assert (tmp_path / "again.sqlite3").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["again.sqlite3", written.path.name]


def test_no_child_is_readable_in_it(written: Backup) -> None:
    content = written.path.read_bytes()
    assert full_case().given_name.encode() not in content
    assert b"ZZ-4711" not in content


def test_it_is_taken_beside_a_writer(board: Board, tmp_path: Path) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(1)], "New case")
        # not yet committed: the backup is of the moment before
        made = write(board, tmp_path / "out.crestboard-backup")
    assert made.about.cases == 0


def test_another_key_does_not_unpack_it(written: Backup, tmp_path: Path) -> None:
    with pytest.raises(WrongKeyError, match="recovery key of its time"):
        unpack_database(written, b"x" * 32, tmp_path / "again.sqlite3")
    assert not (tmp_path / "again.sqlite3").exists()


def test_without_room_there_is_no_file(board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.soundness.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 9))
    with pytest.raises(StorageError, match="free"):
        write(board, tmp_path / "out.crestboard-backup")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_copy_that_is_not_sound_is_no_backup(board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.soundness.integrity_faults", lambda _: ["page 3"])
    with pytest.raises(DamagedError, match="not sound"):
        write(board, tmp_path / "out.crestboard-backup")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


@pytest.mark.parametrize("place", [0.3, 0.6, 0.9])
def test_a_damaged_database_in_it_is_noticed(board: Board, written: Backup, tmp_path: Path, place: float) -> None:
    content = bytearray(written.path.read_bytes())
    with zipfile.ZipFile(written.path) as pack:
        member = pack.getinfo(DATABASE)
    content[member.header_offset + 100 + int(member.file_size * place)] ^= 1
    written.path.write_bytes(content)
    with pytest.raises(DamagedError, match="is damaged"):
        unpack_database(read_backup(written.path), board.database.key, tmp_path / "again.sqlite3")
    assert not (tmp_path / "again.sqlite3").exists()


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"not a backup at all", b"PK\x05\x06" + bytes(18)], ids=["empty", "two", "text", "zip"]
)
def test_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(content)
    with pytest.raises(NoBoardError, match=r"holiday\.jpg is no backup"):
        read_backup(path)
    with pytest.raises(NoBoardError, match="no file"):
        read_backup(tmp_path / "nothing")


def spoilt(path: Path, told: object, method: int = zipfile.ZIP_STORED, more: str = "") -> Path:
    target = path.with_name("spoilt.crestboard-backup")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, json.dumps(told) if name == ABOUT and told is not None else old.read(name))
        if more:
            new.writestr(more, b"x")
    return target


def test_a_pack_of_another_making_is_refused(written: Backup) -> None:
    with zipfile.ZipFile(written.path) as pack:
        about = json.loads(pack.read(ABOUT))
    for change in ({"version": 2}, {"made": "2026-11-29"}, {"counts": 7}, {"board": "?"}, {"format": "x"}):
        with pytest.raises(NoBoardError):
            read_backup(spoilt(written.path, about | change))
    # a bomb is compressed; this program never compresses
    with pytest.raises(NoBoardError):
        read_backup(spoilt(written.path, None, zipfile.ZIP_DEFLATED))
    with pytest.raises(NoBoardError):
        read_backup(spoilt(written.path, None, more="../../etc/passwd"))
    assert read_backup(spoilt(written.path, None)).about == written.about


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_damage_is_a_sentence(board: Board, written: Backup, data: st.DataObject) -> None:
    content = bytearray(written.path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    spoilt_file = written.path.with_name("spoilt")
    spoilt_file.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    target = written.path.with_name("again.sqlite3")
    try:
        unpack_database(read_backup(spoilt_file), board.database.key, target)
    except (NoBoardError, DamagedError, WrongKeyError, UserError) as error:
        assert str(error).endswith(".")
    target.unlink(missing_ok=True)
