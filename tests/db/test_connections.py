"""Which connection a transaction is given: the one that was used last, whose pages are deciphered already."""

from __future__ import annotations

from builders import small_case

from db.database import driver_of
from desktop.services.boards import Board


def test_who_comes_next_has_the_connection_that_wrote_last(board: Board) -> None:
    database = board.database
    # three at once: so many are kept
    with database.read() as first, database.read() as second, database.read() as third:
        assert len({id(driver_of(one.connection)) for one in (first, second, third)}) == 3
    for number in range(3):
        with database.work(board.person.id) as work:
            work.cases.add_many([small_case(number + 1)], "New case")
            wrote = driver_of(work.connection)
        with database.read() as work:
            assert driver_of(work.connection) is wrote
