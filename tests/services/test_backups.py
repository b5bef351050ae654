"""Backups while a board is open: when one is made, what the audit says, which stay, and when they wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import PASSPHRASE, small_case

from db.backup_file import read_backup
from db.folder import BoardFolder
from desktop.clinical.errors import UserError
from desktop.services.backups import (
    AUTOMATIC,
    ENTITY,
    backups_of,
    confirm_restored,
    make_automatic,
    make_backup,
    pause,
    paused,
    total_size,
)
from desktop.services.boards import Board, open_board
from desktop.services.checking import check_board

START = datetime(2026, 11, 29, 9, tzinfo=UTC)


def at(hours: float = 0) -> object:
    return lambda: START + timedelta(hours=hours)


def change(board: Board, number: int) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(number)], "New case")


def automatic(board: Board, hours: float) -> bool:
    return make_automatic(board, at(hours)) is not None  # type: ignore[arg-type]


def test_a_backup_is_listed_with_date_size_and_count_and_is_in_the_audit(board: Board) -> None:
    change(board, 1)
    made = make_backup(board, now=lambda: START)
    (line,) = backups_of(board.folder)
    assert (line.made, line.reason, line.cases, line.fault) == (START, "asked", 1, "")
    assert line.size == made.path.stat().st_size == total_size([line]) > 10_000
    with board.database.read() as work:
        entry = work.audit.entries(limit=1)[0]
    assert (entry.action, entry.entity, entry.changes["file"]) == ("Backup", ENTITY, [None, line.path.name])
    # the copy holds the entry about itself, or the board would at once count as changed again
    assert read_backup(line.path).about.entries == entry.seq


def test_one_is_made_by_itself_after_half_an_hour_and_a_change(board: Board) -> None:
    assert automatic(board, 0)
    assert not automatic(board, 5)
    change(board, 1)
    assert not automatic(board, 0.49)
    assert automatic(board, 0.5)
    assert not automatic(board, 9)
    assert [line.reason for line in backups_of(board.folder)] == [AUTOMATIC] * 2


def test_a_clock_set_back_does_not_stop_them(board: Board) -> None:
    assert automatic(board, 24 * 30)
    change(board, 1)
    assert automatic(board, 0)
    assert len(backups_of(board.folder)) == 2


def test_old_automatic_ones_are_thinned_and_those_asked_for_are_not(board: Board) -> None:
    make_backup(board, now=lambda: START - timedelta(days=900))
    for day in range(40):
        change(board, day)
        assert automatic(board, 24 * day)
        change(board, 1000 + day)
        assert automatic(board, 24 * day + 1)
    lines = backups_of(board.folder)
    assert lines[-1].reason == "asked"
    days = [line.made.date() for line in lines[:-1] if line.made]
    assert len(lines) < 22
    assert [START.date() + timedelta(days=39 - step) for step in range(12)] == sorted(set(days), reverse=True)[:12]


def test_a_board_that_is_only_read_makes_none(board: Board) -> None:
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reader:
        assert make_automatic(reader) is None
        with pytest.raises(UserError):
            make_backup(reader)
    assert backups_of(board.folder) == []


def test_while_paused_none_is_made_and_none_goes(board: Board) -> None:
    assert automatic(board, 0)
    pause(board.folder, "earlier.crestboard-backup", now=lambda: START)
    told = paused(board.folder)
    assert told is not None
    assert (told.since, told.restored) == (START, "earlier.crestboard-backup")
    change(board, 1)
    assert not automatic(board, 24 * 400)
    assert len(backups_of(board.folder)) == 1
    confirm_restored(board)
    assert paused(board.folder) is None
    assert automatic(board, 24 * 400)
    assert check_board(board).ok


def test_an_unreadable_pause_is_a_pause(board: Board) -> None:
    pause(board.folder, "x")
    BoardFolder(board.folder).paused.write_bytes(b"{")
    assert paused(board.folder) is not None
    assert make_automatic(board) is None


def test_a_damaged_file_is_listed_as_such_and_does_not_stop_the_next(board: Board) -> None:
    assert automatic(board, 0)
    (line,) = backups_of(board.folder)
    line.path.write_bytes(b"PK torn")
    assert "damaged" in backups_of(board.folder)[0].fault
    assert automatic(board, 0.1)
    assert [bool(one.fault) for one in backups_of(board.folder)] == [False, True]


def test_an_existing_file_is_not_overwritten(board: Board, tmp_path: Path) -> None:
    target = tmp_path / "mine.crestboard-backup"
    target.write_bytes(b"something else")
    with pytest.raises(UserError, match="exists already"):
        make_backup(board, target=target)
    assert target.read_bytes() == b"something else"


def test_a_folder_that_cannot_be_written_is_one_sentence(board: Board, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        make_backup(board, target=tmp_path / "nowhere" / "mine.crestboard-backup")
    with board.database.read() as work:
        assert [entry.action for entry in work.audit.entries(limit=2)] == ["Backup failed", "Backup"]
    assert check_board(board).ok
