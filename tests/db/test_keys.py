"""Key slots, the key file and the recovery key."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import NoBoardError, WrongKeyError
from db.keys import NO_SECRET, STANDARD, KeyFile, audit_key, new_data_key, read_keys, unwrap, wrap, write_keys
from db.passphrases import refuse_weak
from db.recovery import is_recovery_text, recovery_bytes, recovery_text
from desktop.clinical.errors import UserError

SECRET = "nine violet otters sing"


def test_the_cost_of_a_guess_is_the_recommended_one() -> None:
    assert (STANDARD.memory, STANDARD.iterations, STANDARD.lanes) == (64 * 1024, 3, 4)
    board, person, key = uuid4(), uuid4(), new_data_key()
    assert unwrap(wrap(key, SECRET, board, person, "A"), SECRET, board) == key


def test_a_slot_opens_with_its_passphrase_only() -> None:
    board, person, key = uuid4(), uuid4(), new_data_key()
    slot = wrap(key, "Ångström café nine otters", board, person, "Zztest", NO_SECRET)
    # typed on a keyboard that composes accents otherwise
    assert unwrap(slot, "Ångström café nine otters", board) == key
    with pytest.raises(WrongKeyError, match="not the passphrase of Zztest"):
        unwrap(slot, SECRET, board)
    with pytest.raises(WrongKeyError):
        unwrap(slot, "Ångström café nine otters", uuid4())
    assert key not in slot.wrapped
    assert audit_key(key) != key


def test_the_key_file_comes_back_as_written(tmp_path: Path) -> None:
    board, key = uuid4(), new_data_key()
    slots = tuple(wrap(key, SECRET, board, uuid4(), name, NO_SECRET) for name in ("Ana", "Ben"))
    keys = KeyFile(board=board, demonstration=False, slots=slots)
    write_keys(tmp_path / "keys.json", keys)
    assert read_keys(tmp_path / "keys.json") == keys
    assert keys.slot_of("ana") == slots[0]
    for user in (None, "Cem"):
        with pytest.raises(WrongKeyError, match="Ana, Ben"):
            keys.slot_of(user)
    again = wrap(key, SECRET, board, slots[0].person, "Ana", NO_SECRET)
    assert keys.with_slot(again).slots == (slots[1], again)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.update(version=3),
        lambda told: told.pop("slots"),
        lambda told: told["slots"][0].update(memory=2**40),
        lambda told: told["slots"][0].update(memory=1),
        lambda told: told["slots"][0].update(kdf="md5"),
        lambda told: told["slots"][0].update(salt="zz"),
        lambda told: told.update(board="no key"),
        lambda told: told.update(slots=7),
    ],
)
def test_a_spoilt_key_file_is_one_sentence(tmp_path: Path, spoil: object) -> None:
    board = uuid4()
    slots = (wrap(new_data_key(), SECRET, board, uuid4(), "Ana", NO_SECRET),)
    path = tmp_path / "keys.json"
    write_keys(path, KeyFile(board=board, demonstration=False, slots=slots))
    told = json.loads(path.read_text(encoding="utf-8"))
    spoil(told)  # type: ignore[operator]
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(NoBoardError, match="recovery key"):
        read_keys(path)


@given(st.binary(min_size=32, max_size=32))
def test_a_recovery_key_is_the_data_key_however_it_is_typed(key: bytes) -> None:
    text = recovery_text(key)
    assert recovery_bytes(text) == key
    sloppy = text.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery_bytes(f" {sloppy}\n") == key
    assert recovery_bytes(text.replace("-", "").replace("1", "I")) == key
    assert {len(group) for group in text.split("-")} == {4}


@given(st.binary(min_size=32, max_size=32), st.integers(0, 55), st.integers(1, 31))
def test_one_mistyped_letter_is_noticed(key: bytes, place: int, shift: int) -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    letters = list(recovery_text(key).replace("-", ""))
    letters[place] = alphabet[(alphabet.index(letters[place]) + shift) % 32]
    # 24 bits of checksum: one chance in 16 million, and none within the checksum itself
    assert not is_recovery_text("".join(letters))


@pytest.mark.parametrize("text", ["", "ABCD", "U" * 56, "0" * 56, "0" * 57, "é" * 56])
def test_what_is_no_recovery_key_is_one_sentence(text: str) -> None:
    with pytest.raises(WrongKeyError, match=r"^[^.]+\.$"):
        recovery_bytes(text)


@pytest.mark.parametrize("sign", ["\n", "\0", "\t", "\ud800"])
def test_a_sign_that_no_other_keyboard_types_is_refused_in_a_new_one_and_wrong_in_an_old_one(sign: str) -> None:
    with pytest.raises(UserError, match="no letter"):
        refuse_weak(f"{SECRET}{sign}", "St Elsewhere", "Ana Pérez")
    board, person = uuid4(), uuid4()
    slot = wrap(new_data_key(), SECRET, board, person, "A", NO_SECRET)
    with pytest.raises(WrongKeyError):
        unwrap(slot, f"{SECRET}{sign}", board)
