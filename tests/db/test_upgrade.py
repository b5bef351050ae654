"""An older schema is copied, then upgraded, all or nothing; a newer one is left alone."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from builders import full_case
from child import line_of, start

from db.backup_file import read_backup, unpack_database
from db.database import Database, driver_of
from db.engine import connect
from db.errors import DamagedError, SchemaError, StorageError
from db.folder import BoardFolder
from db.revision import read_revision
from db.upgrade import HEAD, REVISIONS, SHIPPED, Migrations
from desktop.clinical.errors import UserError
from desktop.services.boards import Board

LATER = f"{int(HEAD) + 1:04d}"

NEXT = """
import os
import sqlalchemy as sa
from alembic import op
revision = "{next}"
down_revision = "{head}"
def upgrade():
    with op.batch_alter_table("cases") as batch:
        batch.add_column(sa.Column("nickname", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("cases", recreate="always") as batch:
        batch.alter_column("nickname", type_=sa.String(9))
    {then}
"""


@pytest.fixture
def older(board: Board) -> tuple[Path, bytes]:
    """The folder of a closed board with one case, whose schema will be old, and its key."""
    with board.database.work(board.person.id) as work:
        work.cases.add_many([full_case()], "New case")
    key = board.database.key
    board.close()
    return board.folder, key


def newer(tmp_path: Path, then: str = "pass") -> Migrations:
    """What a later program would know: one revision more, which ends in ``then``."""
    scripts = tmp_path / "100% newer"
    shutil.copytree(SHIPPED.scripts, scripts)
    (scripts / "versions" / f"{LATER}_next.py").write_text(script_of(then), encoding="utf-8")
    return Migrations((*REVISIONS, LATER), scripts)


def script_of(then: str) -> str:
    return NEXT.format(next=LATER, head=HEAD, then=then)


def revision_of(folder: Path, key: bytes) -> str | None:
    with closing(connect(BoardFolder(folder).database, key)) as driver:
        return read_revision(driver)


def test_an_older_schema_is_copied_then_upgraded(older: tuple[Path, bytes], tmp_path: Path) -> None:
    folder, key = older
    database = Database.open(folder, key, read_only=False, migrations=newer(tmp_path))
    with database.read() as work:
        # nothing was lost through the rebuilding of a table that others point to
        assert work.cases.get(full_case().id).mycn == full_case().mycn
        driver = driver_of(work.connection)
        assert driver.execute("SELECT nickname FROM cases").fetchall() == [("",)]
        assert driver.execute("PRAGMA foreign_keys").fetchone() == (1,)
    database.close()
    assert revision_of(folder, key) == LATER
    (copy,) = BoardFolder(folder).backups.iterdir()
    assert copy.name.startswith(f"before-{LATER}-")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert b"Alpha-\xc3\x98yvind" not in copy.read_bytes()
    backup = read_backup(copy)
    assert (backup.about.reason, backup.about.schema) == (f"before-upgrade-{LATER}", HEAD)
    unpack_database(backup, key, tmp_path / "copy.sqlite3")
    with closing(connect(tmp_path / "copy.sqlite3", key)) as driver:
        assert read_revision(driver) == HEAD
        assert driver.execute("SELECT count(*) FROM mycn_results").fetchone() == (2,)


def test_an_upgraded_board_is_not_copied_again(older: tuple[Path, bytes], tmp_path: Path) -> None:
    folder, key = older
    migrations = newer(tmp_path)
    for _ in range(2):
        Database.open(folder, key, read_only=False, migrations=migrations).close()
    assert len(list(BoardFolder(folder).backups.iterdir())) == 1


def test_a_newer_schema_is_refused_and_left_alone(older: tuple[Path, bytes], tmp_path: Path) -> None:
    folder, key = older
    Database.open(folder, key, read_only=False, migrations=newer(tmp_path)).close()
    before = BoardFolder(folder).database.read_bytes()
    for read_only in (True, False):
        with pytest.raises(SchemaError, match=f"newer Crestboard .*{LATER}.*{HEAD}.*nothing was changed"):
            Database.open(folder, key, read_only=read_only)
    assert BoardFolder(folder).database.read_bytes() == before


def test_an_older_schema_is_not_upgraded_by_reading(older: tuple[Path, bytes], tmp_path: Path) -> None:
    folder, key = older
    with pytest.raises(SchemaError, match="open it once for writing"):
        Database.open(folder, key, read_only=True, migrations=newer(tmp_path))
    assert revision_of(folder, key) == HEAD


@pytest.mark.parametrize(
    ("then", "error"),
    [
        ("raise RuntimeError('broken script')", RuntimeError),
        ('op.execute("DELETE FROM plan_events")', SchemaError),
        ('op.execute("DELETE FROM cases")', SchemaError),
        ("op.execute(\"UPDATE mycn_results SET case_id = 'nowhere'\")", SchemaError),
    ],
)
def test_a_failed_upgrade_leaves_the_old_board(
    older: tuple[Path, bytes], tmp_path: Path, then: str, error: type[Exception]
) -> None:
    folder, key = older
    with pytest.raises(error):
        Database.open(folder, key, read_only=False, migrations=newer(tmp_path, then))
    assert revision_of(folder, key) == HEAD
    database = Database.open(folder, key, read_only=False)
    with database.read() as work:
        assert work.cases.get(full_case().id).plans == full_case().plans
    database.close()


def test_a_killed_upgrade_leaves_the_old_board_and_the_next_start_succeeds(
    older: tuple[Path, bytes], tmp_path: Path
) -> None:
    folder, key = older
    migrations = newer(tmp_path, "print('now', flush=True); os.kill(os.getpid(), 9)")
    script = (
        "import sys; from pathlib import Path; from db.database import Database; from db.upgrade import Migrations\n"
        "Database.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), read_only=False,"
        f" migrations=Migrations({(*REVISIONS, LATER)!r}, Path(sys.argv[3])))"
    )
    with start(script, folder, key.hex(), migrations.scripts) as child:
        assert line_of(child) == "now"
        assert child.wait() == -9
    assert revision_of(folder, key) == HEAD
    (migrations.scripts / "versions" / f"{LATER}_next.py").write_text(script_of("pass"), encoding="utf-8")
    database = Database.open(folder, key, read_only=False, migrations=migrations)
    with database.read() as work:
        assert work.cases.get(full_case().id).mycn == full_case().mycn
    database.close()


def test_without_room_for_a_copy_nothing_is_upgraded(
    older: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = older
    monkeypatch.setattr("db.soundness.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 9))
    with pytest.raises(StorageError, match="free"):
        Database.open(folder, key, read_only=False, migrations=newer(tmp_path))
    assert revision_of(folder, key) == HEAD


def test_a_copy_that_is_not_sound_stops_the_upgrade(
    older: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = older
    monkeypatch.setattr("db.soundness.integrity_faults", lambda _: ["page 3"])
    with pytest.raises(DamagedError, match="nothing was changed"):
        Database.open(folder, key, read_only=False, migrations=newer(tmp_path))
    assert revision_of(folder, key) == HEAD
    assert list(BoardFolder(folder).backups.iterdir()) == []


def test_a_database_that_is_no_boards_is_refused(older: tuple[Path, bytes]) -> None:
    folder, key = older
    with closing(connect(BoardFolder(folder).database, key)) as driver:
        driver.execute("DROP TABLE alembic_version")
    for read_only in (True, False):
        with pytest.raises(UserError, match="no schema number"):
            Database.open(folder, key, read_only=read_only)


def test_alembic_is_loaded_only_for_an_upgrade(older: tuple[Path, bytes]) -> None:
    folder, key = older
    script = (
        "import sys; from pathlib import Path; from db.database import Database\n"
        "Database.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), read_only=False).close()\n"
        "print([name for name in ('alembic', 'mako') if name in sys.modules])"
    )
    with start(script, folder, key.hex()) as child:
        assert line_of(child) == "[]"
