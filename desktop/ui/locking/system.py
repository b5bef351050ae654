"""The computer is locked or goes to sleep: heard of where the system tells, and nothing is missed where it does not."""

from __future__ import annotations

import sys
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication


class SystemWatch(QObject):
    """``away``: whoever was at the computer locked it or closed its lid. One for the application."""

    away = Signal()

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._parts: list[object] = []
        application.applicationStateChanged.connect(self._state_changed)

    def listen(self) -> None:
        """Begin to listen to this system, in whatever of its ways there are."""
        # a system that has something else under these names is one that does not tell
        with suppress(ImportError, OSError, AttributeError, RuntimeError, TypeError):
            if sys.platform == "linux":
                from desktop.ui.locking.linux import listen

                self._parts.append(listen(self))
            elif sys.platform == "win32":
                from desktop.ui.locking.windows import listen as listen_there

                self._parts.append(listen_there(self))

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationSuspended:
            self.away.emit()


def system_watch(application: QGuiApplication) -> SystemWatch:
    """The one of this application, listening."""
    found = application.findChild(SystemWatch)
    if isinstance(found, SystemWatch):
        return found
    made = SystemWatch(application)
    made.listen()
    return made
