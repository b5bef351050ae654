"""What is read whenever a window or a case opens asks the history by an index, never entry by entry of all children."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from builders import small_case
from since_helpers import on, put, timed
from sqlalchemy import event

from db.engine import connect
from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.changes_since_board import since_last_board
from desktop.services.library import Library
from desktop.services.recovery_keeping import is_recovery_key_kept

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@contextmanager
def asked(board: Board) -> Iterator[list[tuple[str, Any]]]:
    """The questions about the history that are put to the database meanwhile, with their values."""
    heard: list[tuple[str, Any]] = []

    def listen(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if "audit" in statement:
            heard.append((statement, values))

    with board.database.read() as work:
        engine = work.connection.engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", listen)


def scans(board: Board, heard: list[tuple[str, Any]]) -> list[str]:
    """The steps that would go through all entries."""
    driver: Any = connect(board.database.folder.database, board.database.key)
    steps = [step[-1] for one, values in heard for step in driver.execute(f"EXPLAIN QUERY PLAN {one}", values)]
    driver.close()
    assert steps
    return [one for one in steps if one.startswith("SCAN audit") and "USING INDEX" not in one]


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(lambda board, library, child: since_last_board(board, library, child.id, TODAY), id="since board"),
        pytest.param(lambda board, _library, _child: is_recovery_key_kept(board), id="recovery key"),
    ],
)
def test_no_entry_of_other_children_is_read(
    board: Board, library: Library, read: Callable[[Board, Library, Case], object]
) -> None:
    clock = timed(board)
    child = new_case(board, library, small_case(1))
    clock.day(2)
    put(board, library, child, board_on=on(10))
    with asked(board) as heard:
        read(board, library, child)
    assert not scans(board, heard)
    board.database.close()
