"""Boards of each earlier schema come up to the present one with what they held."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from db.database import Database, driver_of
from db.engine import connect
from db.folder import BoardFolder
from db.revision import read_revision
from db.upgrade import HEAD, REVISIONS, SHIPPED, Migrations, bring_up
from desktop.clinical.handout.sheet import FamilySheet
from desktop.clinical.listing import CaseQuery
from desktop.services.boards import Board

CASE = """
INSERT INTO cases (id, number, version, demonstration, status, family_name, given_name, sex_silence, born,
  antenatal_silence, diagnosed_silence, age_days_silence, primary_site, question, wishes_silence,
  family_knows_silence, language_silence, created_at, changed_at)
VALUES ('00000000-0000-4000-8000-000000000001', 1, 3, 0, 'active', 'Zztest', 'Alpha', 'declined', '2024-03',
  'not_asked', 'not_asked', 'not_asked', 'adrenal', 'Before or after?', 'not_asked',
  'not_asked', 'not_asked', '2026-11-03T08:00:00+00:00', '2026-11-03T08:00:00+00:00')
"""
LINE = """
INSERT INTO case_index (case_id, case_version, number, mrn, name, name_key, search, stage, scheme, groups, severity,
  settled, conflict, not_covered, deciding, missing, phase, next_due, status, demonstration, deleted, rules)
VALUES ('00000000-0000-4000-8000-000000000001', 3, 1, '', 'Zztest, Alpha', 'zztest alpha', 'zztest alpha', '',
  'cog-v2', '[]', 0, 0, 0, 0, '[]', '[]', '', '', 'active', 0, 0, 'old rules')
"""

MEETING = """
INSERT INTO meetings (id, number, version, day, begins, place, link, chair, cover, note, cancelled)
VALUES ('00000000-0000-4000-8000-000000000002', 1, 1, '2026-11-26', '', '', '', '', '', '', '')
"""
SHEET = """
INSERT INTO family_sheets (id, case_id, meeting_id, version, language, approved_by, approved_on, reviewed_by)
VALUES ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002', 2, 'en', 'Dr Zztest', '2026-11-27', '')
"""


@pytest.fixture
def earlier(board: Board, tmp_path: Path) -> tuple[Path, bytes]:
    """The folder of a board whose database has the first schema, one case and its line; and its key."""
    key = board.database.key
    board.close()
    scripts = tmp_path / "first"
    (scripts / "versions").mkdir(parents=True)
    shutil.copy(SHIPPED.scripts / "env.py", scripts)
    shutil.copy(SHIPPED.scripts / "versions" / "0001_everything.py", scripts / "versions")
    place = BoardFolder(board.folder)
    place.database.write_bytes(b"")
    bring_up(place, key, Migrations(("0001",), scripts))
    with closing(connect(place.database, key)) as driver:
        driver.execute(CASE)
        driver.execute(LINE)
        assert read_revision(driver) == "0001"
    return board.folder, key


def test_the_first_schema_comes_up_with_its_case_and_line(earlier: tuple[Path, bytes]) -> None:
    folder, key = earlier
    database = Database.open(folder, key, read_only=False)
    with database.read() as work:
        assert read_revision(driver_of(work.connection)) == HEAD
        (case,) = work.cases.load_many(work.cases.all_ids()).values()
        assert (case.name, case.question.value, str(case.born.value)) == (
            "Zztest, Alpha",
            "Before or after?",
            "2024-03",
        )
        assert [case.board_on.silence, case.asked_by.silence] == ["not_asked", "not_asked"]
        assert work.attachments.of(case.id) == []
        # the line is there, and is to be worked out anew
        assert work.index.stale("old rules") == [case.id]
    database.close()


def test_filters_came_into_the_index_by_name_and_the_lines_stayed(earlier: tuple[Path, bytes]) -> None:
    folder, key = earlier
    wanted = "SELECT group_concat(name) FROM pragma_index_info('ix_case_index_names')"
    before = "deleted,nameless,name_key,number,search"
    bring_up(BoardFolder(folder), key, Migrations(REVISIONS[: REVISIONS.index("0005")]))
    with closing(connect(BoardFolder(folder).database, key)) as driver:
        assert read_revision(driver) == "0004"
        assert driver.execute(wanted).fetchone() == (before,)
    database = Database.open(folder, key, read_only=False)
    with database.read() as work:
        (columns,) = driver_of(work.connection).execute(wanted).fetchone()
        assert columns == f"{before},stage,status,board_on,waiting,phase,groups,missing"
        found = work.index.search(CaseQuery(text="alpha", where=(("status", "active"),), sort="name"))
        assert [one.name for one in found.lines] == ["Zztest, Alpha"]
    database.close()


def test_a_sheet_that_a_family_has_is_not_changed_by_what_nobody_said(earlier: tuple[Path, bytes]) -> None:
    folder, key = earlier
    bring_up(BoardFolder(folder), key, Migrations(REVISIONS[: REVISIONS.index("0024")]))
    with closing(connect(BoardFolder(folder).database, key)) as driver:
        for statement in MEETING, SHEET:
            driver.execute(statement)
    database = Database.open(folder, key, read_only=False)
    with database.read() as work:
        (sheet,) = work.board_work.where(FamilySheet)
        assert sheet.is_approved
        assert not sheet.withholds
        (case,) = work.cases.load_many(work.cases.all_ids()).values()
        assert case.disclosures == ()
    database.close()
