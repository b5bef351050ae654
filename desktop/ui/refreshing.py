"""Working out the list anew by other rules, beside the window's own work: it can be stopped, and then goes on later."""

from __future__ import annotations

from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Signal

from desktop.ui.desk import Desk
from desktop.ui.tasks import CancelledError, Tasks
from desktop.ui.words import counted


class Refreshing(QObject):
    """``moved`` carries the lines done and all of them; ``ended`` how many still show groups by earlier rules."""

    moved = Signal(int, int)
    ended = Signal(int)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._stop = Event()
        self._left = 0

    def start(self) -> None:
        """Look what is out of date, and work it out; most often there is nothing, and nothing is said."""
        # one that was stopped stays so, also where it has not come to an end yet
        self._stop = Event()
        self._tasks.start(partial(self._work, self._stop), self._done, partial(self._failed, self._stop))

    def stop(self) -> None:
        """Leave the rest for the next start."""
        self._stop.set()

    def _work(self, stop: Event) -> int:
        # it loads what the first list does not wait for
        from desktop.services.cases import refresh_lines
        from desktop.services.rule_packs import answered_by_others

        # until a person has seen what changes, the list keeps the answers that earlier rules gave
        if answered_by_others(self._desk.board, self._desk.library):
            return 0
        return refresh_lines(self._desk.board, self._desk.library, partial(self._step, stop))

    def _step(self, stop: Event, done: int, total: int) -> None:
        """Called from the working thread; the window hears of it on its own."""
        self._left = total - done
        if stop.is_set():
            raise CancelledError
        self._tasks.later(lambda: self.moved.emit(done, total))

    def _done(self, count: int) -> None:
        if count:
            self.ended.emit(0)

    def _failed(self, stop: Event, error: BaseException) -> None:
        if stop is self._stop:
            # else another board is worked on by now, and this is none of its business
            self.ended.emit(self._left)
        self._tasks.fail(error)


def moved_words(done: int, total: int) -> str:
    """What is being done, and what the list shows until then."""
    told = f"The rules have changed: {done:,} of {counted(total, 'case')} assessed anew"
    return f"{told}. Until then the list has answers by both; Stop keeps what is done and leaves the rest for later."


def left_words(left: int) -> str:
    """What an end before time leaves on the list."""
    told = f"{counted(left, 'case')} on the list still show what earlier rules said"
    return f"{told}; they are assessed anew at the next start, and a case that is opened is up to date."
