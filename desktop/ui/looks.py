"""That a record was looked at is written down: once for each time a case comes into sight, after it is painted."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.services.boards import Board
from desktop.ui.desk import Desk
from desktop.ui.next_paint import NextPaint
from desktop.ui.tasks import Tasks


class Looks(QObject):
    """Is told what is shown. Writing waits for the picture and goes on beside the window; where it fails, that is said
    and the case stays open."""

    def __init__(self, desk: Desk, tasks: Tasks, next_paint: NextPaint, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._next_paint = desk, tasks, next_paint
        self._now: tuple[UUID, UUID] | None = None

    def shown(self, case_id: UUID | None) -> None:
        """This case is in sight now, or none; building the window anew shows no other than before."""
        now = None if case_id is None else (self._desk.board.person.id, case_id)
        if now == self._now:
            return
        self._now = now
        if case_id is not None and not self._desk.board.read_only:
            self._next_paint.then(partial(self._note, self._desk.board, case_id), owed=True)

    def _note(self, board: Board, case_id: UUID) -> None:
        def write() -> None:
            from desktop.services.history import note_view  # the first case is painted before it is loaded

            note_view(board, case_id)

        self._tasks.start(write, lambda _done: None, in_turn=True)
