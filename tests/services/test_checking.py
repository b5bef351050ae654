"""``check`` finds what is wrong, says it in sentences without a child's name, and changes nothing."""

from __future__ import annotations

from contextlib import closing

import pytest
from builders import PASSPHRASE, full_case, small_case

from db.engine import connect
from desktop.clinical.errors import UserError
from desktop.services.boards import Board, open_board
from desktop.services.checking import CheckReport, check_board


def fill(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        work.cases.add_many([full_case(), *(small_case(n) for n in range(200))], "New case")


def test_a_sound_board(board: Board) -> None:
    fill(board)
    report = check_board(board)
    assert report.document() == {
        "ok": True, "problems": [], "file": "ok", "links": "ok", "documents": "ok", "audit": "ok", "schema": "ok",
    }  # fmt: skip
    board.close()
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reader:
        assert check_board(reader).ok


def test_every_flipped_bit_is_found(board: Board) -> None:
    """One bit in a page after another: plain integrity checks miss a third of them, the pages' codes none."""
    fill(board)
    board.close()
    path = board.folder / "board.sqlite3"
    sound = path.read_bytes()
    for place in range(4096 * 3 + 7, len(sound), 4096 * 19):
        spoilt = bytearray(sound)
        spoilt[place] ^= 4
        path.write_bytes(spoilt)
        assert not _report(board).ok, place


def _report(board: Board) -> CheckReport:
    """The check's own report, or the refusal to open the board at all."""
    try:
        with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reader:
            return check_board(reader)
    except UserError as error:
        return CheckReport((str(error),))


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("DELETE FROM plans", "links"),
        ("UPDATE stagings SET case_id = 'nowhere'", "links"),
        ("UPDATE audit SET action = 'nothing' WHERE seq = 3", "audit"),
        ("ALTER TABLE cases ADD COLUMN more TEXT", "schema"),
    ],
)
def test_each_part_is_told(board: Board, statement: str, part: str) -> None:
    fill(board)
    with closing(connect(board.database.folder.database, board.database.key)) as driver:
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute(statement)
    report = check_board(board)
    assert [name for name, problems in report.details.items() if problems] == [part]
    assert report.document()["ok"] is False
    assert all("Zztest" not in problem and problem.endswith(".") for problem in report.problems)
