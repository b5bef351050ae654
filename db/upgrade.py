"""Bringing a database's schema to the one this program knows: copied and verified first, then all or nothing."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from db.backup_file import SUFFIX, write_backup
from db.driver import connect
from db.errors import NewerSchemaError, SchemaError, StorageError
from db.folder import BoardFolder
from db.private_files import private_umask
from db.revision import read_revision
from db.soundness import row_counts

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
    "0019",
    "0020",
    "0021",
    "0022",
    "0023",
    "0024",
)
"""Every schema there has been, oldest first. Kept here so that opening a board need not load the migrations."""

HEAD = REVISIONS[-1]
"""The schema of this program."""


@dataclass(frozen=True, slots=True)
class Migrations:
    """The schema revisions that a program knows, and the folder of their scripts."""

    revisions: tuple[str, ...] = REVISIONS
    # beside this file, also where the program was frozen into a bundle
    scripts: Path = Path(__file__).parent / "migrations"

    @property
    def head(self) -> str:
        """The newest revision."""
        return self.revisions[-1]


SHIPPED = Migrations()


def bring_up(folder: BoardFolder, key: bytes, migrations: Migrations = SHIPPED) -> Path | None:
    """Upgrade the database of a board whose lock is held; returns the copy made before, or None if it made none.

    Raises SchemaError for a database of a newer program (it is left alone) and for one that is no board's, StorageError
    for a file that may only be read: the driver would open it all the same, and refuse every record later.
    """
    if not os.access(folder.database, os.W_OK):
        raise StorageError(
            f"The database in {folder.path} cannot be written; nothing was changed, open it for reading only or have "
            "the file's permissions put right."
        )
    with closing(connect(folder.database, key)) as connection:
        revision = read_revision(connection)
        if revision == migrations.head:
            return None
        backup = None
        if revision is not None or row_counts(connection):
            refuse_unknown(revision, migrations)
            backup = _kept(folder, key, _board_of(connection), migrations)
        before = row_counts(connection)
    _migrate(folder, key, migrations, before)
    return backup


def refuse_other_schema(revision: str | None, migrations: Migrations = SHIPPED) -> None:
    """For reading only: raise SchemaError unless the schema is the one of this program."""
    if revision == migrations.head:
        return
    refuse_unknown(revision, migrations)
    raise SchemaError("The board was made by an older version; open it once for writing, which upgrades it.")


def refuse_unknown(revision: str | None, migrations: Migrations) -> None:
    """Raise SchemaError for a schema that this program has never heard of."""
    if revision is None:
        raise SchemaError("The database of this board has no schema number; nothing was changed, restore a backup.")
    if revision not in migrations.revisions:
        raise NewerSchemaError(
            f"The board was written by a newer Crestboard (schema {revision}, this one knows {migrations.head}); "
            "nothing was changed, install the newer program."
        )


def _migrate(folder: BoardFolder, key: bytes, migrations: Migrations, before: dict[str, int]) -> None:
    """One transaction around all revisions; foreign keys are off outside of it, or a rebuilt table empties others."""
    from db.engine import WRITE, build_engine

    engine = build_engine(folder.database, key, read_only=False)
    try:
        with engine.connect() as connection:
            _driver(connection).execute("PRAGMA foreign_keys=OFF")
            connection = connection.execution_options(**{WRITE: True})
            with connection.begin():
                _run_scripts(connection, migrations)
                _refuse_broken(connection, before)
    finally:
        engine.dispose()


def _run_scripts(connection: Connection, migrations: Migrations) -> None:
    # loaded only when there is something to do: it costs a quarter of the start
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations.scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, migrations.head)


def _refuse_broken(connection: Connection, before: dict[str, int]) -> None:
    """Raise SchemaError, and so roll back, if a link leads nowhere or a table that stayed has other rows."""
    driver = _driver(connection)
    if driver.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise SchemaError("The upgrade of the board would have broken links between records; nothing was changed.")
    after = row_counts(driver)
    lost = [name for name, count in before.items() if after.get(name, count) != count and name != "alembic_version"]
    if lost:
        raise SchemaError("The upgrade of the board would have lost or doubled records; nothing was changed.")


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _board_of(connection: Any) -> UUID:
    """Which board it is; nought where the database does not say, for a copy is made all the same."""
    row = connection.execute("SELECT id FROM boards").fetchone()
    return UUID(int=0) if row is None else UUID(row[0])


def _kept(folder: BoardFolder, key: bytes, board: UUID, migrations: Migrations) -> Path:
    """A backup of the board as it was before the upgrade."""
    made = datetime.now(UTC)
    with private_umask():
        folder.backups.mkdir(mode=0o700, exist_ok=True)
    target = folder.backups / f"before-{migrations.head}-{made:%Y%m%dT%H%M%S%fZ}{SUFFIX}"
    reason = f"before-upgrade-{migrations.head}"
    return write_backup(folder.database, key, folder.keys, target, board=board, made=made, reason=reason).path
