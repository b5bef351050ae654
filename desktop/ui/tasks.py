"""Background work. This is the only place that starts a thread.

One long-lived object on the window's thread delivers every result. The often copied variant, in which each job
owns its signals, loses results because the sender dies first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

T = TypeVar("T")


class CancelledError(Exception):
    """The person at the keyboard stopped the work; nothing is reported."""


class Tasks(QObject):
    """Runs work on a pool of threads and calls back on the window's own thread.

    ``quiet``: the last work that ran while they are held has ended.
    """

    quiet = Signal()
    _deliver = Signal(object, bool)

    def __init__(self, on_error: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._pool = QThreadPool(self)
        self._running = 0
        self._held: list[Callable[[], None]] | None = None
        self._deliver.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run ``work`` elsewhere, then ``done`` with its result, or ``failed`` with what it raised."""

        def run() -> None:
            try:
                result = work()
            except BaseException as error:
                # Whatever happens in a thread must reach the window; it decides what the person is told.
                self._deliver.emit(partial(failed or self._on_error, error), True)
            else:
                self._deliver.emit(partial(done, result), True)

        if self._held is not None:
            self._held.append(partial(self._run, run))
        else:
            self._run(run)

    def _run(self, run: Callable[[], None]) -> None:
        self._running += 1
        self._pool.start(run)

    def fail(self, error: BaseException) -> None:
        """Hand an error to where errors are shown."""
        self._on_error(error)

    def later(self, call: Callable[[], None]) -> None:
        """Have ``call`` called on the window's thread; may be used from inside running work."""
        self._deliver.emit(call, False)

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Wait for running work, before the board is closed."""
        return self._pool.waitForDone(milliseconds)

    # while the window is locked

    @property
    def is_quiet(self) -> bool:
        """Whether no work is running, and no result of any waits to be delivered."""
        return self._running == 0

    def hold(self) -> None:
        """Let running work end; its results, and work that is asked for from now on, wait until ``go_on``."""
        if self._held is None:
            self._held = []

    def go_on(self) -> None:
        """Deliver and start what waited, in order, each in a turn of the event loop of its own."""
        waited, self._held = self._held or [], None
        for call in waited:
            self.later(call)

    def deliver(self) -> None:
        """Deliver what waited at once, before another person goes on; work that waited is begun then, too."""
        waited, self._held = self._held or [], None
        for call in waited:
            try:
                call()
            except Exception as error:  # the others are to be heard of all the same
                self._on_error(error)

    def let_go(self) -> None:
        """Throw away what waited: the window that it was for has been closed."""
        self._held = None

    @Slot(object, bool)
    def _call(self, call: Callable[[], None], ends: bool) -> None:
        if ends:
            self._running -= 1
        if self._held is None:
            call()
            return
        self._held.append(call)
        if ends and self.is_quiet:
            self.quiet.emit()
