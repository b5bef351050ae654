"""A board with a clock of its own, for what changed between two days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from test_history import open_key

from db.database import Database
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.services.boards import Board
from desktop.services.cases import get_case, save_case
from desktop.services.library import Library

START = datetime(2026, 11, 1, 9, tzinfo=UTC)


class Clock:
    """The board's present; ``day`` moves it to nine in the morning of a day of November."""

    def __init__(self) -> None:
        self.now = START

    def day(self, number: int, hour: int = 9, minute: int = 0) -> None:
        self.now = START + timedelta(days=number - 1, hours=hour - 9, minutes=minute)


def timed(board: Board) -> Clock:
    """Let the board go by a clock that the test sets."""
    clock = Clock()
    board.database.close()
    database = Database.open(board.folder, open_key(board), read_only=False, now=lambda: clock.now)
    object.__setattr__(board, "database", database)
    return clock


def change(board: Board, library: Library, case: Case, how: Callable[[Case], Case], action: str = "Change") -> Case:
    """Store what became of the case as it stands on the board."""
    stored = get_case(board, case.id)
    return save_case(board, library, stored, how(stored), action)


def put(board: Board, library: Library, case: Case, **facts: object) -> Case:
    """Answer facts as the forms do."""
    for name, value in facts.items():
        case = change(board, library, case, lambda one, name=name, value=value: FIELDS[name].write(one, known(value)))  # type: ignore[misc]
    return case


def on(day: int) -> PartialDate:
    """A day of November 2026."""
    return PartialDate(2026, 11, day)
