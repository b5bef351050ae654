"""Locks a window by itself: when nobody is there, when the computer is locked; and clears the clipboard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.services.locking import IDLE, SYSTEM
from desktop.ui.locking.clipboard import Copied
from desktop.ui.locking.idle import Idle
from desktop.ui.locking.system import SystemWatch
from desktop.ui.preferences import NEVER, Preferences

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow


class Guard(QObject):
    """Belongs to one window, and begins once the window has been seen."""

    def __init__(self, window: MainWindow, watch: SystemWatch) -> None:
        super().__init__(window)
        self._window = window
        self.idle = Idle(self._limit, window.desk.now, self)
        self.copied = Copied(self)
        self.idle.passed.connect(self._nobody_there)
        watch.away.connect(self._computer_locked)
        window.locking.fell.connect(self._fell)
        window.locking.rose.connect(self.idle.start)
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._leave)
        self.idle.start()

    def _leave(self) -> None:
        self.copied.clear()

    def _fell(self) -> None:
        self.idle.stop()
        self.copied.clear()

    def _limit(self) -> timedelta | None:
        minutes = lock_minutes(self._window.desk.preferences, demonstration=self._window.desk.board.demonstration)
        return timedelta(minutes=minutes) if minutes else None

    def _nobody_there(self) -> None:
        self._window.locking.lock(IDLE)

    def _computer_locked(self) -> None:
        if self._window.isVisible() and self._window.desk.preferences.lock_with_system:
            self._window.locking.lock(SYSTEM)


def lock_minutes(preferences: Preferences, *, demonstration: bool) -> int:
    """After how many minutes without a touch it locks; ``NEVER`` only where no child is real."""
    if preferences.lock_after == NEVER and not demonstration:
        return Preferences().lock_after
    return preferences.lock_after
