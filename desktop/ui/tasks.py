"""Background work. This is the only place that starts a thread.

One long-lived object on the window's thread delivers every result. The often copied variant, in which each job
owns its signals, loses results because the sender dies first. A result that was for a page or a dialog that is gone
meanwhile, as after a change of the text size, is told to nobody.

While work is under way Python does not look for what holds only itself alive: it does so in whatever thread comes to
it, and a part of a window that is thrown away in another thread than the window's ends the program.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from desktop.clinical.errors import UserError

T = TypeVar("T")


class CancelledError(Exception):
    """The person at the keyboard stopped the work; nothing is reported."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Work that has ended: what came of it, and how that is told."""

    result: object
    tell: Callable[[], None]

    def __call__(self) -> None:
        """Tell it."""
        self.tell()


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
        self._in_turn = QThreadPool(self)
        self._in_turn.setMaxThreadCount(1)
        self._running = 0
        self._held: list[Callable[[], None]] | None = None
        self._deliver.connect(self._call, Qt.ConnectionType.QueuedConnection)
        # whatever was under way then: what comes after must be looked through again
        self.destroyed.connect(gc.enable)

    def start(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        *,
        owner: QObject | None = None,
        reading: bool = False,
        in_turn: bool = False,
    ) -> None:
        """Run ``work`` elsewhere, then ``done`` with its result, or ``failed`` with what it raised.

        Neither is called once whoever asked is gone: ``owner``, or the object whose methods they are. What failed is
        then told where errors are shown, unless it was ``reading`` something that nobody looks at any more.
        Work ``in_turn`` waits for what else is: small things that follow a picture, none of which is in a hurry.
        """

        def run() -> None:
            try:
                result = work()
            except BaseException as error:
                # Whatever happens in a thread must reach the window; it decides what the person is told.
                tell = partial(self._tell_failed, failed or self._on_error, owner, error, reading)
                self._deliver.emit(Ended(error, tell), True)
            else:
                self._deliver.emit(Ended(result, partial(_tell, done, owner, result)), True)

        pool = self._in_turn if in_turn else self._pool
        if self._held is not None:
            self._held.append(partial(self._run, pool, run))
        else:
            self._run(pool, run)

    def _tell_failed(
        self, failed: Callable[[BaseException], None], owner: QObject | None, error: BaseException, reading: bool
    ) -> None:
        if not _is_gone(failed, owner):
            failed(error)
        elif not (reading and isinstance(error, UserError)):
            self._on_error(error)

    def _run(self, pool: QThreadPool, run: Callable[[], None]) -> None:
        self._running += 1
        gc.disable()
        pool.start(run)

    def fail(self, error: BaseException) -> None:
        """Hand an error to where errors are shown."""
        self._on_error(error)

    def later(self, call: Callable[[], None]) -> None:
        """Have ``call`` called on the window's thread; may be used from inside running work.

        A method of something that is gone by then is not called.
        """
        self._deliver.emit(call, False)

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Wait for running work, before the board is closed."""
        # each of them is waited for, whatever became of the other: a last backup is among the work
        ended = [pool.waitForDone(milliseconds) for pool in (self._pool, self._in_turn)]
        return all(ended)

    # while the window is locked

    @property
    def is_quiet(self) -> bool:
        """Whether no work is running, and no result of any waits to be delivered."""
        return self._running == 0

    def results(self) -> list[object]:
        """What the work that has ended came to, while that waits to be delivered."""
        return [one.result for one in self._held or () if isinstance(one, Ended)]

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
            if self.is_quiet:
                gc.enable()
        if self._held is None:
            if not _is_gone(call, None):
                call()
            return
        self._held.append(call)
        if ends and self.is_quiet:
            self.quiet.emit()


def _tell(done: Callable[[T], None], owner: QObject | None, result: T) -> None:
    if not _is_gone(done, owner):
        done(result)


def _is_gone(call: Callable[..., object], owner: QObject | None) -> bool:
    """Whether what a call was for is there no more: its owner, or the object of Qt's whose method it is."""
    while isinstance(call, partial):
        call = call.func
    whose = getattr(call, "__self__", None)
    return any(isinstance(one, QObject) and not isValid(one) for one in (owner, whose))
