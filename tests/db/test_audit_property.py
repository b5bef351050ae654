"""Whatever is done to the history by direct SQL, with the key at hand, is found by the check, and the entry named."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import PASSPHRASE, small_case
from hypothesis import given, settings
from hypothesis import strategies as st

from db.chain import COLUMNS, Head, link, write_head
from db.engine import connect
from desktop.services.backups import make_backup
from desktop.services.boards import Board, open_board
from desktop.services.checking import check_board

Rows = list[tuple[Any, ...]]

VALUES = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=30), st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False), st.binary(max_size=12), st.just("0" * 64), st.just("ä" * 64),
)  # fmt: skip
"""What a hand or a program might put into a column; the file knows no types."""


@pytest.fixture(scope="module")
def watched(empty_board: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """A board with some history, open."""
    folder = Path(shutil.copytree(empty_board, tmp_path_factory.mktemp("watched") / "board.crestboard"))
    with open_board(folder, passphrase=PASSPHRASE) as board:
        for number in range(3):
            with board.database.work(board.person.id) as work:
                work.cases.add_many([small_case(number)], "New case")
        yield board


def rows_of(board: Board) -> Rows:
    driver = connect(board.database.folder.database, board.database.key)
    try:
        return [tuple(row) for row in driver.execute(f"SELECT {', '.join(COLUMNS)} FROM audit ORDER BY seq")]
    finally:
        driver.close()


def put(board: Board, rows: Sequence[Sequence[object]]) -> None:
    """The history is these rows and no others."""
    driver: Any = connect(board.database.folder.database, board.database.key)
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute("PRAGMA ignore_check_constraints=ON")
    driver.execute("BEGIN")
    driver.execute("DELETE FROM audit")
    driver.executemany(f"INSERT INTO audit ({', '.join(COLUMNS)}) VALUES ({','.join('?' * len(COLUMNS))})", rows)
    driver.execute("COMMIT")
    driver.close()


def found(board: Board, whole: Rows, tampered: Sequence[Sequence[object]]) -> list[str]:
    """What the check says of the history, which is then put back as it was."""
    put(board, tampered)
    try:
        return list(check_board(board).details["audit"])
    finally:
        put(board, whole)
        assert check_board(board).ok


def names(problems: Sequence[str], number: int) -> bool:
    return any(f"entry {number} " in one or f"entry is {number} " in one for one in problems)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_changed_column_is_found_and_its_entry_named(watched: Board, data: st.DataObject) -> None:
    whole = rows_of(watched)
    place = data.draw(st.integers(0, len(whole) - 1))
    column = data.draw(st.integers(1, len(COLUMNS) - 1))
    value = data.draw(VALUES)
    row = [*whole[place]]
    row[column] = value
    put(watched, [*whole[:place], row, *whole[place + 1 :]])
    # a column may keep a number as its text, which is then no change
    same = rows_of(watched) == whole
    problems = found(watched, whole, [*whole[:place], row, *whole[place + 1 :]])
    assert same or names(problems, place + 1), problems


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_an_entry_under_another_number_is_found(watched: Board, data: st.DataObject) -> None:
    whole = rows_of(watched)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(-(2**40), 2**40).filter(lambda one: not 1 <= one <= len(whole)))
    problems = found(watched, whole, [*whole[:place], (other, *whole[place][1:]), *whole[place + 1 :]])
    assert names(problems, place + 1) or names(problems, other), problems


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_removed_entries_are_found_and_the_first_of_them_named(watched: Board, data: st.DataObject) -> None:
    whole = rows_of(watched)
    first = data.draw(st.integers(0, len(whole) - 1))
    last = data.draw(st.integers(first + 1, len(whole)))
    problems = found(watched, whole, [*whole[:first], *whole[last:]])
    assert names(problems, first if last == len(whole) else first + 1), problems
    # numbered anew, so that there is no gap
    again = [(number, *row[1:]) for number, row in enumerate([*whole[:first], *whole[last:]], start=1)]
    problems = found(watched, whole, again)
    assert names(problems, first if last == len(whole) else first + 1), problems


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_an_inserted_entry_is_found_and_named(watched: Board, data: st.DataObject) -> None:
    whole = rows_of(watched)
    place, like = data.draw(st.integers(0, len(whole))), data.draw(st.integers(0, len(whole) - 1))
    more = [*whole[:place], whole[like], *whole[place:]]
    tampered = [(number, *row[1:]) for number, row in enumerate(more, start=1)]
    problems = found(watched, whole, tampered)
    # a copy right before its original is told from it by nothing: then the second of the two is the one too many
    first = next(number for number, row in enumerate(tampered, start=1) if row not in whole)
    assert names(problems, first), problems


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_entries_in_another_order_are_found_and_the_first_named(watched: Board, data: st.DataObject) -> None:
    whole = rows_of(watched)
    order = data.draw(st.permutations(range(len(whole))))
    problems = found(watched, whole, [(number, *whole[one][1:]) for number, one in enumerate(order, start=1)])
    moved = next((place for place, one in enumerate(order) if place != one), None)
    assert (problems == []) if moved is None else names(problems, moved + 1), problems


def chained(key: bytes, rows: Rows) -> Rows:
    """The same deeds as a history that holds under a key."""
    head, again = Head(), Rows()
    for row in rows:
        again.append(link(key, head, *row[1:8]))
        head = Head(again[-1][0], again[-1][9])
    return again


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_change_with_every_code_worked_out_anew_is_found(watched: Board, data: st.DataObject) -> None:
    """The data key itself, which whoever opens the file has, makes no code of the chain; nor does a digest anew."""
    whole = rows_of(watched)
    place = data.draw(st.integers(0, len(whole) - 1))
    row = [*whole[place]]
    row[COLUMNS.index("changes")] = '{"given_name":[null,"Zztest"]}'
    changed = [*whole[:place], tuple(row), *whole[place + 1 :]]
    again = chained(watched.database.key, changed)
    assert names(found(watched, whole, again), 1)
    # from the changed entry on only, the ones before as they were
    later = [*whole[:place], *again[place:]]
    assert names(found(watched, whole, later), place + 1)
    with_digest = [*whole]
    with_digest[place] = (*again[place][:9], whole[place][9])
    assert names(found(watched, whole, with_digest), place + 1)


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_cut_tail_is_found_also_where_the_end_beside_was_taken_away(watched: Board, data: st.DataObject) -> None:
    whole = rows_of(watched)
    kept = data.draw(st.integers(0, len(whole) - 1))
    beside = watched.database.folder.audit_head
    told = beside.read_bytes()
    assert names(found(watched, whole, whole[:kept]), kept)
    beside.unlink()
    put(watched, whole[:kept])
    try:
        assert check_board(watched).details["audit"]
    finally:
        beside.write_bytes(told)
        put(watched, whole)
    assert check_board(watched).ok


def test_what_the_chain_cannot_show(watched: Board) -> None:
    """Its key comes from the data key: who has that and works out codes and end anew writes a history that holds.

    Stated here so that nobody takes the check for more than it is; a backup kept elsewhere still tells.
    """
    whole, beside = rows_of(watched), watched.database.folder.audit_head
    told = beside.read_bytes()
    made = make_backup(watched, target=watched.folder.parent / "elsewhere.crestboard-backup")
    assert made.head is not None
    before = rows_of(watched)
    again = chained(watched.database.chain_key, [(*before[0][:3], "Something else", *before[0][4:]), *before[1:]])
    put(watched, again)
    write_head(beside, Head(again[-1][0], again[-1][9]))
    try:
        assert check_board(watched).details["audit"] == []
        assert again[made.head.seq - 1][9] != made.head.mac
    finally:
        put(watched, whole)
        beside.write_bytes(told)
    assert check_board(watched).ok


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "seq"])
def test_a_text_that_is_none_is_found_and_its_entry_named(watched: Board, column: str) -> None:
    """Bytes that are no letters, marked as text: nothing can read them, and the check does not end by it."""
    whole = rows_of(watched)
    driver: Any = connect(watched.database.folder.database, watched.database.key)
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute(f"UPDATE audit SET {column} = CAST(x'ff00fe' AS TEXT) WHERE seq = 4")
    driver.close()
    try:
        assert names(check_board(watched).details["audit"], 4)
    finally:
        put(watched, whole)
    assert check_board(watched).ok
