"""What changed since the last board, for the overview: read beside the window, so that a case opens at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol
from uuid import UUID

from desktop.clinical.case import Case
from desktop.services.changes_since_board import NO_BOARD, SinceBoard, last_board, since_board
from desktop.ui.desk import Desk


class Start(Protocol):
    """Runs work elsewhere and hands over what it gives."""

    def __call__(self, work: Callable[[], SinceBoard], done: Callable[[SinceBoard], None]) -> None:
        """Begin it."""


class SinceReader:
    """``start`` is set by whoever can run work beside the window; ``tell`` hears of which child something was read."""

    def __init__(self, desk: Desk, tell: Callable[[UUID], None]) -> None:
        self.start: Start | None = None
        self._desk, self._tell = desk, tell
        self._known: tuple[UUID, SinceBoard] | None = None
        self._asked: tuple[UUID, int] | None = None
        self._told = False

    def of(self, case: Case) -> SinceBoard:
        """What is known of a case by now; it is read anew, and told of when it is there.

        Whether there was a board at all is known at once. Until the rest is, what was read last stands.
        """
        if self._told and self._known is not None and self._known[0] == case.id:
            return self._known[1]
        desk = self._desk
        day = last_board(desk.board, case.id, desk.today())
        if day is None:
            self._asked = None
            return NO_BOARD
        if self.start is not None and not self._told:
            self._asked = (case.id, case.version)
            work = partial(since_board, desk.board, desk.library, case.id, day)
            self.start(work, partial(self._read, self._asked))
        known = self._known[1] if self._known is not None and self._known[0] == case.id else NO_BOARD
        return known if known.day == day else SinceBoard(day, read=False)

    def _read(self, asked: tuple[UUID, int], found: SinceBoard) -> None:
        if self._asked != asked:
            return
        self._known, self._told = (asked[0], found), True
        try:
            self._tell(asked[0])
        finally:
            self._told = False
