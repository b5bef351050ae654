"""The migrations build the schema that the code declares, checks included; and the checks refuse what they should."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from builders import small_case
from sqlalchemy import Connection, create_engine
from sqlcipher3 import dbapi2

from db.database import driver_of
from db.integrity import schema_problems
from db.revision import read_revision
from db.tables import metadata
from db.upgrade import HEAD, REVISIONS, SHIPPED
from desktop.services.boards import Board


def objects(driver: Any) -> dict[str, list[str]]:
    wanted = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    return {name: _plain(sql) for name, sql in driver.execute(wanted)}


def _plain(sql: str) -> list[str]:
    """Without spaces and quotes, the constraints in the order of their names."""
    columns, *constraints = re.split(r",(?=CONSTRAINT)", re.sub(r"[\s\"]", "", sql).removesuffix(")"))
    return [columns, *sorted(constraints)]


def declared(connection: Connection) -> dict[str, list[str]]:
    metadata.create_all(connection)
    return objects(driver_of(connection))


def test_alembic_finds_nothing_to_do(board: Board) -> None:
    with board.database.read() as work:
        assert compare_metadata(MigrationContext.configure(work.connection), metadata) == []


def test_tables_indexes_and_checks_are_the_declared_ones(board: Board) -> None:
    engine = create_engine("sqlite://", module=dbapi2)
    with engine.connect() as connection, board.database.read() as work:
        assert objects(driver_of(work.connection)) == declared(connection)
    engine.dispose()


def test_the_code_knows_every_revision_there_is(board: Board) -> None:
    scripts = sorted(path.name[:4] for path in (SHIPPED.scripts / "versions").glob("0*.py"))
    assert scripts == list(REVISIONS)
    with board.database.read() as work:
        assert read_revision(driver_of(work.connection)) == HEAD


def test_every_constraint_has_a_name() -> None:
    names = [one.name for table in metadata.tables.values() for one in table.constraints]
    assert None not in names
    assert len(names) == len(set(names))


def test_migrations_do_not_import_the_tables_of_the_program() -> None:
    for script in (SHIPPED.scripts / "versions").glob("*.py"):
        assert "import db" not in script.read_text(encoding="utf-8")
        assert "from d" not in script.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases SET sex = 'female'",
        "UPDATE cases SET sex_silence = NULL",
        "UPDATE cases SET sex = 'girl', sex_silence = NULL",
        "UPDATE cases SET status = 'gone'",
        "UPDATE cases SET deleted_at = '2026-11-23'",
        "UPDATE cases SET demonstration = 2",
        "UPDATE mycn_results SET mycn = 'positive'",
        "UPDATE mycn_results SET case_id = 'x'",
        "DELETE FROM cases",
    ],
)
def test_the_database_refuses_what_no_case_is(board: Board, statement: str) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case()], "New case")
    with pytest.raises(Exception, match="constraint failed"), board.database.work(board.person.id) as work:
        work.connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("ALTER TABLE cases DROP COLUMN given_name", "table cases"),
        ("DROP TABLE assessments", "table assessments"),
        ("CREATE TRIGGER quiet AFTER INSERT ON audit BEGIN DELETE FROM audit; END", "called quiet"),
        ("CREATE TABLE more (a)", "called more"),
        ("UPDATE alembic_version SET version_num = '0000'", "schema is 0000"),
    ],
)
def test_a_schema_that_was_tampered_with_is_told(board: Board, statement: str, told: str) -> None:
    assert schema_problems(board.database) == []
    with board.database.work(board.person.id) as work:
        work.connection.exec_driver_sql(statement)
    assert [told in problem for problem in schema_problems(board.database)] == [True]


def test_scripts_ship_beside_the_code() -> None:
    assert (SHIPPED.scripts / "env.py").is_file()
    assert SHIPPED.scripts.parent == Path(__import__("db").__file__).parent
