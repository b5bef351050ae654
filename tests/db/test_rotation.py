"""A new data key: everything is as before under it, the old key and whoever was left out read nothing any more."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from builders import PASSPHRASE, full_case
from sqlcipher3 import dbapi2

from db.chain import read_head
from db.driver import connect
from db.errors import DamagedError, WrongKeyError
from db.folder import BoardFolder
from db.keys import NO_SECRET, read_keys, unwrap, wrap, write_keys
from db.recovery import recovery_text
from db.rotation import renew_data_key
from desktop.clinical.person import Person
from desktop.services.boards import KEYS_CHANGED, Board, open_board
from desktop.services.checking import check_board

OTHER = "eleven quiet herons wade"


@pytest.fixture
def closed(board: Board) -> tuple[BoardFolder, bytes]:
    """A closed board with a case and a second person, and its key."""
    place, key = BoardFolder(board.folder), board.database.key
    second = Person(name="Zztest Second")
    with board.database.work(board.person.id) as work:
        work.cases.add_many([full_case()], "New case")
        second = work.persons.add(second)
        identity = work.board.id
    keys = read_keys(place.keys).with_slot(wrap(key, OTHER, identity, second.id, second.name, NO_SECRET))
    write_keys(place.keys, keys.signed(key))
    board.close()
    return place, key


def test_everybody_opens_the_same_board_under_the_new_key(closed: tuple[BoardFolder, bytes]) -> None:
    place, old = closed
    with closing(connect(place.database, old)) as driver:
        before = driver.execute("SELECT seq, at, person_id, action, changes, digest FROM audit").fetchall()
    new = renew_data_key(place, old, read_keys(place.keys))
    assert new != old
    for user, secret in (("Zztest Coordinator", PASSPHRASE), ("Zztest Second", OTHER)):
        with open_board(place.path, passphrase=secret, user=user) as board:
            assert board.database.key == new
            assert board.notices == ()
            assert check_board(board).ok
            with board.database.read() as work:
                assert work.cases.get(full_case().id).mycn == full_case().mycn
    with closing(connect(place.database, new)) as driver:
        assert driver.execute("SELECT seq, at, person_id, action, changes, digest FROM audit").fetchall() == before
    with pytest.raises(dbapi2.DatabaseError), closing(connect(place.database, old)) as driver:
        driver.execute("SELECT count(*) FROM cases")
    with pytest.raises(Exception, match=r"damaged or has other keys"):
        open_board(place.path, passphrase=recovery_text(old), user="Zztest Coordinator")
    with open_board(place.path, passphrase=recovery_text(new), user="Zztest Coordinator"):
        pass


def test_whoever_is_left_out_cannot_open_it(closed: tuple[BoardFolder, bytes]) -> None:
    place, old = closed
    keys = read_keys(place.keys)
    left_out = keys.slot_of("Zztest Second")
    new = renew_data_key(place, old, keys.without(left_out.person))
    with pytest.raises(WrongKeyError, match="no person called"):
        open_board(place.path, passphrase=OTHER, user="Zztest Second")
    # also not with a slot of theirs from before, put back by hand
    assert unwrap(left_out, OTHER, keys.board) == old != new
    write_keys(place.keys, read_keys(place.keys).with_slot(left_out))
    with pytest.raises(Exception, match="other keys"):
        open_board(place.path, passphrase=OTHER, user="Zztest Second")
    with open_board(place.path, passphrase=PASSPHRASE, user="Zztest Coordinator") as board:
        assert board.notices == (KEYS_CHANGED,)


def test_a_broken_audit_is_not_signed_again(closed: tuple[BoardFolder, bytes]) -> None:
    place, old = closed
    with closing(connect(place.database, old)) as driver:
        driver.execute("UPDATE audit SET action = 'Nothing' WHERE seq = 2")
    with pytest.raises(DamagedError, match=r"entry 2 .*nothing was changed"):
        renew_data_key(place, old, read_keys(place.keys))
    with open_board(place.path, passphrase=PASSPHRASE, user="Zztest Coordinator") as board:
        assert board.database.key == old
        assert any("entry 2" in problem for problem in check_board(board).problems)


def test_a_cut_tail_is_not_signed_again(closed: tuple[BoardFolder, bytes]) -> None:
    place, old = closed
    head = read_head(place.audit_head)
    assert head is not None
    with closing(connect(place.database, old)) as driver:
        driver.execute("DELETE FROM audit WHERE seq = ?", (head.seq,))
    with pytest.raises(DamagedError, match="cut"):
        renew_data_key(place, old, read_keys(place.keys))


def test_a_slot_put_in_from_outside_is_told(closed: tuple[BoardFolder, bytes], tmp_path: Path) -> None:
    place, key = closed
    keys = read_keys(place.keys)
    stranger = wrap(b"s" * 32, OTHER, keys.board, uuid4(), "Stranger", NO_SECRET)
    for spoilt in (
        keys.with_slot(stranger),
        keys.without(keys.slot_of("Zztest Second").person),
        keys.with_slot(replace(keys.slot_of("Zztest Second"), public=stranger.public)),
    ):
        write_keys(place.keys, spoilt)
        with open_board(place.path, passphrase=PASSPHRASE, user="Zztest Coordinator") as board:
            assert board.notices == (KEYS_CHANGED,)
    write_keys(place.keys, keys)
    assert not keys.changed_outside(key)


def test_a_slot_of_the_first_version_opens_and_becomes_renewable(board: Board) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from db import slots

    place, key = BoardFolder(board.folder), board.database.key
    board.close()
    keys = read_keys(place.keys)
    (new,) = keys.slots
    wrapped = AESGCM(slots._derive(PASSPHRASE, new.salt, new.cost)).encrypt(
        new.nonce, key, keys.board.bytes + new.person.bytes
    )
    first = replace(new, wrapped=wrapped, public=b"", sealed=b"")
    write_keys(place.keys, replace(keys, slots=(first,), seal=""))
    with open_board(place.path, passphrase=PASSPHRASE) as again:
        assert again.database.key == key
        assert again.notices == ()
    after = read_keys(place.keys)
    assert after.slots[0].renewable
    assert after.seal
    with open_board(place.path, passphrase=PASSPHRASE) as again:
        assert again.notices == ()
