"""On Windows: the messages that the session was locked or that the computer goes to sleep."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.ui.locking.system import SystemWatch

POWER, SUSPEND = 0x0218, 0x0004
SESSION, LOCK, AWAY_REMOTE, AWAY_CONSOLE = 0x02B1, 0x7, 0x4, 0x2
_THIS_SESSION = 0
_KINDS = (QByteArray(b"windows_generic_MSG"), QByteArray(b"windows_dispatcher_MSG"))


class Filter(QAbstractNativeEventFilter):
    """Reads the messages of the system before Qt does, and lets all of them pass."""

    def __init__(self, watch: SystemWatch) -> None:
        super().__init__()
        self._watch = watch
        # a window of its own, never shown, that the system sends the messages about the session to
        self._window: QWidget | None = None

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        """Whether somebody locked the session, left it, or sent the computer to sleep."""
        if kind in _KINDS:
            told = wintypes.MSG.from_address(int(message))
            asleep = told.message == POWER and told.wParam == SUSPEND
            if asleep or (told.message == SESSION and told.wParam in {LOCK, AWAY_REMOTE, AWAY_CONSOLE}):
                self._watch.away.emit()
        return False, 0

    def register(self) -> None:
        """Ask the system for the messages about this session."""
        if sys.platform == "win32":
            self._window = QWidget()
            ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(int(self._window.winId()), _THIS_SESSION)


def listen(watch: SystemWatch) -> Filter:
    """Listen to the messages of this session."""
    made = Filter(watch)
    application = QCoreApplication.instance()
    if application is not None:
        application.installNativeEventFilter(made)
    made.register()
    return made
