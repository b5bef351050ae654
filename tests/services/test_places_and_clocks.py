"""What is said on opening about the place of a board and about this computer's clock."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import PASSPHRASE, small_case

from db.drives import synced_by
from desktop.services.backups import make_backup
from desktop.services.boards import Board, open_board
from desktop.services.opening import AGREEING, clock_words, latest_moment

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("around", "what"),
    [
        ("Users/zz/OneDrive - Hospital/boards", "OneDrive"),
        ("home/zz/Dropbox", "Dropbox"),
        ("home/zz/Dropbox (Personal)/x", "Dropbox"),
        ("Users/zz/Library/CloudStorage/GoogleDrive-zz@example.org/My Drive", "Google Drive"),
        ("Users/zz/Library/CloudStorage/Tresorit", "a cloud"),
        ("Users/zz/Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("home/zz/Nextcloud/ward", "Nextcloud"),
        ("home/zz/Documents", ""),
        ("home/zz/dropbox-exports", ""),
        ("home/zz/megalith", ""),
    ],
)
def test_a_folder_that_is_copied_to_a_cloud_is_told_by_its_name(tmp_path: Path, around: str, what: str) -> None:
    assert synced_by(tmp_path / around / "ward.crestboard", {}) == what


def test_the_boards_own_name_is_nobodys_cloud(tmp_path: Path) -> None:
    assert synced_by(tmp_path / "Dropbox", {}) == ""


@pytest.mark.parametrize(("mark", "what"), [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox")])
def test_or_by_what_the_program_leaves_in_it(tmp_path: Path, mark: str, what: str) -> None:
    (tmp_path / mark).mkdir()
    assert synced_by(tmp_path / "deep" / "down" / "ward.crestboard", {}) == what


def test_or_by_what_the_system_says(tmp_path: Path) -> None:
    assert (
        synced_by(tmp_path / "Work" / "ward.crestboard", {"OneDriveCommercial": str(tmp_path / "Work")}) == "OneDrive"
    )
    assert synced_by(tmp_path / "Home" / "ward.crestboard", {"OneDriveCommercial": str(tmp_path / "Work")}) == ""


def test_a_board_in_a_copied_folder_opens_and_says_what_to_do(board_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(board_folder, tmp_path / "Dropbox" / "ward.crestboard"))
    for write in (True, False):
        with open_board(folder, passphrase=PASSPHRASE, write=write) as board:
            (told,) = board.notices
        assert "Dropbox" in told
        assert "move its whole folder" in told


def test_a_clock_that_is_behind_what_was_written_is_told_and_the_history_keeps_its_order(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = datetime.now(UTC) + timedelta(days=30)
    monkeypatch.setattr(board.database, "_now", lambda: ahead)
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(1)], "New case")
    board.close()
    with open_board(board.folder, passphrase=PASSPHRASE) as again:
        (told,) = again.notices
        assert f"{ahead.astimezone():%d %b %Y}" in told
        assert "Set the clock right" in told
        with again.database.work(again.person.id) as work:
            work.cases.add_many([small_case(2)], "New case")
        with again.database.read() as work:
            numbers = [entry.seq for entry in work.audit.entries()]
        assert numbers == sorted(numbers, reverse=True)


def test_a_backup_dated_ahead_is_told_as_well(board: Board) -> None:
    make_backup(board, now=lambda: datetime.now(UTC) + timedelta(days=2))
    board.close()
    with open_board(board.folder, passphrase=PASSPHRASE) as again:
        assert "Set the clock right" in again.notices[0]


def test_small_differences_between_clocks_are_none() -> None:
    assert clock_words(None, NOW) == ()
    assert clock_words(NOW + AGREEING, NOW) == ()
    assert clock_words(NOW + AGREEING + timedelta(seconds=1), NOW) != ()


def test_names_that_are_no_dates_say_nothing(tmp_path: Path) -> None:
    for name in ("mine", "20269999T999999000000Z-asked", "before-0011-20261123T094200000000Z"):
        (tmp_path / f"{name}.crestboard-backup").touch()
    assert latest_moment(None, tmp_path) == NOW
    assert latest_moment(NOW + timedelta(days=1), tmp_path) == NOW + timedelta(days=1)
    assert latest_moment(None, tmp_path / "none") is None
