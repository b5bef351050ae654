"""The checks of a whole board, each giving one sentence for each problem; none of them changes anything."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DatabaseError

from db.chain import read_head, verify
from db.database import Database, driver_of
from db.revision import read_revision
from db.soundness import integrity_faults
from db.tables import metadata
from db.upgrade import HEAD
from desktop.clinical.errors import UserError


def file_problems(database: Database) -> list[str]:
    """Whether every page of the file is as it was written."""
    try:
        with database.read() as work:
            faults = integrity_faults(driver_of(work.connection))
    except UserError as error:
        return [str(error)]
    except DatabaseError as error:
        faults = [str(error.orig)]
    return [f"The database file is damaged ({len(faults)} places); put back a backup."] if faults else []


def link_problems(database: Database) -> list[str]:
    """Whether every link between records leads somewhere."""
    with database.read() as work:
        rows = driver_of(work.connection).execute("PRAGMA foreign_key_check").fetchall()
    tables = sorted({str(row[0]) for row in rows})
    return [f"Records of {', '.join(tables)} point to records that are missing ({len(rows)})."] if rows else []


def document_problems(database: Database) -> list[str]:
    """Whether every document still contains what was added; all of them are read."""
    with database.read() as work:
        count = len(work.attachments.damaged())
    them = "a document is" if count == 1 else f"{count} documents are"
    return [f"The content of {them} damaged; put back a backup."] if count else []


def audit_problems(database: Database, broken: str) -> list[str]:
    """Whether the audit chain holds and ends where it should; entries about an earlier break are told again."""
    # the file first: what is written meanwhile only lets it lag
    head = read_head(database.folder.audit_head)
    with database.read() as work, _reading_any_text(driver_of(work.connection)):
        _, problems = verify(database.chain_key, work.audit.rows(), head)
        earlier = work.audit.about(broken)
    told = [f"On {day} the board was opened with a broken audit (entry {seq})." for seq, day in earlier]
    return [*problems, *told]


@contextmanager
def _reading_any_text(driver: Any) -> Generator[None]:
    """Bytes that are no letters are read as signs that stand for none, so that the check can name their entry."""
    before, driver.text_factory = driver.text_factory, lambda told: told.decode("utf-8", "replace")
    try:
        yield
    finally:
        driver.text_factory = before


def schema_problems(database: Database) -> list[str]:
    """Whether the schema is the one of this program: revision, tables with their columns, and nothing besides."""
    with database.read() as work:
        driver = driver_of(work.connection)
        revision, found = read_revision(driver), _objects(driver)
    problems = [] if revision == HEAD else [f"The schema is {revision} and should be {HEAD}."]
    for name, table in metadata.tables.items():
        if set(found.pop(name, ())) != {column.name for column in table.columns}:
            problems.append(f"The table {name} has not the columns that it should have.")
    found.pop("alembic_version", None)
    return problems + [f"The database has something of its own called {name}." for name in found]


def _objects(driver: Any) -> dict[str, tuple[str, ...]]:
    """Tables with their columns, and views and triggers (without columns), which no board has."""
    wanted = "SELECT type, name FROM sqlite_master WHERE type <> 'index' AND name NOT LIKE 'sqlite_%'"
    found = {}
    for kind, name in driver.execute(wanted).fetchall():
        columns = driver.execute("SELECT name FROM pragma_table_info(?)", (name,)).fetchall()
        found[str(name)] = tuple(str(row[0]) for row in columns) if kind == "table" else ()
    return found
