"""Before a list changes the board there is a backup of it; a list that changes nothing makes none."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.app import build_library
from desktop.clinical.errors import UserError
from desktop.services.backups import BEFORE_IMPORT, backups_of
from desktop.services.boards import Board
from desktop.services.importing import import_file

LIST = "Family name,Given name,MRN,Sex\nZztest,Alpha,TEST-0001,f\n"


@pytest.fixture
def bring(board: Board, tmp_path: Path) -> object:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    library = build_library()
    return lambda **more: import_file(board, library, path, **more)


def test_the_board_is_kept_as_it_was_before_and_only_where_something_changes(board: Board, bring: object) -> None:
    assert callable(bring)
    assert bring(dry_run=True).created == 1
    assert backups_of(board.folder) == []
    assert bring().created == 1
    (line,) = backups_of(board.folder)
    assert (line.reason, line.cases) == (BEFORE_IMPORT, 0)
    with board.database.read() as work:
        newest, *_ = work.audit.entries(limit=2)
    assert {newest.entity, newest.action} <= {"import", "Import", "backup", "Backup"}
    assert bring().unchanged == 1
    assert len(backups_of(board.folder)) == 1


def test_without_room_for_it_nothing_is_imported(board: Board, bring: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(bring)

    def full(*_: object, **__: object) -> None:
        raise UserError("The disk is full; nothing was changed.")

    monkeypatch.setattr("desktop.services.backups.write_backup", full)
    with pytest.raises(UserError, match="full"):
        bring()
    with board.database.read() as work:
        assert work.cases.all_ids() == []
    assert backups_of(board.folder) == []


def test_an_import_that_was_stopped_leaves_no_backup(board: Board, bring: object) -> None:
    assert callable(bring)

    def stop(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(progress=stop)
    assert backups_of(board.folder) == []
