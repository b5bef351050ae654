"""Whether anybody is there: time without a key, the pointer or the wheel, by the clock on the wall.

The wall's clock goes on while the computer sleeps, so that the first look afterwards locks. Where it was set back, the
steady clock of the computer still counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_EVERY = 5_000
"""Milliseconds between two looks: how much later than it is set it may lock, at the most."""

_TOUCHES = frozenset((
    QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
    QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletMove,
    QEvent.Type.TabletPress, QEvent.Type.InputMethod,
))  # fmt: skip


class Idle(QObject):
    """``passed``: nobody touched anything in the application for as long as ``limit`` says; None is never."""

    passed = Signal()

    def __init__(
        self, limit: Callable[[], timedelta | None], wall: Callable[[], datetime], parent: QObject, *,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._limit, self._wall, self._steady = limit, wall, steady
        self._last = (wall(), steady())
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        self._application = cast("QGuiApplication", QGuiApplication.instance())

    def start(self) -> None:
        """Somebody is there now; watch whether they stay."""
        self.touch()
        if self._timer.isActive():
            return
        self._timer.start()
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        self._application.focusWindowChanged.connect(self._watch)

    def stop(self) -> None:
        """Nobody needs to be watched."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        self._application.focusWindowChanged.disconnect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)

    def _watch(self, window: QWindow | None) -> None:
        """Keys and pointer come to a window of the system first, and to nothing else of it.

        All events of the application pass through a filter on it: that took a sixth of opening a case.
        """
        if window is not None:
            window.installEventFilter(self)  # once more moves it to the front, it is called once all the same

    def touch(self) -> None:
        """Somebody is there."""
        self._last = (self._wall(), self._steady())

    def look(self) -> bool:
        """Whether nobody has been there for too long; then it is told."""
        limit = self._limit()
        wall, steady = self._last
        away = max(self._wall() - wall, timedelta(seconds=self._steady() - steady))
        if limit is None or away < limit:
            return False
        self.passed.emit()
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A touch that comes too late, as after sleep, locks and does nothing else."""
        if event.type() not in _TOUCHES:
            return False
        if self._timer.isActive() and self.look():
            return True
        self.touch()
        return False
