"""The audit notices every change made past the program, by whoever has the file and even the key of the database."""

from __future__ import annotations

import hmac
import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from builders import PASSPHRASE, full_case, small_case
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from db.chain import COLUMNS, START, Head, digest_of, link, read_head, write_head
from db.engine import connect
from db.entities import PARTS
from db.tables import TABLES
from desktop.clinical.answers import known
from desktop.clinical.results import MycnResult
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board, open_board
from desktop.services.checking import check_board


def fill(board: Board) -> None:
    for number in range(3):
        with board.database.work(board.person.id) as work:
            work.cases.add_many([small_case(number)], "New case")


def sql(board: Board, *statements: str) -> None:
    driver: Any = connect(board.database.folder.database, board.database.key)
    driver.execute("PRAGMA foreign_keys=OFF")
    for statement in statements:
        driver.execute(statement)
    driver.close()


TAMPERING = {
    "changed text": ("UPDATE audit SET changes = replace(changes, '101', '102') WHERE seq > 2",),
    "changed text and digest": (f"UPDATE audit SET changes = '{{}}', digest = '{digest_of('{}')}' WHERE seq = 4",),
    "another writer": ("UPDATE audit SET person_id = 'x' WHERE seq = 4",),
    "another time": ("UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 4",),
    "another case": ("UPDATE audit SET case_id = NULL WHERE seq = 4",),
    "another action": ("UPDATE audit SET action = 'x' WHERE seq = 4",),
    "one removed": ("DELETE FROM audit WHERE seq = 4",),
    "the first removed": ("DELETE FROM audit WHERE seq = 1",),
    "one inserted": (f"INSERT INTO audit SELECT 15, {', '.join(COLUMNS[1:])} FROM audit WHERE seq = 4",),
    "two exchanged": (
        "UPDATE audit SET seq = -4 WHERE seq = 4",
        "UPDATE audit SET seq = 4 WHERE seq = 5",
        "UPDATE audit SET seq = 5 WHERE seq = -4",
    ),
    "tail cut": ("DELETE FROM audit WHERE seq > 8",),
    "all cut": ("DELETE FROM audit",),
}


@pytest.mark.parametrize("statements", TAMPERING.values(), ids=TAMPERING)
def test_tampering_is_found(board: Board, statements: tuple[str, ...]) -> None:
    fill(board)
    assert check_board(board).ok
    sql(board, *statements)
    report = check_board(board)
    assert not report.ok
    assert report.details["audit"]
    assert ("gap" in report.problems[0]) == ("DELETE FROM audit WHERE seq =" in statements[0])
    assert report.details["links"] == [] or "x" in statements[0]


def test_a_head_that_lags_is_no_fault_and_one_ahead_is(board: Board) -> None:
    fill(board)
    place = board.database.folder.audit_head
    head = read_head(place)
    assert head is not None
    with board.database.read() as work:
        earlier = work.audit.mac_of(head.seq - 3)
    assert earlier is not None
    write_head(place, replace(head, seq=head.seq - 3, mac=earlier))
    assert check_board(board).ok
    write_head(place, replace(head, seq=head.seq + 1))
    assert "should be" in check_board(board).problems[0]
    write_head(place, replace(head, mac="0" * 64))
    assert "rewritten" in check_board(board).problems[0]
    place.unlink()
    assert "not recorded" in check_board(board).problems[0]


def test_a_crash_between_commit_and_head_is_tolerated(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("db.database.write_head", crash)
    fill(board)
    monkeypatch.undo()
    assert check_board(board).ok
    fill_more = small_case(9)
    with board.database.work(board.person.id) as work:
        work.cases.add_many([fill_more], "New case")
    assert check_board(board).ok


def test_a_cut_tail_is_told_on_opening_and_for_good(board: Board) -> None:
    fill(board)
    sql(board, "DELETE FROM audit WHERE seq > 8")
    folder = board.folder
    board.close()
    with open_board(folder, passphrase=PASSPHRASE, write=False) as reader:
        assert "cut" in reader.notices[0]
    with open_board(folder, passphrase=PASSPHRASE) as opened:
        assert "cut" in opened.notices[0]
        with opened.database.work(opened.person.id) as work:
            case = work.cases.get(small_case(1).id)
            work.cases.save(case, replace(case, given_name="B"), "Change")
    with open_board(folder, passphrase=PASSPHRASE) as again:
        assert again.notices == ()
        report = check_board(again)
        assert "opened with a broken audit" in report.problems[0]


def test_events_without_a_row_are_entries_too(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        work.audit.add("Import of cases.csv", "import", changes={"rows": [None, 3]})
        assert work.audit.entries(limit=1)[0].entity == "import"
    with board.database.read() as work:
        entry = work.audit.entries(limit=1)[0]
    assert (entry.action, entry.changes, entry.case_id) == ("Import of cases.csv", {"rows": [None, 3]}, None)


def test_a_new_case_is_one_entry_for_each_thing_said(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([full_case()], "New case")
    with board.database.read() as work:
        entries = work.audit.entries(full_case().id)
        assert [entry.seq for entry in entries] == sorted((entry.seq for entry in entries), reverse=True)
    entities = [entry.entity for entry in entries]
    assert (len(entities), entities.count("mycn_results"), entities.count("cases")) == (22, 2, 1)
    assert entries[-1].changes["born"] == [None, "2024-01-20"]
    assert "id" not in entries[-1].changes


def test_strangers_write_nothing(board: Board) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), board.database.work(uuid4()) as work:
        work.audit.add("x", "x")


def test_the_head_holds_no_secret(board: Board) -> None:
    fill(board)
    head = json.loads(board.database.folder.audit_head.read_text(encoding="utf-8"))
    assert set(head) == {"seq", "mac"}


def test_many_results_that_say_the_same_are_told_as_each_would_be_alone(board: Board) -> None:
    results = (MycnResult(mycn=known(Mycn.AMPLIFIED)), MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)), MycnResult())
    new = [
        replace(small_case(n), mycn=tuple(replace(results[one], id=uuid4()) for one in (n % 3, 0)[: 1 + n % 2]))
        for n in range(12)
    ]
    with board.database.work(board.person.id) as work:
        work.cases.add_many(new, "Import: list")
    told = 0
    with board.database.read() as work:
        entries = {str(one.entity_id): one for one in work.audit.entries() if one.action == "Import: list"}
        for entity in PARTS:
            table = TABLES[entity.table]
            for row in work.connection.execute(select(*(table.c[name] for name in entity.columns))):
                entry = entries[row[entity.key]]
                assert (entry.entity, str(entry.case_id)) == (entity.table, row[0])
                assert entry.changes == entity.changes(None, tuple(row))
                told += 1
    # an identifier and a staging each, and the results of MYCN
    assert told == 12 + 12 + 18


FIELD = st.none() | st.text(max_size=20)


@given(
    st.integers(0, 2**62), st.lists(st.text(max_size=20), min_size=4, max_size=4), FIELD, FIELD, st.text(max_size=30)
)
def test_the_code_of_an_entry_is_over_its_json_and_never_changes(
    seq: int, texts: list[str], entity_id: str | None, case_id: str | None, changes: str
) -> None:
    row = link(b"k" * 32, Head(seq), *texts, entity_id, case_id, changes)
    said = json.dumps([START, *row[:7], row[8]], ensure_ascii=False, separators=(",", ":"))
    assert row[9] == hmac.new(b"k" * 32, said.encode(), "sha256").hexdigest()
