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
    """Runs work on a pool of threads and calls back on the window's own thread."""

    _deliver = Signal(object)

    def __init__(self, on_error: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._pool = QThreadPool(self)
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
                self._deliver.emit(partial(failed or self._on_error, error))
            else:
                self._deliver.emit(partial(done, result))

        self._pool.start(run)

    def fail(self, error: BaseException) -> None:
        """Hand an error to where errors are shown."""
        self._on_error(error)

    def later(self, call: Callable[[], None]) -> None:
        """Have ``call`` called on the window's thread; may be used from inside running work."""
        self._deliver.emit(call)

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Wait for running work, before the board is closed."""
        return self._pool.waitForDone(milliseconds)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        call()
