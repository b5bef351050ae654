"""A change of passphrase asks for the present one, rewrites one slot, and leaves the database as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4 as new_id

import pytest
from builders import PASSPHRASE, small_case

import desktop.services.unlocking as unlocking
from db.attempts import read_attempts
from db.database import utc_now
from db.errors import WrongKeyError
from db.folder import BoardFolder
from db.keys import NO_SECRET, new_data_key, wrap, write_keys
from db.recovery import recovery_text
from desktop.app import build_library
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Role
from desktop.services.board_keys import (
    change_passphrase,
    keys_of,
    prove_own,
    set_passphrase,
)
from desktop.services.boards import Board, open_board
from desktop.services.cases import new_case
from desktop.services.opening import KEYS_CHANGED
from desktop.services.people import add_person, renew_key
from desktop.services.recovery_keeping import kept_recovery_key, note_recovery_key

NEW, SECOND = "eleven quiet herons wade", "seven purple lynxes hum"
PAGE = 4096


def actions(board: Board) -> list[str]:
    with board.database.read() as work:
        return [one.action for one in reversed(work.audit.entries())]


def rows(board: Board) -> dict[str, list[Any]]:
    """Everything the database holds but the history."""
    with board.database.read() as work:
        connection = work.connection
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        return {
            str(name): [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
            for name in names
            if name != "audit" and not str(name).startswith("sqlite_")
        }


def test_the_old_one_opens_no_more_the_new_one_does_and_others_as_before(board: Board) -> None:
    other = add_person(board, "Zztest Second", Role.CLINICIAN, SECOND, NO_SECRET)
    before = keys_of(board)
    change_passphrase(board, PASSPHRASE, NEW, NO_SECRET)
    after = keys_of(board)
    assert after.of_person(other.id) == before.of_person(other.id)
    assert not after.changed_outside(board.database.key)
    assert actions(board)[-1] == "New passphrase"
    folder, me = board.folder, board.person.name
    board.close()
    with pytest.raises(WrongKeyError):
        open_board(folder, passphrase=PASSPHRASE, user=me)
    for user, passphrase in ((me, NEW), ("Zztest Second", SECOND)):
        open_board(folder, passphrase=passphrase, user=user).close()


def test_the_database_is_not_rewritten(board: Board) -> None:
    """Only pages of the history change: with ever so many children it is the same few."""
    library = build_library()
    for number in range(30):
        new_case(board, library, small_case(number))
    folder, file = board.folder, BoardFolder(board.folder).database
    key, before = board.database.key, rows(board)
    board.close()
    pages = _pages(file)
    with open_board(folder, passphrase=PASSPHRASE) as again:
        change_passphrase(again, PASSPHRASE, NEW, NO_SECRET)
        assert again.database.key == key
        assert rows(again) == before
    changed = [at for at, page in enumerate(_pages(file)) if at >= len(pages) or page != pages[at]]
    assert len(pages) > 60
    # the first page counts changes; the others are the end of the history and of its indexes
    assert 0 < len(changed) <= 8


def _pages(file: Path) -> list[bytes]:
    assert not file.with_name(f"{file.name}-wal").exists(), "what is in the log would be missed"
    content = file.read_bytes()
    return [content[at : at + PAGE] for at in range(0, len(content), PAGE)]


def test_a_wrong_one_changes_nothing(board: Board) -> None:
    keys = (board.folder / "keys.json").read_bytes()
    with pytest.raises(WrongKeyError, match=r"^[^.]+\.$"):
        change_passphrase(board, "not the passphrase", NEW, NO_SECRET)
    with pytest.raises(UserError, match="needs 15"):
        change_passphrase(board, PASSPHRASE, "short", NO_SECRET)
    assert (board.folder / "keys.json").read_bytes() == keys
    assert read_attempts(BoardFolder(board.folder).attempts).names == {board.person.name: 1}


def test_wrong_ones_slow_down_and_are_audited(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    now = utc_now()
    monkeypatch.setattr(unlocking, "utc_now", lambda: now)
    for _ in range(3):
        with pytest.raises(WrongKeyError, match="not the passphrase"):
            change_passphrase(board, "not the passphrase", NEW, NO_SECRET)
    with pytest.raises(WrongKeyError, match="wait 1 second"):
        change_passphrase(board, PASSPHRASE, NEW, NO_SECRET)
    later = now.replace(year=now.year + 1)
    monkeypatch.setattr(unlocking, "utc_now", lambda: later)
    change_passphrase(board, PASSPHRASE, NEW, NO_SECRET)
    assert actions(board)[-2:] == ["Failed unlock", "New passphrase"]
    assert read_attempts(BoardFolder(board.folder).attempts).count == 0


def test_wrong_ones_that_nobody_followed_up_are_told_at_the_next_opening(board: Board) -> None:
    with pytest.raises(WrongKeyError):
        prove_own(board, "not the passphrase")
    board.close()
    with open_board(board.folder, passphrase=PASSPHRASE) as again:
        assert "wrong passphrase" in again.notices[0]
        assert actions(again)[-1] == "Failed unlock"


def test_the_recovery_key_stands_for_the_present_passphrase(board: Board) -> None:
    with pytest.raises(WrongKeyError, match="of another board"):
        change_passphrase(board, recovery_text(new_data_key()), NEW, NO_SECRET)
    change_passphrase(board, recovery_text(board.database.key).lower(), NEW, NO_SECRET)
    board.close()
    open_board(board.folder, passphrase=NEW).close()


def test_somebody_elses_passphrase_is_not_ones_own(board: Board) -> None:
    add_person(board, "Zztest Second", Role.CLINICIAN, SECOND, NO_SECRET)
    with pytest.raises(WrongKeyError):
        change_passphrase(board, SECOND, NEW, NO_SECRET)


def test_whoever_has_no_passphrase_is_told_to_type_the_recovery_key(board: Board) -> None:
    keys = keys_of(board)
    write_keys(BoardFolder(board.folder).keys, keys.without(board.person.id).signed(board.database.key))
    with pytest.raises(WrongKeyError, match="recovery key"):
        change_passphrase(board, PASSPHRASE, NEW, NO_SECRET)


def test_a_slot_of_another_key_put_in_from_outside_proves_nothing(board: Board) -> None:
    keys = keys_of(board)
    forged = wrap(new_data_key(), SECOND, keys.board, board.person.id, board.person.name, NO_SECRET)
    write_keys(BoardFolder(board.folder).keys, replace(keys, slots=(forged,)))
    with pytest.raises(UserError, match="changed by something other"):
        change_passphrase(board, SECOND, NEW, NO_SECRET)


@pytest.mark.parametrize("seal", ["0" * 64, "ñ", ""])
def test_a_new_passphrase_does_not_cover_up_what_was_changed_from_outside(board: Board, seal: str) -> None:
    """Or the next new key of the board would be given to whoever put in the slot."""
    folder, administrator, recovery = board.folder, board.person.name, recovery_text(board.database.key)
    add_person(board, "Zztest Second", Role.CLINICIAN, SECOND, NO_SECRET)
    keys = keys_of(board)
    strange = wrap(new_data_key(), "a stranger's own words", keys.board, new_id(), "Zztest Stranger", NO_SECRET)
    write_keys(BoardFolder(folder).keys, replace(keys.with_slot(strange), seal=seal))
    board.close()
    with open_board(folder, passphrase=SECOND, user="Zztest Second") as opened:
        assert KEYS_CHANGED in opened.notices
        change_passphrase(opened, SECOND, NEW, NO_SECRET)
    with open_board(folder, passphrase=NEW, user="Zztest Second") as opened:
        assert KEYS_CHANGED in opened.notices
    with open_board(folder, passphrase=PASSPHRASE, user=administrator) as opened:
        assert KEYS_CHANGED in opened.notices
        with pytest.raises(UserError, match="changed by something other"):
            renew_key(opened)
        change_passphrase(opened, PASSPHRASE, NEW, NO_SECRET)
    with open_board(folder, passphrase=NEW, user=administrator) as opened:
        assert KEYS_CHANGED in opened.notices
    # the way on that the sentence names
    BoardFolder(folder).keys.unlink()
    with open_board(folder, recovery_key=recovery, user=administrator) as opened:
        set_passphrase(opened, NEW, NO_SECRET)
    with open_board(folder, passphrase=NEW) as opened:
        assert KEYS_CHANGED not in opened.notices
        assert renew_key(opened)


def test_what_is_known_of_the_recovery_key(board: Board) -> None:
    assert kept_recovery_key(board) is None
    note_recovery_key(board, kept=False)
    said = kept_recovery_key(board)
    assert said is not None
    assert not said.kept
    note_recovery_key(board, kept=True)
    said = kept_recovery_key(board)
    assert said is not None
    assert said.kept
    with board.database.read() as work:
        entry = work.audit.entries(limit=1)[0]
    key = recovery_text(board.database.key)
    assert not set(key.split("-")) & set(str(entry.changes).upper().split("'"))
    # that of a new key is not kept until somebody says so
    renew_key(board)
    said = kept_recovery_key(board)
    assert said is not None
    assert not said.kept
