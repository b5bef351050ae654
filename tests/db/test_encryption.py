"""The engine's settings, and that no child's name leaves the encrypted file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from builders import PASSPHRASE, full_case, small_case

from db.database import driver_of
from db.driver import connect
from db.drives import refuse_network_drive
from db.errors import DamagedError, StorageError
from db.recovery import recovery_text
from desktop.clinical.errors import UserError
from desktop.services.boards import Board, open_board
from desktop.services.crashes import report_of

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": 5000,
    "cache_size": -65536,
    "temp_store": 0,
    "query_only": 0,
}


def test_every_connection_has_the_measured_settings(board: Board) -> None:
    with board.database.read() as work:
        driver = driver_of(work.connection)
        assert {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS} == SETTINGS
        options = {row[0] for row in driver.execute("PRAGMA compile_options")}
        # sorts go to memory, never to an unencrypted file
        assert "TEMP_STORE=2" in options


def test_a_board_that_is_only_read_cannot_be_written(board: Board) -> None:
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reader:
        with pytest.raises(StorageError, match="cannot be written"), reader.database.work(reader.person.id) as work:
            work.cases.add_many([small_case()], "New case")
        with reader.database.read() as work:
            assert driver_of(work.connection).execute("PRAGMA query_only").fetchone() == (1,)


def test_no_name_stands_in_any_file_of_the_folder(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([full_case(), *(small_case(n) for n in range(50))], "New case")
    wal = board.folder / "board.sqlite3-wal"
    assert wal.stat().st_size > 0
    for path in board.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for marker in (b"Alpha", b"ZZ-4711", b"Demo Lab", b"CREATE TABLE", b"SQLite format"):
            assert marker not in content, path.name


@pytest.mark.parametrize("write", [True, False])
def test_a_database_without_encryption_is_not_opened(board: Board, write: bool) -> None:
    """Whoever puts a readable copy in the place of the board's database is found out; the program writes nothing."""
    key, path = board.database.key, board.database.folder.database
    board.close()
    with closing(connect(path, key)) as driver:
        driver.execute("ATTACH DATABASE ? AS plain KEY ''", (f"{path}.plain",))
        driver.execute("SELECT sqlcipher_export('plain')")
        driver.execute("DETACH DATABASE plain")
    Path(f"{path}.plain").replace(path)
    readable = path.read_bytes()
    assert readable.startswith(b"SQLite format 3")
    for secret in ({"passphrase": PASSPHRASE}, {"recovery_key": recovery_text(key)}):
        with pytest.raises(UserError):
            open_board(board.folder, write=write, **secret)
    assert path.read_bytes() == readable


def test_files_are_their_owners_only(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case()], "New case")
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in board.folder.iterdir() if path.is_file()}
    assert set(modes.values()) == {"0o600"}
    assert {"board.sqlite3", "board.sqlite3-wal", "board.sqlite3-shm", "keys.json", "lock", "holder.json",
            "audit-head.json", "page-salt", "reserve"} == set(modes)  # fmt: skip


def test_an_error_of_the_database_names_no_child(board: Board) -> None:
    with pytest.raises(Exception, match="constraint") as error, board.database.work(board.person.id) as work:
        work.cases.add_many([full_case()], "New case")
        work.connection.exec_driver_sql("UPDATE cases SET version = NULL, given_name = ?", ("Zztest-Marker",))
    assert "Zztest-Marker" not in str(error.value)
    assert "Zztest-Marker" not in repr(error.value)
    assert "Zztest-Marker" not in report_of(error.value)


def test_a_damaged_page_is_one_sentence(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(n) for n in range(300)], "New case")
    board.close()
    path = board.folder / "board.sqlite3"
    content = bytearray(path.read_bytes())
    for place in range(2 * 4096 + 100, len(content), 4096):
        content[place] ^= 1
    path.write_bytes(content)
    with (
        pytest.raises(DamagedError, match="damaged") as error,
        open_board(board.folder, passphrase=PASSPHRASE) as opened,
        opened.database.read() as work,
    ):
        work.cases.load_many(work.cases.all_ids())
    assert str(error.value).endswith("restore a backup.")


def test_a_closed_board_is_told_so(board: Board) -> None:
    board.close()
    with pytest.raises(UserError, match="closed"), board.database.read():
        pass
    assert board.database.key == b""


def test_a_network_drive_is_refused(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    far = f"{tmp_path}/far\\040away"
    mounts.write_text(
        f"disk / ext4 rw 0 0\nserver:/x {far} nfs4 rw 0 0\ndisk {far}/near ext4 rw 0 0\n", encoding="utf-8"
    )
    for name in ("far away", "far away/deeper"):
        with pytest.raises(StorageError, match="network drive"):
            refuse_network_drive(tmp_path / name, mounts)
    for name in ("", "far away/near", "far away/near/deeper", "far"):
        refuse_network_drive(tmp_path / name, mounts)
    refuse_network_drive(tmp_path, tmp_path / "no such file")
