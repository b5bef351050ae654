"""Small files that the program keeps beside a board and in its own folder, spoilt by whomever: nothing falls over."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import PASSPHRASE

from db.attempts import Attempts, read_attempts, refuse_haste
from db.backup_file import DATABASE, read_backup
from db.chain import read_head
from db.errors import NoBoardError, WrongKeyError
from db.folder import BoardFolder
from db.keys import read_keys
from db.lock import read_holder
from desktop.clinical.errors import RuleFileError, UserError
from desktop.services.backups import make_backup, paused
from desktop.services.boards import Board, create_board, open_board
from desktop.services.opening import KEYS_CHANGED
from desktop.services.recent import FILE, last_board, recent_boards
from desktop.services.rule_sources import read_rules

DEEP = b"[" * 100_000
ENDLESS = b'{"seq": Infinity, "mac": "00", "name": "x", "host": "y", "process": Infinity, "since": "z"}'


@pytest.fixture
def place(board_folder: Path) -> BoardFolder:
    found = BoardFolder(board_folder)
    found.backups.mkdir(exist_ok=True)
    return found


@pytest.mark.parametrize("content", [DEEP, ENDLESS, b"\xff", b"null", b""])
def test_what_cannot_be_read_says_nothing(place: BoardFolder, content: bytes) -> None:
    for path in (place.audit_head, place.holder, place.attempts, place.paused):
        path.write_bytes(content)
    assert read_head(place.audit_head) is None
    assert read_holder(place) is None
    assert read_attempts(place.attempts) == Attempts()
    # it is there, and so automatic backups wait
    assert paused(place.path) is not None
    open_board(place.path, passphrase=PASSPHRASE).close()


@pytest.mark.parametrize("cost", ["Infinity", "1e999", DEEP.decode()])
def test_a_key_file_that_asks_for_endless_work_is_refused(place: BoardFolder, cost: str) -> None:
    document = json.loads(place.keys.read_bytes())
    memory = document["slots"][0]["memory"]
    text = place.keys.read_text(encoding="utf-8")
    place.keys.write_text(text.replace(f'"memory": {memory}', f'"memory": {cost}'), encoding="utf-8")
    with pytest.raises(NoBoardError, match="cannot be read"):
        read_keys(place.keys)


@pytest.mark.parametrize("sign", ["\n", "\0", "\ud800"])
def test_a_name_that_cannot_be_stored_or_shown_makes_no_board(tmp_path: Path, sign: str) -> None:
    for name, person in ((f"Zztest{sign}", "Zztest"), ("Zztest", f"Zztest{sign}")):
        with pytest.raises(UserError, match="no letter"):
            create_board(tmp_path / "new.crestboard", name=name, person_name=person, passphrase=PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "value"), [("salt", ""), ("salt", "00"), ("name", "\ud800")])
def test_a_key_slot_that_cannot_be_used_or_shown_is_refused(place: BoardFolder, name: str, value: str) -> None:
    document = json.loads(place.keys.read_bytes())
    document["slots"][0][name] = value
    place.keys.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(NoBoardError, match="cannot be read"):
        open_board(place.path, passphrase=PASSPHRASE)


def test_a_seal_in_other_letters_is_a_wrong_seal(place: BoardFolder) -> None:
    document = json.loads(place.keys.read_bytes())
    place.keys.write_text(json.dumps({**document, "seal": "\u00e9\ud800"}), encoding="utf-8")
    with open_board(place.path, passphrase=PASSPHRASE) as board:
        assert KEYS_CHANGED in board.notices


def test_a_backup_without_its_database_is_none(board: Board, tmp_path: Path) -> None:
    whole, less = make_backup(board).path, tmp_path / "less.crestboard-backup"
    with zipfile.ZipFile(whole) as pack, zipfile.ZipFile(less, "w") as copy:
        for part in pack.namelist():
            if part != DATABASE:
                copy.writestr(part, pack.read(part))
    with pytest.raises(NoBoardError, match="no backup"):
        read_backup(less)


@pytest.mark.parametrize("kind", ["kind = {a = 1}", "kind = [1]", "kind = 3"])
def test_a_rule_file_of_an_impossible_kind_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    (tmp_path / "odd.toml").write_text(f'{kind}\nid = "odd"\n', encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"odd\.toml"):
        read_rules(tmp_path)


def test_wrong_passphrases_counted_without_a_time_zone_still_slow_down(place: BoardFolder) -> None:
    now = datetime.now(UTC)
    local = now.astimezone().replace(tzinfo=None).isoformat()
    place.attempts.write_text(json.dumps({"first": local, "last": local, "names": {"Zztest": 9}}), encoding="utf-8")
    with pytest.raises(WrongKeyError, match="wait"):
        refuse_haste(place.attempts, now)


def test_boards_whose_names_no_folder_can_have_are_not_offered(tmp_path: Path) -> None:
    names = ["x" * 5_000, "a\0b", "\ud800", str(tmp_path)]
    (tmp_path / FILE).write_text(json.dumps({"last": names[0], "boards": names}), encoding="utf-8")
    assert last_board(tmp_path) is None
    assert recent_boards(tmp_path) == (tmp_path,)
    (tmp_path / FILE).write_bytes(DEEP)
    assert recent_boards(tmp_path) == ()
