"""Back to a backup: the right state, the present one kept beside, and a way on when the present is damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders import PASSPHRASE, small_case
from child import line_of, start

from db.attempts import FREE
from db.backup_file import Backup, read_backup
from db.errors import HeldError, NoBoardError, WrongKeyError
from db.first_look import people_on
from db.folder import BoardFolder
from db.keys import NO_SECRET, read_keys, unwrap
from db.recovery import recovery_text
from desktop.clinical.errors import UserError
from desktop.clinical.rights import NotAllowedError
from desktop.clinical.vocabulary import Role
from desktop.services.backups import BEFORE_RESTORE, backups_of, make_automatic, make_backup, paused
from desktop.services.board_keys import set_passphrase
from desktop.services.boards import Board, create_board, open_board
from desktop.services.checking import check_board
from desktop.services.people import add_person, change_role, remove_person
from desktop.services.restoring import restore_board


def cases(board: Board) -> int:
    with board.database.read() as work:
        return len(work.cases.all_ids())


@pytest.fixture
def backup(board: Board) -> Backup:
    """A backup with one case of a board that has two since, and is closed."""
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(1)], "New case")
    made = make_backup(board)
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(2)], "New case")
    board.close()
    return made


def test_the_board_is_as_it_was_and_the_present_is_kept(board: Board, backup: Backup) -> None:
    with restore_board(board.folder, backup.path, passphrase=PASSPHRASE) as restored:
        assert cases(restored) == 1
        assert restored.notices == ()
        assert check_board(restored).ok
        with restored.database.read() as work:
            entry = work.audit.entries(limit=1)[0]
        assert entry.action == "Restored from a backup"
        assert entry.changes["file"] == [None, backup.path.name]
        assert make_automatic(restored) is None
    told = paused(board.folder)
    assert told is not None
    assert told.restored == backup.path.name
    (kept,) = [line for line in backups_of(board.folder) if line.reason == BEFORE_RESTORE]
    assert kept.cases == 2
    # and forward again
    with restore_board(board.folder, kept.path, passphrase=PASSPHRASE) as again:
        assert cases(again) == 2
        assert check_board(again).ok


def test_a_backup_alone_becomes_a_board(board: Board, backup: Backup, tmp_path: Path) -> None:
    alone = Path(shutil.copy(backup.path, tmp_path / "stick.crestboard-backup"))
    shutil.rmtree(board.folder)
    with restore_board(tmp_path / "new.crestboard", alone, passphrase=PASSPHRASE) as restored:
        assert cases(restored) == 1
        assert check_board(restored).ok
    assert paused(tmp_path / "new.crestboard") is None
    with open_board(tmp_path / "new.crestboard", passphrase=PASSPHRASE):
        pass


def test_the_recovery_key_of_its_time_restores_it(board: Board, tmp_path: Path) -> None:
    key = recovery_text(board.database.key)
    made = make_backup(board)
    board.close()
    BoardFolder(board.folder).keys.unlink()
    with restore_board(board.folder, made.path, passphrase=key) as restored:
        assert check_board(restored).ok


def test_the_passphrase_is_that_of_the_time_of_the_backup(board: Board) -> None:
    made = make_backup(board)
    set_passphrase(board, "eleven quiet herons wade", NO_SECRET)
    board.close()
    with pytest.raises(WrongKeyError, match="not the passphrase"):
        restore_board(board.folder, made.path, passphrase="eleven quiet herons wade")
    with restore_board(board.folder, made.path, passphrase=PASSPHRASE) as restored:
        assert check_board(restored).ok
        assert [one.count("wrong passphrase") for one in restored.notices] == [1]
    # the present state could not be opened with that passphrase, so its files lie beside as they were
    raw = [path for path in BoardFolder(board.folder).backups.iterdir() if path.is_dir()]
    assert [sorted(one.name for one in path.iterdir() if not one.name.endswith(("-wal", "-shm"))) for path in raw] == [
        ["audit-head.json", "board.sqlite3", "keys.json", "page-salt"]
    ]


@pytest.mark.parametrize("damage", [b"", b"\0" * 9000, None])
def test_a_damaged_board_is_restored_and_its_files_kept(board: Board, backup: Backup, damage: bytes | None) -> None:
    place = BoardFolder(board.folder)
    if damage is None:
        with place.database.open("r+b") as file:
            file.seek(6000)
            file.write(b"x" * 3000)
    else:
        place.database.write_bytes(damage)
    spoilt = place.database.read_bytes()
    with restore_board(board.folder, backup.path, passphrase=PASSPHRASE) as restored:
        assert cases(restored) == 1
        assert check_board(restored).ok
    (raw,) = [path for path in place.backups.iterdir() if path.is_dir()]
    assert (raw / "board.sqlite3").read_bytes() == spoilt


@pytest.mark.parametrize("missing", ["database", "keys", "both"])
def test_a_board_that_has_lost_a_file_is_restored_in_its_place(board: Board, backup: Backup, missing: str) -> None:
    place = BoardFolder(board.folder)
    for name, path in (("database", place.database), ("keys", place.keys)):
        if missing in (name, "both"):
            path.unlink()
    with restore_board(board.folder, backup.path, passphrase=PASSPHRASE) as restored:
        assert cases(restored) == 1
        assert check_board(restored).ok
    assert place.keys.exists()
    with open_board(board.folder, passphrase=PASSPHRASE):
        pass


def test_wrong_passphrases_are_counted_and_slow_down(board: Board, backup: Backup) -> None:
    for _ in range(FREE):
        with pytest.raises(WrongKeyError, match="not the passphrase"):
            restore_board(board.folder, backup.path, passphrase="not the passphrase")
    with pytest.raises(WrongKeyError, match="3 wrong passphrases; wait"):
        restore_board(board.folder, backup.path, passphrase=PASSPHRASE)
    # one count for opening and restoring
    with pytest.raises(WrongKeyError, match="3 wrong passphrases; wait"):
        open_board(board.folder, passphrase=PASSPHRASE)
    assert backups_of(board.folder)[0].path == backup.path


SECOND, OTHER = "Zztest Second", "eleven quiet herons wade"


def people_restore(board: Board, file: Path, error: type[UserError] | None, words: str = "") -> None:
    """The second person tries; a refusal changes nothing, neither here nor in a new folder."""
    before = {path.name: path.read_bytes() for path in board.folder.iterdir() if path.suffix in (".json", ".sqlite3")}
    if error is None:
        restore_board(board.folder, file, passphrase=OTHER, user=SECOND).close()
        return
    with pytest.raises(error, match=words):
        restore_board(board.folder, file, passphrase=OTHER, user=SECOND)
    after = {path.name: path.read_bytes() for path in board.folder.iterdir() if path.suffix in (".json", ".sqlite3")}
    assert after == before
    assert paused(board.folder) is None
    assert [line.reason for line in backups_of(board.folder)] == ["asked"]
    assert not list(board.folder.glob(".replacement-*"))


def test_who_may_not_restore_by_the_backup_is_refused(board: Board, tmp_path: Path) -> None:
    second = add_person(board, SECOND, Role.CLINICIAN, OTHER, NO_SECRET)
    made, key = make_backup(board), recovery_text(board.database.key)
    change_role(board, second.id, Role.ADMINISTRATOR)
    board.close()
    people_restore(board, made.path, NotAllowedError, "an administrator is needed, and Zztest Second is a clinician")
    with pytest.raises(NotAllowedError):
        restore_board(tmp_path / "new.crestboard", made.path, passphrase=OTHER, user=SECOND)
    assert not (tmp_path / "new.crestboard").exists()
    # whoever has the recovery key may, but has to say who they are before anything is changed
    with pytest.raises(WrongKeyError, match="--user"):
        restore_board(board.folder, made.path, passphrase=key)
    assert len(backups_of(board.folder)) == 1
    restore_board(board.folder, made.path, passphrase=key, user=SECOND).close()


def test_who_may_not_restore_by_the_present_board_is_refused(board: Board) -> None:
    second = add_person(board, SECOND, Role.ADMINISTRATOR, OTHER, NO_SECRET)
    made = make_backup(board)
    change_role(board, second.id, Role.VIEWER)
    board.close()
    people_restore(board, made.path, NotAllowedError, "an administrator is needed, and Zztest Second is a viewer")


def test_who_has_left_does_not_restore_the_board_as_it_was_with_them(board: Board) -> None:
    second = add_person(board, SECOND, Role.ADMINISTRATOR, OTHER, NO_SECRET)
    made = make_backup(board)
    remove_person(board, second.id)
    board.close()
    people_restore(board, made.path, NotAllowedError, "not on the board any more")
    # also where the database is gone and only the key file tells
    BoardFolder(board.folder).database.unlink()
    people_restore(board, made.path, NotAllowedError, "not on the board any more")


def test_an_administrator_of_both_restores(board: Board) -> None:
    add_person(board, SECOND, Role.ADMINISTRATOR, OTHER, NO_SECRET)
    made = make_backup(board)
    board.close()
    people_restore(board, made.path, None)


def test_a_backup_from_before_people_could_leave_says_who_may_restore(board: Board) -> None:
    from db.driver import connect

    board.close()
    connection = connect(BoardFolder(board.folder).database, board_key(board.folder))
    connection.execute("ALTER TABLE persons DROP COLUMN left_at")
    assert [one.role for one in people_on(connection)] == [Role.ADMINISTRATOR]
    connection.close()


def board_key(folder: Path) -> bytes:
    keys = read_keys(BoardFolder(folder).keys)
    return unwrap(keys.slots[0], PASSPHRASE, keys.board)


def test_refusals_change_nothing(board: Board, backup: Backup, tmp_path: Path) -> None:
    stranger = create_board(
        tmp_path / "other.crestboard", name="Other", person_name="Zztest", passphrase=PASSPHRASE, cost=NO_SECRET
    )  # fmt: skip
    other = make_backup(stranger.board)
    stranger.board.close()
    torn = tmp_path / "torn.crestboard-backup"
    torn.write_bytes(backup.path.read_bytes()[:-4000])
    before = {path.name: path.read_bytes() for path in board.folder.iterdir() if path.is_file()}
    for file, secret, error in (
        (other.path, PASSPHRASE, UserError),
        (torn, PASSPHRASE, NoBoardError),
        (tmp_path / "nothing", PASSPHRASE, NoBoardError),
        (backup.path, "not the passphrase", WrongKeyError),
    ):
        with pytest.raises(error) as refusal:
            restore_board(board.folder, file, passphrase=secret)
        assert str(refusal.value).count(". ") == 0
        assert paused(board.folder) is None
    after = {path.name: path.read_bytes() for path in board.folder.iterdir() if path.is_file()}
    passing = {"lock", "attempts.json"}
    assert {name: text for name, text in after.items() if name not in passing} == {
        name: text for name, text in before.items() if name not in passing
    }


def test_a_board_that_somebody_holds_is_not_restored_over(board: Board, tmp_path: Path) -> None:
    made = make_backup(board)
    with pytest.raises(HeldError, match="held for writing by Zztest Coordinator"):
        restore_board(board.folder, made.path, passphrase=PASSPHRASE)
    assert check_board(board).ok


def test_a_backup_made_elsewhere_under_load_is_whole(board: Board, tmp_path: Path) -> None:
    """Another process writes as fast as it can while backups are made of the same files."""
    board.close()
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'tests')\n"
        "from builders import PASSPHRASE, small_case\n"
        "from desktop.services.boards import open_board\n"
        "from desktop.services.backups import make_backup\n"
        "with open_board(Path(sys.argv[1]), passphrase=PASSPHRASE) as board:\n"
        "    for number in range(1, 31):\n"
        "        with board.database.work(board.person.id) as work:\n"
        "            work.cases.add_many([small_case(number)], 'New case')\n"
        "        if number % 10 == 0: print(make_backup(board).about.cases, flush=True)\n"
    )
    with start(script, board.folder) as child:
        assert [line_of(child) for _ in range(3)] == ["10", "20", "30"]
    assert [read_backup(line.path).about.cases for line in backups_of(board.folder)] == [30, 20, 10]
